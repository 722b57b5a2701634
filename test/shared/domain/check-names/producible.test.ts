import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { canBe, certainText, shownName } from '../../../../shared/domain/check-names/check-name.ts';
import type { FetchWorkflow, ProducedCheck } from '../../../../shared/domain/check-names/produced-check.ts';
import { workflowsOf } from '../../../support/workflows.ts';

/** A certain name as it is; another one with `?` and what it depends on. */
function shown({ name, refused }: ProducedCheck): string {
  const text = certainText(name) ?? `? ${shownName(name)} [${name.unknown.join('; ')}]`;
  return refused === undefined ? text : `refused: ${text}`;
}

async function names(files: string | Record<string, string>, fetch?: FetchWorkflow): Promise<string[]> {
  const { produced } = await workflowsOf(typeof files === 'string' ? { 'ci.yml': files } : files, fetch);
  return produced.checks.map(shown);
}

const jobs = (text: string): string => `on: pull_request\njobs:\n${text.replace(/^/gm, '  ')}\n`;
const called = (text: string, inputs = ''): string =>
  `on:\n  workflow_call:\n${inputs}\njobs:\n${text.replace(/^/gm, '  ')}\n`;
const long = 'x'.repeat(100);

describe('a job has the name that GitHub gives its check', () => {
  test.each<[string, string, string[]]>([
    ['the id', 'a: {runs-on: x, steps: [{run: x}]}', ['a']],
    ['the name', 'a: {runs-on: x, steps: [{run: x}], name: Build it}', ['Build it']],
    ['an empty name', 'a: {runs-on: x, steps: [{run: x}], name: ""}', ['a']],
    ['a number as name', 'a: {runs-on: x, steps: [{run: x}], name: 3.10}', ['3.1']],
    [
      'the values of a matrix',
      'a: {runs-on: x, steps: [{run: x}], strategy: {matrix: {os: [l, w], v: [1, 2.0]}}}',
      ['a (l, 1)', 'a (l, 2)', 'a (w, 1)', 'a (w, 2)'],
    ],
    [
      'name and matrix',
      'a: {runs-on: x, steps: [{run: x}], name: T, strategy: {matrix: {v: ["3.11", "3.12"]}}}',
      ['T (3.11)', 'T (3.12)'],
    ],
    [
      'keys that include adds do not show',
      'a: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: [1], include: [{v: 1, e: y}]}}}',
      ['a (1)'],
    ],
    [
      'jobs that include adds show all',
      'a: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: [1], include: [{v: 2, e: y}]}}}',
      ['a (1)', 'a (2, y)'],
    ],
    ['a matrix of null', 'a: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: [null]}}}', ['a']],
    [
      'a matrix of which all is excluded',
      'a: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: [1], exclude: [{v: 1}]}}}',
      ['a'],
    ],
    [
      'a name with expressions gets no values',
      'a: {runs-on: x, steps: [{run: x}], name: "on ${{ matrix.os }}", strategy: {matrix: {os: [l], v: [1, 2]}}}',
      ['on l', 'on l'],
    ],
    [
      'a name of objects',
      'a: {runs-on: x, steps: [{run: x}], name: "${{ matrix.o.n }}/${{ matrix.o.m }}", strategy: {matrix: {o: [{n: p}]}}}',
      ['p/'],
    ],
    [
      'a name that comes out empty',
      'a: {runs-on: x, steps: [{run: x}], name: "${{ matrix.no }}", strategy: {matrix: {v: [1, 2]}}}',
      ['a (1)', 'a (2)'],
    ],
    [
      'the place in the matrix',
      'a: {runs-on: x, steps: [{run: x}], name: "${{ strategy.job-index }} of ${{ strategy.job-total }}", strategy: {matrix: {v: [a, b]}}}',
      ['0 of 2', '1 of 2'],
    ],
    [
      'functions of literals',
      `a: {runs-on: x, steps: [{run: x}], name: "\${{ format('{0}-{1}', 'a', join(fromJSON('[1,2]'), '+')) }}"}`,
      ['a-1+2'],
    ],
    [
      'what the event fixes',
      'a: {runs-on: x, steps: [{run: x}], name: "${{ github.event_name }} ${{ github.repository }}"}',
      ['pull_request octo/repo'],
    ],
    [
      'the base, which the author of a change chooses',
      'a: {runs-on: x, steps: [{run: x}], name: "a ${{ github.base_ref }}"}',
      ['? a … [github.base_ref]'],
    ],
    ['no inputs on a pull request', 'a: {runs-on: x, steps: [{run: x}], name: "a${{ inputs.b }}"}', ['a']],
    [
      'what a run fixes',
      'a: {runs-on: x, steps: [{run: x}], name: "a ${{ vars.b }} c ${{ github.ref }}"}',
      ['? a … c … [vars.b; github.ref]'],
    ],
    [
      'a matrix of another job',
      'a: {runs-on: x, steps: [{run: x}], strategy: {matrix: "${{ fromJSON(needs.b.outputs.m) }}"}}',
      ['? a or a (…) or a (…... [needs.b.outputs.m]'],
    ],
    [
      'a matrix of which one list is not known',
      'a: {runs-on: x, steps: [{run: x}], name: "t ${{ matrix.v }}", strategy: {matrix: {v: "${{ fromJSON(vars.v) }}"}}}',
      ['? t … [vars.v]'],
    ],
    ['a name of 100 characters', `a: {runs-on: x, steps: [{run: x}], name: ${long}}`, [long]],
    ['a name of 101 characters', `a: {runs-on: x, steps: [{run: x}], name: ${long}y}`, [`${'x'.repeat(97)}...`]],
    // As public reports show it: google/mono_repo.dart and facebookresearch/fairchem.
    [
      'a long name',
      "a: {runs-on: x, steps: [{run: x}], name: 'analyzer_and_format; Dart 3.9.0; PKGS: build_cli, build_cli_annotations; `dart analyze --fatal-infos .`'}",
      ['analyzer_and_format; Dart 3.9.0; PKGS: build_cli, build_cli_annotations; `dart analyze --fatal-in...'],
    ],
    [
      'a long matrix of objects',
      "test: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: ['3.13'], shard: [{name: core, paths: tests/core/models tests/core/graph tests/core/calculate tests/core/components tests/x}]}}}",
      ['test (3.13, core, tests/core/models tests/core/graph tests/core/calculate tests/core/components t...'],
    ],
    [
      'an evaluated name of 101 characters',
      `a: {runs-on: x, steps: [{run: x}], name: "${long}\${{ 'y' }}"}`,
      [`? ${long}y or ${'x'.repeat(97)}... [how a name of 101 characters is cut]`],
    ],
    [
      'a key that is not known',
      'a: {runs-on: x, steps: [{run: x}], retries: 3}',
      ['? a [a file that has the key "retries" in the job "a", which is not known]'],
    ],
    [
      'a file that GitHub refuses',
      'a: {runs-on: x, steps: [{run: x}]}\nb: {runs-on: x, steps: [{run: x}], needs: c}',
      ['refused: a', 'refused: b'],
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await names(jobs(text))).toEqual(expected);
  });

  test('for each event in which it differs', async () => {
    const text = `on: [push, pull_request]\njobs:\n  a:\n    runs-on: x\n    steps: [{run: x}]\n    name: \${{ github.event_name }}\n  b: {runs-on: x, steps: [{run: x}]}\n`;
    const { produced } = await workflowsOf({ 'ci.yml': text });
    const events = produced.checks.map((check) => [shown(check), check.runs.map(({ trigger }) => trigger.event)]);
    expect(events).toEqual([
      ['push', ['push']],
      ['b', ['push', 'pull_request']],
      ['pull_request', ['pull_request']],
    ]);
  });
});

const call = './.github/workflows/called.yml';

describe('a called workflow', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'caller / job',
      {
        'ci.yml': jobs(`a: {uses: ${call}}`),
        'called.yml': called('b: {runs-on: x, steps: [{run: x}]}\nc: {runs-on: x, steps: [{run: x}], name: C}'),
      },
      ['a / b', 'a / C'],
    ],
    [
      'matrices on both sides',
      {
        'ci.yml': jobs(`a: {uses: ${call}, strategy: {matrix: {v: [1, 2]}}}`),
        'called.yml': called('b: {runs-on: x, steps: [{run: x}], strategy: {matrix: {w: [3]}}}'),
      },
      ['a (1) / b (3)', 'a (2) / b (3)'],
    ],
    [
      'nested calls',
      {
        'ci.yml': jobs('a: {uses: ./.github/workflows/m.yml}'),
        'm.yml': called(`b: {uses: ${call}}`),
        'called.yml': called('c: {runs-on: x, steps: [{run: x}]}'),
      },
      ['a / b / c'],
    ],
    [
      'a caller with a name',
      { 'ci.yml': jobs(`a: {uses: ${call}, name: Build}`), 'called.yml': called('b: {runs-on: x, steps: [{run: x}]}') },
      ['Build / b'],
    ],
    [
      'inputs that the caller gives, and defaults',
      {
        'ci.yml': jobs(`a: {uses: ${call}, with: {v: "\${{ matrix.v }}", n: 3.10}, strategy: {matrix: {v: [x]}}}`),
        'called.yml': called(
          'b: {runs-on: x, steps: [{run: x}], name: "${{ inputs.v }} ${{ inputs.d }} ${{ inputs.n }} ${{ inputs.o }}."}',
          '    inputs:\n      v: {type: string}\n      d: {type: string, default: dd}\n      n: {type: string}\n      o: {type: boolean}',
        ),
      },
      ['a (x) / x dd 3.1 false.'],
    ],
    [
      'inputs that are not known',
      {
        'ci.yml': jobs(`a: {uses: ${call}, with: {v: "\${{ vars.v }}"}}`),
        'called.yml': called(
          'b: {runs-on: x, steps: [{run: x}], name: "t ${{ inputs.v }}"}',
          '    inputs:\n      v: {type: string}',
        ),
      },
      ['? a / t … [inputs.v (vars.v)]'],
    ],
    [
      'does not see the matrix of its caller',
      {
        'ci.yml': jobs(`a: {uses: ${call}, strategy: {matrix: {v: [x]}}}`),
        'called.yml': called('b: {runs-on: x, steps: [{run: x}], strategy: {matrix: {w: ["${{ matrix.v }}"]}}}'),
      },
      ['refused: ? a (x) / b or a (x) / b (…) or a (x) / b (…... [matrix.v]'],
    ],
    // As public reports show it (kata-containers): each part is cut, the whole is not.
    [
      'a long part',
      {
        'ci.yml': jobs(`build-checks: {uses: ${call}, strategy: {matrix: {a: [s390x]}}}`),
        'called.yml': called(
          `check: {runs-on: x, steps: [{run: x}], strategy: {matrix: {c: ['sudo -E PATH="$PATH" make test'], n: [agent-ctl], p: [src/tools/agent-ctl], i: ['rust, protobuf-compiler, clang']}}}`,
        ),
      },
      [
        'build-checks (s390x) / check (sudo -E PATH="$PATH" make test, agent-ctl, src/tools/agent-ctl, rust, protobuf-compiler, c...',
      ],
    ],
    [
      'that does not exist',
      { 'ci.yml': jobs(`a: {uses: ${call}}\nb: {runs-on: x, steps: [{run: x}]}`) },
      ['refused: b'],
    ],
    [
      'that cannot be called',
      {
        'ci.yml': jobs(`a: {uses: ${call}}\nb: {runs-on: x, steps: [{run: x}]}`),
        'called.yml': 'on: push\njobs:\n  c: {runs-on: x, steps: [{run: x}]}\n',
      },
      ['refused: b', 'c'],
    ],
    ['that is not valid', { 'ci.yml': jobs(`a: {uses: ${call}}`), 'called.yml': called('c: {}') }, ['refused: a / c']],
    [
      'that calls itself',
      {
        'ci.yml': jobs(`a: {uses: ${call}}\nz: {runs-on: x, steps: [{run: x}]}`),
        'called.yml': called(`c: {uses: ${call}}\nd: {runs-on: x, steps: [{run: x}]}`),
      },
      ['refused: a / d', 'refused: z'],
    ],
    [
      'of a repository that cannot be read',
      { 'ci.yml': jobs('a: {uses: o/r/.github/workflows/x.yml@v1}\nb: {runs-on: x, steps: [{run: x}]}') },
      ['? a / … [the jobs of o/r/.github/workflows/x.yml@v1]', 'b'],
    ],
  ])('%s', async (_name, files, expected) => {
    expect(await names(files)).toEqual(expected);
  });

  test('of another repository is read once, and its own calls from there', async () => {
    const asked: string[] = [];
    const fetch: FetchWorkflow = ({ owner, repository, path, ref }) => {
      asked.push(`${owner}/${repository}/${path}@${ref}`);
      const text = path.endsWith('x.yml')
        ? called(`m: {uses: ./.github/workflows/y.yml}`)
        : called('n: {runs-on: x, steps: [{run: x}]}');
      return Promise.resolve({ ok: true, text });
    };
    const uses = 'o/r/.github/workflows/x.yml@v1';
    expect(await names({ 'ci.yml': jobs(`a: {uses: ${uses}}\nb: {uses: ${uses}}`) }, fetch)).toEqual([
      'a / m / n',
      'b / m / n',
    ]);
    expect(asked).toEqual([uses, 'o/r/.github/workflows/y.yml@v1']);
  });

  test.each([
    [9, ['l0 / l1 / l2 / l3 / l4 / l5 / l6 / l7 / l8 / end']],
    [10, []],
  ])('%d calls in a row', async (depth, expected) => {
    const files: Record<string, string> = { 'ci.yml': jobs('l0: {uses: ./.github/workflows/w1.yml}') };
    for (let level = 1; level < depth; level += 1)
      files[`w${level}.yml`] = called(`l${level}: {uses: ./.github/workflows/w${level + 1}.yml}`);
    files[`w${depth}.yml`] = called('end: {runs-on: x, steps: [{run: x}]}');
    expect(await names(files)).toEqual(expected);
  });

  test('calls that multiply end at a limit', async () => {
    const files: Record<string, string> = { 'ci.yml': jobs('l0: {uses: ./.github/workflows/w1.yml}') };
    const many = (to: string): string => called(`a: {uses: ${to}, strategy: {matrix: {v: [1,2,3,4,5,6,7,8,9,10]}}}`);
    for (let level = 1; level < 6; level += 1) files[`w${level}.yml`] = many(`./.github/workflows/w${level + 1}.yml`);
    files['w6.yml'] = called('end: {runs-on: x, steps: [{run: x}]}');
    const { produced } = await workflowsOf(files);
    expect(produced.checks).toHaveLength(5_000);
    expect(produced.problems.map(({ message }) => message)).toEqual(['makes more than 5000 checks for pull_request']);
    expect(produced.checks.some(({ name }) => canBe(name, 'anything'))).toBe(true);
  });
});

describe('properties', () => {
  const value = fc.oneof(fc.string({ maxLength: 60 }), fc.integer(), fc.boolean(), fc.constant(null));
  const matrix = fc.dictionary(fc.stringMatching(/^[a-d]$/), fc.array(value, { minLength: 1, maxLength: 3 }), {
    minKeys: 1,
  });
  const job = fc.record({
    'runs-on': fc.constant('x'),
    name: fc.string({ minLength: 70, maxLength: 110 }),
    strategy: fc.record({ matrix }),
  });
  const all = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), job, { minKeys: 1, maxKeys: 4 });

  test('no certain name has more than 100 characters', async () => {
    let cutNames = 0;
    await fc.assert(
      fc.asyncProperty(all, async (some) => {
        const { produced } = await workflowsOf({ 'ci.yml': dump({ on: 'push', jobs: some }) });
        for (const check of produced.checks) {
          if (check.uncut !== undefined) cutNames += 1;
          expect((certainText(check.name) ?? '').length).toBeLessThanOrEqual(100);
        }
      }),
    );
    expect(cutNames).toBeGreaterThan(0);
  });

  test('another job changes no name', async () => {
    await fc.assert(
      fc.asyncProperty(all, job, async (some, other) => {
        const before = await names(dump({ on: 'push', jobs: some }));
        const after = await names(dump({ on: 'push', jobs: { ...some, unrelated: other } }));
        // A name that GitHub refuses makes it refuse the file, and with it every job.
        const refused = after.some((name) => name.startsWith('refused'));
        expect(refused ? before : after.slice(0, before.length)).toEqual(before);
      }),
    );
  });

  test('no tree of workflows makes it throw', async () => {
    const text = fc.oneof(
      fc.string(),
      all.map((some) => dump({ on: ['push', 'workflow_call'], jobs: some })),
    );
    await fc.assert(fc.asyncProperty(text, text, async (a, b) => void (await workflowsOf({ 'a.yml': a, 'b.yml': b }))));
  });
});

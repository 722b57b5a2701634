import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/required-checks/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import type { Result } from '../../shared/core/report.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { coverRules } from '../support/coverage.ts';
import { root } from '../support/dist.ts';
import { type GitHubAnswer, notFound } from '../support/memory-github.ts';
import { platformFaults } from '../support/platform-faults.ts';
import { faults, planLimit, tiers } from '../support/protection-api.ts';
import { configurationOf, evaluateWith, type Files, memoryTree, world } from '../support/world.ts';
import { cases } from './required-checks/cases.ts';
import { auditOf, good, organisation } from './required-checks/organisation-world.ts';
import {
  aboutOf,
  answers,
  api,
  changed,
  ci,
  ciPath,
  evaluateIn,
  type Given,
  jsonPath,
  section,
  setupOf,
} from './required-checks/repository.ts';

const rules = coverRules(control, {
  'name-provable failed': 'a name that only a run knows is no mistake',
});

const run = async (given: Given = {}): Promise<Evaluation> => rules.evaluate(setupOf(given));

/** `status rule | about` without the branch, of everything that is neither passed nor not-applicable. */
const lines = (results: readonly Result[]): string[] =>
  results
    .filter(({ status }) => status === 'failed' || status === 'unverified')
    .map((result) =>
      [`${result.status} ${result.rule.slice(control.name.length + 1)}`, ...aboutOf(result)]
        .join(' | ')
        .replaceAll('.github/workflows/', ''),
    );
const wordsOf = ({ status, message, because }: Result): string =>
  status === 'failed' ? message : status === 'unverified' ? (because?.message ?? '') : '';
const statuses = (results: readonly Result[], rule: string): string[] => [
  ...new Set(results.filter((result) => result.rule === `required-checks/${rule}`).map(({ status }) => status)),
];

const statusByFingerprint = (results: readonly Result[]): Map<string, Result['status']> =>
  new Map(results.map(({ fingerprint, status }) => [fingerprint, status]));

const expectedLines = cases.flatMap(([, , , expected]) => expected);
const count = (status: string): number => expectedLines.filter((line) => line.startsWith(status)).length;
const findings = new Set(cases.map(([finding]) => finding));

describe(`${cases.length} repositories, ${findings.size} kinds of findings: ${count('failed')} failed, ${count('unverified')} unverified`, () => {
  test.each(cases)('%s: %s', async (_finding, _name, given, expected, words) => {
    const { results, error } = await run(given);
    expect(error).toBeUndefined();
    expect(lines(results)).toEqual(expected);
    const said = results.map(wordsOf).filter((text) => text !== '');
    expect(expected.length > 0 ? said.join('\n') : '').toMatch(words);
    expect(reportStatus(results)).toBe(
      expected.some((line) => line.startsWith('failed')) ? 'failed' : expected.length > 0 ? 'unverified' : 'passed',
    );
  });
});

describe('what cannot be seen is never passed', () => {
  const requests = [api.repository, api.branch, api.rules, api.workflows];
  const repositories: [name: string, given: Given][] = [
    ['in which nothing is wrong', {}],
    ['with classic protection', { classic: ['build', 'unit', 'decision'] }],
    ['with a queue', { queue: true }],
    ['that lacks a rule', { required: ['build'] }],
    ['that takes checks from any app', { required: ['build@any', 'unit@any', 'decision@any'] }],
    ['that leaves the queue out', { queue: true, files: changed(['  merge_group:\n', '']) }],
    ['with a disabled workflow', { disabled: [ciPath] }],
    ['that requires nothing', { required: [] }],
  ];
  const table = repositories.flatMap(([name, given]) =>
    requests.map((request): [string, string, Given] => [name, request, given]),
  );

  test.each(table)('a repository %s, without the answer of %s', async (_name, request, given) => {
    const truth = statusByFingerprint((await run(given)).results);
    // What holds in a queue is looked at also where nobody knows whether there is one.
    const queued = statusByFingerprint((await run({ ...given, queue: true })).results);
    for (const [name, fault] of Object.entries<GitHubAnswer>({ ...faults, planLimit })) {
      const { results, error } = await evaluateWith(control, setupOf({ ...given, answers: { [request]: fault } }));
      const wrong = results.filter(
        ({ status, fingerprint }) =>
          status === 'passed' && (truth.get(fingerprint) ?? queued.get(fingerprint)) !== 'passed',
      );
      const told = {
        error,
        wrong: wrong.map(({ rule, about }) => [rule, ...about].join(' | ')),
        passed: reportStatus(results) === 'passed',
      };
      expect([name, told]).toEqual([name, { error: undefined, wrong: [], passed: false }]);
    }
  });

  test.each(repositories)('a repository %s looks the same with every token', async (_name, given) => {
    const [first, ...others] = await Promise.all(tiers.map(async (tier) => (await run({ ...given, tier })).results));
    for (const other of others) expect(other).toEqual(first);
  });

  test('a tree of which nobody can tell what is in it', async () => {
    const because = { code: 'TRUNCATED', message: 'the listing of the tree is cut off', needs: 'a checkout' } as const;
    const hidden = { ...memoryTree({}, 'c'.repeat(40)), list: async () => ({ ok: false as const, because }) };
    const { results } = rules.see(await evaluateIn({}, () => ({ tree: hidden })));
    const statusOf = (rule: string): string[] => statuses(results, rule);
    for (const rule of Object.keys(control.rules))
      expect([rule, statusOf(rule)]).toEqual([
        rule,
        [rule === 'document-readable' ? 'passed' : rule === 'repositories' ? 'not-applicable' : 'unverified'],
      ]);
  });

  test('a workflow file that cannot be read leaves everything open', async () => {
    const unreadable = { reason: 'unreadable', message: 'could not be read' } as const;
    const files: Files = { [ciPath]: ci, '.github/workflows/other.yml': 'x' };
    const tree = memoryTree(files, 'c'.repeat(40));
    const broken = {
      ...tree,
      read: async (path: string, most: number) =>
        path === ciPath ? tree.read(path, most) : ({ found: false, path, ...unreadable } as const),
    };
    const { results } = rules.see(await evaluateIn({}, () => ({ tree: broken })));
    expect(statuses(results, 'check-produced')).toEqual(['unverified']);
    expect(reportStatus(results)).toBe('unverified');
  });

  test('a document that cannot be read leaves what it declares open', async () => {
    const unreadable = { reason: 'unreadable', message: 'could not be read' } as const;
    const { results } = await run({ files: { [jsonPath]: unreadable }, section: { documents: [{ path: jsonPath }] } });
    expect(lines(results)).toEqual([
      `unverified document-readable | ${jsonPath}`,
      'unverified declared-is-required',
      'unverified required-is-declared',
      'unverified declarations-agree',
      'unverified declared-job-exists',
    ]);
  });

  test('protection that GitHub speaks of and does not show', async () => {
    for (const json of [
      { name: 'main', protected: true },
      {
        name: 'main',
        protected: true,
        protection: { enabled: false, required_status_checks: { contexts: [], checks: [] } },
      },
    ]) {
      const { results } = await run({ required: [], answers: { [api.branch]: { json }, [api.rules]: { json: [] } } });
      expect(statuses(results, 'declared-is-required')).toEqual(['unverified']);
      expect(statuses(results, 'app-pinned')).toEqual(['unverified']);
    }
  });

  test('a rule that is not as GitHub documents it', async () => {
    const rule = { type: 'required_status_checks', parameters: { checks: ['build'] }, ruleset_id: 7 };
    const { results } = await run({ answers: { [api.rules]: { json: [rule] } } });
    expect(statuses(results, 'declared-is-required')).toEqual(['unverified']);
    expect(results.map(wordsOf).join('\n')).toMatch(/its rule required_status_checks has no required_status_checks/);
  });
});

describe('what the rules say', () => {
  test('a plan that enforces nothing: what is declared is not required', async () => {
    const { results, notes } = await run({ answers: { [api.rules]: planLimit } });
    expect(statuses(results, 'declared-is-required')).toEqual(['failed']);
    expect(statuses(results, 'decision-is-required')).toEqual(['failed']);
    expect(notes.join()).toMatch(/Nothing is enforced on this plan: .*Upgrade to GitHub Pro/);
  });

  test('what one place takes from any app, another one binds to one', async () => {
    const { results } = await run({ classic: ['build@any'], required: ['build', 'unit', 'decision'] });
    expect(lines(results)).toEqual([]);
  });

  test('what the API does not say of a branch without protection', async () => {
    const { results } = await run({ required: [], section: { documents: [] } });
    expect(statuses(results, 'decision-is-required')).toEqual(['failed']);
    expect(statuses(results, 'app-pinned')).toEqual(['unverified']);
  });

  test('4 requests, also with the name of the branch, 2 where nothing is seen, and none for checked-out workflows', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `.github/workflows/w${index}.yml`,
        `on: push\njobs:\n  j${index}: {uses: ./.github/workflows/called.yml}\n`,
      ]),
    );
    const called = {
      '.github/workflows/called.yml': 'on: workflow_call\njobs:\n  x: {runs-on: x, steps: [{run: x}]}\n',
    };
    const of = async (given: Given): Promise<unknown> => (await run(given)).metrics;
    expect(await of({ files: { ...many, ...called } })).toEqual({
      contexts: { value: 3 },
      workflows: { value: 62 },
      requests: { value: 4 },
    });
    expect(await of({ section: { branch: 'main' } })).toMatchObject({ requests: { value: 4 } });
    expect(await of({ offline: true })).toMatchObject({ requests: { value: 2 } });
  });

  test('the number of required checks is an output', async () => {
    expect((await run()).outputs).toEqual({ required: '3' });
    expect((await run({ offline: true })).outputs).toEqual({ required: '' });
  });
});

test('of many repositories, that the list of them is whole', async () => {
  const hidden = { faults: [{ at: 'GET /orgs/{org}', answer: platformFaults['a hidden 404'] }] };
  const audits = [
    await auditOf(organisation([good])),
    await auditOf(organisation([good], hidden)),
    await auditOf(organisation([good]), { section: { repositories: { organisation: 'acme', names: 'none' } } }),
  ];
  expect(audits.map(({ evaluation }) => statuses(rules.see(evaluation).results, 'repositories'))).toEqual([
    ['passed'],
    ['unverified'],
    ['failed'],
  ]);
});

describe('without a token', () => {
  test('what is declared and made is judged; what needs the rules says what is missing', async () => {
    const { results } = await run({
      offline: true,
      files: changed(['  unit:', '  units:'], ['[build, unit]', '[build, units]']),
    });
    expect(lines(results).filter((line) => line.startsWith('failed'))).toEqual(['failed check-produced | unit']);
    for (const rule of [
      'declared-is-required',
      'required-is-declared',
      'produced-is-required',
      'app-pinned',
      'workflow-enabled',
      'decision-is-required',
    ])
      expect([rule, statuses(results, rule)]).toEqual([rule, ['unverified']]);
    const needs = results.filter(({ status }) => status === 'unverified').map(({ because }) => because?.needs);
    expect(new Set(needs)).toEqual(
      new Set(['a token that sees the repository (metadata: read)', 'permissions: { actions: read }']),
    );
  });

  test('a public repository is judged all the same', async () => {
    const { github = {}, ...setup } = setupOf({});
    const { results, notes } = await rules.evaluate({ ...setup, publicGitHub: github });
    expect([lines(results), reportStatus(results), notes]).toEqual([
      [],
      'passed',
      ['Asked with no token, as everybody may.'],
    ]);
  });

  test('whether a filter lets the default branch through is open, as long as nobody knows its name', async () => {
    const files = changed(['  pull_request:\n', '  pull_request:\n    branches: [main]\n']);
    const open = await run({ offline: true, files });
    expect(statuses(open.results, 'not-filtered')).toEqual(['unverified', 'passed']);
    expect(open.results.map(wordsOf).join('\n')).toMatch(
      /let the default branch through is not known without its name/,
    );
    const named = await run({ offline: true, files, section: { branch: 'main' } });
    expect(statuses(named.results, 'not-filtered')).toEqual(['passed']);
  });

  test('a name that depends on the base branch, which the author chooses, is never known', async () => {
    const files = changed(['  unit:\n', '  unit:\n    name: unit ${{ github.base_ref }}\n']);
    const { results } = await run({ files });
    expect(statuses(results, 'name-provable')).toEqual(['passed', 'unverified']);
  });

  test('on a laptop the repository must be named', async () => {
    const setup = { ...setupOf(), subject: { event: 'local', repository: undefined } };
    const { results } = await rules.evaluate(setup);
    const because = results.find(({ rule }) => rule.endsWith('/decision-is-required'))?.because;
    expect(because).toMatchObject({ code: 'NO_DATA', needs: 'the input repository, as owner/name' });
    const named = await rules.evaluate({ ...setup, section: { ...section, repository: 'acme/app' } });
    expect(lines(named.results)).toEqual([]);
  });
});

test('what is listed and has no match is said', async () => {
  const { notes } = await run({ section: { documents: [], 'external-checks': ['cla'], 'optional-checks': ['docs'] } });
  expect(notes).toEqual([
    'external-checks lists cla, which is neither required nor declared.',
    'optional-checks lists docs, which no job of the workflows makes.',
    'Asked with the token of the workflow.',
  ]);
});

test('a gate that no rule requires is said to hold nothing up', async () => {
  const gate = { 'gate-jobs': [{ workflow: 'ci.yml', job: 'Unit', except: ['decision'] }] };
  const said = async (given: Given): Promise<string[]> =>
    (await run(given)).notes.filter((note) => note.startsWith('The gate'));
  expect(await said({ section: { ...gate, documents: [] }, required: ['build'] })).toEqual([
    'The gate Unit of .github/workflows/ci.yml holds nothing up: no rule requires it, nor a job that needs it.',
  ]);
  expect(await said({ section: { ...gate, documents: [] }, required: ['build', 'unit@9'] })).toHaveLength(1);
  expect(await said({ section: { ...gate, documents: [] }, required: ['decision'] })).toEqual([]);
  expect(await said({ section: gate })).toEqual([]);
  expect(await said({ section: gate, offline: true })).toEqual([]);
});

test.each(['~DEFAULT_BRANCH', 'main'])(
  'a repository that was moved is not judged by the rules of another one: %s',
  async (branch) => {
    const moved = { json: { full_name: 'acme/other', default_branch: 'main', private: false } };
    const { results } = await run({ section: { branch }, answers: { [api.repository]: moved } });
    const because = results.find(({ rule }) => rule.endsWith('/declared-is-required'))?.because;
    expect(because?.message).toBe('asked for acme/app, GitHub answers for acme/other');
  },
);

test('a decision that the base may have, in a called workflow that cannot be read, is not verified', async () => {
  const otherPath = '.github/workflows/other.yml';
  const plain =
    'on: [pull_request, merge_group]\njobs: {build: {runs-on: x, steps: [{run: x}]}, unit: {runs-on: x, steps: [{run: x}]}, decision: {runs-on: x, steps: [{run: x}]}}\n';
  const { results } = await run({
    files: {
      [ciPath]: plain,
      [otherPath]: 'on: pull_request\njobs: {x: {uses: acme/x/.github/workflows/y.yml@v1}}\n',
    },
    judged: { [otherPath]: 'on: push\njobs: {x: {runs-on: x, steps: [{run: x}]}}\n' },
    answers: { 'GET /repos/acme/x/contents/.github/workflows/y.yml?ref=v1': faults['a hidden 404'] },
    section: { documents: [], 'gate-jobs': [], 'decision-job': 'if-used' },
  });
  expect(lines(results)).toEqual(['unverified decision-is-required', 'unverified decision-always-runs']);
});

describe('checks of recent commits', () => {
  const seen = { 'recent-commits': 2 };
  const cla = {
    required: ['build', 'unit', 'decision', 'cla@7'],
    section: { documents: [], 'external-checks': ['cla'], ...seen },
  };
  const of = (
    runs: Record<string, unknown[]>,
    stated: Record<string, unknown[]> = {},
  ): Record<string, GitHubAnswer> => ({
    [`${api.commits}?sha=main&per_page=2`]: { json: ['c1', 'c2'].map((sha) => ({ sha })) },
    ...Object.fromEntries(['c1', 'c2'].map((sha) => [api.checkRuns(sha), { json: runs[sha] ?? [] }])),
    ...Object.fromEntries(['c1', 'c2'].map((sha) => [api.statuses(sha), { json: stated[sha] ?? [] }])),
  });

  test.each<[string, Record<string, GitHubAnswer>, string[], string]>([
    ['the app that is required', of({ c2: [{ name: 'cla', app: { id: 7 } }] }), ['passed'], 'from app 7'],
    ['another app', of({ c2: [{ name: 'cla', app: { id: 8 } }] }), ['failed', 'passed'], 'from app 8'],
    ['a status, which has no app', of({}, { c1: [{ context: 'cla' }] }), ['unverified'], 'as a status'],
    ['nothing', of({}), ['failed', 'passed'], 'no'],
    [
      'no permission for checks',
      { ...of({}), [api.checkRuns('c1')]: faults['a missing permission'] },
      ['unverified'],
      'not known',
    ],
    [
      'no permission for statuses',
      { ...of({}), [api.statuses('c2')]: faults['a missing permission'] },
      ['unverified'],
      'not known',
    ],
    ['no commits', { [`${api.commits}?sha=main&per_page=2`]: notFound }, ['unverified'], 'not known'],
  ])('%s', async (_name, given, expected, shown) => {
    const { results, exhibits } = await run({ ...cla, answers: given });
    const own = results.filter((result) => result.rule.endsWith('/check-produced') && aboutOf(result)[0] === 'cla');
    expect(own.map(({ status }) => status)).toEqual(expected.slice(0, 1));
    const [exhibit] = exhibits;
    expect(exhibit?.columns.map(({ name }) => name)).toContain('Seen');
    expect(exhibit?.rows.find(({ cells }) => cells[0] === 'cla')?.cells[4]).toBe(shown);
  });

  test('without a token nobody looked', async () => {
    const { results } = await run({ offline: true, section: { documents: [], 'external-checks': ['cla'], ...seen } });
    expect(reportStatus(results)).toBe('unverified');
  });
});

describe('called workflows of other repositories', () => {
  const call = 'acme/shared/.github/workflows/decide.yml@v1';
  const path = 'GET /repos/acme/shared/contents/.github/workflows/decide.yml?ref=v1';
  const caller = (uses: string): Record<string, string> => ({
    [ciPath]: `on: [pull_request, merge_group]\njobs:\n  gate: {uses: ${uses}}\n`,
  });
  const decide = (uses: string): string =>
    `on: workflow_call\njobs:\n  decision:\n    runs-on: x\n    if: always()\n    steps: [{uses: ${uses}}]\n`;
  const suite = 'release-governance/release-governance';

  test.each<[string, string, string, string, string[]]>([
    ['the action by its full name', call, path, `${suite}/actions/executive-summary@v1`, ['passed']],
    [
      'the action of the repository of the suite, as its own',
      call.replace('acme/shared', suite),
      path.replace('acme/shared', suite),
      '$/actions/executive-summary',
      ['passed'],
    ],
    ['an action of that path of another repository, as its own', call, path, '$/actions/executive-summary', ['failed']],
  ])('%s', async (_name, uses, request, action, expected) => {
    const { results, reads } = await run({
      files: caller(uses),
      required: ['gate / decision'],
      answers: { [request]: { raw: decide(action) } },
      section: { documents: [], 'gate-jobs': [] },
    });
    expect(statuses(results, 'decision-is-required')).toEqual(expected);
    expect(reads.filter(({ source }) => source === 'api').map(({ path: read, ref }) => [read, ref])).toEqual([
      [uses.split('@')[0], 'v1'],
    ]);
  });

  test.each<[string, string, RegExp]>([
    ['an owner that leads elsewhere', '../user/.github/workflows/x.yml@v1', /names no repository and ref/],
    ['a ref that no address can carry', '"acme/x/.github/workflows/x.yml@\\ud800"', /names no repository and ref/],
  ])('%s', async (_name, uses, words) => {
    const { results, error } = await run({
      files: caller(uses),
      required: ['gate / x'],
      section: { documents: [], 'gate-jobs': [] },
    });
    expect(error).toBeUndefined();
    expect(results.map(wordsOf).join('\n')).toMatch(words);
    expect(reportStatus(results)).not.toBe('passed');
  });

  test('one that is no text', async () => {
    const { results } = await run({
      files: caller(call),
      required: ['gate / x'],
      answers: { [path]: { raw: new Uint8Array([0xff]) } },
      section: { documents: [], 'gate-jobs': [] },
    });
    expect(results.map(wordsOf).join('\n')).toMatch(/is not UTF-8 text/);
    expect(statuses(results, 'check-produced')).toEqual(['unverified']);
  });
});

describe('the job that makes the decision', () => {
  const asked = async (names: string[], given: Given = {}): Promise<Result[]> => {
    const setup = setupOf({ ...given, section: { 'decision-job': 'if-used', ...given.section } });
    const asking = await evaluateIn(setup, ({ policy }) => ({ policy: { ...policy, sections: names } }));
    return rules.see(asking).results;
  };

  test('is asked for where the configuration has the section executive-summary, or a job uses it', async () => {
    const another = changed(['@v1', '@v1\n        with: {name: part}']);
    const names = ['executive-summary', 'required-checks'];
    expect(statuses(await asked(names), 'decision-always-runs')).toEqual(['passed']);
    expect(statuses(await asked(names, { files: another }), 'decision-always-runs')).toEqual(['failed']);
    expect(statuses(await asked([]), 'decision-always-runs')).toEqual(['passed']);
    expect(statuses(await asked([], { files: another }), 'decision-always-runs')).toEqual(['not-applicable']);
  });

  test('can be left out by the configuration', async () => {
    const left = await asked(['executive-summary'], { section: { 'decision-job': 'off' } });
    expect(statuses(left, 'decision-is-required')).toEqual(['not-applicable']);
  });

  test('is known by the action of this repository, unless the configuration names another one', async () => {
    const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      repository: { url: string };
    };
    const slug = repository.url.replace(/^.*github\.com\//, '').replace(/\.git$/, '');
    expect(control.inputs['decision-action'].default).toBe(`${slug}/actions/executive-summary`);
    const fork = changed([`${slug}/actions/executive-summary@v1`, 'Acme/Gate/actions/executive-summary@v1']);
    const named = { 'decision-action': 'acme/gate/actions/executive-summary' };
    expect(statuses(await asked(['executive-summary'], { files: fork }), 'decision-is-required')).toEqual(['failed']);
    expect(
      statuses(await asked(['executive-summary'], { files: fork, section: named }), 'decision-is-required'),
    ).toEqual(['passed']);
  });

  test('in the repository of the action its own path is the action', async () => {
    for (const [uses, expected] of [
      ['./actions/executive-summary', 'passed'],
      ['$/actions/executive-summary', 'passed'],
      ['./actions/kpi-gate', 'failed'],
    ] as const) {
      const files = changed([`release-governance/release-governance/actions/executive-summary@v1`, uses]);
      const results = await asked(['executive-summary'], {
        files,
        section: { 'decision-action': 'acme/app/actions/executive-summary' },
      });
      expect([uses, statuses(results, 'decision-is-required')]).toEqual([uses, [expected]]);
    }
  });
});

describe('what people see', () => {
  test('every check with where it stands, worst first', async () => {
    const { exhibits } = await run({
      required: ['build@any', 'unit', 'decision', 'gone'],
      files: { '.github/workflows/other.yml': 'on: pull_request\njobs:\n  lint: {runs-on: x, steps: [{run: x}]}\n' },
      section: { documents: [{ path: jsonPath, complete: false }], 'optional-checks': ['lint'] },
    });
    const [exhibit] = exhibits;
    const from = 'from app 15368 by the ruleset (7) of acme/app';
    expect(exhibit?.title).toBe('Checks of "main"');
    expect(exhibit?.rows).toEqual([
      {
        mark: 'bad',
        cells: [
          'build',
          jsonPath,
          `${ciPath}: build`,
          'from any app by the ruleset (7) of acme/app',
          'wrong: app-pinned',
        ],
      },
      { mark: 'bad', cells: ['gone', 'no', 'nothing', from, 'wrong: check-produced'] },
      { mark: 'good', cells: ['decision', jsonPath, `${ciPath}: decision`, from, 'right'] },
      { mark: 'good', cells: ['lint', 'no', '.github/workflows/other.yml: lint', 'no', 'optional'] },
      { mark: 'good', cells: ['unit', jsonPath, `${ciPath}: unit`, from, 'right'] },
    ]);
  });

  test('a document that the judged change differs in is said, and that of the base counts', async () => {
    const { results, notes } = await run({ judged: { [jsonPath]: '{"required_status_checks": []}' } });
    expect(lines(results)).toEqual([]);
    expect(notes).toEqual([
      `${jsonPath} differs in the judged change; the version of ${'a'.repeat(40)} was used.`,
      'Asked with the token of the workflow.',
    ]);
  });

  test('a failed result says what to do', async () => {
    const { results } = await run({ required: ['build', 'unitt', 'decision'], section: { documents: [] } });
    expect(results.find((result) => result.status === 'failed' && aboutOf(result)[0] === 'unitt')).toMatchObject({
      severity: 'high',
      message: 'no job of the workflows makes "unitt"',
      expected: 'unitt',
      actual: 'unit',
      fix: 'require "unit", or rename the job',
    });
  });
});

describe('what a result is about', () => {
  const ofBranch = [
    'app-pinned',
    'check-produced',
    'decision-always-runs',
    'decision-is-required',
    'declared-is-required',
    'name-when-skipped',
    'not-filtered',
    'not-skipped',
    'produced-is-required',
    'required-is-declared',
    'runs-after-failure',
    'runs-in-merge-queue',
  ];
  const abouts = (results: readonly Result[], rule: string): string[][] =>
    results.filter((result) => result.rule === `required-checks/${rule}`).map(({ about }) => about);

  test.each<[string, Given]>([
    ['everything is judged', {}],
    ['nobody can be asked', { offline: true }],
    [
      'there is nothing to look at',
      { required: [], section: { documents: [], 'gate-jobs': [], 'decision-job': 'off' } },
    ],
    ['no workflow can be listed', { files: { [ciPath]: { reason: 'unreadable', message: 'is locked' } } }],
  ])('two branches are two results of each rule that depends on the branch: %s', async (_name, given) => {
    const [first, second] = await Promise.all(
      ['~DEFAULT_BRANCH', 'main'].map(async (branch) => {
        const { results } = await run({ ...given, section: { ...given.section, branch } });
        return { branch, results, names: new Set(results.map(({ fingerprint }) => fingerprint)) };
      }),
    );
    const shared = first?.results.filter(({ fingerprint }) => second?.names.has(fingerprint)) ?? [];
    expect(shared.filter(({ rule }) => ofBranch.some((one) => rule === `required-checks/${one}`))).toEqual([]);
    const own = second?.results.filter(({ fingerprint }) => first?.names.has(fingerprint) === false) ?? [];
    expect([...new Set(own.map(({ rule }) => rule.replace('required-checks/', '')))].sort()).toEqual(ofBranch);
    expect(own.filter(({ about }) => about[0] !== second?.branch)).toEqual([]);
  });

  test('an owner that is renamed leaves every result what it was', async () => {
    const given: Given = { required: ['build@any'] };
    const renamed = Object.entries(answers(given)).map(([request, answer]): [string, GitHubAnswer] => [
      request,
      JSON.parse(
        JSON.stringify(answer).replace('"ruleset_source":"acme/app"', '"ruleset_source":"acme/new"'),
      ) as GitHubAnswer,
    ]);
    const [before, after] = [await run(given), await run({ ...given, answers: Object.fromEntries(renamed) })];
    expect(abouts(before.results, 'app-pinned')).toEqual([['~DEFAULT_BRANCH', 'build', 'ruleset 7']]);
    expect(abouts(after.results, 'app-pinned')).toEqual(abouts(before.results, 'app-pinned'));
    expect(after.results.map(wordsOf).join()).toMatch(/the ruleset \(7\) of acme\/new takes/);
  });

  test('problems of a workflow are told apart by place and kind', async () => {
    const files = {
      [ciPath]: 'on: pull_request\njobs:\n  a: {runs-on: x, steps: [{run: x}], needs: [b, c], if: "(", odd: 1}\n',
    };
    const { results } = await run({ files });
    expect(abouts(results, 'workflow-readable')).toEqual([
      [ciPath, '/jobs/a/odd', 'unknown-key'],
      [ciPath, '/jobs/a/if', 'bad-expression'],
      [ciPath, '/jobs/a/needs', 'need-missing'],
      [ciPath, '/jobs/a/needs', 'need-missing', '2'],
    ]);
  });
});

test('a thousand checks that are right are one result of each rule, and what is wrong stays by itself', async () => {
  const legs = Array.from({ length: 250 }, (_, index) => index).join(', ');
  const jobs = [1, 2, 3, 4, 5]
    .map((job) => `  j${job}: {runs-on: x, steps: [{run: x}], strategy: {matrix: {v: [${legs}]}}}\n`)
    .join('');
  const all = 'all: {runs-on: x, steps: [{run: x}], needs: [j1, j2, j3, j4], if: always()}';
  const { results, exhibits, notes } = await run({
    required: ['build', 'unit', 'decision', 'all'],
    files: { '.github/workflows/other.yml': `on: [pull_request, merge_group]\njobs:\n${jobs}  ${all}\n` },
    section: { documents: [] },
  });
  const own = results.filter(({ rule }) => rule.endsWith('/produced-is-required'));
  expect(own.filter(({ status }) => status === 'passed').map(({ about }) => about)).toEqual([['~DEFAULT_BRANCH']]);
  expect(own.filter(({ status }) => status === 'failed').map((result) => aboutOf(result)[0]?.slice(0, 4))).toEqual(
    Array(250).fill('j5 ('),
  );
  expect(notes).toContain('produced-is-required passed for 1004, which are told as one result.');
  expect(exhibits[0]?.rows).toHaveLength(1000);
  expect(exhibits[0]?.rows[249]?.mark).toBe('bad');
  expect(exhibits[0]?.remark).toMatch(/ 254 more are not shown\.$/);
});

describe('a wrong question', () => {
  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['a word of rulesets', { branch: '~ALL' }, /branch: ~ALL is no branch/],
    ['a pattern', { branch: 'release/*' }, /is no branch/],
    [
      'a list and a table',
      { documents: [{ path: 'a.md', list: 'x', table: 'y', column: 'z' }] },
      /from a list or from a table/,
    ],
    ['a table without its column', { documents: [{ path: 'a.md', table: 'y' }] }, /table and column go together/],
    ['a document twice', { documents: [{ path: 'a.json' }, { path: 'a.json' }] }, /a document is listed twice/],
    ['a path that leads outside', { documents: [{ path: '../a.json' }] }, /leaves the repository/],
    ['no commits', { 'recent-commits': 0 }, /recent-commits/],
  ])('%s', (_name, wrong, words) => {
    expect(() => configurationOf(control, { section: wrong })).toThrow(words);
  });

  test.each<[string, Given, NonNullable<Parameters<typeof world>[1]>, RegExp]>([
    [
      'another repository than the run’s',
      { section: { repository: 'acme/other' } },
      {},
      /say nothing about the rules of acme\/other/,
    ],
    ['no repository', { section: { repository: 'acme' } }, {}, /names no repository: acme/],
    [
      'a folder of a repository',
      {},
      { policy: { ...world().policy, folder: 'examples/x/' } },
      /runs no workflow of examples\/x\//,
    ],
  ])('%s', async (_name, given, overrides, words) => {
    const { error } = rules.see(await evaluateIn(given, () => overrides));
    expect(error).toMatchObject({ code: 'BAD_INPUT' });
    expect(error?.message).toMatch(words);
  });

  test('on a laptop a folder is judged as if it were a repository, which is said', async () => {
    const setup = {
      ...setupOf({ section: { repository: 'acme/app' } }),
      subject: { event: 'local', repository: undefined },
    };
    const { notes, error } = rules.see(
      await evaluateIn(setup, ({ policy }) => ({ policy: { ...policy, folder: 'examples/x/' } })),
    );
    expect(error).toBeUndefined();
    expect(notes[0]).toMatch(/^examples\/x\/ is judged as if it were the top of a repository/);
  });

  test('an input from the workflow with a word that is no branch', async () => {
    const { error } = rules.see(await evaluateWith(control, { ...setupOf(), given: { branch: '~ALL' } }));
    expect(error).toMatchObject({
      code: 'BAD_INPUT',
      message: 'branch: ~ALL is no branch: expected a name, or ~DEFAULT_BRANCH',
    });
  });
});

test('the answers of the tests name every request that the control can send', () => {
  expect(Object.keys(answers({}))).toEqual(
    expect.arrayContaining([
      api.repository,
      api.branch,
      api.rules,
      api.rulesets,
      api.classic,
      api.ruleset(7),
      api.workflows,
    ]),
  );
});

rules.prove();

import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Adoption } from '../../shared/core/adoption.ts';
import { adoptionOf, configValue, settled } from '../../shared/domain/adoption/adoption.ts';
import { groundOf, inReadingOrder } from '../../shared/domain/adoption/ground.ts';
import { planOf, withOwnName } from '../../shared/domain/adoption/plan.ts';
import { readWorkflow } from '../../shared/domain/workflow/read-workflow.ts';
import { allControls } from '../support/all-controls.ts';
import { contractFiles, facts, matrixText, paths, sha256 } from '../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';
import { commandLine, type Printed } from '../support/terminal.ts';

/*
 * A repository that somebody prepared before `init` looks at it, so that what is written asks for less than it seems to; and a setup that
 * `doctor` should not call a good one.
 */

const controls = await allControls();
const suite = 'release-governance/release-governance/actions';
const config = '.github/release-governance.yml';
const workflow = '.github/workflows/release-governance.yml';
const genuine = contractFiles();
const manifest = genuine[paths.mirror] ?? '';

interface Contract {
  pin: string;
  mirror?: string;
  copies?: string[];
  matrix?: { path: string };
}

function adopted(files: Readonly<Record<string, string>>): Adoption {
  const contents = Object.entries(files).map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
  return adoptionOf(groundOf(Object.keys(files), contents, []));
}

/** The contract of the genuine pin. */
function contractOf(adoption: Adoption): Contract | undefined {
  const { contracts = [] } = configValue(adoption) as { contracts?: Contract[] };
  return contracts.find(({ pin }) => pin === paths.pin);
}

/** What is told of a path that is not asked for. */
function told({ guessed }: Adoption, path: string): string[] {
  return guessed.filter((one) => one.path === path).map(({ says }) => says);
}

const pinWith = (more: object): string => JSON.stringify({ ...JSON.parse(genuine[paths.pin] ?? '{}'), ...more });
const whole: Contract = { pin: paths.pin, mirror: paths.mirror, matrix: { path: paths.matrix } };

describe('what is planted takes the place of nothing', () => {
  test('a pin that names the genuine pin as its manifest', () => {
    const planted = pinWith({ manifest_sha256: sha256(genuine[paths.pin] ?? '') });
    const adoption = adopted({ ...genuine, 'aaa.json': planted });
    expect(contractOf(adoption)).toMatchObject(whole);
    // The planted one gets no mirror that is a pin.
    const { contracts } = configValue(adoption) as { contracts: Contract[] };
    expect(contracts.map(({ mirror }) => mirror)).not.toContain(paths.pin);
  });

  test('a pin beside the table', () => {
    expect(contractOf(adopted({ ...genuine, 'docs/pin.json': pinWith({}) }))).toMatchObject(whole);
  });

  test('a true copy elsewhere, while the manifest that is used says something else', () => {
    const adoption = adopted({
      ...genuine,
      [paths.mirror]: manifest.replace(facts.service, 'x'),
      'vendor/m.json': manifest,
    });
    // Both are held together, which fails.
    expect(contractOf(adoption)).toMatchObject({ ...whole, copies: ['vendor/m.json'] });
    expect(adoption.recognised.find(({ path }) => path === paths.mirror)?.says).toContain('but not with the bytes');
  });

  test('a second manifest beside the pin', () => {
    const other = manifest.replace(facts.service, 'x');
    const adoption = adopted({ ...genuine, 'config/a-manifest.json': other });
    expect(contractOf(adoption)).toMatchObject(whole);
    expect(told(adoption, 'config/a-manifest.json')).toEqual([
      `looks like the manifest of ${paths.pin}, which is ${paths.mirror}: it is not judged`,
    ]);
    const unclear = adopted({ ...genuine, [paths.mirror]: other, 'config/a-manifest.json': `${other}\n` });
    for (const path of [paths.mirror, 'config/a-manifest.json'])
      expect(told(unclear, path)).toEqual([`one of 2 files that may be the manifest of ${paths.pin}: none was taken`]);
  });

  test('a second table with the release', () => {
    const adoption = adopted({ ...genuine, 'docs/a.md': matrixText(facts, sha256(manifest)) });
    expect(contractOf(adoption)).not.toHaveProperty('matrix');
    for (const path of ['docs/a.md', paths.matrix])
      expect(told(adoption, path)).toContain(`one of 2 tables with the release of ${paths.pin}: none was taken`);
  });

  test('a list of checksums before the genuine one', () => {
    const list = (path: string): string => `${sha256('x')}  ${path}\n`;
    const adoption = adopted({ 'a.txt': 'x', '.a.sha256': list('a.txt'), 'docs/evidence.sha256': list('a.txt') });
    expect(configValue(adoption)).toEqual({ version: 1 });
    for (const path of ['.a.sha256', 'docs/evidence.sha256'])
      expect(told(adoption, path)).toEqual(['one of 2 lists of checksums: a run verifies one, and none was chosen']);
  });

  test('thousands of files before the genuine ones', () => {
    const many = Array.from({ length: 3 }, (_, index) => `.aaa/b/${index}.json`);
    const order = inReadingOrder([...many, 'tests/a.json', paths.pin, workflow, 'z.json', 'x.png']);
    expect(order).toEqual(['z.json', paths.pin, ...many, workflow, 'tests/a.json']);
  });
});

describe('a pin that was made unreadable as one is told', () => {
  const cases: [name: string, more: object, says: string][] = [
    ['a second commit', { sha: 'c'.repeat(40) }, 'it names its commit more than once'],
    ['a second digest', { old_manifest_hash: 'c'.repeat(64) }, 'it names its manifest by digest more than once'],
    ['a kind', { kind: 'x' }, 'it says of what kind it is, which a pin does not'],
    ['a branch in place of the commit', { commit: 'main' }, 'it names no commit that is one'],
    [
      'a password in the address',
      { repository: facts.repository.replace('//', '//bob:secret@') },
      'the address of its repository holds a name or a password',
    ],
  ];
  test.each(cases)('%s', (_name, more, says) => {
    const adoption = adopted({ ...genuine, [paths.pin]: pinWith(more) });
    expect(contractOf(adoption)).toBeUndefined();
    expect(told(adoption, paths.pin)).toEqual([`looks like a pin, and is none to judge by: ${says}`]);
    expect(JSON.stringify(adoption)).not.toContain('secret');
  });
});

describe('what is of others, or a sample, is asked for by nobody', () => {
  const openapi = 'openapi: 3.1.0\ninfo: { title: x, version: 1.0.0 }\npaths: {}\n';

  test.each(['vendor/x/api.yaml', 'test/fixtures/api.yaml', 'examples/api.yaml'])('an API at %s', (path) => {
    const adoption = adopted({ [path]: openapi });
    expect(configValue(adoption)).toEqual({ version: 1 });
    expect(told(adoption, path)).toEqual(["an OpenAPI document, among what is not the repository's own"]);
  });

  test('an API that the manifest names is what the producer offers', () => {
    const named = `${JSON.stringify({ ...JSON.parse(manifest), openapi: sha256(openapi) })}\n`;
    const files = { ...genuine, [paths.mirror]: named, [paths.pin]: pinWith({ manifest_sha256: sha256(named) }) };
    const adoption = adopted({ ...files, 'contracts/api.yaml': openapi });
    expect(configValue(adoption)).not.toHaveProperty('surfaces');
    expect(told(adoption, 'contracts/api.yaml')).toEqual([
      'an OpenAPI document, which a manifest names: it is the producer who offers it',
    ]);
  });

  test('a pin', () => {
    const adoption = adopted({
      ...genuine,
      'test/pin.json': pinWith({ repository: 'https://github.com/evil/ledger' }),
    });
    expect(JSON.stringify(configValue(adoption))).not.toContain('evil');
    expect(told(adoption, 'test/pin.json')).toEqual(["a pin of evil/ledger, among what is not the repository's own"]);
  });
});

test('one contract that does not fit takes no other one with it', () => {
  const other = pinWith({ repository: 'https://github.com/harbour-example/crane' });
  const adoption = settled(
    adopted({ ...genuine, 'crane/pin.json': other, 'crane/matrix.md': genuine[paths.matrix] ?? '' }),
    (value) => {
      const { contracts = [], 'atomic-change': change } = value as {
        contracts?: { id: string }[];
        'atomic-change'?: { groups: { id: string }[] };
      };
      const at = contracts.findIndex(({ id }) => id === 'crane');
      if (at >= 0) return [{ pointer: `/contracts/${at}/pin`, message: 'no' }];
      const group = change?.groups.findIndex(({ id }) => id === 'crane') ?? -1;
      return group >= 0
        ? [{ pointer: `/atomic-change/groups/${group}/semantic/contract`, message: 'no such contract' }]
        : [];
    },
  );
  expect(configValue(adoption)).toMatchObject({
    contracts: [{ id: 'ledger' }],
    'atomic-change': { groups: [{ id: 'ledger' }] },
    'executive-summary': {},
  });
  const offered = adoption.parts.filter(({ sure, key }) => !sure && key === 'contracts');
  expect(offered.map(({ about }) => about.at(-1))).toEqual(['It does not fit as it was read: no']);
});

test('the check of the decision has a name that no other job has', () => {
  const { jobs } = planOf(controls, () => ({}));
  const job = 'runs-on: x\n    steps: [{ run: "true" }]\n';
  const text = `on: push\njobs:\n  a:\n    name: Decision\n    ${job}  b:\n    name: release decision\n    ${job}`;
  const { workflow: taken } = readWorkflow('w.yml', text);
  expect(withOwnName(jobs, taken === undefined ? [] : [taken]).jobs.find(({ id }) => id === 'decision')?.name).toBe(
    'governance decision',
  );
  expect(withOwnName(jobs, [])).toEqual({ jobs });
});

test('where every name of a decision is taken, that is told', () => {
  const { jobs } = planOf(controls, () => ({}));
  const names = ['decision', 'release decision', 'governance decision', 'release-governance decision'];
  const text = `on: push\njobs:\n${names.map((name, at) => `  j${at}: { name: ${name}, runs-on: x, steps: [{ run: "true" }] }\n`).join('')}`;
  const { workflow: taken } = readWorkflow('w.yml', text);
  expect(withOwnName(jobs, taken === undefined ? [] : [taken])).toEqual({
    jobs,
    note: expect.stringContaining('give the job decision a name of its own'),
  });
});

describe('in a clone', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
    repository.commit(genuine);
  });
  afterEach(() => repository.remove());
  const run = (...args: string[]): Promise<Printed> => commandLine(controls, repository.folder, args);

  test('a folder that leads elsewhere is written to by nobody, and is no file that is kept', async () => {
    const elsewhere = temporaryFolder();
    try {
      mkdirSync(join(repository.folder, '.github'));
      symlinkSync(elsewhere.folder, join(repository.folder, '.github/workflows'));
      const { exit, stderr } = await run('init');
      expect(exit).toBe(2);
      expect(stderr).toContain('nothing was written');
      expect(stderr).toContain('is reached through the symbolic link .github/workflows');
      expect(readdirSync(elsewhere.folder)).toEqual([]);
      expect(existsSync(join(repository.folder, config))).toBe(false);
    } finally {
      elsewhere.remove();
    }
  });

  test.each([
    ['+main', ['\\+main']],
    ['!main', ['\\!main']],
    ['main${{github.token}}', undefined],
  ])('a branch called %s is named as it is, or not at all', async (branch, patterns) => {
    repository.git('branch', '-m', branch);
    const { exit, stdout } = await run('init', '--json', '--dry-run');
    expect(exit).toBe(0);
    const { files } = JSON.parse(stdout) as { files: { path: string; content: string }[] };
    const text = files.find(({ path }) => path === workflow)?.content ?? '';
    const pushed = readWorkflow(workflow, text).workflow?.triggers.find(({ event }) => event === 'push');
    expect(pushed?.filters[0]?.value).toEqual(patterns);
    expect(text).not.toContain('github.token');
  });

  test('what runs the suite already is not run a second time', async () => {
    const steps = 'steps: [{ uses: release-governance/release-governance/actions/manifest-sync@v0.1.0 }]';
    repository.commit({ '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    ${steps}\n` });
    const { exit, stdout } = await run('init');
    expect(exit).toBe(1);
    expect(stdout).toContain('.github/workflows/a.yml runs manifest-sync already');
    expect(existsSync(join(repository.folder, workflow))).toBe(false);
  });

  /** A text that a file gets, a text in it that becomes another one, or a file that git does not track. */
  type Prepared = string | { replace: readonly [from: string, to: string] } | { untracked: true };
  const setups: [name: string, files: Record<string, Prepared>, told: RegExp, exit: number][] = [
    [
      'a configuration that asks for nothing',
      { [config]: 'version: 1\n' },
      /wrong .*asks for no control: nothing is judged/,
      1,
    ],
    [
      'a configuration under another name',
      { '.github/release-governance.yaml': 'version: 1\n' },
      /wrong .*release-governance\.yaml {2}nothing reads this file/,
      1,
    ],
    [
      'a job that runs on some condition only',
      { [workflow]: { replace: ['  manifest-sync:\n', "  manifest-sync:\n    if: github.actor == 'x'\n"] } },
      /^ {2}manifest-sync +yes +part 2 .*\n[\s\S]*2: its job runs only if github\.actor == 'x'$/m,
      0,
    ],
    [
      'a workflow that runs for some files only',
      { [workflow]: { replace: ['  pull_request:\n', '  pull_request:\n    paths: [docs/**]\n'] } },
      /its workflow runs only for paths: docs\/\*\*/,
      0,
    ],
    [
      'a job that judges another folder',
      {
        [workflow]: {
          replace: [
            'actions/manifest-sync@v0.1.0\n',
            'actions/manifest-sync@v0.1.0\n        with: { working-directory: docs }\n',
          ],
        },
      },
      /wrong .*asks for manifest-sync, and no workflow runs it/,
      1,
    ],
    [
      'commands of the change in the job of what judges it',
      {
        [workflow]: {
          replace: [
            'actions/manifest-sync@v0.1.0\n',
            'actions/manifest-sync@v0.1.0\n      - uses: release-governance/release-governance/actions/verification@v0.1.0\n',
          ],
        },
      },
      /wrong .*the job "manifest-sync" runs commands of the judged change with verification, .* and has manifest-sync too/,
      1,
    ],
    [
      'a composite that decides, and whose failure has no effect',
      {
        '.github/workflows/a.yml': `on: push\njobs:\n  gate:\n    if: always()\n    runs-on: x\n    permissions: read-all\n    steps:\n      - uses: actions/checkout@v7\n      - uses: ${suite}/release-gate@v0.1.0\n        continue-on-error: true\n`,
      },
      /wrong .*a\.yml:10 {2}release-gate has a continue-on-error of its own/,
      1,
    ],
    [
      'a composite of somebody else, by the name of one that runs what is asked for',
      {
        [workflow]: {
          replace: [`${suite}/manifest-sync@v0.1.0\n`, 'mallory/tools/actions/contract-governance@v0.1.0\n'],
        },
      },
      /unknown .*no step runs manifest-sync, unless mallory\/tools\/actions\/contract-governance@v0\.1\.0 does/,
      3,
    ],
    [
      'a second check with the name of the decision',
      { '.github/workflows/a.yml': 'on: push\njobs:\n  decision:\n    runs-on: x\n    steps: [{ run: "true" }]\n' },
      /wrong .*a\.yml:3 {2}the job "decision" makes a check of the same name as the decision/,
      1,
    ],
    [
      'a file that only this laptop has',
      { '.gitignore': 'config/pin.json\n', [paths.pin]: { untracked: true } },
      /wrong .*names the file "config\/pin\.json", which git does not track/,
      1,
    ],
  ];
  test.each(setups)('doctor does not call it good: %s', async (_name, files, words, exit) => {
    expect((await run('init')).exit).toBe(0);
    repository.commit({});
    for (const [path, content] of Object.entries(files)) {
      if (typeof content === 'string') repository.write({ [path]: content });
      else if ('untracked' in content) repository.git('rm', '-q', '--cached', path);
      else {
        const text = `${repository.git('show', `HEAD:${path}`)}\n`;
        const [from, to] = content.replace;
        if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
        repository.write({ [path]: text.replace(from, to) });
      }
    }
    const printed = await run('doctor');
    expect(printed.stdout).toMatch(words);
    expect(printed.exit).toBe(exit);
  });
});

import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import type { AnyControl, Context } from '../../shared/core/control.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { type ActionRun, pullRequest, runAsAction } from '../support/action-run.ts';
import { configText, consumerFiles, contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';

/*
 * The author of a pull request changes policy in the same change. The facts of each head are broken (the pinned tag is not
 * the mirrored one), so that only loosened policy could make it green.
 */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const drifted = { [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' };

async function judge(base: string, head: string, run: Partial<ActionRun> = {}) {
  return runAsAction({ control, repository, payload: pullRequest(base, head), ...run });
}

function inFolder(folder: string, files: Record<string, string> = consumerFiles()): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

function failedRules(outcome: Awaited<ReturnType<typeof judge>>): string[] {
  return [...new Set(outcome.report.results.filter(({ status }) => status === 'failed').map(({ rule }) => rule))];
}

describe('policy loosened on the head is not used', () => {
  const waiver = {
    id: 'mine',
    rule: 'manifest-sync/*',
    value: `v1:${'0'.repeat(32)}`,
    approver: 'me',
    reason: 'x',
    granted: '2026-11-01',
    expires: '2026-12-01',
  };
  const attempts: [name: string, head: Record<string, unknown>][] = [
    ['a contract taken out of the configuration', { contracts: [] }],
    ['fields no longer mapped', { contracts: [{ ...contractEntry, fields: {} }] }],
    ['fail-on: never', { 'fail-on': 'never' }],
    ['a lenient profile', { profile: 'transitional' }],
    ['a waiver for everything', { waivers: [waiver] }],
    ['a deferral of everything', { deferrals: [{ rule: 'manifest-sync/*', to: 'release', reason: 'later' }] }],
    [
      'rules disabled',
      { 'manifest-sync': { 'disabled-rules': { 'fields-agree': 'no', 'field-format': 'no', 'mirror-hash': 'no' } } },
    ],
    ['not applicable on this event', { 'manifest-sync': { 'skip-on': ['pull_request'] } }],
    [
      'fields compared by ignore',
      {
        contracts: [
          {
            ...contractEntry,
            fields: { ...contractEntry.fields, tag: { ...contractEntry.fields.tag, compare: 'ignore' } },
          },
        ],
      },
    ],
  ];
  test.each(attempts)('%s', async (_name, more) => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({ ...drifted, [paths.config]: configText(more) });
    const outcome = await judge(base, head);
    expect(outcome.exit).toBe(1);
    expect(outcome.words).toBe('FAILED');
    expect(failedRules(outcome)).toContain('manifest-sync/fields-agree');
    expect(outcome.report.policySource).toMatchObject({ kind: 'base', ref: base });
    expect(outcome.report.notes.join()).toContain('differs in the judged change');
  });

  test('the configuration deleted on the head', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({ ...drifted, [paths.config]: null });
    expect((await judge(base, head)).exit).toBe(1);
  });

  test('the configuration broken on the head', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({ ...drifted, [paths.config]: '{{{' });
    expect((await judge(base, head)).exit).toBe(1);
  });
});

describe('policy inputs in with: are not used', () => {
  test.each(['never', 'failed'])('fail-on: %s', async (value) => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit(drifted);
    const outcome = await judge(base, head, { given: { 'fail-on': value } });
    expect(outcome.exit).toBe(1);
    expect(failedRules(outcome)).toEqual(expect.arrayContaining(['trust/policy-input', 'manifest-sync/fields-agree']));
  });

  test('a loosened input fails a change that is otherwise right, and no waiver of the base lets it live', async () => {
    const change = { 'src/code.txt': 'new' };
    const first = repository.commit(consumerFiles());
    const loosened = { given: { 'fail-on': 'never' } };
    const { report } = await judge(first, repository.commit(change), loosened);
    const { fingerprint, valueHash } = report.results.find(({ rule }) => rule === 'trust/policy-input') ?? {};
    const waiver = {
      id: 'w',
      fingerprint,
      value: valueHash,
      approver: 'a',
      reason: 'r',
      granted: '2026-11-01',
      expires: '2026-12-01',
    };
    const base = repository.commit({ ...consumerFiles({}, { waivers: [waiver] }), 'src/code.txt': 'old' });
    const outcome = await judge(base, repository.commit(change), loosened);
    expect(outcome.exit).toBe(1);
    expect(failedRules(outcome)).toEqual(['trust/policy-input']);
    expect(outcome.markdown()).toContain('the workflow sets fail\\-on to never');
  });

  test('the value of the base may be repeated', async () => {
    const base = repository.commit(consumerFiles({}, { 'fail-on': 'failed' }));
    const head = repository.commit({ 'src/code.txt': 'new' });
    const outcome = await judge(base, head, { given: { 'fail-on': 'failed' } });
    expect(outcome.exit).toBe(0);
    expect(outcome.report.status).toBe('passed');
  });
});

describe('the place of the policy', () => {
  const lenient = configText({
    contracts: [
      { ...contractEntry, matrix: undefined, fields: { service: { pin: '/service', manifest: '/service' } } },
    ],
  });

  test.each([
    ['a configuration of the change under another name', {}, { 'own.yml': lenient }, { config: 'own.yml' }],
    [
      'a lenient configuration that lies at the base',
      { 'examples/own.yml': lenient },
      {},
      { config: 'examples/own.yml' },
    ],
    ['a folder that the change brings along', {}, inFolder('sub'), { 'working-directory': 'sub' }],
    ['an example that lies at the base', inFolder('examples/desk'), {}, { 'working-directory': 'examples/desk' }],
    [
      'the usual configuration, about an example',
      inFolder('examples/desk'),
      {},
      { 'working-directory': 'examples/desk', config: '.github/release-governance.yml' },
    ],
  ])('%s, while the base has the usual one', async (_name, atBase, atHead, given) => {
    const base = repository.commit({ ...consumerFiles(), ...atBase });
    const head = repository.commit({ ...drifted, ...atHead });
    const outcome = await judge(base, head, { given });
    expect(outcome.exit).toBe(1);
    expect(failedRules(outcome)).toContain('trust/place');
    expect(outcome.terminal(false)).toContain('does not list it under places');
  });

  test('what a refused configuration says about failing does not count', async () => {
    const base = repository.commit({
      ...consumerFiles(),
      'ex/.github/release-governance.yml': configText({ 'fail-on': 'never' }),
      ...inFolder('ex', contractFiles()),
    });
    const head = repository.commit(drifted);
    const outcome = await judge(base, head, { given: { 'working-directory': 'ex' } });
    expect(outcome.exit).toBe(1);
  });

  test('a folder that the base lists may be named', async () => {
    const base = repository.commit({
      ...consumerFiles({}, { places: ['packages/desk'] }),
      ...inFolder('packages/desk'),
    });
    const head = repository.commit({ 'a.txt': 'x' });
    const outcome = await judge(base, head, { given: { 'working-directory': 'packages/desk' } });
    expect(outcome.report.status).toBe('passed');
  });

  test('a place that no configuration of the base could list is not verified', async () => {
    const base = repository.commit({ ...inFolder('packages/desk'), ...inFolder('examples/desk') });
    const head = repository.commit({ 'a.txt': 'x' });
    const outcome = await judge(base, head, { given: { 'working-directory': 'examples/desk' } });
    expect(outcome.exit).toBe(3);
  });

  test('no configuration at the base: used, and said to be bootstrap', async () => {
    const base = repository.commit({ 'README.md': 'x' });
    const head = repository.commit(consumerFiles());
    const outcome = await judge(base, head);
    expect(outcome.report.status).toBe('passed');
    expect(outcome.report.policySource?.kind).toBe('bootstrap');
    expect(outcome.report.notes.join()).toContain('comes from the judged change itself');
  });

  test('a base that the clone does not have and the API does not show: nothing is verified', async () => {
    repository.commit(consumerFiles());
    const head = repository.commit({ 'src/code.txt': 'new' });
    const outcome = await judge('c'.repeat(40), head);
    expect(outcome.exit).toBe(3);
    expect(outcome.words).toBe('NOT VERIFIED');
    expect(outcome.report.results.every(({ status }) => status === 'unverified')).toBe(true);
    expect(outcome.report.results.length).toBeGreaterThan(0);
  });

  test('a configuration that is a symbolic link at the base is refused', async () => {
    const base = repository.commit({
      ...consumerFiles(),
      'real.yml': configText(),
      [paths.config]: { linkTo: '../real.yml' },
    });
    const head = repository.commit(drifted);
    expect((await judge(base, head)).exit).toBe(2);
  });

  test('a base whose configuration cannot be read leaves a legitimate input alone: nothing is verified', async () => {
    const head = repository.commit(consumerFiles());
    const outcome = await judge('c'.repeat(40), head, { given: { 'fail-on': 'failed' } });
    expect(outcome.report.status).toBe('unverified');
    expect(failedRules(outcome)).toEqual([]);
  });
});

describe('the first section of a control, brought along by the change', () => {
  const lets: [name: string, change: Record<string, unknown>][] = [
    ['fail-on: never', { 'fail-on': 'never' }],
    ['skip-on', { 'manifest-sync': { 'skip-on': ['pull_request'] } }],
    [
      'disabled rules',
      { 'manifest-sync': { 'disabled-rules': { 'fields-agree': 'x', 'mirror-hash': 'x', 'matrix-row': 'x' } } },
    ],
    ['a lenient profile', { profile: 'transitional' }],
  ];
  test.each(lets)('%s does not count while the base has a configuration', async (_name, change) => {
    const base = repository.commit({ [paths.config]: 'version: 1\n' });
    const head = repository.commit({ ...consumerFiles({}, change), ...drifted });
    expect((await judge(base, head)).exit).toBe(1);
  });
  test.each(lets)('%s does not count while the base has none', async (_name, change) => {
    const base = repository.commit({ 'a.txt': 'x' });
    const head = repository.commit({ ...consumerFiles({}, change), ...drifted });
    expect((await judge(base, head)).exit).toBe(1);
  });
});

describe('a branch of the author’s own', () => {
  const lenient = { [paths.config]: configText({ 'fail-on': 'never' }) };
  const trusted = (sha: string): GitHub =>
    memoryGitHub({ 'GET /repos/harbour-example/desk/git/ref/heads/main': { json: { object: { sha } } } });

  test('pushed twice, the policy first', async () => {
    const main = repository.commit(consumerFiles());
    const first = repository.commit(lenient);
    const second = repository.commit(drifted);
    const outcome = await runAsAction({
      control,
      repository,
      payload: { repository: { default_branch: 'main' }, before: first, after: second },
      env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/feature' },
      github: trusted(main),
    });
    expect(outcome.exit).toBe(1);
    expect(outcome.report.policySource?.ref).toBe(main);
  });

  test('as the base of a pull request from another branch', async () => {
    const main = repository.commit(consumerFiles());
    const own = repository.commit(lenient);
    const head = repository.commit(drifted);
    const payload = {
      repository: { default_branch: 'main' },
      pull_request: { number: 8, head: { sha: head }, base: { sha: own, ref: 'own' } },
    };
    const outcome = await judge(own, head, { payload, github: trusted(main) });
    expect(outcome.exit).toBe(1);
    expect(outcome.report.policySource?.ref).toBe(main);
  });
});

test('history rewritten on a branch of the author’s own is compared with the default branch', async () => {
  const entry = { ...contractEntry, matrix: { ...contractEntry.matrix, rows: 'append-only' } };
  const row = ['5.0.0', 'v2.3.0', 'f'.repeat(40), 'ledger.v1', 'Retired'];
  const main = repository.commit(consumerFiles({ earlierRows: [row] }, { contracts: [entry] }));
  const rewritten = repository.commit(contractFiles({ earlierRows: [['4.9.9', ...row.slice(1)]] }));
  const head = repository.commit({ 'a.txt': 'x' });
  const github = memoryGitHub({
    'GET /repos/harbour-example/desk/git/ref/heads/main': { json: { object: { sha: main } } },
  });
  const pull = {
    repository: { default_branch: 'main' },
    pull_request: { number: 8, head: { sha: head }, base: { sha: rewritten, ref: 'own' } },
  };
  const push = { repository: { default_branch: 'main' }, before: rewritten, after: head };
  const asPull = await judge(rewritten, head, { payload: pull, github });
  const asPush = await judge(rewritten, head, {
    payload: push,
    github,
    env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/own' },
  });
  expect([asPull, asPush].map(failedRules)).toEqual([
    ['manifest-sync/matrix-history'],
    ['manifest-sync/matrix-history'],
  ]);
});

describe('git made to show other objects', () => {
  test('a replaced head is not read', async () => {
    const base = repository.commit(consumerFiles());
    const green = repository.commit({ 'a.txt': 'x' });
    const head = repository.commit(drifted);
    repository.git('replace', head, green);
    expect((await judge(base, head, { env: { GITHUB_SHA: head } })).exit).toBe(1);
  });

  test('a replaced base is not read', async () => {
    const lenient = repository.commit(consumerFiles({}, { 'fail-on': 'never' }));
    const base = repository.commit(consumerFiles());
    const head = repository.commit(drifted);
    repository.git('replace', base, lenient);
    const outcome = await judge(base, head);
    expect(outcome.exit).toBe(1);
  });

  test('an object that was overwritten is not read', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit(drifted);
    const [bad, good] = [head, base].map((commit) => repository.git('rev-parse', `${commit}:${paths.pin}`));
    const object = (id = ''): string => join(repository.folder, '.git', 'objects', id.slice(0, 2), id.slice(2));
    rmSync(object(bad), { force: true });
    copyFileSync(object(good), object(bad));
    const outcome = await judge(base, head);
    expect(outcome.exit).toBe(3);
  });

  test('a configuration whose object is missing is not taken for one that does not exist', async () => {
    const base = repository.commit(consumerFiles());
    const blob = repository.git('rev-parse', `${base}:${paths.config}`);
    const head = repository.commit({ ...drifted, [paths.config]: configText({ contracts: [] }) });
    rmSync(join(repository.folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
    const outcome = await judge(base, head);
    expect(outcome.exit).toBe(3);
    expect(outcome.report.policySource).toBeUndefined();
  });
});

describe('files that are policy (a calendar, definitions, a posture record)', () => {
  const files = { 'calendar.yml': 'holidays: [2026-12-25]\n', 'kpi/definitions.json': '{"target": 1}\n' };
  const read = async (head: Record<string, string | null>): Promise<string> => {
    const reader: AnyControl = {
      ...control,
      async evaluate(ctx: Context) {
        for (const path of Object.keys(files)) {
          const found = await ctx.policy.tree.read(path, 1000);
          ctx.note(found.found ? `${path}: ${new TextDecoder().decode(found.content)}` : `${path} ${found.message}`);
        }
      },
    };
    const base = repository.commit({ ...consumerFiles(), ...files });
    const outcome = await judge(base, repository.commit(head), { control: reader });
    return outcome.report.notes.join('');
  };

  test.each<[name: string, head: Record<string, string | null>]>([
    ['loosened on the head', { 'calendar.yml': 'holidays: []\n', 'kpi/definitions.json': '{"target": 0}\n' }],
    ['deleted on the head', { 'calendar.yml': null, 'kpi/definitions.json': null }],
  ])('%s are read as the base has them', async (_name, head) => {
    expect(await read(head)).toBe(
      Object.entries(files)
        .map(([path, text]) => `${path}: ${text}`)
        .join(''),
    );
  });

  test('that only the head has are not there', async () => {
    const added = { 'calendar.yml': 'holidays: []\n' };
    const reader: AnyControl = {
      ...control,
      async evaluate(ctx: Context) {
        const found = await ctx.policy.tree.read('calendar.yml', 1000);
        ctx.note(found.found ? 'found' : found.reason);
      },
    };
    const base = repository.commit(consumerFiles());
    const outcome = await judge(base, repository.commit(added), { control: reader });
    expect(outcome.report.notes).toEqual(['absent']);
  });
});

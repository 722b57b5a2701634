import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { type ActionRun, pullRequest, runAsAction } from '../support/action-run.ts';
import { configText, consumerFiles, contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

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
    const base = repository.commit(
      consumerFiles(
        {},
        {
          waivers: [
            {
              id: 'w',
              rule: 'manifest-sync/*',
              value: `v1:${'0'.repeat(32)}`,
              approver: 'a',
              reason: 'r',
              granted: '2026-11-01',
              expires: '2026-12-01',
            },
          ],
        },
      ),
    );
    const head = repository.commit({ 'src/code.txt': 'new' });
    const outcome = await judge(base, head, { given: { 'fail-on': 'never' } });
    expect(outcome.exit).toBe(1);
    expect(failedRules(outcome)).toEqual(['trust/policy-input']);
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
  test('a configuration of the change under another name, while the base has one', async () => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit({
      ...drifted,
      'own.yml': configText({ contracts: [{ ...contractEntry, pin: undefined, fields: {} }] }),
    });
    const outcome = await judge(base, head, { given: { config: 'own.yml' } });
    expect(outcome.exit).toBe(1);
    expect(failedRules(outcome)).toContain('trust/config-path');
  });

  test('no configuration at the base: used, and said to be bootstrap', async () => {
    const base = repository.commit({ 'README.md': 'x' });
    const head = repository.commit(consumerFiles());
    const outcome = await judge(base, head);
    expect(outcome.report.status).toBe('passed');
    expect(outcome.report.policySource?.kind).toBe('bootstrap');
    expect(outcome.report.notes.join()).toContain('read from the judged change itself');
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
});

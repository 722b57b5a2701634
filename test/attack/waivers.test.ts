import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const status = (text: string): Record<string, string> => ({
  [paths.matrix]: contractFiles({ status: text })[paths.matrix] ?? '',
});
/** The waiver that the report of the deprecated row asks for. */
async function waiverFor(text: string): Promise<Record<string, string>> {
  const base = repository.commit(consumerFiles());
  const head = repository.commit(status(text));
  const { report } = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  const failed = report.results.filter((result) => result.status === 'failed');
  expect(failed.map(({ rule }) => rule)).toEqual(['manifest-sync/matrix-status']);
  const { fingerprint = '', valueHash = '' } = failed[0] ?? {};
  return {
    id: 'until-5.2',
    fingerprint,
    value: valueHash,
    approver: 'release owner',
    reason: 'replaced next week',
    granted: '2026-11-01',
    expires: '2026-12-01',
  };
}

const cases: [name: string, change: Record<string, unknown>, now: string, head: string, exit: number, note: string][] =
  [
    ['the waived value lives until its last day', {}, '2026-12-01T23:59:59Z', 'Deprecated', 0, 'used'],
    ['not a moment longer', {}, '2026-12-02T00:00:00Z', 'Deprecated', 1, 'expired'],
    ['not for another value', {}, '2026-11-20T12:00:00Z', 'Blocked', 1, 'void'],
    ['not before it was granted', { granted: '2026-11-30' }, '2026-11-20T12:00:00Z', 'Deprecated', 1, 'void'],
    [
      'not when it was renewed for ever',
      { granted: '2026-01-01', expires: '2030-01-01' },
      '2026-11-20T12:00:00Z',
      'Deprecated',
      1,
      'void',
    ],
  ];
test.each(cases)('%s', async (_name, change, now, text, exit, note) => {
  const waiver = { ...(await waiverFor('Deprecated')), ...change };
  const base = repository.commit(consumerFiles({}, { waivers: [waiver] }));
  const head = repository.commit(status(text));
  const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head), now });
  expect(outcome.exit).toBe(exit);
  expect(outcome.report.notes.find((each) => each.startsWith('waiver until-5.2: '))).toContain(`: ${note}`);
  expect(outcome.report.results.find(({ rule }) => rule === 'manifest-sync/matrix-status')?.status).toBe('failed');
});

test('waivers do not turn what was not measured into anything', async () => {
  const gone = { [paths.matrix]: null };
  const first = repository.commit(consumerFiles());
  const { report } = await runAsAction({
    control,
    repository,
    payload: pullRequest(first, repository.commit(gone)),
  });
  const waivers = report.results
    .filter((result) => result.status === 'failed' || result.status === 'unverified')
    .map(({ fingerprint, valueHash }, index) => ({
      id: `all-${index}`,
      fingerprint,
      value: valueHash ?? `v1:${'0'.repeat(32)}`,
      approver: 'a',
      reason: 'r',
      granted: '2026-11-01',
      expires: '2026-12-01',
    }));
  const base = repository.commit(consumerFiles({}, { waivers }));
  const outcome = await runAsAction({ control, repository, payload: pullRequest(base, repository.commit(gone)) });
  const failed = outcome.report.results.filter((result) => result.status === 'failed');
  expect(failed.map(({ rule, waiver }) => [rule, waiver?.id])).toEqual([['manifest-sync/file-present', 'all-0']]);
  expect(outcome.report.status).toBe('unverified');
  expect(outcome.exit).toBe(3);
});

test('a waiver for one missing thing does not cover another one', async () => {
  const files = contractFiles();
  const without = (label: string): string => (files[paths.matrix] ?? '').replace(new RegExp(`- ${label}: .*\\n`), '');
  const base = repository.commit(consumerFiles());
  const one = repository.commit({ [paths.matrix]: without('Service') });
  const { report } = await runAsAction({ control, repository, payload: pullRequest(base, one) });
  const [missing] = report.results.filter((result) => result.status === 'failed');
  const waiver = {
    id: 'w',
    rule: 'manifest-sync/*',
    value: missing?.valueHash,
    approver: 'a',
    reason: 'r',
    granted: '2026-11-01',
    expires: '2026-12-01',
  };
  const waived = repository.commit(consumerFiles({}, { waivers: [waiver] }));
  const same = repository.commit({ [paths.matrix]: without('Service') });
  expect((await runAsAction({ control, repository, payload: pullRequest(waived, same) })).exit).toBe(0);
  const other = repository.commit({ [paths.matrix]: without('Release') });
  expect((await runAsAction({ control, repository, payload: pullRequest(waived, other) })).exit).toBe(1);
});

test('a commit dated to a day on which the waiver still held revives nothing', async () => {
  const waiver = await waiverFor('Deprecated');
  const base = repository.commit(consumerFiles({}, { waivers: [waiver] }));
  const head = repository.commit(status('Deprecated'));
  // Author and committer write what they like; here a day within the term.
  expect(repository.git('log', '-1', '--format=%as %cs')).toBe('2026-11-01 2026-11-01');
  const run = { control, repository, payload: pullRequest(base, head) };
  expect((await runAsAction({ ...run, now: '2026-11-20T12:00:00Z' })).exit).toBe(0);
  const late = await runAsAction({ ...run, now: '2026-12-02T00:00:00Z' });
  expect(late.exit).toBe(1);
  expect(late.report.notes.join()).toContain('waiver until-5.2: expired, ended on 2026-12-01');
});

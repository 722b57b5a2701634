import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { removeReport, reportPaths } from '../../shared/adapters/report-files.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const drifted = { [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' };

test.each(['reports', '.', '../elsewhere', '/tmp'])(
  'a report folder that is not below RUNNER_TEMP is refused: %s',
  async (folder) => {
    const base = repository.commit(consumerFiles());
    const head = repository.commit(drifted);
    const outcome = await runAsAction({
      control,
      repository,
      payload: pullRequest(base, head),
      given: { 'report-dir': folder },
    });
    expect(outcome.exit).toBe(2);
    expect(outcome.report.error?.message).toContain('is not below RUNNER_TEMP');
    expect(outcome.files).toBeUndefined();
  },
);

test('a green report that was there before is gone when the run begins', async () => {
  const { folder, remove } = temporaryFolder();
  try {
    mkdirSync(folder, { recursive: true });
    const { json, markdown } = reportPaths(folder, 'manifest-sync');
    writeFileSync(json, '{"status":"passed"}');
    writeFileSync(markdown, 'green');
    await removeReport(folder, 'manifest-sync', []);
    expect([existsSync(json), existsSync(markdown)]).toEqual([false, false]);
  } finally {
    remove();
  }
});

test('a run that breaks leaves a report that says so, in place of an older one', async () => {
  const base = repository.commit({ ...consumerFiles(), [paths.config]: 'version: 2\n' });
  const head = repository.commit(drifted);
  const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(outcome.exit).toBe(2);
  expect(JSON.parse(outcome.reportText)).toMatchObject({ status: 'error', error: { code: 'BAD_CONFIG' } });
});

test('an artifact key cannot name a file outside of the folder', async () => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit({ 'a.txt': 'x' });
  const outcome = await runAsAction({
    control,
    repository,
    payload: pullRequest(base, head),
    given: { 'artifact-key': '../../escape' },
  });
  expect(outcome.files?.json).toMatch(/\/manifest-sync-\.\.-\.\.-escape-[0-9a-f]{8}\.report\.json$/);
  expect(outcome.exit).toBe(0);
});

test('two keys that look alike in a file name do not share a file', async () => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit({ 'a.txt': 'x' });
  const names = [];
  for (const key of ['ubuntu/20', 'ubuntu 20', 'ubuntu-20']) {
    const outcome = await runAsAction({
      control,
      repository,
      payload: pullRequest(base, head),
      given: { 'artifact-key': key },
    });
    names.push(outcome.files?.json.split('/').at(-1));
  }
  expect(new Set(names).size).toBe(3);
});

test('the suite never writes into the checkout', async () => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit(drifted);
  await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(readFileSync(join(repository.folder, paths.pin), 'utf8')).toBe(drifted[paths.pin]);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import type { ReportStatus } from '../../shared/core/report-status.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { consumerFiles, contractFiles, paths } from '../support/contract-files.ts';
import { type FileContent, gitRepository, type TestRepository } from '../support/git-repository.ts';

/* Files that want to be read from elsewhere, to exhaust the reader, or to be something else than they seem. */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

const mirror = contractFiles()[paths.mirror] ?? '';
const huge = `${' '.repeat(2 * 1024 * 1024)}${mirror}`;
const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

const cases: [name: string, head: Record<string, FileContent>, status: ReportStatus, words: string][] = [
  [
    'the mirror is a link out of the checkout',
    { [paths.mirror]: { linkTo: '/etc/hostname' } },
    'failed',
    'is a symbolic link',
  ],
  [
    'the mirror is a link to another file of the checkout',
    { 'else.json': mirror, [paths.mirror]: { linkTo: '../else.json' } },
    'failed',
    'is a symbolic link',
  ],
  [
    'the folder of the mirror is a link',
    { 'real/manifest.json': mirror, 'real/pin.json': contractFiles()[paths.pin] ?? '', config: { linkTo: 'real' } },
    'failed',
    'does not exist',
  ],
  ['the mirror is a folder', { [paths.mirror]: null, [`${paths.mirror}/x`]: 'x' }, 'failed', 'is a folder'],
  ['the mirror is huge', { [paths.mirror]: huge }, 'failed', 'more than the 1048576 bytes that are read'],
  ['the mirror is nested too deep', { [paths.mirror]: deep }, 'failed', 'nested too deep'],
  ['the mirror is binary', { [paths.mirror]: Uint8Array.from([0, 1, 2, 255]) }, 'failed', 'NUL byte'],
  ['the mirror is empty', { [paths.mirror]: '' }, 'failed', 'is empty'],
  ['the mirror is deleted', { [paths.mirror]: null }, 'failed', 'does not exist'],
  ['the matrix is a million pipes', { [paths.matrix]: '|'.repeat(1_000_000) }, 'failed', ''],
  ['the matrix is nested quotes', { [paths.matrix]: `${'> '.repeat(20_000)}x` }, 'failed', ''],
];
test.each(cases)('%s', async (_name, files, status, words) => {
  const base = repository.commit(consumerFiles());
  const head = repository.commit(files);
  const { report, exit } = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(report.status).toBe(status);
  expect(exit).toBe(1);
  expect(report.error).toBeUndefined();
  expect(
    report.results
      .filter((result) => result.status === 'failed')
      .map(({ message }) => message)
      .join('\n'),
  ).toContain(words);
});

test('a configuration that is an alias bomb is refused with a report', async () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
    .split('')
    .map(
      (name, index) =>
        `${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[index] ?? 'a'}`).join(', ')}]`,
    )
    .join('\n')}\nversion: 1\n`;
  const base = repository.commit({ ...consumerFiles(), [paths.config]: bomb });
  const head = repository.commit({ 'a.txt': 'x' });
  const { report, exit } = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(exit).toBe(2);
  expect(report.error?.code).toBe('BAD_CONFIG');
});

test('a submodule in place of the mirror is no file', async () => {
  const base = repository.commit(consumerFiles());
  repository.git('rm', '-q', paths.mirror);
  repository.git('update-index', '--add', '--cacheinfo', `160000,${base},${paths.mirror}`);
  repository.git('commit', '-q', '-m', 'submodule');
  const head = repository.git('rev-parse', 'HEAD');
  const { report } = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(
    report.results.find(({ rule, status }) => rule === 'manifest-sync/file-present' && status === 'failed')?.message,
  ).toContain('is a submodule');
});

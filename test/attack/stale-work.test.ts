import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control as atomicChange } from '../../actions/atomic-change/control.ts';
import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import type { AnyControl, Context } from '../../shared/core/control.ts';
import { type FileContent, gitRepository, type TestRepository, temporaryFolder } from '../support/git-repository.ts';
import { commandLine } from '../support/terminal.ts';

/* On a laptop a report of an earlier state of the work tree is not one of the present state. */

let repository: TestRepository;
let reports: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  repository = gitRepository();
  reports = temporaryFolder();
  const groups = [{ id: 'pair', 'all-of': ['a.txt', 'b.txt'] }];
  const config = JSON.stringify({ version: 1, 'atomic-change': { groups } });
  repository.commit({ '.github/release-governance.yml': config, 'a.txt': '1', 'b.txt': '1' });
  repository.commit({ 'c.txt': 'c' });
});
afterEach(() => {
  repository.remove();
  reports.remove();
});

/** Also reads a file that a step produced, which git ignores. */
const measuring: AnyControl = {
  ...atomicChange,
  async evaluate(ctx: never) {
    await (ctx as Context).produced.read('out/rows.ndjson', 1000);
    await atomicChange.evaluate(ctx);
  },
};
const run = (...args: string[]) => commandLine([atomicChange, executiveSummary], repository.folder, args);
const decide = async () => {
  const { stdout, exit } = await run('executive-summary', '--reports', reports.folder);
  return { first: stdout.split('\n')[0], exit };
};

const cases: [name: string, written: Record<string, FileContent>][] = [
  ['a half of a change', { 'a.txt': '2' }],
  ['another content of a file that had changed', { 'd.txt': '2' }],
  ['a change that was taken back', { 'd.txt': null }],
];
test.each(cases)('a report that was made before %s', async (_name, written) => {
  for (const args of [[], ['--each-commit']]) {
    repository.write({ 'a.txt': '1', 'd.txt': 'd' });
    expect((await run('atomic-change', '--report-dir', reports.folder, ...args)).exit).toBe(0);
    expect(await decide()).toEqual({ first: 'decision: go', exit: 0 });
    repository.write(written);
    expect(await decide()).toEqual({ first: 'decision: no-go', exit: 1 });
  }
});

const produced: [name: string, change: () => void, words: string][] = [
  [
    'other rows were measured',
    () => repository.write({ 'out/rows.ndjson': '{"n":2}\n' }),
    'it read another out/rows.ndjson than the one that is here now',
  ],
  [
    'its rows were removed',
    () => repository.write({ 'out/rows.ndjson': null }),
    'it read out/rows.ndjson, which does not exist here',
  ],
  [
    'its rows were committed',
    () => void repository.git('add', '-f', 'out/rows.ndjson'),
    'it read out/rows.ndjson, which is a file of the repository',
  ],
  [
    'its rows were swapped for a link to the same bytes',
    () => repository.write({ 'out/copy.ndjson': '{"n":1}\n', 'out/rows.ndjson': { linkTo: 'copy.ndjson' } }),
    'it read out/rows.ndjson, which is a symbolic link here',
  ],
];
test.each(produced)('a report that was made before %s', async (_name, change, words) => {
  repository.commit({ '.gitignore': 'out/\n' });
  repository.write({ 'a.txt': '1', 'out/rows.ndjson': '{"n":1}\n' });
  const commands = [measuring, executiveSummary];
  const made = await commandLine(commands, repository.folder, ['atomic-change', '--report-dir', reports.folder]);
  expect(made.exit).toBe(0);
  expect(await decide()).toEqual({ first: 'decision: go', exit: 0 });
  change();
  expect(await decide()).toEqual({ first: 'decision: no-go', exit: 1 });
  expect((await run('executive-summary', '--reports', reports.folder)).stdout).toContain(words);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../../actions/manifest-sync/control.ts';
import type { BacktestDocument } from '../../../shared/core/backtest.ts';
import { cells } from '../../../shared/render/fitted.ts';
import { consumerFiles, contractFiles, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit({ 'README.md': 'desk\n' }, 'begin');
  repository.git('tag', 'start');
  repository.commit({ 'README.md': 'the desk\n' }, 'before the configuration');
  repository.commit(consumerFiles(), 'adopt (#1)');
  repository.commit({ [paths.pin]: contractFiles({ tag: 'v9.9.9' })[paths.pin] ?? '' }, 'drift (#2)');
  repository.commit(contractFiles(), 'mend (#3)');
});
afterEach(() => repository.remove());

const backtest = (...args: string[]): Promise<Printed> =>
  commandLine([control], repository.folder, ['backtest', ...args]);

test('says what would have been blocked, twice the same, and looks at no work tree', async () => {
  repository.write({ [paths.pin]: 'broken' });
  const [once, twice] = [await backtest('start..main', '--json'), await backtest('start..main', '--json')];
  expect(once).toEqual(twice);
  const document = JSON.parse(once.stdout) as BacktestDocument;
  expect(document.landings.map(({ title, verdict }) => `${title}: ${verdict}`)).toEqual([
    'before the configuration: inherited',
    'adopt (#1): clear',
    'drift (#2): blocked',
    'mend (#3): clear',
  ]);
  expect(once.exit).toBe(1);
  expect((await backtest('start..main')).stdout).toContain(
    'backtest: would have blocked 1 of 4 landings\n  the others: 1 red only by what was wrong before, 2 passed\n',
  );
});

test.each([
  ['no range', [], 'takes a range of commits first'],
  ['an empty range', ['main..main'], 'there is no change'],
  ['a name that is none', ['nowhere..main'], 'there is no commit nowhere here'],
  ['a range that is none', ['main'], 'is not two commits'],
  [
    'a configuration that is not there',
    ['start..main', '--config', 'no.yml'],
    'the configuration no.yml does not exist',
  ],
  ['two configurations', ['start..main', '--config', 'a.yml', '--as-it-was'], 'exclude each other'],
  ['a control that there is not', ['start..main', '--control', 'manifest-sink'], 'did you mean manifest-sync?'],
  ['two ranges', ['start..main', 'main..start'], 'unexpected argument main..start'],
  ['an option that there is not', ['start..main', '--contrl', 'x'], 'did you mean --control?'],
  ['the name of a folder that is not there', ['start..main', '--working-directory', 'no'], 'there is no folder no'],
])('refuses %s', async (_name, args, message) => {
  const { exit, stderr } = await backtest(...args);
  expect(stderr).toContain(message);
  expect(exit).toBe(2);
});

test('takes the range behind its options too', async () => {
  expect(await backtest('--most', '2', '--as-it-was', 'start..main')).toEqual(
    await backtest('start..main', '--most', '2', '--as-it-was'),
  );
});

test('judges the newest landings alone where there are more than it may, and counts the others', async () => {
  const { stdout, exit } = await backtest('start..main', '--most', '1');
  expect(stdout).toContain('backtest: would have blocked 0 of 1 landing\n');
  expect(stdout).toContain('  not judged: 3 older landings of the range (--most)\n');
  expect(exit).toBe(3);
});

test('judges by the configuration that is named, wherever it lies', async () => {
  repository.write({ 'other.yml': (consumerFiles()[paths.config] ?? '').replace('"Approved"', '"Blessed"') });
  const document = JSON.parse(
    (await backtest('start..main', '--config', 'other.yml', '--json')).stdout,
  ) as BacktestDocument;
  expect(document.configuration).toMatchObject({ kind: 'file', path: 'other.yml' });
  expect(document.landings.map(({ verdict }) => verdict)).not.toContain('clear');
});

test('says what to do where there is no configuration now', async () => {
  repository.write({ [paths.config]: null });
  const { stderr, exit } = await backtest('start..main');
  expect(stderr).toContain('the configuration .github/release-governance.yml does not exist');
  expect(stderr).toContain('to do: Write one (release-governance init), name one with --config, or give --as-it-was.');
  expect(exit).toBe(2);
});

test.each([
  ['that is broken', 'version: [1\n', 'the configuration .github/release-governance.yml has 1 problem'],
  ['that asks for nothing', 'version: 1\n', 'asks for no control that judges a change'],
])('refuses a configuration %s at once, and not for each landing', async (_name, content, message) => {
  repository.write({ [paths.config]: content });
  const { stdout, stderr, exit } = await backtest('start..main');
  expect(stderr).toContain(message);
  expect([stdout, exit]).toEqual(['', 2]);
});

test('has no history to judge outside of a repository', async () => {
  const { folder, remove } = temporaryFolder();
  const { exit, stderr } = await commandLine([control], folder, ['backtest', 'a..b']);
  remove();
  expect(stderr).toContain('there is no history to judge: not a git repository');
  expect(exit).toBe(2);
});

test('says how far it is to people only, within their terminal', async () => {
  const shown = await commandLine([control], repository.folder, ['backtest', 'start..main'], {
    terminal: true,
    columns: 40,
  });
  expect(shown.stderr).toContain('backtest: 4 of 4');
  expect(shown.stdout.split('\n').every((line) => cells(line) <= 40)).toBe(true);
});

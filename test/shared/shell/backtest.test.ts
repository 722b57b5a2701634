import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { control } from '../../../actions/manifest-sync/control.ts';
import type { BacktestDocument } from '../../../shared/core/backtest.ts';
import { consumerFiles, contractFiles, paths } from '../../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';
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
])('refuses %s', async (_name, args, message) => {
  const { exit, stderr } = await backtest(...args);
  expect(stderr).toContain(message);
  expect(exit).toBe(2);
});

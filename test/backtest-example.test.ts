import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BacktestDocument } from '../shared/core/backtest.ts';
import type { AnyControl } from '../shared/core/control.ts';
import { sha256 } from '../shared/core/fingerprint.ts';
import { allControls } from './support/all-controls.ts';
import { root } from './support/dist.ts';
import { gitRepository } from './support/git-repository.ts';
import { commandLine, type Printed } from './support/terminal.ts';

/*
 * The history of the example: the suite comes to it, a pull request is merged as it should be, one is squashed that forgets half of the
 * contract, one goes on from there, one mends it, three branches are merged at once, the pin gets another name, and the configuration is
 * taken away and comes back.
 */
const repository = gitRepository();
const { folder, git } = repository;
const pin = 'config/ledger-pin.json';
const matrix = 'docs/ledger-compatibility.md';
const list = 'docs/evidence.sha256';
const config = '.github/release-governance.yml';
const text = (path: string): string => readFileSync(join(root, 'examples/consumer', path), 'utf8');
/** The list with the digests of these texts. */
const listed = (files: Record<string, string>): string =>
  text(list).replace(/^[0-9a-f]{64} {2}(.+)$/gm, (line, path: string) =>
    files[path] === undefined ? line : `${sha256(files[path])}  ${path}`,
  );
let controls: AnyControl[];

beforeAll(async () => {
  controls = await allControls();
  cpSync(join(root, 'examples/consumer'), folder, { recursive: true });
  repository.commit({ [config]: null }, 'the desk, before the suite');
  git('tag', 'begin');
  repository.commit({ [config]: text(config) }, 'adopt the suite (#1)');
  git('checkout', '-q', '-b', 'words');
  const said = text(matrix).replace('posts the entries later', 'posts the entries when it is back');
  repository.commit({ [matrix]: said }, 'say it better');
  repository.commit({ [list]: listed({ [matrix]: said }) }, 'and list it');
  git('checkout', '-q', 'main');
  git('merge', '-q', '--no-ff', '-m', 'Merge pull request #2 from desk/words', 'words');
  const moved = text(pin).replace('v2.4.0', 'v2.5.0');
  repository.commit({ [pin]: moved, [list]: listed({ [matrix]: said, [pin]: moved }) }, 'take the new ledger (#3)');
  repository.commit({ 'README.md': 'The desk.\n' }, 'a read-me (#4)');
  repository.commit({ [pin]: text(pin), [list]: listed({ [matrix]: said }) }, 'not yet the new ledger (#5)');
  for (const name of ['one', 'two']) {
    git('checkout', '-q', '-b', name, 'main');
    repository.commit({ [`notes/${name}.md`]: 'a note\n' }, name);
  }
  git('checkout', '-q', 'main');
  git('merge', '-q', '--no-ff', '-m', 'two notes at once', 'one', 'two');
  git('mv', pin, 'config/pin.json');
  repository.commit({}, 'a shorter name (#7)');
  git('mv', 'config/pin.json', pin);
  repository.commit({ [config]: null }, 'the name was better, and no suite (#8)');
  repository.commit({ 'README.md': 'The desk, again.\n' }, 'nobody looks (#9)');
  repository.commit({ [config]: text(config) }, 'the suite is back (#10)');
}, 60_000);
afterAll(repository.remove);

const backtest = (...args: string[]): Promise<Printed> => commandLine(controls, folder, ['backtest', ...args]);
const chosen = ['manifest-sync', 'evidence-bundle', 'verification'].flatMap((name) => ['--control', name]);

async function documentOf(...args: string[]): Promise<{ exit: number; document: BacktestDocument }> {
  const { exit, stdout, stderr } = await backtest('--json', ...args);
  expect(stderr).toBe('');
  return { exit, document: JSON.parse(stdout) as BacktestDocument };
}

const landings = ({ landings: all }: BacktestDocument): string[] =>
  all.map(({ title, pullRequest, verdict, problems }) => {
    const own = problems.filter(({ before }) => before !== true);
    return `${pullRequest ?? '-'} ${title}: ${verdict} ${[...new Set(own.map(({ rule }) => rule))].join(' ')}`.trimEnd();
  });

const blockedThen = [
  '3 take the new ledger (#3): blocked manifest-sync/fields-agree manifest-sync/matrix-row',
  '4 a read-me (#4): inherited',
];
const blockedLater =
  '7 a shorter name (#7): blocked evidence-bundle/digests manifest-sync/file-present evidence-bundle/complete';

test('the configuration of today would have blocked what forgot half of the contract, and what moved the pin', async () => {
  const { exit, document } = await documentOf('begin..main', ...chosen);
  expect(landings(document)).toEqual([
    '1 adopt the suite (#1): partly',
    '2 Merge pull request #2 from desk/words: partly',
    ...blockedThen,
    '5 not yet the new ledger (#5): partly',
    '- two notes at once: partly',
    blockedLater,
    '8 the name was better, and no suite (#8): partly',
    '9 nobody looks (#9): partly',
    '10 the suite is back (#10): partly',
  ]);
  expect([exit, document.status]).toEqual([1, 'failed']);
  expect(document.counts).toEqual({
    ...{ blocked: 2, inherited: 1, reported: 0, unverified: 0, partly: 7 },
    ...{ 'not-judged': 0, 'without-configuration': 0, clear: 0 },
  });
  const none = { passed: 0, failed: 0, unverified: 0, 'not-applicable': 0, error: 0 };
  expect(document.controls).toEqual([
    { ...none, control: 'evidence-bundle', passed: 9, failed: 1 },
    { ...none, control: 'manifest-sync', passed: 7, failed: 3 },
    { ...none, control: 'verification', unverified: 10 },
  ]);
}, 60_000);

test('as it was, nobody asked while there was no configuration', async () => {
  const { exit, document } = await documentOf('begin..main', '--as-it-was', ...chosen);
  expect(landings(document)).toEqual([
    '1 adopt the suite (#1): partly',
    '2 Merge pull request #2 from desk/words: partly',
    ...blockedThen,
    '5 not yet the new ledger (#5): partly',
    '- two notes at once: partly',
    blockedLater,
    '8 the name was better, and no suite (#8): partly',
    '9 nobody looks (#9): without-configuration',
    '10 the suite is back (#10): partly',
  ]);
  expect(exit).toBe(1);
}, 60_000);

test('with all controls the same is blocked, and what each of them said is counted', async () => {
  const { document } = await documentOf('main~8..main~6');
  expect(landings(document)).toEqual(blockedThen);
  const said = document.controls.map(({ control, passed, failed, unverified }) => [
    control,
    passed,
    failed,
    unverified,
  ]);
  // The commits of this history are older than what was measured, which a measurement cannot be.
  expect(said).toEqual([
    ['evidence-bundle', 2, 0, 0],
    ['external-setup', 0, 0, 2],
    ['gate-checklist', 0, 0, 2],
    ['kpi-gate', 0, 2, 0],
    ['kpi-report', 0, 2, 0],
    ['manifest-sync', 0, 2, 0],
    ['readiness', 0, 0, 2],
    ['sign-off', 0, 2, 0],
    ['verification', 0, 0, 2],
  ]);
}, 60_000);

import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { allControls } from '../../support/all-controls.ts';
import { root } from '../../support/dist.ts';
import { type FileContent, gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { memoryGitHub, notFound } from '../../support/memory-github.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

const controls = await allControls();
const config = '.github/release-governance.yml';
const workflow = '.github/workflows/release-governance.yml';

let repository: TestRepository;
beforeEach(async () => {
  repository = gitRepository();
  cpSync(join(root, 'examples/consumer'), repository.folder, { recursive: true });
  repository.write({ '.github': null });
  await commandLine(controls, repository.folder, ['init']);
  repository.commit({});
});
afterEach(() => repository.remove());

const doctor = (args: string[] = [], around: Parameters<typeof commandLine>[3] = {}): Promise<Printed> =>
  commandLine(controls, repository.folder, ['doctor', ...args], around);

test('what init wrote has nothing wrong, and each control has its row', async () => {
  const { exit, stdout } = await doctor();
  expect(exit).toBe(0);
  expect(stdout.split('\n')[0]).toMatch(/^doctor: 0 wrong, 0 not known, /);
  expect(stdout).toMatch(/^ {2}manifest-sync +yes +yes +yes +yes +yes +- +-$/m);
  expect(stdout).toMatch(/^ {2}executive-summary +part 1 +yes/m);
  expect(stdout).toContain('token: none');
});

describe('what is wrong is told with file and line', () => {
  const cases: [name: string, files: Record<string, FileContent>, exit: number, told: RegExp][] = [
    ['no configuration', { [config]: null }, 1, /wrong .*release-governance\.yml {2}there is no configuration/],
    [
      'an unknown key',
      { [config]: 'version: 1\nmanifest-sink: {}\n' },
      1,
      /wrong .*\.yml:2 {2}unknown key manifest-sink \(did you mean manifest-sync\?\)/,
    ],
    ['broken YAML', { [config]: 'version: [\n' }, 1, /wrong .*release-governance\.yml:\d+ {2}/],
    ['a binary configuration', { [config]: new Uint8Array([0, 1]) }, 1, /wrong .*is not a text file/],
    ['a configuration that is a link', { [config]: { linkTo: '../x' } }, 1, /wrong .*is a symbolic link/],
    [
      'a file that is not there',
      { 'config/ledger-pin.json': null },
      1,
      /wrong .*\.yml:\d+ {2}contracts names the file "config\/ledger-pin\.json", which does not exist/,
    ],
    [
      'a list that nobody reads',
      { [config]: 'version: 1\natomic-change: { groups: [{ id: a, why: b, all-of: [x, y] }] }\nkpi-sets: []\n' },
      1,
      /wrong .* {2}kpi-sets is read by no control that is asked for/,
    ],
    ['no workflow', { [workflow]: null }, 1, /wrong .* no workflow runs it/],
    [
      'a workflow that is no text',
      { '.github/workflows/x.yml': new Uint8Array([0]) },
      3,
      /unknown .*x\.yml:1 {2}the workflow is not a text file/,
    ],
    [
      'a huge workflow',
      { '.github/workflows/x.yml': `#${'x'.repeat(1_100_000)}` },
      3,
      /unknown .*x\.yml {2}the workflow .* than/,
    ],
  ];
  test.each(cases)('%s', async (_name, files, exit, told) => {
    repository.write(files);
    const printed = await doctor();
    expect(printed.stdout).toMatch(told);
    expect(printed.exit).toBe(exit);
  });

  test('a clone that is cut off', async () => {
    repository.commit({ 'x.txt': 'x' });
    const { folder, remove } = temporaryFolder();
    try {
      execFileSync('git', ['clone', '-q', '--depth=1', `file://${repository.folder}`, `${folder}/cut`]);
      const printed = await commandLine(controls, `${folder}/cut`, ['doctor']);
      expect(printed.stdout).toContain('this clone is cut off, and atomic-change needs the history');
      expect(printed.exit).toBe(1);
      // It was cloned, so that it knows the default branch.
      expect(printed.stdout).toContain('default branch: main');
    } finally {
      remove();
    }
  });
});

test('no repository, a folder inside of one and unknown options are refused', async () => {
  const { folder, remove } = temporaryFolder();
  try {
    expect(await commandLine(controls, folder, ['doctor'])).toMatchObject({ exit: 2, stdout: '' });
  } finally {
    remove();
  }
  expect((await doctor(['--working-directory', 'config'])).stderr).toContain('is not the top of its repository');
  expect((await doctor(['--lve'])).stderr).toContain('did you mean --live?');
  expect((await doctor(['--help'])).stdout).toContain('Exit codes: 0 nothing is wrong');
});

test.each([
  ['', 'none (GITHUB_TOKEN or GH_TOKEN)'],
  ['github_pat_1', 'a fine-grained personal token'],
  ['ghs_1', 'of an app or a workflow run'],
  ['gho_1', 'of somebody who signed in to an app'],
  ['x', 'of a kind that is not known here'],
])('a token %s is told by its kind, and not shown', async (token, told) => {
  const { stdout } = await doctor([], { env: { GITHUB_TOKEN: token } });
  expect(stdout).toContain(`token: ${told}`);
  expect(stdout.split('\n').filter((line) => token.length > 1 && line.includes(token))).toEqual([]);
});

describe('--live', () => {
  const named = { json: { full_name: 'acme/desk', default_branch: 'main' } };
  const refusing = (answers: Record<string, unknown>): ReturnType<typeof memoryGitHub> =>
    memoryGitHub(new Proxy(answers, { get: (all, key) => Reflect.get(all, key) ?? notFound }) as never, () => notFound);
  const origin = (): string => repository.git('remote', 'add', 'origin', 'https://github.com/acme/desk.git');
  const env = { GITHUB_TOKEN: 'ghp_a-token-that-is-never-shown' };

  test('without a remote or a token everything could not be looked at, and it says what would', async () => {
    expect((await doctor(['--live'])).stdout).toContain('needs: git remote add origin');
    origin();
    const printed = await doctor(['--live']);
    expect(printed.stdout).toMatch(/0 refuted, 0 confirmed here, \d+ could not be looked at/);
    expect(printed.stdout).toContain('needs: GITHUB_TOKEN in the environment');
    // Nothing is wrong, and nothing was looked at.
    expect(printed.exit).toBe(3);
  });

  test('what GitHub shows is confirmed or refuted; a refuted one fails', async () => {
    origin();
    const answers = { 'GET /repos/acme/desk': named, 'GET /repos/acme/desk/branches': { json: [{ name: 'main' }] } };
    const good = await doctor(['--live'], { env, github: refusing(answers) });
    expect(good.stdout).toContain('confirmed  branches-hold-the-default-branch');
    expect(good.stdout).not.toContain('never-shown');
    expect(good.stdout).toContain('token: a classic personal token');
    // The others were refused.
    expect(good.exit).toBe(3);
    const bad = await doctor(['--live', '--json'], {
      env,
      github: refusing({ ...answers, 'GET /repos/acme/desk/branches': { json: [{ name: 'x' }] } }),
    });
    expect(bad.exit).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      kind: 'release-governance/doctor',
      probed: expect.arrayContaining([
        expect.objectContaining({
          id: 'branches-hold-the-default-branch',
          outcome: 'refuted',
          because: 'main is none of 1',
        }),
      ]),
    });
  });
});

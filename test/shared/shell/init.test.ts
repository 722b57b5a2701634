import { cpSync, existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readWorkflow } from '../../../shared/domain/workflow/read-workflow.ts';
import { checkout } from '../../../shared/render/adoption-workflow.ts';
import { allControls } from '../../support/all-controls.ts';
import { root } from '../../support/dist.ts';
import { type FileContent, gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { commandLine, type Printed } from '../../support/terminal.ts';

const controls = await allControls();
const config = '.github/release-governance.yml';
const workflow = '.github/workflows/release-governance.yml';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

function run(...args: string[]): Promise<Printed> {
  return commandLine(controls, repository.folder, args);
}

/** The files of an example without its own configuration. */
function stripped(name: string): void {
  cpSync(join(root, 'examples', name), repository.folder, { recursive: true });
  repository.write({ '.github': null });
  repository.commit({});
}

const text = (path: string): string => readFileSync(join(repository.folder, path), 'utf8');

/** What stands at a path, a link as one. */
function linkOrText(path: string): FileContent {
  const full = join(repository.folder, path);
  return lstatSync(full).isSymbolicLink() ? { linkTo: readlinkSync(full) } : text(path);
}

describe('an example without its configuration', () => {
  test('is set up in one step, and judged at once', async () => {
    stripped('consumer');
    const init = await run('init');
    expect(init.exit).toBe(0);
    expect(init.stdout.split('\n')[0]).toBe('init: 2 written');
    expect(init.stdout).toContain('config/ledger-pin.json:2  the pin of harbour-example/ledger');
    expect(init.stdout).toContain(
      'docs/ledger-compatibility.md:19  the table of its releases, under "Approved releases"',
    );
    const judged = await run('run');
    expect(judged.exit).toBe(0);
    expect(judged.stdout).toContain('manifest-sync: PASSED');
    expect(judged.stdout).toContain('decision: go');
    expect((await run('doctor')).exit).toBe(0);
  });

  test('that drifted is told so', async () => {
    stripped('drifted');
    expect((await run('init')).exit).toBe(0);
    const judged = await run('run');
    expect(judged.exit).toBe(1);
    expect(judged.stdout).toContain('manifest-sync: FAILED');
    expect(judged.stdout).toContain('tag: the mirror (/release) does not say what the pin (/release) says');
  });

  test('of a producer is judged by its API', async () => {
    stripped('producer');
    await run('init');
    expect(text(config)).toContain('openapi: [api/openapi.yaml]');
    expect((await run('contract-change')).stdout).toContain('contract-change: PASSED');
  });

  test('gives the same files each time, and a dry run only prints them', async () => {
    stripped('consumer');
    const dry = await run('init', '--dry-run');
    expect(dry.exit).toBe(0);
    expect(existsSync(join(repository.folder, '.github'))).toBe(false);
    await run('init');
    for (const path of [config, workflow]) {
      for (const line of text(path).split('\n')) expect(dry.stdout).toContain(line.trim());
    }
    const first = [text(config), text(workflow)];
    repository.write({ '.github': null });
    await run('init');
    expect([text(config), text(workflow)]).toEqual(first);
  });
});

describe('the workflow', () => {
  test('is one that GitHub accepts, grants what its controls declare, and decides last', async () => {
    stripped('consumer');
    await run('init');
    const { workflow: read, problems } = readWorkflow(workflow, text(workflow));
    expect(problems).toEqual([]);
    expect(read?.triggers.map(({ event }) => event)).toEqual(['pull_request', 'merge_group', 'push']);
    expect(read?.permissions?.value).toEqual({});
    const granted = read?.jobs.map(({ actions, permissions }) => {
      const control = controls.find(({ name }) => actions.some(({ value }) => value.includes(`/actions/${name}@`)));
      return [control?.name, permissions?.value, control?.permissions];
    });
    expect(granted?.map(([name]) => name)).toEqual([
      'evidence-bundle',
      'atomic-change',
      'manifest-sync',
      'executive-summary',
    ]);
    expect(granted?.map(([, has]) => has)).toEqual(granted?.map(([, , declared]) => declared));
    const last = read?.jobs.at(-1);
    expect(last).toMatchObject({ id: 'decision', condition: { value: 'always()' } });
    expect(last?.needs.map(({ value }) => value)).toEqual(read?.jobs.slice(0, -1).map(({ id }) => id));
  });

  test('checks out with the action that the suite itself uses', () => {
    expect(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')).toContain(
      `actions/checkout@${checkout.commit} # ${checkout.release}`,
    );
  });

  test('is made of a configuration that is there already', async () => {
    stripped('consumer');
    repository.write({ [config]: 'version: 1\nexternal-setup: { locks: [] }\n' });
    const printed = await run('init');
    // An empty list of locks is refused: nothing is written over or beside a broken configuration.
    expect(printed.exit).toBe(2);
    expect(existsSync(join(repository.folder, workflow))).toBe(false);
    repository.write({
      [config]:
        'version: 1\nbranch-protection: { policy: { repository: { branches: [{ pattern: main, preset: baseline }] } } }\nexecutive-summary: {}\n',
    });
    expect((await run('init')).exit).toBe(1);
    expect(text(config)).toContain('pattern: main');
    expect(readWorkflow(workflow, text(workflow)).workflow?.jobs.map(({ id }) => id)).toEqual([
      'branch-protection',
      'decision',
    ]);
  });
});

test('a configuration without a decision gets a workflow without one, and is told so', async () => {
  stripped('consumer');
  repository.write({ [config]: 'version: 1\natomic-change: { groups: [{ id: a, why: b, all-of: [x, y] }] }\n' });
  const printed = await run('init');
  expect(printed.exit).toBe(1);
  expect(printed.stdout).toContain('add executive-summary: {} to the configuration');
  expect(text(workflow)).not.toContain('decision');
});

describe('what is there already is kept', () => {
  const cases: [name: string, files: Record<string, FileContent>][] = [
    ['a configuration and a workflow', { [config]: 'version: 1\n', [workflow]: 'on: push\njobs: {}\n' }],
    ['a link in the place of the workflow', { [config]: 'version: 1\n', [workflow]: { linkTo: 'nowhere' } }],
  ];
  test.each(cases)('%s', async (_name, files) => {
    stripped('consumer');
    repository.write(files);
    const printed = await run('init');
    expect(printed.exit).toBe(1);
    expect(printed.stdout.split('\n')[0]).toBe('init: 2 kept');
    expect(text(config)).toBe('version: 1\n');
    expect(linkOrText(workflow)).toEqual(files[workflow]);
  });
});

describe('bad input', () => {
  test('an empty repository has nothing to judge: the configuration asks for nothing, and there is no workflow', async () => {
    const printed = await run('init');
    expect(printed.exit).toBe(3);
    expect(printed.stdout).toContain('nothing is asked for yet that a job could judge');
    expect(existsSync(join(repository.folder, workflow))).toBe(false);
    expect((await run('run')).stderr).toContain('asks for no control');
  });

  test('no repository, no such folder, and a folder inside of one are refused', async () => {
    const { folder, remove } = temporaryFolder();
    try {
      const printed = await commandLine(controls, folder, ['init']);
      expect(printed).toMatchObject({ exit: 2, stdout: '' });
      expect(printed.stderr).toContain('not a git repository');
    } finally {
      remove();
    }
    repository.commit({ 'a/b.txt': 'x' });
    expect((await run('init', '--working-directory', 'a')).stderr).toContain('is not the top of its repository');
    expect((await run('init', '--working-directory', 'nowhere')).exit).toBe(2);
    expect((await run('init', '--dry-rn')).stderr).toContain('did you mean --dry-run?');
  });

  test('where it cannot write, it writes nothing', async () => {
    stripped('consumer');
    repository.write({ '.github': 'a file' });
    const printed = await run('init');
    expect(printed.exit).toBe(2);
    expect(printed.stderr).toContain('nothing was written');
    expect(text('.github')).toBe('a file');
  });

  const unread: [name: string, files: Record<string, FileContent>, told: RegExp][] = [
    ['broken YAML', { 'api.yaml': 'a: [\n' }, /api\.yaml:\d+ {2}/],
    ['broken JSON', { 'pin.json': '{"a":\n' }, /pin\.json:\d+ {2}/],
    ['bytes that are no text', { 'pin.json': new Uint8Array([123, 0, 255]) }, /pin\.json:1 {2}is not a text file/],
    ['a huge file', { 'pin.json': `"${'x'.repeat(1_100_000)}"` }, /pin\.json {2}.*(?:larger|longer|more) than/],
    ['a link', { 'pin.json': { linkTo: '/etc/hosts' } }, /pin\.json {2}is a symbolic link/],
    ['a broken workflow', { '.github/workflows/x.yml': 'on: push\n' }, /x\.yml:1 {2}GitHub refuses the workflow/],
  ];
  test.each(unread)('%s is told and does no harm', async (_name, files, told) => {
    stripped('consumer');
    repository.write(files);
    const printed = await run('init');
    expect(printed.exit).toBe(0);
    expect(printed.stdout).toMatch(told);
    expect((await run('manifest-sync')).exit).toBe(0);
  });

  test('what is more than is read is told, and what lies near the top was read', async () => {
    stripped('consumer');
    const large = `"${'x'.repeat(1_000_000)}"`;
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`.a/b/c/${at + 10}.json`, large]));
    repository.write(files);
    const printed = await run('init', '--dry-run');
    expect(printed.stdout).toMatch(
      /\.json {2}this file and \d+ more were not read: at most 10000 files and 32 MiB are/,
    );
    expect(printed.stdout).toContain('config/ledger-pin.json:2  the pin of harbour-example/ledger');
  });

  test('names of others reach neither the terminal nor the files as commands', async () => {
    repository.commit({
      'a\u001b[31m::error::.md': '| Status |\n|---|\n| ok |\n',
      'b.md': '# x\n\n| A\u0085b | Status |\n|---|---|\n| 1 | 2 |\n',
    });
    const printed = await run('init');
    expect(printed.stdout).not.toContain('\u001b');
    expect(text(config)).toMatch(/^[\n -~]*$/);
  });
});

test('--json is one document with the same facts', async () => {
  stripped('consumer');
  const { stdout } = await run('init', '--json', '--dry-run');
  expect(JSON.parse(stdout)).toMatchObject({
    kind: 'release-governance/init',
    defaultBranch: 'main',
    files: [
      { path: config, state: 'would-write' },
      { path: workflow, state: 'would-write' },
    ],
  });
});

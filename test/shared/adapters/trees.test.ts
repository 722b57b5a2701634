import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { apiTree, branchTip } from '../../../shared/adapters/api-tree.ts';
import { commitTree, openRepository, type Repository } from '../../../shared/adapters/git.ts';
import { worktree } from '../../../shared/adapters/worktree.ts';
import type { Tree } from '../../../shared/core/ports.ts';
import { gitRepository, type TestRepository, temporaryFolder } from '../../support/git-repository.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../../support/memory-github.ts';

let checkout: TestRepository;
let commit: string;
let opened: Repository;
const files = {
  'a.txt': 'one',
  'dir/b.txt': 'two',
  'dir/ä ö.txt': 'three',
  link: { linkTo: 'a.txt' },
  out: { linkTo: '/etc/hostname' },
  linked: { linkTo: 'dir' },
};
const cap = 1000;

beforeEach(async () => {
  checkout = gitRepository();
  commit = checkout.commit(files);
  const answer = await openRepository(checkout.folder);
  if (!answer.ok) throw new Error(answer.message);
  opened = answer.repository;
});
afterEach(() => checkout.remove());

describe.each([
  ['a commit', (): Tree => commitTree(opened, commit, '')],
  ['the work tree', (): Tree => worktree(checkout.folder, opened)],
])('%s', (_name, tree) => {
  const reads: [path: string, answer: object][] = [
    ['a.txt', { found: true, path: 'a.txt', bytes: 3, content: new TextEncoder().encode('one') }],
    ['dir/../a.txt', { found: true, path: 'a.txt' }],
    ['dir/ä ö.txt', { found: true, bytes: 5 }],
    ['missing.txt', { found: false, reason: 'absent' }],
    ['a.txt/x', { found: false, reason: 'absent' }],
    ['dir', { found: false, reason: 'not-a-file' }],
    ['link', { found: false, reason: 'not-a-file', message: 'is a symbolic link' }],
    ['out', { found: false, reason: 'not-a-file', message: 'is a symbolic link' }],
    ['linked/b.txt', { found: false }],
    ['../x', { found: false, reason: 'outside' }],
    ['/etc/hostname', { found: false, reason: 'outside' }],
    ['dir/', { found: false, reason: 'outside' }],
    ['a\u0000b', { found: false, reason: 'outside' }],
    ['*.txt', { found: false, reason: 'absent' }],
    [':(glob)**', { found: false, reason: 'absent' }],
  ];
  test.each(reads)('reads %j', async (path, answer) => {
    expect(await tree().read(path, cap)).toMatchObject(answer);
  });

  test('a file over the cap is not read', async () => {
    expect(await tree().read('a.txt', 2)).toMatchObject({ found: false, reason: 'too-large' });
    expect(await tree().read('a.txt', 3)).toMatchObject({ found: true });
  });

  test('lists the regular files', async () => {
    const listed = await tree().list();
    const paths = listed.ok ? listed.paths : [];
    expect(paths.filter((path) => !['link', 'out', 'linked'].includes(path))).toEqual([
      'a.txt',
      'dir/b.txt',
      'dir/ä ö.txt',
    ]);
  });
});

test('a commit tree rooted at a folder neither lists nor reads beyond it', async () => {
  const tree = commitTree(opened, commit, 'dir/');
  expect(await tree.list()).toEqual({ ok: true, paths: ['b.txt', 'ä ö.txt'] });
  expect(await tree.read('b.txt', cap)).toMatchObject({ found: true, path: 'b.txt' });
  expect(await tree.read('a.txt', cap)).toMatchObject({ found: false, reason: 'absent' });
  expect(await tree.read('../a.txt', cap)).toMatchObject({ found: false, reason: 'outside' });
});

test('a commit that is not here is unreadable, not absent', async () => {
  const answer = await commitTree(opened, 'c'.repeat(40), '').read('a.txt', cap);
  expect(answer).toMatchObject({
    found: false,
    reason: 'unreadable',
    because: { needs: expect.stringContaining('fetch-depth: 0') },
  });
  expect(await commitTree(opened, 'c'.repeat(40), '').list()).toMatchObject({ ok: false });
});

test('ignored files do not count, new ones do', async () => {
  checkout.write({ '.gitignore': 'build/\n', 'build/x.txt': 'x', 'new.txt': 'n' });
  const listed = await worktree(checkout.folder, opened).list();
  const paths = listed.ok ? listed.paths : [];
  expect(paths).toContain('new.txt');
  expect(paths).not.toContain('build/x.txt');
});

describe('openRepository', () => {
  test('names the top, the folder inside and what is checked out', async () => {
    mkdirSync(join(checkout.folder, 'dir', 'deep'), { recursive: true });
    const answer = await openRepository(join(checkout.folder, 'dir', 'deep'));
    expect(answer).toMatchObject({ ok: true, repository: { top: checkout.folder, prefix: 'dir/deep/', head: commit } });
  });

  test('a repository without a commit has no head', async () => {
    const empty = gitRepository();
    expect(await openRepository(empty.folder)).toMatchObject({
      ok: true,
      repository: { head: undefined, tree: undefined },
    });
    empty.remove();
  });

  test('a folder that is no repository is told in one sentence', async () => {
    const { folder, remove } = temporaryFolder();
    expect(await openRepository(folder)).toMatchObject({
      ok: false,
      message: expect.stringContaining('not a git repository'),
    });
    remove();
  });

  test('git variables of a surrounding process do not redirect it', async () => {
    const before = process.env['GIT_DIR'];
    process.env['GIT_DIR'] = '/nowhere';
    try {
      expect(await openRepository(checkout.folder)).toMatchObject({ ok: true });
    } finally {
      if (before === undefined) delete process.env['GIT_DIR'];
      else process.env['GIT_DIR'] = before;
    }
  });
});

test('a fifo in the work tree is no file and does not block', async () => {
  execFileSync('mkfifo', [join(checkout.folder, 'pipe')]);
  expect(await worktree(checkout.folder, opened).read('pipe', cap)).toMatchObject({
    found: false,
    reason: 'not-a-file',
  });
});

test('without a repository every file below the folder is listed, .git apart', async () => {
  const { folder, remove } = temporaryFolder();
  mkdirSync(join(folder, 'x', '.git'), { recursive: true });
  writeFileSync(join(folder, 'x', 'y.txt'), 'y');
  writeFileSync(join(folder, 'x', '.git', 'config'), 'c');
  expect(await worktree(folder, undefined).list()).toEqual({ ok: true, paths: ['x/y.txt'] });
  remove();
});

describe('through the API', () => {
  const sha = 'd'.repeat(40);
  const repo = 'GET /repos/acme/consumer';
  const tree = (answers: GitHubAnswers): Tree => apiTree(memoryGitHub(answers), 'acme/consumer', sha);
  const seen = { [`${repo}/git/commits/${sha}`]: { json: { sha } } };

  const cases: [name: string, answers: GitHubAnswers, answer: object][] = [
    [
      'a file',
      { [`${repo}/contents/dir/a.txt?ref=${sha}`]: { raw: 'one' } },
      { found: true, source: 'api', ref: sha, bytes: 3 },
    ],
    [
      'a file that is certainly not there',
      { [`${repo}/contents/dir/a.txt`]: notFound, ...seen },
      { found: false, reason: 'absent' },
    ],
    [
      'a file that may be hidden',
      { [`${repo}/contents/dir/a.txt`]: notFound, [`${repo}/git/commits/${sha}`]: notFound },
      { found: false, reason: 'unreadable', because: { code: 'NOT_FOUND' } },
    ],
    [
      'no permission',
      { [`${repo}/contents/dir/a.txt`]: { because: { code: 'MISSING_PERMISSION', message: 'no' } } },
      { found: false, reason: 'unreadable', because: { code: 'MISSING_PERMISSION' } },
    ],
    [
      'a file over the cap',
      { [`${repo}/contents/dir/a.txt`]: { raw: 'x'.repeat(cap + 1) } },
      { found: false, reason: 'too-large' },
    ],
  ];
  test.each(cases)('%s', async (_name, answers, answer) => {
    expect(await tree(answers).read('dir/a.txt', cap)).toMatchObject(answer);
  });

  test('a list that GitHub cuts off is not a list', async () => {
    const entry = { path: 'a.txt', mode: '100644', type: 'blob' };
    const link = { path: 'l', mode: '120000', type: 'blob' };
    const folder = { path: 'dir', mode: '040000', type: 'tree' };
    const route = `${repo}/git/trees/${sha}`;
    expect(await tree({ [route]: { json: { truncated: false, tree: [entry, link, folder] } } }).list()).toEqual({
      ok: true,
      paths: ['a.txt', 'l'],
    });
    expect(await tree({ [route]: { json: { truncated: true, tree: [entry] } } }).list()).toMatchObject({
      ok: false,
      because: { code: 'TRUNCATED' },
    });
  });

  test('the tip of a branch', async () => {
    const answers: GitHubAnswers = { [`${repo}/git/ref/heads/release/1.0`]: { json: { object: { sha } } } };
    expect(await branchTip(memoryGitHub(answers), 'acme/consumer', 'release/1.0')).toEqual({ ok: true, data: sha });
  });
});

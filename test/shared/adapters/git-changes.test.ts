import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changeSet } from '../../../shared/adapters/change-set.ts';
import { openRepository, type Repository } from '../../../shared/adapters/git.ts';
import { changedContent, commitChanges } from '../../../shared/adapters/git-changes.ts';
import { emptyTree } from '../../../shared/adapters/git-commits.ts';
import { parseRawDiff } from '../../../shared/adapters/raw-diff.ts';
import { worktreeChanges } from '../../../shared/adapters/worktree-changes.ts';
import type { Change } from '../../../shared/core/history.ts';
import { gitCalls } from '../../support/git-calls.ts';
import { type FileContent, gitRepository, type TestRepository } from '../../support/git-repository.ts';

let checkout: TestRepository;
let start: string;
const files: Record<string, FileContent> = {
  'a.txt': 'alpha\n',
  'b.txt': 'beta\n',
  'dir/a.txt': 'inner\n',
  'dir/deep/c.txt': 'gamma\n',
  empty: '',
  link: { linkTo: 'a.txt' },
  twin: 'alpha\n',
};

beforeEach(() => {
  checkout = gitRepository();
  start = checkout.commit(files);
});
afterEach(() => checkout.remove());

async function repository(): Promise<Repository> {
  const opened = await openRepository(checkout.folder);
  if (!opened.ok) throw new Error(opened.message);
  return opened.repository;
}

type Short = Partial<Change> & { path: string };

/** The changes without their ids, which another test looks at. */
async function between(before: string, after: string | undefined, prefix = ''): Promise<Short[]> {
  const opened = await repository();
  const answer =
    after === undefined
      ? await worktreeChanges(opened, before, prefix)
      : await commitChanges(opened, before, after, prefix);
  if (!answer.ok) throw new Error(answer.because.message);
  return answer.set.changes.map(({ id: _id, oldId: _old, ...rest }) => rest);
}

const at = (path: string): string => join(checkout.folder, path);
const tables: [name: string, change: () => void, expected: Short[]][] = [
  ['nothing', () => undefined, []],
  ['a new file', () => checkout.write({ 'new.txt': 'n' }), [{ path: 'new.txt', kind: 'added' }]],
  ['a deleted file', () => checkout.write({ 'b.txt': null }), [{ path: 'b.txt', kind: 'deleted' }]],
  ['other bytes', () => checkout.write({ 'b.txt': 'BETA\n' }), [{ path: 'b.txt', kind: 'modified' }]],
  [
    'a rename',
    () => renameSync(at('b.txt'), at('moved.txt')),
    [
      { path: 'b.txt', kind: 'deleted', renamedTo: 'moved.txt' },
      { path: 'moved.txt', kind: 'added', copiedFrom: 'b.txt' },
    ],
  ],
  [
    'a rename with an edit is a deletion and an addition without any tie',
    () => {
      renameSync(at('b.txt'), at('moved.txt'));
      appendFileSync(at('moved.txt'), 'more\n');
    },
    [
      { path: 'b.txt', kind: 'deleted' },
      { path: 'moved.txt', kind: 'added' },
    ],
  ],
  [
    'a copy of an untouched file',
    () => checkout.write({ 'dir/copy.txt': 'gamma\n' }),
    [{ path: 'dir/copy.txt', kind: 'added', copiedFrom: 'dir/deep/c.txt' }],
  ],
  [
    'a copy of a file that is edited with it',
    () => checkout.write({ 'old.txt': 'beta\n', 'b.txt': 'new beta\n' }),
    [
      { path: 'b.txt', kind: 'modified' },
      { path: 'old.txt', kind: 'added', copiedFrom: 'b.txt' },
    ],
  ],
  ['an empty file is no copy', () => checkout.write({ blank: '' }), [{ path: 'blank', kind: 'added' }]],
  [
    'an empty file is not renamed',
    () => checkout.write({ blank: '', empty: null }),
    [
      { path: 'blank', kind: 'added' },
      { path: 'empty', kind: 'deleted' },
    ],
  ],
  [
    'twins that move find the file of their own name',
    () => {
      rmSync(at('a.txt'));
      rmSync(at('twin'));
      checkout.write({ 'z/a.txt': 'alpha\n', 'y/twin': 'alpha\n' });
    },
    [
      { path: 'a.txt', kind: 'deleted', renamedTo: 'z/a.txt' },
      { path: 'twin', kind: 'deleted', renamedTo: 'y/twin' },
      { path: 'y/twin', kind: 'added', copiedFrom: 'twin' },
      { path: 'z/a.txt', kind: 'added', copiedFrom: 'a.txt' },
    ],
  ],
  ['permission bits only', () => chmodSync(at('b.txt'), 0o755), [{ path: 'b.txt', kind: 'mode' }]],
  [
    'permission bits and bytes',
    () => {
      checkout.write({ 'b.txt': 'x' });
      chmodSync(at('b.txt'), 0o755);
    },
    [{ path: 'b.txt', kind: 'modified' }],
  ],
  [
    'a link that becomes a file with the same bytes',
    () => checkout.write({ link: 'a.txt' }),
    [{ path: 'link', kind: 'type' }],
  ],
  [
    'a link that leads elsewhere',
    () => checkout.write({ link: { linkTo: 'b.txt' } }),
    [{ path: 'link', kind: 'modified' }],
  ],
  [
    'a file that becomes a link',
    () => checkout.write({ 'b.txt': { linkTo: 'a.txt' } }),
    [{ path: 'b.txt', kind: 'type' }],
  ],
  [
    'a folder that becomes a link',
    () => {
      renameSync(at('dir'), at('.git/elsewhere'));
      symlinkSync('.git/elsewhere', at('dir'));
    },
    [
      { path: 'dir', kind: 'added' },
      { path: 'dir/a.txt', kind: 'deleted' },
      { path: 'dir/deep/c.txt', kind: 'deleted' },
    ],
  ],
  [
    'a file that becomes a folder',
    () => checkout.write({ 'b.txt': null, 'b.txt/x': 'x' }),
    [
      { path: 'b.txt', kind: 'deleted' },
      { path: 'b.txt/x', kind: 'added' },
    ],
  ],
  [
    'odd names',
    () => checkout.write({ 'ä ö.txt': '1', 'line\nbreak': '2', 'a "quote"\\': '3', '-option': '4', ':(glob)*': '5' }),
    ['-option', ':(glob)*', 'a "quote"\\', 'line\nbreak', 'ä ö.txt'].map((path) => ({ path, kind: 'added' as const })),
  ],
];

test.each(tables)('between two commits: %s', async (_name, change, expected) => {
  change();
  const head = checkout.commit({});
  expect(await between(start, head)).toEqual(expected);
});

describe('between a commit and the work tree', () => {
  test.each(tables)('not staged: %s', async (_name, change, expected) => {
    change();
    expect(await between(start, undefined)).toEqual(expected);
  });

  test.each(tables)('staged: %s', async (_name, change, expected) => {
    change();
    checkout.git('add', '-A');
    expect(await between(start, undefined)).toEqual(expected);
  });

  test.each(tables)('committed: %s', async (_name, change, expected) => {
    change();
    checkout.commit({});
    expect(await between(start, undefined)).toEqual(expected);
  });

  test('a file that was only touched has not changed, also when git suspects it', async () => {
    checkout.write({ 'b.txt': 'beta\n' });
    execFileSync('touch', ['-d', '2001-01-01', at('b.txt')]);
    expect(await between(start, undefined)).toEqual([]);
  });

  test('a change that was taken back on disk does not count, whatever is staged', async () => {
    checkout.write({ 'b.txt': 'other' });
    checkout.git('add', '-A');
    checkout.write({ 'b.txt': files['b.txt'] ?? '' });
    expect(await between(start, undefined)).toEqual([]);
  });

  test('ignored files do not count, but a file that git knows does', async () => {
    checkout.write({ '.gitignore': 'build/\nb.txt\n', 'build/x': 'x', 'b.txt': 'changed' });
    expect(await between(start, undefined)).toEqual([
      { path: '.gitignore', kind: 'added' },
      { path: 'b.txt', kind: 'modified' },
    ]);
  });

  test('a file that git was told to overlook is looked at; one that a sparse checkout leaves out is not deleted', async () => {
    checkout.git('update-index', '--assume-unchanged', 'b.txt');
    checkout.git('update-index', '--skip-worktree', 'a.txt', 'twin');
    checkout.write({ 'b.txt': 'changed', twin: 'changed' });
    unlinkSync(at('a.txt'));
    expect(await between(start, undefined)).toEqual([
      { path: 'b.txt', kind: 'modified' },
      { path: 'twin', kind: 'modified' },
    ]);
  });

  test('line ends that git converts are no change', async () => {
    checkout.git('config', 'core.autocrlf', 'true');
    checkout.write({ 'b.txt': 'beta\r\n' });
    expect(await between(start, undefined)).toEqual([]);
  });

  test('an unfinished merge is not judged', async () => {
    checkout.git('checkout', '-q', '-b', 'side');
    checkout.commit({ 'b.txt': 'side\n' });
    checkout.git('checkout', '-q', 'main');
    checkout.commit({ 'b.txt': 'main\n' });
    expect(() => checkout.git('merge', 'side')).toThrow('merge side');
    expect(await worktreeChanges(await repository(), start, '')).toMatchObject({
      ok: false,
      because: { code: 'NO_DATA', message: expect.stringContaining('conflicts') },
    });
  });
});

describe('submodules', () => {
  const entry = (id: string): string[] => ['update-index', '--add', '--cacheinfo', `160000,${id},lib`];
  const commitIndex = (): string => {
    checkout.git('commit', '-q', '-m', 'submodule');
    return checkout.git('rev-parse', 'HEAD');
  };

  test('added, moved to another commit, replaced by a file', async () => {
    checkout.git(...entry('1'.repeat(40)));
    const added = commitIndex();
    checkout.git(...entry('2'.repeat(40)));
    const moved = commitIndex();
    checkout.git('config', 'diff.ignoreSubmodules', 'all');
    expect(await between(start, added)).toEqual([{ path: 'lib', kind: 'added' }]);
    expect(await between(added, moved)).toEqual([{ path: 'lib', kind: 'modified' }]);
    checkout.write({ lib: 'a file' });
    const replaced = checkout.commit({});
    expect(await between(moved, replaced)).toEqual([{ path: 'lib', kind: 'type' }]);
  });

  test('one that is checked out in the work tree', async () => {
    mkdirSync(at('lib'));
    const inner = (...args: string[]): string => checkout.git('-C', 'lib', ...args);
    inner('init', '-q');
    writeFileSync(at('lib/x'), 'x');
    inner('add', '-A');
    inner('commit', '-q', '-m', 'one');
    expect(await between(start, undefined)).toEqual([{ path: 'lib', kind: 'added' }]);
    const head = checkout.commit({});
    expect(await between(head, undefined)).toEqual([]);
    inner('commit', '-q', '--allow-empty', '-m', 'two');
    expect(await between(head, undefined)).toEqual([{ path: 'lib', kind: 'modified' }]);
  });
});

test('a folder sees only its own paths, relative to it; what lies outside of it is not named', async () => {
  checkout.write({ 'a.txt': null, 'dir/a.txt': 'alpha\n', 'dir/new.txt': 'beta\n', 'dir/deep/c.txt': null });
  checkout.write({ 'dir/c.txt': 'gamma\n', directory: 'x' });
  const head = checkout.commit({});
  const expected = [
    { path: 'a.txt', kind: 'modified' },
    { path: 'c.txt', kind: 'added', copiedFrom: 'deep/c.txt' },
    { path: 'deep/c.txt', kind: 'deleted', renamedTo: 'c.txt' },
    { path: 'new.txt', kind: 'added' },
  ];
  expect(await between(start, head, 'dir/')).toEqual(expected);
  expect(await between(start, undefined, 'dir/')).toEqual(expected);
});

test('the configuration of the repository does not change the answer', async () => {
  chmodSync(at('b.txt'), 0o755);
  checkout.write({ 'x/a': 'alpha\n', 'x/b': 'alpha\n', 'x/c': 'gamma\n', 'a.txt': null, LINK: { linkTo: 'a.txt' } });
  const head = checkout.commit({});
  const plain = await between(start, head);
  for (const [name, value] of Object.entries({
    'core.quotepath': 'true',
    'core.fileMode': 'false',
    'core.ignoreCase': 'true',
    'core.precomposeUnicode': 'true',
    'diff.external': 'false',
    'diff.ignoreSubmodules': 'all',
    'diff.noprefix': 'true',
    'diff.orderFile': '/nowhere/order',
    'diff.relative': 'true',
    'diff.renameLimit': '1',
    'diff.renames': 'false',
    'diff.submodule': 'log',
    'diff.hide.textconv': 'false',
  })) {
    checkout.git('config', name, value);
  }
  checkout.write({ '.git/info/attributes': '* diff=hide -text\n' });
  expect(await between(start, head)).toEqual(plain);
  expect(plain.map(({ path, kind }) => [path, kind])).toEqual([
    ['LINK', 'added'],
    ['a.txt', 'deleted'],
    ['b.txt', 'mode'],
    ['x/a', 'added'],
    ['x/b', 'added'],
    ['x/c', 'added'],
  ]);
});

test('a first commit is compared with nothing', async () => {
  const changes = await between(emptyTree(start), start);
  expect(changes).toEqual(
    Object.keys(files)
      .sort()
      .map((path) => ({ path, kind: 'added' })),
  );
  expect(await between(emptyTree(start), undefined)).toEqual(changes);
});

test('ids name the content of both sides, and nothing but the id is needed to read it', async () => {
  const head = checkout.commit({ 'b.txt': 'new\n', 'a.txt': null, link: { linkTo: 'b.txt' } });
  const opened = await repository();
  const answer = await commitChanges(opened, start, head, '');
  if (!answer.ok) throw new Error(answer.because.message);
  const { set } = answer;
  const ids = set.changes.map(({ path, id, oldId }) => [path, oldId !== undefined, id !== undefined]);
  expect(ids).toEqual([
    ['a.txt', true, false],
    ['b.txt', true, true],
    ['link', true, true],
  ]);
  const change = (path: string): Change => set.changes.find((one) => one.path === path) ?? { path, kind: 'added' };
  const read = async (path: string, name: 'before' | 'after', cap = 100) =>
    changedContent(opened, set, change(path), { name, commit: name === 'before' ? start : head }, cap);
  const { result, calls } = await gitCalls(async () => read('b.txt', 'after'));
  expect(result).toMatchObject({ found: true, source: 'tree', path: 'b.txt', ref: head, bytes: 4 });
  expect(calls).toHaveLength(1);
  expect(await read('b.txt', 'before')).toMatchObject({ found: true, ref: start, bytes: 5 });
  expect(await read('b.txt', 'after', 3)).toMatchObject({ found: false, reason: 'too-large' });
  expect(await read('a.txt', 'after')).toMatchObject({ found: false, reason: 'absent' });
  expect(await read('link', 'after')).toMatchObject({ found: false, reason: 'not-a-file' });
});

test('three thousand files take one process, as three do', async () => {
  const many = (count: number): Record<string, FileContent> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`many/${index}.txt`, `${index}`]));
  const few = checkout.commit(many(3));
  const more = checkout.commit(many(3003));
  const opened = await repository();
  for (const [before, after, count] of [
    [start, few, 3],
    [few, more, 3000],
  ] as const) {
    const { result, calls } = await gitCalls(async () => commitChanges(opened, before, after, ''));
    expect(result.ok ? result.set.changes.length : result.because).toBe(count);
    expect(calls).toEqual([expect.stringContaining('diff-tree')]);
  }
});

describe('what cannot be read is told, and never a shorter list', () => {
  test('a list over the cap', async () => {
    const head = checkout.commit({ 'b.txt': 'x', 'new.txt': 'y' });
    const answer = await commitChanges(await repository(), start, head, '', 150);
    expect(answer).toMatchObject({ ok: false, because: { code: 'TRUNCATED', needs: 'a range with fewer changes' } });
  });

  test('a commit that is not here', async () => {
    const answer = await commitChanges(await repository(), 'c'.repeat(40), start, '');
    expect(answer).toMatchObject({
      ok: false,
      because: { code: 'NO_DATA', needs: expect.stringContaining('fetch-depth: 0') },
    });
  });

  test('a name that is not UTF-8', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${checkout.folder}/`), Buffer.from([0x6e, 0xff])]), 'x');
    const expected = { ok: false, because: { code: 'NO_DATA', message: expect.stringContaining('not UTF-8') } };
    expect(await worktreeChanges(await repository(), start, '')).toMatchObject(expected);
    const head = checkout.commit({});
    expect(await commitChanges(await repository(), start, head, '')).toMatchObject(expected);
    expect(await worktreeChanges(await repository(), start, '')).toMatchObject(expected);
    // One that has not changed is in nobody's way.
    expect(await between(head, undefined)).toEqual([]);
  });

  const [one, two, none] = ['1'.repeat(40), '2'.repeat(40), '0'.repeat(40)];
  test.each([
    ['an unknown status', `:100644 100644 ${one} ${two} X\0a\0`],
    ['an unmerged path', `:100644 000000 ${one} ${none} U\0a\0`],
    ['a similarity that is not whole', `:100644 100644 ${one} ${one} R099\0a\0b\0`],
    ['a rename with two contents', `:100644 100644 ${one} ${two} R100\0a\0b\0`],
    ['a rename without its new name', `:100644 100644 ${one} ${one} R100\0a\0`],
    ['an addition that was there', `:100644 100644 ${one} ${two} A\0a\0`],
    ['a deletion that is still there', `:100644 100644 ${one} ${two} D\0a\0`],
    ['a change without a difference', `:100644 100644 ${one} ${one} M\0a\0`],
    ['a change without an id', `:100644 100644 ${one} ${none} M\0a\0`],
    ['a type that did not change', `:100644 100755 ${one} ${two} T\0a\0`],
    ['a folder', `:000000 040000 ${none} ${two} A\0a\0`],
    ['a short id', `:000000 100644 0000000 1111111 A\0a\0`],
    ['no path', `:000000 100644 ${none} ${two} A\0`],
    ['an empty path', `:000000 100644 ${none} ${two} A\0\0`],
    ['a list that is cut off', `:000000 100644 ${none} ${two} A\0a`],
    ['a header', `${one}\0:000000 100644 ${none} ${two} A\0a\0`],
  ])('%s', (_name, text) => {
    expect(parseRawDiff(Buffer.from(text))).toMatchObject({ ok: false });
  });

  test('a path that comes twice', () => {
    const side = { mode: '100644', id: one };
    const entry = { path: 'a', before: undefined, after: side };
    expect(changeSet([entry, { ...entry }], [], '')).toBeUndefined();
    expect(changeSet([entry], [], '')).toMatchObject({ changes: [{ path: 'a', kind: 'added', id: one }] });
  });
});

test('any list that git may write is read whole; any part of it that ends early is refused', () => {
  const [one, none] = ['1'.repeat(40), '0'.repeat(40)];
  const path = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((text) => !text.includes('\0') && text.isWellFormed());
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8 }), fc.nat(), (paths, cut) => {
      const bytes = Buffer.from(paths.map((each) => `:000000 100644 ${none} ${one} A\0${each}\0`).join(''));
      const whole = parseRawDiff(bytes);
      expect(whole.ok ? whole.entries.map((entry) => entry.path) : whole.message).toEqual(paths);
      const part = bytes.subarray(0, cut % bytes.length);
      const read = parseRawDiff(part);
      const complete = paths.filter((_, index) =>
        part.equals(
          Buffer.from(
            paths
              .slice(0, index + 1)
              .map((each) => `:000000 100644 ${none} ${one} A\0${each}\0`)
              .join(''),
          ),
        ),
      );
      expect(read.ok).toBe(part.length === 0 || complete.length === 1);
    }),
  );
});

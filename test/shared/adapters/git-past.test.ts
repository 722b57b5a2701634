import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRepository } from '../../../shared/adapters/git.ts';
import { gitPast } from '../../../shared/adapters/git-past.ts';
import type { PastEnd } from '../../../shared/core/past.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

type Seen = [commit: string, files: Record<string, string>];

/** Every version as text: what each file held, by the name that it was asked for by. */
async function look(
  paths: string[],
  { folder = repository.folder, prefix = '', from = '', maxBytes = 1000 } = {},
): Promise<{ seen: Seen[]; end: PastEnd; count: number }> {
  const opened = await openRepository(folder);
  if (!opened.ok) throw new Error(opened.message);
  const past = gitPast(opened.repository, from || (opened.repository.head ?? ''), prefix);
  const answer = await past.versions(paths, maxBytes);
  if (!answer.ok) throw new Error(`${answer.because.code}: ${answer.because.message}`);
  const seen: Seen[] = [];
  for await (const { commit, files } of answer.data.each) {
    const shown = [...files].map(([path, file]): [string, string] => {
      if (!file.found) return [path, `(${file.reason}: ${file.message})`];
      const text = new TextDecoder().decode(file.content);
      return [
        path,
        `${file.path === `${prefix}${path}` ? '' : `${file.path}: `}${text}${file.mode === '100755' ? ' x' : ''}`,
      ];
    });
    seen.push([commit, Object.fromEntries(shown)]);
  }
  return { seen, end: answer.data.end, count: answer.data.count };
}

const absent = '(absent: does not exist)';

describe('the versions of files, the newest first', () => {
  test('are the commits that changed one of them, with all of them as they were', async () => {
    const a = repository.commit({ pin: '1', mirror: 'm1' });
    repository.commit({ other: 'x' });
    const b = repository.commit({ pin: '2' });
    const c = repository.commit({ mirror: null });
    const { seen, end, count } = await look(['pin', 'mirror']);
    expect(seen).toEqual([
      [c, { pin: '2', mirror: absent }],
      [b, { pin: '2', mirror: 'm1' }],
      [a, { pin: '1', mirror: 'm1' }],
    ]);
    expect([end, count]).toEqual([{ kind: 'beginning' }, 3]);
  });

  test('follow the line, and neither dates nor what stood on a merged branch only', async () => {
    const dated = (date: string, ...args: string[]): string =>
      execFileSync('git', args, {
        cwd: repository.folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          GIT_AUTHOR_DATE: date,
          GIT_COMMITTER_DATE: date,
          GIT_AUTHOR_NAME: 'a',
          GIT_AUTHOR_EMAIL: 'a@b',
          GIT_COMMITTER_NAME: 'a',
          GIT_COMMITTER_EMAIL: 'a@b',
        },
      }).trim();
    const a = repository.commit({ pin: '1' });
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ pin: 'aside' });
    repository.commit({ pin: '2' });
    repository.git('checkout', '-q', 'main');
    const merge =
      (repository.commit({ other: 'x' }),
      repository.git('merge', '-q', '--no-ff', '-m', 'm', 'side'),
      repository.git('rev-parse', 'HEAD'));
    repository.write({ pin: '3' });
    dated('1990-01-01T00:00:00Z', 'commit', '-q', '-am', 'commit 0000000000000000000000000000000000000000\n\n:100644');
    const old = repository.git('rev-parse', 'HEAD');
    expect((await look(['pin'])).seen).toEqual([
      [old, { pin: '3' }],
      [merge, { pin: '2' }],
      [a, { pin: '1' }],
    ]);
  });

  test('follow a rename of each file, also with an edit and into another folder', async () => {
    const text = (n: number): string => `${'line\n'.repeat(20)}${n}`;
    const a = repository.commit({ old: text(1), mirror: 'm1' });
    const b = repository.commit({ old: text(2), mirror: 'm2' });
    const c = repository.commit({ old: null, 'config/pin': text(3) });
    const d = repository.commit({ mirror: null, 'config/mirror': 'm2' });
    const e = repository.commit({ 'config/pin': text(4) });
    const { seen, end } = await look(['config/pin', 'config/mirror']);
    expect(seen).toEqual([
      [e, { 'config/pin': text(4), 'config/mirror': 'm2' }],
      [d, { 'config/pin': text(3), 'config/mirror': 'm2' }],
      [c, { 'config/pin': text(3), 'config/mirror': 'mirror: m2' }],
      [b, { 'config/pin': `old: ${text(2)}`, 'config/mirror': 'mirror: m2' }],
      [a, { 'config/pin': `old: ${text(1)}`, 'config/mirror': 'mirror: m1' }],
    ]);
    expect(end).toEqual({ kind: 'beginning' });
  });

  test('follow a file that was renamed away and back', async () => {
    const text = (n: number): string => `${'line\n'.repeat(20)}${n}`;
    const a = repository.commit({ pin: text(1) });
    const b = repository.commit({ pin: null, other: text(2) });
    const c = repository.commit({ other: text(3) });
    const d = repository.commit({ other: null, pin: text(4) });
    expect((await look(['pin'])).seen).toEqual([
      [d, { pin: text(4) }],
      [c, { pin: `other: ${text(3)}` }],
      [b, { pin: `other: ${text(2)}` }],
      [a, { pin: text(1) }],
    ]);
  });

  test('hold a time in which a file was not there', async () => {
    const a = repository.commit({ pin: '1' });
    const b = repository.commit({ pin: null });
    const c = repository.commit({ pin: '2' });
    const { seen, end } = await look(['pin']);
    expect(seen).toEqual([
      [c, { pin: '2' }],
      [b, { pin: absent }],
      [a, { pin: '1' }],
    ]);
    expect(end).toEqual({ kind: 'beginning' });
  });

  test('end where a file came back so often that nobody looks for its other names', async () => {
    for (let n = 0; n <= 101; n += 1) {
      repository.commit({ pin: String(n) });
      repository.commit({ pin: null });
    }
    expect((await look(['pin'])).end).toMatchObject({
      kind: 'cut',
      because: { code: 'TRUNCATED', message: 'the files went away and came back more than 100 times' },
    });
  });

  test('hold links, executable files, large ones and names that are no plain ASCII', async () => {
    const name = 'ä "x" \\ 日\n.json';
    const a = repository.commit({ [name]: '1', pin: { linkTo: name } });
    repository.write({ pin: 'y'.repeat(1001) });
    repository.git('add', '-A');
    repository.git('update-index', '--chmod=+x', name);
    repository.git('commit', '-q', '-m', 'x');
    const b = repository.git('rev-parse', 'HEAD');
    expect((await look(['pin', name])).seen).toEqual([
      [b, { pin: '(too-large: has more than the 1000 bytes that are read)', [name]: '1 x' }],
      [a, { pin: '(not-a-file: is a symbolic link)', [name]: '1' }],
    ]);
  });

  test('are those of a folder, and of a commit that is not the newest', async () => {
    const a = repository.commit({ 'app/pin': '1', pin: 'top' });
    const b = repository.commit({ 'app/pin': '2' });
    repository.commit({ 'app/pin': '3' });
    const { seen } = await look(['pin'], { prefix: 'app/', from: b });
    expect(seen.map(([commit, { pin }]) => [commit, pin])).toEqual([
      [b, '2'],
      [a, '1'],
    ]);
  });

  test('are none of a file that never was', async () => {
    repository.commit({ other: '1' });
    expect(await look(['pin'])).toEqual({ seen: [], end: { kind: 'beginning' }, count: 0 });
  });

  test('are more than are read ahead, and whoever stops early leaves no process behind', async () => {
    for (let n = 0; n < 70; n += 1) repository.commit({ pin: String(n) });
    const { seen } = await look(['pin']);
    expect(seen.map(([, { pin }]) => Number(pin))).toEqual(Array.from({ length: 70 }, (_, n) => 69 - n));
    const opened = await openRepository(repository.folder);
    if (!opened.ok) throw new Error(opened.message);
    const answer = await gitPast(opened.repository, opened.repository.head ?? '', '').versions(['pin'], 10);
    if (!answer.ok) throw new Error(answer.because.message);
    for await (const { commit } of answer.data.each) {
      expect(commit).toBe(opened.repository.head);
      break;
    }
  });
});

describe('a clone that is cut off', () => {
  const clone = (depth: number): string => {
    const into = join(repository.folder, '..', `${repository.folder}-clone`);
    execFileSync('git', ['clone', '-q', '--depth', String(depth), `file://${repository.folder}`, into]);
    return into;
  };

  test('tells what it knows and says that there was more', async () => {
    repository.commit({ pin: '1', mirror: 'm' });
    repository.commit({ pin: '2' });
    repository.commit({ pin: '3' });
    const d = repository.commit({ pin: '4' });
    const folder = clone(2);
    try {
      const { seen, end } = await look(['pin', 'mirror'], { folder });
      expect(seen).toEqual([[d, { pin: '4', mirror: 'm' }]]);
      expect(end).toMatchObject({ kind: 'cut', because: { code: 'NO_BASE', needs: 'a checkout with fetch-depth: 0' } });
      await expect(look(['pin'], { folder, from: 'a'.repeat(40) })).rejects.toThrow(
        'NO_BASE: the checkout does not have',
      );
    } finally {
      execFileSync('rm', ['-rf', folder]);
    }
  });
});

test('a blob that is gone or is not what its id says is not read', async () => {
  const a = repository.commit({ pin: 'one' });
  const b = repository.commit({ pin: 'two' });
  const id = repository.git('rev-parse', `${a}:pin`);
  const other = repository.git('rev-parse', `${b}:pin`);
  const at = (of: string): string => join(repository.folder, '.git/objects', of.slice(0, 2), of.slice(2));
  execFileSync('cp', ['-f', at(other), at(id)]);
  const { seen } = await look(['pin']);
  expect(seen[0]).toEqual([b, { pin: 'two' }]);
  expect(seen[1]?.[1]['pin']).toMatch(/^\(unreadable: the content of pin at commit \w+ is not here, or not what/);
});

test('one file of a commit, and what is none', async () => {
  const commit = repository.commit({ 'app/pin': 'one', 'app/link': { linkTo: 'pin' } });
  mkdirSync(join(repository.folder, 'x'));
  const opened = await openRepository(repository.folder);
  if (!opened.ok) throw new Error(opened.message);
  const past = gitPast(opened.repository, commit, 'app/');
  const files = await past.files(commit, ['app/pin', 'app/link', 'app/none', '../pin'], 10);
  expect([...files.values()]).toMatchObject([
    { found: false, reason: 'outside' },
    { found: true, path: 'app/pin', mode: '100644' },
    { found: false, reason: 'not-a-file' },
    { found: false, reason: 'absent' },
  ]);
  const many = Array.from({ length: 300 }, (_, index) => (index === 150 ? 'app/pin' : `none/${index}`));
  const found = [...(await past.files(commit, many, 10))].filter(([, file]) => file.found);
  expect(found.map(([path]) => path)).toEqual(['app/pin']);
  expect((await past.files('f'.repeat(40), ['app/pin'], 10)).get('app/pin')).toMatchObject({ reason: 'unreadable' });
  expect(await past.tree(commit).list()).toEqual({ ok: true, paths: ['link', 'pin'] });
});

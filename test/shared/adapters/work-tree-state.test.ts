import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { repositoryAbove, workTreeState } from '../../../shared/adapters/work-tree-state.ts';
import {
  type FileContent,
  gitRepository,
  gitRepositoryIn,
  type TestRepository,
  temporaryFolder,
} from '../../support/git-repository.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

/** What is changed, and what nobody can tell. */
async function differs(
  commit: string,
  folder = repository.folder,
): Promise<{ changed: readonly string[]; unknown: readonly string[] }> {
  const state = await workTreeState(folder, commit);
  if (!state.ok) throw new Error(state.because.message);
  return { changed: state.changed, unknown: state.unknown.map(({ path, why }) => `${path}: ${why}`) };
}
const nothing = { changed: [], unknown: [] };

describe.each(['sha1', 'sha256'] as const)('in a repository of %s', (format) => {
  test('a checkout is as its commit: files, programs, links, folders, names that are no UTF-8', async () => {
    const own = gitRepository(format);
    try {
      const head = own.commit({
        a: 'a',
        'b/c/d': '',
        'b/link': { linkTo: '../a' },
        'b.x': 'sorts before b/',
        'ä ö': 'x',
      });
      const odd = Buffer.concat([Buffer.from(`${own.folder}/`), Buffer.from([0xff, 0x41])]);
      writeFileSync(odd, 'odd');
      const later = own.commit({ 'run.sh': 'x' });
      execFileSync('chmod', ['+x', 'run.sh'], { cwd: own.folder });
      expect(await differs(later, own.folder)).toEqual({ changed: ['run.sh'], unknown: [] });
      const last = own.commit({});
      expect(await differs(last, own.folder)).toEqual(nothing);
      const state = await workTreeState(own.folder, last);
      expect(state.ok && [...state.folders].sort()).toEqual(['', 'b', 'b/c']);
      expect((await differs(head, own.folder)).changed).toHaveLength(2);
    } finally {
      own.remove();
    }
  });
});

describe('tells what is not as the commit has it', () => {
  test.each<[string, Record<string, FileContent>, () => void, string[]]>([
    ['another content of the same length', { a: 'abc' }, () => repository.write({ a: 'abd' }), ['a']],
    ['a file that is gone', { a: 'a', b: 'b' }, () => repository.write({ a: null }), ['a']],
    ['a link to a file of the same content', { a: 'a', b: 'a' }, () => repository.write({ a: { linkTo: 'b' } }), ['a']],
    [
      'a link that leads elsewhere',
      { a: 'a', l: { linkTo: 'a' } },
      () => repository.write({ l: { linkTo: 'b' } }),
      ['l'],
    ],
    ['a folder in the place of a file', { a: 'a' }, () => repository.write({ a: null, 'a/b': 'x' }), ['a']],
    ['a file in the place of a folder', { 'a/b': 'x' }, () => repository.write({ a: 'x' }), ['a', 'a/b']],
    [
      'what was added, and is in no commit',
      { a: 'a' },
      () => {
        repository.write({ b: 'b' });
        repository.git('add', 'b');
      },
      ['b'],
    ],
    [
      'what was taken out of the index',
      { a: 'a', b: 'b' },
      () => void repository.git('rm', '-q', '--cached', 'b'),
      ['b'],
    ],
    ['a conflict', { a: 'a' }, () => conflict(), ['a', 'b']],
  ])('%s', async (_name, files, change, changed) => {
    const head = repository.commit({ ...files });
    change();
    expect(await differs(repository.git('rev-parse', 'HEAD') || head)).toEqual({ changed, unknown: [] });
  });

  function conflict(): void {
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ a: 'side', b: 'b' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ a: 'main' });
    expect(() => repository.git('merge', '-q', 'side')).toThrow('Command failed');
  }

  test('and nothing of what no commit has', async () => {
    const head = repository.commit({ '.gitignore': 'out\n' });
    repository.write({ 'out/x': 'ignored', y: 'untracked' });
    expect(await differs(head)).toEqual(nothing);
  });
});

describe('conversions that the commit asks for', () => {
  const pointer = (content: string): string =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${createHash('sha256').update(content).digest('hex')}\nsize ${content.length}\n`;
  /** Commits the bytes as they are, and then lays others in their place, as a checkout with a filter would. */
  const laid = (attributes: string, committed: string, there: string): string => {
    repository.write({ '.git/info/attributes': '* -text -filter -ident -working-tree-encoding\n' });
    const head = repository.commit({ 'in/.gitattributes': attributes, 'in/a': committed });
    repository.write({ '.git/info/attributes': null, 'in/a': there });
    return head;
  };
  const id = (text: string): string => createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex');

  test.each<[string, string, string, string, string[]]>([
    ['ends of lines', 'a eol=crlf\n', 'x\ny\n', 'x\r\ny\r\n', []],
    ['ends of lines, one of them left as it was', 'a eol=crlf\n', 'x\ny\n', 'x\r\ny\n', ['in/a']],
    ['ends of lines of other text', 'a eol=crlf\n', 'x\ny\n', 'x\r\nz\r\n', ['in/a']],
    ['ends of lines of what is no text', 'a -text eol=crlf\n', 'x\n', 'x\r\n', ['in/a']],
    ['ends of lines of what looks binary', 'a text=auto eol=crlf\n', 'x\0\n', 'x\0\r\n', ['in/a']],
    ['ends of lines of another file', 'b eol=crlf\n', 'x\n', 'x\r\n', ['in/a']],
    ['$Id$', 'a ident\n', 'v $Id$\n', `v $Id: ${id('v $Id$\n')} $\n`, []],
    ['$Id$ with other words', 'a ident\n', 'v $Id$\n', 'v $Id: $(evil) $\n', ['in/a']],
    ['a file of Git LFS', 'a filter=lfs -text\n', pointer('large'), 'large', []],
    ['a file of Git LFS that was not fetched', 'a filter=lfs -text\n', pointer('large'), pointer('large'), []],
    ['another file in its place', 'a filter=lfs -text\n', pointer('large'), 'evil!', ['in/a']],
    ['nothing', 'a -text\n', 'x', 'y', ['in/a']],
  ])('%s', async (_name, attributes, committed, there, changed) => {
    expect(await differs(laid(attributes, committed, there))).toEqual({ changed, unknown: [] });
  });

  test.each<[string, string, string, string, RegExp]>([
    ['a file of Git LFS without a pointer', 'a filter=lfs -text\n', 'x', 'y', /no plain pointer/],
    ['a filter that is not known', 'a filter=crypt\n', 'x', 'y', /the filter crypt writes it at the checkout/],
    ['an encoding', 'a working-tree-encoding=UTF-16LE\n', 'x', 'x\0', /checked out as UTF-16LE/],
  ])('%s cannot be undone', async (_name, attributes, committed, there, why) => {
    const unknown = [expect.stringMatching(why)];
    expect(await differs(laid(attributes, committed, there))).toEqual({ changed: [], unknown });
  });

  test.each<[string, () => void]>([
    ['the repository', () => repository.write({ '.git/info/attributes': 'in/a eol=crlf\n' })],
    [
      'its configuration',
      () => {
        repository.write({ '.git/evil': 'in/a eol=crlf\n' });
        repository.git('config', 'core.attributesFile', '.git/evil');
      },
    ],
    ['files that are not committed', () => repository.write({ '.gitattributes': '* eol=crlf\n' })],
  ])('but not those that %s asks for', async (_name, ask) => {
    const head = laid('b text\n', 'x\n', 'x\r\n');
    ask();
    expect(await differs(head)).toEqual({ changed: ['in/a'], unknown: [] });
  });
});

describe('submodules', () => {
  let elsewhere: string;
  let remove: () => void;
  beforeEach(() => {
    ({ folder: elsewhere, remove } = temporaryFolder());
  });
  afterEach(() => remove());

  function withSubmodule(): string {
    const sub = gitRepositoryIn(join(elsewhere, 'sub'));
    sub.commit({ 'lib/x': 'x' });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', sub.folder, 'sub');
    return repository.commit({});
  }

  test('are looked into', async () => {
    const head = withSubmodule();
    expect(await differs(head)).toEqual(nothing);
    const state = await workTreeState(repository.folder, head);
    expect(state.ok && [...state.folders].sort()).toEqual(['', 'sub', 'sub/lib']);
    repository.write({ 'sub/lib/x': 'y' });
    expect(await differs(head)).toEqual({ changed: ['sub/lib/x'], unknown: [] });
  });

  test('that are not checked out have nothing to look at', async () => {
    const head = withSubmodule();
    repository.write({ sub: null });
    mkdirSync(join(repository.folder, 'sub'));
    expect(await differs(head)).toEqual(nothing);
    repository.write({ sub: { linkTo: elsewhere } });
    expect(await differs(head)).toEqual({ changed: ['sub'], unknown: [] });
  });

  test('of which the commit is not there cannot be judged', async () => {
    const head = withSubmodule();
    repository.write({ 'sub/.git': null });
    expect(await workTreeState(repository.folder, head)).toMatchObject({
      ok: false,
      because: { message: expect.stringContaining('of the submodule sub could not be read whole') },
    });
  });
});

test('objects that are not what their ids say make nothing of the work tree', async () => {
  const head = repository.commit({ 'a/b': 'x' });
  const tree = repository.git('rev-parse', 'HEAD:a');
  const other = repository.commit({ 'a/b': 'y' });
  const forged = repository.git('rev-parse', `${other}:a`);
  const path = (id: string): string => join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
  repository.git('checkout', '-q', '--detach', head);
  execFileSync('cp', ['-f', path(forged), path(tree)]);
  expect(await workTreeState(repository.folder, head)).toMatchObject({
    ok: false,
    because: { code: 'NO_DATA', message: expect.stringContaining('its objects are not what their ids say') },
  });
});

test('a repository lies where its .git is', () => {
  repository.commit({ 'a/b': 'x' });
  expect(repositoryAbove(join(repository.folder, 'a'))).toBe(repository.folder);
  expect(repositoryAbove('/')).toBeUndefined();
});

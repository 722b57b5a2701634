import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRepository, type Repository } from '../../../shared/adapters/git.ts';
import { commitFacts, shallowEnd } from '../../../shared/adapters/git-landing.ts';
import { gitRepository, temporaryFolder } from '../../support/git-repository.ts';

const source = gitRepository();
const shallow = temporaryFolder();
const ids: string[] = [];
let whole: Repository;
let cut: Repository;

async function opened(folder: string): Promise<Repository> {
  const found = await openRepository(folder);
  if (!found.ok) throw new Error(found.message);
  return found.repository;
}

/** A commit of the tree of the last one, as its bytes are given. */
function written(bytes: string | Uint8Array): string {
  const options = { cwd: source.folder, input: bytes, encoding: 'utf8' } as const;
  return execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'], options).trim();
}

beforeAll(async () => {
  for (const name of ['one', 'two', 'three']) ids.push(source.commit({ 'a.txt': name }, `${name}\n\nmore of it`));
  execFileSync('git', ['clone', '-q', '--depth', '2', pathToFileURL(source.folder).href, shallow.folder], {
    stdio: 'ignore',
  });
  [whole, cut] = [await opened(source.folder), await opened(shallow.folder)];
});
afterAll(() => {
  source.remove();
  shallow.remove();
});

describe('what a commit says of itself', () => {
  const tree = (): string => source.git('rev-parse', 'HEAD^{tree}');
  const who = (at: string): string => `A <a@example.test> ${at} +0000`;

  test('is its tree, time and message', async () => {
    expect(await commitFacts(whole, ids[1] ?? '')).toEqual({
      tree: source.git('rev-parse', `${ids[1]}^{tree}`),
      at: Date.parse('2026-11-01T12:00:00Z'),
      title: 'two',
      message: 'two\n\nmore of it',
    });
  });

  test.each<[name: string, at: string, message: string, expected: object]>([
    ['from before 1970', '-1', 'old', { at: -1000, title: 'old' }],
    ['from far ahead', '253402300799', 'late', { at: 253402300799000 }],
    ['without a message', '1', '', { title: '', message: '' }],
    ['with a header in its message', '1', 'x\n\ncommitter B <b@example.test> 7 +0000', { at: 1000, title: 'x' }],
  ])('%s', async (_name, at, message, expected) => {
    const id = written(`tree ${tree()}\nauthor ${who('1')}\ncommitter ${who(at)}\n\n${message}`);
    expect(await commitFacts(whole, id)).toMatchObject(expected);
  });

  test('is nothing without a time', async () => {
    const id = written(`tree ${tree()}\nauthor ${who('1')}\ncommitter ${who('never')}\n\nx`);
    expect(await commitFacts(whole, id)).toBeUndefined();
  });

  test.each([
    ['an id that nothing has', '0'.repeat(40)],
    ['what is no commit', 'tree'],
  ])('is unknown of %s', async (_name, id) => {
    expect(await commitFacts(whole, id === 'tree' ? tree() : id)).toBeUndefined();
  });
});

describe('the end of a history that is cut off', () => {
  test('is the oldest commit that is here', async () => {
    expect(await shallowEnd(cut, ids[2] ?? '')).toBe(ids[1]);
  });

  test('is none where the history goes back to a root, or the commit is not here', async () => {
    expect(await shallowEnd(whole, ids[2] ?? '')).toBeUndefined();
    expect(await shallowEnd(cut, '0'.repeat(40))).toBeUndefined();
  });
});

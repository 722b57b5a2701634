import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ObjectReader, openObjects } from '../../../shared/adapters/git-objects.ts';
import { gitRepository, type TestRepository } from '../../support/git-repository.ts';

let repository: TestRepository;
let reader: ObjectReader;
let head: string;
beforeEach(() => {
  repository = gitRepository();
  head = repository.commit({ a: 'one\n', b: '', c: 'x'.repeat(200_000), 'd/e': 'two' });
  reader = openObjects({ top: repository.folder }, 100_000);
});
afterEach(() => {
  reader.close();
  repository.remove();
});

const idOf = (path: string): string => repository.git('rev-parse', `${head}:${path}`);
const text = (object: Awaited<ReturnType<ObjectReader['read']>>[number] | undefined): string | undefined =>
  object?.state === 'read' ? new TextDecoder().decode(object.content) : object?.state;

test('blobs come in the order in which they are asked for, one twice too', async () => {
  const ids = [idOf('d/e'), idOf('a'), idOf('b'), idOf('a')];
  expect((await reader.read(ids)).map(text)).toEqual(['two', 'one\n', '', 'one\n']);
});

test('what is larger than is read, is not there, or is no id keeps nothing else from being read', async () => {
  const ids = [idOf('c'), 'f'.repeat(40), '--batch-check', `${head}:a`, '', idOf('a')];
  expect((await reader.read(ids)).map(text)).toEqual([
    'too-large',
    'missing',
    'missing',
    'missing',
    'missing',
    'one\n',
  ]);
});

test('an object of another kind is missing', async () => {
  expect((await reader.read([head, idOf('d'), idOf('a')])).map(text)).toEqual(['missing', 'missing', 'one\n']);
  expect(text((await reader.read([head], 'commit'))[0])).toMatch(/^tree [0-9a-f]{40}\n/);
  const [tree] = await reader.read([idOf('d')], 'tree');
  expect(tree?.state).toBe('read');
});

test('several may ask at once', async () => {
  const asked = await Promise.all([
    reader.read([idOf('a')]),
    reader.read([head], 'commit'),
    reader.read([idOf('d/e')]),
  ]);
  expect(asked.map(([object]) => object?.state)).toEqual(['read', 'read', 'read']);
});

test('an object that was exchanged for another is missing', async () => {
  const path = (id: string): string => join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2));
  execFileSync('cp', ['-f', path(idOf('d/e')), path(idOf('a'))]);
  expect((await reader.read([idOf('a'), idOf('d/e')])).map(text)).toEqual(['missing', 'two']);
});

test('after it is closed, and where there is no repository, everything is missing', async () => {
  reader.close();
  expect((await reader.read([idOf('a')])).map(text)).toEqual(['missing']);
  const nowhere = openObjects({ top: '/' }, 100);
  expect((await nowhere.read([idOf('a')])).map(text)).toEqual(['missing']);
  nowhere.close();
});

import { promises as fs, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { applyChange, type FileWriter } from '../../../shared/adapters/apply-change.ts';
import type { FileChange } from '../../../shared/core/proposal.ts';
import { temporaryFolder, writeFiles } from '../../support/git-repository.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const change = (path: string, before: string | undefined, after: string): FileChange => ({
  path,
  before: before === undefined ? undefined : bytes(before),
  after: bytes(after),
});

/** Every file below the folder with what it holds. */
function held(): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => lstatSync(join(folder, path)).isFile());
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

const start = { 'a.json': 'a', 'docs/b.md': 'b' };
const both = [change('a.json', 'a', 'A'), change('docs/b.md', 'b', 'B')];

/** The disk, with some of what changes it replaced. */
function disk(replaced: Partial<FileWriter>): FileWriter {
  return {
    create: async (path, content, mode) => fs.writeFile(path, content, { flag: 'wx', mode }),
    rename: async (from, to) => fs.rename(from, to),
    remove: async (path) => fs.rm(path, { force: true, recursive: true }),
    makeFolder: async (path) => fs.mkdir(path, { recursive: true }),
    ...replaced,
  };
}

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test('writes every file, keeps modes and makes folders', async () => {
  writeFiles(folder, start);
  await fs.chmod(join(folder, 'a.json'), 0o755);
  expect(await applyChange(folder, [...both, change('new/c.txt', undefined, 'C')])).toEqual({ ok: true });
  expect(held()).toEqual({ 'a.json': 'A', 'docs/b.md': 'B', 'new/c.txt': 'C' });
  expect(lstatSync(join(folder, 'a.json')).mode & 0o777).toBe(0o755);
  expect(lstatSync(join(folder, 'new/c.txt')).mode & 0o777).toBe(0o644);
});

describe('nothing is written when', () => {
  const cases: [name: string, prepare: () => void | Promise<void>, changes: FileChange[], problem: RegExp][] = [
    [
      'a file was changed meanwhile',
      () => writeFiles(folder, { 'docs/b.md': 'other' }),
      both,
      /docs\/b\.md is not what/,
    ],
    ['a file is gone', () => writeFiles(folder, { 'docs/b.md': null }), both, /docs\/b\.md does not exist/],
    [
      'a new file is there already',
      () => {},
      [...both.slice(0, 1), change('docs/b.md', undefined, 'B')],
      /is there, and/,
    ],
    [
      'a file is a link',
      () => writeFiles(folder, { 'docs/b.md': { linkTo: '../a.json' } }),
      both,
      /is a symbolic link/,
    ],
    [
      'a folder on the way is a link',
      () => {
        writeFiles(folder, { docs: null, real: null });
        writeFiles(folder, { 'real/b.md': 'b' });
        symlinkSync('real', join(folder, 'docs'));
      },
      both,
      /is reached through the symbolic link docs/,
    ],
    [
      'the folder of a new file is a link',
      () => symlinkSync('docs', join(folder, 'out')),
      [...both, change('out/c.txt', undefined, 'C')],
      /is reached through the symbolic link out/,
    ],
    [
      'a file is a folder',
      () => writeFiles(folder, { 'docs/b.md': null, 'docs/b.md/x': 'x' }),
      both,
      /is not a regular file/,
    ],
    ['a file is read-only', () => fs.chmod(join(folder, 'docs/b.md'), 0o444), both, /docs\/b\.md is read-only/],
    ['a path leaves the folder', () => {}, [...both, change('../c', undefined, 'C')], /\.\.\/c leaves the repository/],
    ['a path is in .git', () => {}, [...both, change('.git/config', undefined, 'C')], /is inside of \.git/],
  ];
  test.each(cases)('%s', async (_name, prepare, changes, problem) => {
    writeFiles(folder, start);
    await prepare();
    const before = held();
    const applied = await applyChange(folder, changes);
    expect(applied).toMatchObject({ ok: false, left: [] });
    expect('problems' in applied ? applied.problems.join('\n') : '').toMatch(problem);
    expect(held()).toEqual(before);
  });

  test('several files are wrong: all of them are named', async () => {
    writeFiles(folder, { 'a.json': 'x', 'docs/b.md': 'y' });
    const applied = await applyChange(folder, both);
    expect('problems' in applied ? applied.problems : []).toHaveLength(2);
  });
});

describe('a fault leaves everything as it was:', () => {
  const second = (path: string): boolean => path.includes('b.md');
  const cases: [name: string, writer: () => FileWriter, problem: string][] = [
    [
      'the disk is full',
      () =>
        disk({
          async create(path, content, mode) {
            await fs.writeFile(path, second(path) ? content.subarray(0, 0) : content, { flag: 'wx', mode });
            if (second(path) && new TextDecoder().decode(content) === 'B') throw fault('ENOSPC');
          },
        }),
      'docs/b.md could not be written (ENOSPC)',
    ],
    [
      'the file system is read-only',
      () => disk({ create: async () => Promise.reject(fault('EROFS')) }),
      'a.json could not be written (EROFS)',
    ],
    [
      'the second exchange is refused',
      () =>
        disk({
          async rename(from, to) {
            if (second(to)) throw fault('EACCES');
            await fs.rename(from, to);
          },
        }),
      'docs/b.md could not be written (EACCES)',
    ],
    [
      'a folder cannot be made',
      () => disk({ makeFolder: async () => Promise.reject(fault('EACCES')) }),
      'a.json could not be written (EACCES)',
    ],
  ];
  test.each(cases)('%s', async (_name, writer, problem) => {
    writeFiles(folder, start);
    const changes = [change('a.json', 'a', 'A'), change('new/c.txt', undefined, 'C'), change('docs/b.md', 'b', 'B')];
    expect(await applyChange(folder, changes, writer())).toEqual({ ok: false, problems: [problem], left: [] });
    expect(held()).toEqual(start);
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'docs']);
  });

  test('a file that changes after it was looked at is not overwritten', async () => {
    writeFiles(folder, start);
    const writer = disk({
      async create(path, content, mode) {
        await fs.writeFile(path, content, { flag: 'wx', mode });
        if (second(path)) writeFiles(folder, { 'docs/b.md': 'late' });
      },
    });
    const applied = await applyChange(folder, both, writer);
    expect(applied).toEqual({
      ok: false,
      problems: ['docs/b.md is not what the change was made from: it was changed meanwhile'],
      left: [],
    });
    expect(held()).toEqual({ 'a.json': 'a', 'docs/b.md': 'late' });
  });

  test('what cannot be put back is named', async () => {
    writeFiles(folder, start);
    let exchanges = 0;
    const writer = disk({
      async rename(from, to) {
        exchanges += 1;
        if (exchanges > 1) throw fault('EIO');
        await fs.rename(from, to);
      },
    });
    expect(await applyChange(folder, both, writer)).toMatchObject({ ok: false, left: ['a.json'] });
  });
});

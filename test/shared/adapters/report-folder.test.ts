import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readReportFolder } from '../../../shared/adapters/report-folder.ts';
import { createBudget } from '../../../shared/adapters/report-limits.ts';
import { type FileContent, gitRepository, temporaryFolder, writeFiles } from '../../support/git-repository.ts';
import { hex } from '../../support/report-artifacts.ts';

const mebibyte = 1024 * 1024;
const committed = 'is a file of the repository: a report that was committed proves nothing';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** The paths of the files, and the problems as `path: message`. */
async function read(path: string, budget = createBudget()): Promise<{ files: string[]; problems: string[] }> {
  const { files, problems } = await readReportFolder({ path, name: 'reports' }, budget);
  for (const { origin } of [...files, ...problems]) expect(origin).toEqual({ kind: 'folder', name: 'reports' });
  return {
    files: files.map((file) => file.path),
    problems: problems.map((problem) => `${problem.path ?? ''}: ${problem.message}`),
  };
}

test('a file with its bytes and their digest', async () => {
  writeFiles(place.folder, { 'a.report.json': '{"a":1}' });
  const { files } = await readReportFolder({ path: place.folder, name: 'reports' }, createBudget());
  expect(files).toEqual([
    {
      origin: { kind: 'folder', name: 'reports' },
      path: 'a.report.json',
      content: new TextEncoder().encode('{"a":1}'),
      sha256: hex('{"a":1}'),
    },
  ]);
});

describe('files outside of any repository', () => {
  const deep = 'l1/l2/l3/l4/l5/l6';
  test.each<[string, Record<string, FileContent>, string[], string[]]>([
    ['nothing', {}, [], []],
    [
      'every json file, sorted',
      { 'b.json': '1', 'a.report.json': '1', 'C.JSON': '1' },
      ['C.JSON', 'a.report.json', 'b.json'],
      [],
    ],
    ['no other file', { 'a.md': '1', 'a.json.partial': '1', json: '1' }, [], []],
    ['files in folders', { 'x/y/a.json': '1', 'x.json': '1' }, ['x/y/a.json', 'x.json'], []],
    ['what begins with a dot', { '.x/.a.json': '1' }, ['.x/.a.json'], []],
    ['an empty file', { 'a.json': '' }, ['a.json'], []],
    ['a file of exactly the cap', { 'a.json': new Uint8Array(16 * mebibyte) }, ['a.json'], []],
    [
      'a file over the cap',
      { 'a.json': new Uint8Array(16 * mebibyte + 1), 'b.json': '1' },
      ['b.json'],
      ['a.json: has more than the 16777216 bytes that are read'],
    ],
    ['six levels of folders', { [`${deep}/a.json`]: '1' }, [`${deep}/a.json`], []],
    [
      'a seventh level',
      { [`${deep}/a.json`]: '1', [`${deep}/l7/a.json`]: '1' },
      [`${deep}/a.json`],
      [`${deep}/l7: lies deeper than the 6 levels of folders that are read`],
    ],
    ['a link to a file', { 'x.txt': '1', 'a.json': { linkTo: 'x.txt' } }, [], ['a.json: is a symbolic link']],
    ['a link that leads outside', { 'a.json': { linkTo: '/etc/hostname' } }, [], ['a.json: is a symbolic link']],
    ['a link to nothing', { 'a.json': { linkTo: 'gone' } }, [], ['a.json: is a symbolic link']],
    ['a link to a folder', { 'x/a.json': '1', y: { linkTo: 'x' } }, ['x/a.json'], ['y: is a symbolic link']],
    ['a link to the folder itself', { x: { linkTo: '.' } }, [], ['x: is a symbolic link']],
    ['a folder called like a file', { 'a.json/b.json': '1' }, ['a.json/b.json'], []],
  ])('%s', async (_name, given, files, problems) => {
    writeFiles(place.folder, given);
    expect(await read(place.folder)).toEqual({ files, problems });
  });

  test('a pipe', async () => {
    execFileSync('mkfifo', [join(place.folder, 'a.json')]);
    expect(await read(place.folder)).toEqual({ files: [], problems: ['a.json: is not a regular file'] });
  });

  test('2,000 files are read; with one more nothing is', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `x/${index}.json`);
    writeFiles(place.folder, Object.fromEntries(names.map((name) => [name, '1'])));
    expect((await read(place.folder)).files).toHaveLength(2000);
    writeFiles(place.folder, { 'y.json': '1', 'note.md': '1' });
    expect(await read(place.folder)).toEqual({ files: [], problems: [': has more than the 2000 files that are read'] });
  });

  test('what is beyond the budget of the run', async () => {
    writeFiles(place.folder, { 'a.json': '12345', 'b.json': '123456', 'c.json': '' });
    const left = 'is left out: all files together have more than the 10 bytes that are kept';
    expect(await read(place.folder, createBudget(10))).toEqual({
      files: ['a.json'],
      problems: [`b.json: ${left}`, `c.json: ${left}`],
    });
  });
});

describe('the folder itself', () => {
  test.each<[string, Record<string, FileContent>, string]>([
    ['is not there', {}, 'does not exist'],
    ['is a file', { reports: '1' }, 'is not a folder'],
    ['is a link', { real: { linkTo: '.' }, reports: { linkTo: 'real' } }, 'is a symbolic link'],
  ])('%s', async (_name, given, message) => {
    writeFiles(place.folder, given);
    expect(await read(join(place.folder, 'reports'))).toEqual({ files: [], problems: [`: ${message}`] });
  });

  test('is below a file', async () => {
    writeFiles(place.folder, { file: '1' });
    expect(await read(join(place.folder, 'file/reports'))).toEqual({ files: [], problems: [': is not a folder'] });
  });

  test('is reached through a link outside of any repository, as temporary folders can be', async () => {
    writeFiles(place.folder, { 'real/reports/a.json': '1', link: { linkTo: 'real' } });
    expect(await read(join(place.folder, 'link/reports'))).toEqual({ files: ['a.json'], problems: [] });
  });
});

test('a folder and a file that may not be read, except by root', async () => {
  writeFiles(place.folder, { 'x/a.json': '1', 'b.json': '1' });
  chmodSync(join(place.folder, 'x'), 0);
  chmodSync(join(place.folder, 'b.json'), 0);
  const { files, problems } = await readReportFolder({ path: place.folder, name: 'reports' }, createBudget());
  chmodSync(join(place.folder, 'x'), 0o700);
  const message = 'could not be read (EACCES)';
  const because = { code: 'NO_DATA', message: `it ${message}`, needs: 'read access to it' };
  const found = [...files, ...problems].map(({ path, ...rest }) => ('because' in rest ? { path, ...rest } : path));
  const origin = { kind: 'folder', name: 'reports' };
  expect(found).toEqual(
    process.getuid?.() === 0
      ? ['b.json', 'x/a.json']
      : [
          { origin, path: 'x', message, because },
          { origin, path: 'b.json', message, because },
        ],
  );
});

describe('a folder in a checkout', () => {
  let repository: ReturnType<typeof gitRepository>;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());

  test('what is tracked is refused, what a step wrote is read', async () => {
    repository.commit({ 'out/a.json': '1', 'out/x/b.json': '1', 'a.json': '1' });
    repository.write({ 'out/c.json': '1', 'out/x/d.json': '1' });
    expect(await read(join(repository.folder, 'out'))).toEqual({
      files: ['c.json', 'x/d.json'],
      problems: [`a.json: ${committed}`, `x/b.json: ${committed}`],
    });
  });

  test('a tracked file that a step wrote over is still one of the repository', async () => {
    repository.commit({ 'out/a.json': '1' });
    repository.write({ 'out/a.json': '2' });
    expect((await read(join(repository.folder, 'out'))).problems).toEqual([`a.json: ${committed}`]);
  });

  test('a file that is only staged', async () => {
    repository.commit({ x: '1' });
    repository.write({ 'out/a.json': '1' });
    repository.git('add', '-f', 'out/a.json');
    expect((await read(join(repository.folder, 'out'))).problems).toEqual([`a.json: ${committed}`]);
  });

  test('the top of the checkout; names as git quotes them', async () => {
    repository.commit({ 'größe "1".json': '1', 'x/\ty.json': '1' });
    repository.write({ 'new.json': '1' });
    expect(await read(repository.folder)).toEqual({
      files: ['new.json'],
      problems: [`größe "1".json: ${committed}`, `x/\ty.json: ${committed}`],
    });
  });

  test('another checkout inside of the folder', async () => {
    repository.commit({ x: '1' });
    const inner = join(repository.folder, 'out/inner');
    mkdirSync(inner, { recursive: true });
    execFileSync('git', ['clone', '-q', repository.folder, inner]);
    writeFiles(inner, { 'a.json': '1', 'b.json': '1' });
    execFileSync('git', ['add', 'a.json'], { cwd: inner });
    expect(await read(join(repository.folder, 'out'))).toEqual({
      files: ['inner/b.json'],
      problems: [`inner/a.json: ${committed}`],
    });
  });

  test('another checkout inside of a folder that is in none', async () => {
    execFileSync('git', ['init', '-q', join(place.folder, 'inner')]);
    writeFiles(place.folder, { 'inner/a.json': '1', 'b.json': '1' });
    execFileSync('git', ['add', 'a.json'], { cwd: join(place.folder, 'inner') });
    expect(await read(place.folder)).toEqual({ files: ['b.json'], problems: [`inner/a.json: ${committed}`] });
  });

  test('a link between the top of the checkout and the folder', async () => {
    writeFiles(place.folder, { 'reports/a.json': '1' });
    repository.commit({ out: { linkTo: place.folder } });
    expect(await read(join(repository.folder, 'out/reports'))).toEqual({
      files: [],
      problems: [': is reached through a symbolic link of the repository'],
    });
  });

  test('a link from outside into a checkout', async () => {
    repository.commit({ 'out/a.json': '1' });
    symlinkSync(repository.folder, join(place.folder, 'link'));
    expect((await read(join(place.folder, 'link/out'))).problems).toEqual([`a.json: ${committed}`]);
  });

  test('a repository that git cannot read: nothing is taken', async () => {
    repository.commit({ x: '1' });
    repository.write({ 'out/a.json': '1', '.git/index': 'junk' });
    const { files, problems } = await readReportFolder(
      { path: join(repository.folder, 'out'), name: 'reports' },
      createBudget(),
    );
    expect(files).toEqual([]);
    expect(problems).toEqual([
      {
        origin: { kind: 'folder', name: 'reports' },
        message: expect.stringContaining('is not read: git could not say which files are tracked'),
        because: expect.objectContaining({ code: 'NO_DATA', needs: 'a folder outside of the checkout' }),
      },
    ]);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openRepository } from '../../../shared/adapters/git.ts';
import { type Produced, produced } from '../../../shared/adapters/produced-files.ts';
import type { RecordScan } from '../../../shared/core/scan.ts';
import { gitRepository, type TestRepository, temporaryFolder, writeFiles } from '../../support/git-repository.ts';

const lengthScan: RecordScan<undefined, number> = {
  name: 'length',
  cutter: () => ({ push: (bytes) => [{ bytes: Uint8Array.from(bytes) }], end: () => [] }),
  reader: () => ({ empty: () => 0, read: ({ bytes }) => bytes.length, merge: (a, b) => a + b }),
};

let checkout: TestRepository;
let outputs: Produced;

beforeEach(async () => {
  checkout = gitRepository();
  checkout.commit({ 'committed.ndjson': 'one\n', '.gitignore': 'out/\n', 'data/committed.ndjson': 'two\n' });
  checkout.write({
    'new.ndjson': 'three',
    'out/ignored.ndjson': 'fours',
    link: { linkTo: 'committed.ndjson' },
    'out/link': { linkTo: 'ignored.ndjson' },
    linked: { linkTo: 'out' },
    'added.ndjson': 'added',
  });
  checkout.git('add', 'added.ndjson');
  const answer = await openRepository(checkout.folder);
  if (!answer.ok) throw new Error(answer.message);
  outputs = produced(checkout.folder, answer.repository);
});
afterEach(() => checkout.remove());

const refused = { found: false, reason: 'not-a-file', message: expect.stringContaining('is a file of the repository') };
const cases: [name: string, path: string, answer: object][] = [
  ['a file that is new', 'new.ndjson', { found: true, source: 'output', path: 'new.ndjson', bytes: 5 }],
  ['a file that is ignored', 'out/ignored.ndjson', { found: true, source: 'output', bytes: 5 }],
  ['the same by another way', 'data/../out/ignored.ndjson', { found: true, path: 'out/ignored.ndjson' }],
  ['a committed file', 'committed.ndjson', refused],
  ['a committed file by another way', './out/../data/committed.ndjson', refused],
  ['a file of the index', 'added.ndjson', refused],
  ['a link', 'link', { found: false, reason: 'not-a-file', message: 'is a symbolic link' }],
  ['a link that is ignored', 'out/link', { found: false, reason: 'not-a-file' }],
  ['a file behind a link', 'linked/ignored.ndjson', { found: false, reason: 'not-a-file' }],
  ['a folder', 'out', { found: false, reason: 'not-a-file' }],
  ['no file', 'absent.ndjson', { found: false, reason: 'absent' }],
  ['a file outside', '../new.ndjson', { found: false, reason: 'outside' }],
  ['an absolute path', '/etc/hostname', { found: false, reason: 'outside' }],
];

describe('in a repository', () => {
  test.each(cases)('%s is read, or why not', async (_name, path, answer) => {
    expect(await outputs.files.read(path, 1000)).toMatchObject(answer);
  });

  test.each(cases)('%s is scanned, or why not', async (_name, path, answer) => {
    const scanned = await outputs.scan(lengthScan, undefined, { path, produced: true }, { maxBytes: 1000 });
    expect(scanned).toMatchObject(answer);
    expect(scanned.found ? scanned.value : 5).toBe(5);
  });

  test('bytes that were read elsewhere are scanned whatever their path', async () => {
    const source = { path: 'committed.ndjson', content: Uint8Array.of(1, 2, 3) };
    expect(await outputs.scan(lengthScan, undefined, source, { maxBytes: 10 })).toMatchObject({
      source: 'memory',
      value: 3,
    });
  });

  test('all that no commit knows is listed', async () => {
    expect(await outputs.files.list()).toEqual({
      ok: true,
      paths: ['link', 'linked', 'new.ndjson', 'out/ignored.ndjson', 'out/link'],
    });
  });

  test('where git cannot say what is tracked nothing is read', async () => {
    writeFileSync(join(checkout.folder, '.git', 'index'), 'no index');
    const answer = { found: false, reason: 'unreadable', because: { code: 'NO_DATA' } };
    expect(await outputs.files.read('new.ndjson', 1000)).toMatchObject(answer);
    const source = { path: 'new.ndjson', produced: true } as const;
    expect(await outputs.scan(lengthScan, undefined, source, { maxBytes: 10 })).toMatchObject(answer);
    expect(await outputs.files.list()).toMatchObject({ ok: false });
  });
});

test('without a repository every regular file counts', async () => {
  const { folder, remove } = temporaryFolder();
  try {
    writeFiles(folder, { 'a/rows.ndjson': 'fives', link: { linkTo: 'a/rows.ndjson' } });
    const { files, scan } = produced(folder, undefined);
    expect(await files.read('a/rows.ndjson', 10)).toMatchObject({ found: true, source: 'output' });
    expect(await files.read('link', 10)).toMatchObject({ found: false, reason: 'not-a-file' });
    expect(await files.list()).toEqual({ ok: true, paths: ['a/rows.ndjson', 'link'] });
    const source = { path: 'a/rows.ndjson', produced: true } as const;
    expect(await scan(lengthScan, undefined, source, { maxBytes: 10 })).toMatchObject({ found: true, value: 5 });
    expect(await scan(lengthScan, undefined, source, { maxBytes: 4 })).toMatchObject({ reason: 'too-large' });
  } finally {
    remove();
  }
});

import { appendFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ScanOptions, scanFile } from '../../../shared/adapters/scan-file.ts';
import { sha256 } from '../../../shared/core/fingerprint.ts';
import type { NotScanned, RecordBlock, RecordScan, Scanned } from '../../../shared/core/scan.ts';
import { type FileContent, temporaryFolder, writeFiles } from '../../support/git-repository.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

/** The text of a file, in blocks of so many bytes; `meanwhile` is called when the first piece has been read. */
function textScan(blockBytes = 1000, meanwhile: () => void = () => {}): RecordScan<object, string> {
  return {
    name: 'text',
    cutter() {
      let rest = Buffer.alloc(0);
      let pushed = 0;
      const block = (bytes: Uint8Array): RecordBlock => ({ bytes: Uint8Array.from(bytes) });
      return {
        push(bytes) {
          if (pushed === 0) meanwhile();
          pushed += 1;
          rest = Buffer.concat([rest, bytes]);
          const blocks: RecordBlock[] = [];
          while (rest.length >= blockBytes) {
            blocks.push(block(rest.subarray(0, blockBytes)));
            rest = rest.subarray(blockBytes);
          }
          return blocks;
        },
        end: () => [block(rest)],
      };
    },
    reader: () => ({
      empty: () => '',
      read: ({ bytes }) => Buffer.from(bytes).toString('latin1'),
      merge: (a, b) => a + b,
    }),
  };
}

const cap = 4_000_000;

async function scan(
  content: FileContent,
  { maxBytes = cap, meanwhile = () => {} }: { maxBytes?: number; meanwhile?: () => void } = {},
  options: ScanOptions = {},
): Promise<Scanned<string> | NotScanned> {
  writeFiles(folder, { 'rows.ndjson': content });
  const source = { path: 'rows.ndjson', produced: true } as const;
  return scanFile(folder, textScan(1000, meanwhile), {}, source, { maxBytes }, options);
}

/** Text that does not repeat, so that an exchange of two parts shows. */
const long = (bytes: number): string => {
  let text = '';
  for (let index = 0; text.length < bytes; index += 1) text += `${index},`;
  return text.slice(0, bytes);
};

describe('what is scanned', () => {
  const text = long(1_500_000);
  const [one, other] = [text.slice(0, 700_000), text.slice(700_000)];
  test.each<[name: string, content: FileContent, expected: string]>([
    ['nothing', '', ''],
    ['one byte', 'x', 'x'],
    ['a file of several pieces', text, text],
    ['a file that begins as gzip does, and ends', Uint8Array.of(0x1f), '\u001f'],
    ['a file in gzip', gzipSync(text), text],
    ['nothing in gzip', gzipSync(''), ''],
    ['several members', Buffer.concat([gzipSync(one), gzipSync(''), gzipSync(other)]), text],
    [
      'many members',
      Buffer.concat(Array.from({ length: 3000 }, (_, index) => gzipSync(`${index};`))),
      Array.from({ length: 3000 }, (_, index) => `${index};`).join(''),
    ],
  ])('%s', async (_name, content, expected) => {
    const bytes = Buffer.from(content as string);
    const scanned = await scan(content);
    expect(scanned).toMatchObject({
      found: true,
      source: 'output',
      path: 'rows.ndjson',
      bytes: bytes.length,
      sha256: sha256(bytes),
    });
    expect(scanned.found && scanned.value === expected).toBe(true);
  });

  test('bytes that were read already', async () => {
    const content = gzipSync(text);
    const source = { path: 'report/rows.ndjson.gz', content };
    const scanned = await scanFile(folder, textScan(), {}, source, { maxBytes: cap });
    expect(scanned).toMatchObject({ found: true, source: 'memory', bytes: content.length, sha256: sha256(content) });
    expect(scanned.found && scanned.value === text).toBe(true);
    expect(await scanFile(folder, textScan(), {}, source, { maxBytes: 100 })).toMatchObject({ reason: 'too-large' });
  });
});

describe('what is not scanned', () => {
  const packed = gzipSync(long(100_000));
  const flipped = Buffer.from(packed);
  flipped.writeUInt8(flipped.readUInt8(5000) ^ 0x55, 5000);
  const raw = deflateRawSync('text');

  test.each<[name: string, content: FileContent, answer: object]>([
    ['a file over the cap', 'x'.repeat(cap + 1), { reason: 'too-large' }],
    ['what comes out over the cap', gzipSync(Buffer.alloc(20_000_000)), { reason: 'too-large' }],
    [
      'members that come out over the cap together',
      Buffer.concat(Array.from({ length: 5 }, () => gzipSync(Buffer.alloc(1_000_000)))),
      { reason: 'too-large' },
    ],
    ['a member cut off', packed.subarray(0, -1), { reason: 'broken', message: expect.stringContaining('cut off') }],
    ['a member cut off at its half', packed.subarray(0, packed.length / 2), { reason: 'broken' }],
    ['a header alone', packed.subarray(0, 10), { reason: 'broken' }],
    ['a magic number alone', packed.subarray(0, 2), { reason: 'broken' }],
    ['a damaged member', flipped, { reason: 'broken' }],
    ['a wrong check sum', Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)]), { reason: 'broken' }],
    [
      'an unknown method',
      Buffer.concat([Uint8Array.of(0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0), raw]),
      { reason: 'broken' },
    ],
    ['text behind a member', Buffer.concat([packed, Buffer.from('{"a":1}\n')]), { reason: 'broken' }],
    ['one byte behind a member', Buffer.concat([packed, Buffer.from('x')]), { reason: 'broken' }],
    [
      'zeros behind a member',
      Buffer.concat([packed, Buffer.alloc(1)]),
      { reason: 'broken', message: expect.stringContaining('behind the end') },
    ],
    ['a second member cut off', Buffer.concat([packed, packed.subarray(0, 30)]), { reason: 'broken' }],
    ['a second header cut off', Buffer.concat([packed, packed.subarray(0, 2)]), { reason: 'broken' }],
    ['a symbolic link', { linkTo: 'other.ndjson' }, { reason: 'not-a-file', message: 'is a symbolic link' }],
  ])('%s', async (_name, content, answer) => {
    writeFiles(folder, { 'other.ndjson': 'x' });
    expect(await scan(content)).toMatchObject({ found: false, path: 'rows.ndjson', ...answer });
  });

  test.each<[path: string, answer: object]>([
    ['absent.ndjson', { reason: 'absent' }],
    ['folder', { reason: 'not-a-file' }],
    ['linked/rows.ndjson', { reason: 'not-a-file', message: 'is reached through the symbolic link linked' }],
    ['../rows.ndjson', { reason: 'outside' }],
    ['/etc/hostname', { reason: 'outside' }],
    ['/dev/zero', { reason: 'outside' }],
  ])('%s', async (path, answer) => {
    writeFiles(folder, { 'folder/rows.ndjson': 'x', linked: { linkTo: 'folder' } });
    const source = { path, produced: true } as const;
    expect(await scanFile(folder, textScan(), {}, source, { maxBytes: cap })).toMatchObject({
      found: false,
      path,
      ...answer,
    });
  });

  test('a sparse file of 10 GB is not read', async () => {
    writeFiles(folder, { 'sparse.ndjson': '' });
    truncateSync(join(folder, 'sparse.ndjson'), 10_000_000_000);
    const untouched = textScan(1000, () => {
      throw new Error('it was read');
    });
    const source = { path: 'sparse.ndjson', produced: true } as const;
    expect(await scanFile(folder, untouched, {}, source, { maxBytes: cap })).toMatchObject({ reason: 'too-large' });
  });

  const target = (): string => join(folder, 'rows.ndjson');
  test.each<[name: string, change: () => void]>([
    ['grows', () => appendFileSync(target(), 'more')],
    ['shrinks', () => truncateSync(target(), 10)],
    ['is written again with as many bytes', () => writeFileSync(target(), 'y'.repeat(2_000_000))],
    [
      'is written again, and its time set back',
      () => {
        writeFileSync(target(), 'y'.repeat(2_000_000));
        utimesSync(target(), new Date(0), new Date(0));
      },
    ],
    [
      'is replaced',
      () => {
        writeFiles(folder, { 'next.ndjson': 'x'.repeat(2_000_000) });
        renameSync(join(folder, 'next.ndjson'), target());
      },
    ],
  ])('a file that %s while it is read', async (_name, change) => {
    const answer = { found: false, reason: 'broken', message: 'changed while it was read' };
    expect(await scan('x'.repeat(2_000_000), { meanwhile: change })).toMatchObject(answer);
  });

  test('what the scan itself throws is no property of the file', async () => {
    const defect = (): void => {
      throw new Error('a defect');
    };
    await expect(scan('x', { meanwhile: defect })).rejects.toThrow('a defect');
  });
});

describe('threads', () => {
  /** A worker that runs a text. */
  const worker = (code: string): URL => {
    const path = join(folder, 'worker.mjs');
    writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${code}`);
    return pathToFileURL(path);
  };
  /** Each block takes another time, so that answers overtake each other. */
  const uneven = `parentPort.on('message', ({ index, block }) => {
    const value = Buffer.from(block.bytes).toString('latin1');
    setTimeout(() => parentPort.postMessage({ index, value }), (index * 7) % 5);
  });`;
  const text = long(300_000);

  test.each([1, 2, 8])('the value is in file order with %i', async (threads) => {
    const scanned = await scan(text, {}, { threads, smallBytes: 0, worker: worker(uneven) });
    expect(scanned.found && scanned.value === text).toBe(true);
  });

  test('a small file needs none', async () => {
    const options = { threads: 2, smallBytes: 300_001, worker: worker('throw new Error("started")') };
    expect(await scan(text, {}, options)).toMatchObject({ found: true });
  });

  test.each<[name: string, code: string]>([
    ['throws at its start', 'throw new Error("no");'],
    ['throws at a block', 'parentPort.on("message", () => { throw new Error("no"); });'],
    [
      'throws at a later block',
      `let count = 0; parentPort.on('message', ({ index }) => { count += 1; if (count > 5) throw new Error('no'); parentPort.postMessage({ index, value: '' }); });`,
    ],
    ['ends', 'parentPort.on("message", () => process.exit(0));'],
    ['ends at its start', 'process.exit(3);'],
    [
      'runs out of memory',
      'parentPort.on("message", () => { const all = []; for (;;) all.push(new Array(1000).fill({})); });',
    ],
    ['cannot be loaded', 'import "./absent.mjs";'],
  ])('one that %s is an error of the suite, and nothing hangs', async (_name, code) => {
    await expect(scan(text, {}, { threads: 2, smallBytes: 0, worker: worker(code) })).rejects.toMatchObject({
      name: 'GovernanceError',
      code: 'INTERNAL',
    });
  });

  test('a file that is broken ends them too', async () => {
    const broken = gzipSync(text).subarray(0, -2);
    const options = { threads: 2, smallBytes: 0, worker: worker(uneven) };
    expect(await scan(broken, {}, options)).toMatchObject({ reason: 'broken' });
  });
});

import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { openFolder } from '../../../shared/adapters/container-folder.ts';
import { openZip } from '../../../shared/adapters/container-zip.ts';
import type { Container, OpenedContainer } from '../../../shared/core/container.ts';
import { scratchFolders } from '../../support/scratch-folder.ts';
import { type ZipEntry, type ZipShape, zeros, zipFile } from '../../support/zip-file.ts';

const limits = { entries: 100, bytes: 64 * 1024 * 1024 };
const scratch = scratchFolders();
const a: ZipEntry = { name: 'a.txt', content: 'one\r\ntwo\n' };

/** The file with its sizes behind its bytes, as packers write it that do not know them before. */
function follows(marked: boolean): ZipEntry {
  const content = Buffer.from(String(a.content));
  const descriptor = Buffer.alloc(12);
  descriptor.writeUInt32LE(crc32(content), 0);
  descriptor.writeUInt32LE(content.length, 4);
  descriptor.writeUInt32LE(content.length, 8);
  const behind = marked ? Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), descriptor]) : descriptor;
  return { ...a, stored: true, flags: 8, before: { flags: 8, crc: 0, size: 0, packedSize: 0 }, behind };
}

function archive(entries: readonly ZipEntry[], shape: ZipShape = {}): string {
  const path = join(scratch(), 'a.zip');
  writeFileSync(path, zipFile(entries, shape));
  return path;
}

/** Each entry by its path, with the bytes that it really has or what is said against it. */
async function seen(opened: OpenedContainer): Promise<unknown> {
  if (!opened.ok) return opened.message;
  const { container } = opened;
  const found: [string, string, number | string][] = [];
  for (const entry of container.entries) {
    const answer = entry.kind === 'file' ? await container.digest(entry) : undefined;
    const value = answer === undefined ? '' : answer.ok ? answer.digest.bytes : answer.message;
    found.push([entry.path, entry.kind, value]);
  }
  await container.close();
  return found;
}

function opened(one: OpenedContainer): Container {
  if (!one.ok) throw new Error(one.message);
  return one.container;
}

describe('a zip archive', () => {
  test.each<[string, ZipEntry[], unknown]>([
    ['a file', [a], [['a.txt', 'file', 9]]],
    ['a file that is not compressed', [{ ...a, stored: true }], [['a.txt', 'file', 9]]],
    [
      'a file larger than what is unpacked at once',
      [{ name: 'z', content: zeros(3_000_000) }],
      [['z', 'file', 3_000_000]],
    ],
    ['an empty file', [{ name: 'e' }], [['e', 'file', 0]]],
    ['a file whose sizes follow it', [follows(true)], [['a.txt', 'file', 9]]],
    ['a file whose sizes follow it without a mark', [follows(false)], [['a.txt', 'file', 9]]],
    ['a name of UTF-8 that does not say so', [{ ...a, name: 'é', unmarked: true }], [['é', 'file', 9]]],
    ['a folder', [{ name: 'x/' }], [['x/', 'folder', '']]],
    ['a link', [{ name: 'l', content: 'a.txt', mode: 0o120777 }], [['l', 'link', '']]],
    ['a link that is called a folder', [{ name: 'l/', content: 'a.txt', mode: 0o120777 }], [['l/', 'link', '']]],
    ['a device', [{ name: 'd', mode: 0o060644 }], [['d', 'other', '']]],
    ['a path that leads outside, for the caller to judge', [{ ...a, name: '../a' }], [['../a', 'file', 9]]],
    [
      'a name that stands there twice',
      [a, { ...a, content: 'other' }],
      [
        ['a.txt', 'file', 9],
        ['a.txt', 'file', 5],
      ],
    ],
    ['an encrypted file', [{ ...a, flags: 1 }], [['a.txt', 'file', 'is encrypted']]],
    ['another method', [{ ...a, method: 12 }], [['a.txt', 'file', 'is packed by method 12, which is not read']]],
    [
      'another name before the bytes',
      [{ ...a, localName: 'b.txt' }],
      [['a.txt', 'file', 'has another name before its bytes']],
    ],
    ['another checksum', [{ ...a, crc: 7 }], [['a.txt', 'file', 'is broken (its checksum is another one)']]],
    ['fewer bytes than declared', [{ ...a, size: 12 }], [['a.txt', 'file', 'is broken (it has 9 bytes, expected 12)']]],
  ])('%s', async (_name, entries, expected) => {
    expect(await seen(await openZip(archive(entries), limits))).toEqual(expected);
  });

  test.each<[string, () => string, RegExp]>([
    [
      'no archive',
      () => archive([], { prefix: Buffer.from('text'), suffix: zeros(70_000) }),
      /^is a broken zip archive/,
    ],
    [
      'more entries than are read',
      () => archive(Array.from({ length: 101 }, (_, at) => ({ name: `${at}` }))),
      /more than the 100 entries/,
    ],
    [
      'a hidden entry',
      () => archive([a, { ...a, name: 'b' }], { count: 1 }),
      /its directory does not end where it says/,
    ],
    ['nothing there', () => join(scratch(), 'none.zip'), /^does not exist$/],
  ])('is refused: %s', async (_name, path, message) => {
    expect(await seen(await openZip(path(), limits))).toMatch(message);
  });

  test('a bomb is unpacked up to the limit only', async () => {
    const bomb = archive([
      { name: 'a', content: zeros(50_000_000) },
      { name: 'b', content: zeros(50_000_000) },
    ]);
    const message = 'is not read: the archive has more than the 67108864 bytes that are unpacked';
    expect(await seen(await openZip(bomb, limits))).toEqual([
      ['a', 'file', 50_000_000],
      ['b', 'file', message],
    ]);
  });

  test('a file that says to be small, and is not, is broken', async () => {
    const liar = archive([{ name: 'a', content: zeros(50_000_000), size: 100 }]);
    expect(await seen(await openZip(liar, limits))).toEqual([['a', 'file', expect.stringMatching(/^is broken/)]]);
  });

  test('two entries that share bytes', async () => {
    const path = archive([a, a]);
    const bytes = zipFile([a, a]);
    const second = Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    // The second entry of the directory points to where the first lies.
    Buffer.from(bytes.buffer).writeUInt32LE(0, second + 42);
    writeFileSync(path, bytes);
    expect(await seen(await openZip(path, limits))).toBe('is a broken zip archive (two of its entries share bytes)');
  });

  test('one that changes while it is read', async () => {
    const path = archive([a]);
    const container = opened(await openZip(path, limits));
    appendFileSync(path, 'more');
    const [entry] = container.entries;
    expect(entry && (await container.digest(entry))).toEqual({ ok: false, message: 'changed while it was read' });
    await container.close();
  });

  test('small files are given whole, larger ones are refused', async () => {
    const container = opened(await openZip(archive([a]), limits));
    const [entry] = container.entries;
    expect(entry && (await container.read(entry, 9))).toEqual({
      ok: true,
      content: new Uint8Array(Buffer.from('one\r\ntwo\n')),
    });
    const message = 'has more than the 8 bytes that are read';
    expect(entry && (await container.read(entry, 8))).toEqual({ ok: false, message });
    await container.close();
  });
});

describe('a folder', () => {
  test('all that lies in it, links not followed', async () => {
    const folder = scratch();
    mkdirSync(join(folder, 'x'));
    writeFileSync(join(folder, 'x/b'), 'bb');
    writeFileSync(join(folder, 'a'), 'a');
    symlinkSync('..', join(folder, 'loop'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await seen(await openFolder(folder, limits))).toEqual([
      ['a', 'file', 1],
      ['loop', 'link', ''],
      ['pipe', 'other', ''],
      ['x/', 'folder', ''],
      ['x/b', 'file', 2],
    ]);
  });

  test('what became of a file since it was listed', async () => {
    const folder = scratch();
    for (const name of ['gone', 'link', 'pipe']) writeFileSync(join(folder, name), 'text');
    const container = opened(await openFolder(folder, limits));
    for (const name of ['gone', 'link', 'pipe']) rmSync(join(folder, name));
    symlinkSync('/etc/hostname', join(folder, 'link'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const answers = await Promise.all(container.entries.map((entry) => container.digest(entry)));
    expect(answers.map((answer) => (answer.ok ? '' : answer.message))).toEqual([
      'is gone since the folder was listed',
      'is a symbolic link',
      'is not a regular file',
    ]);
  });

  test.each<[string, (folder: string) => string, string]>([
    ['nothing there', (folder) => join(folder, 'none'), 'does not exist'],
    [
      'a file',
      (folder) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file');
      },
      'is not a folder',
    ],
    [
      'more entries than are read',
      (folder) => {
        for (let at = 0; at < 101; at += 1) writeFileSync(join(folder, String(at)), '');
        return folder;
      },
      'has more than the 100 entries that are read',
    ],
  ])('is refused: %s', async (_name, make, message) => {
    expect(await seen(await openFolder(make(scratch()), limits))).toBe(message);
  });
});

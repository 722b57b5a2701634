import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openZip } from '../../../shared/adapters/container-zip.ts';
import { packZip } from '../../../shared/adapters/pack-zip.ts';
import type { PackedFile } from '../../../shared/core/pack.ts';
import { scratchFolders } from '../../support/scratch-folder.ts';

const scratch = scratchFolders();
const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
const given = (path: string, text: string): PackedFile => ({
  path,
  from: { content: new TextEncoder().encode(text) },
  sha256: sha256(text),
});

describe('an archive that is made', () => {
  test('holds every file, and has the same bytes in whatever order and from wherever they come', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'made.txt'), 'made');
    const files = [given('b/β.txt', 'b'), given('empty', ''), given('made.txt', 'made')];
    const first = await packZip(join(folder, 'a.zip'), files, folder);
    const again = [
      { path: 'made.txt', from: { produced: 'made.txt' }, sha256: sha256('made') },
      ...files.slice(0, 2).reverse(),
    ];
    expect(await packZip(join(folder, 'b.zip'), again, folder)).toEqual(first);
    const bytes = readFileSync(join(folder, 'a.zip'));
    expect(first).toEqual({ ok: true, bytes: bytes.length, sha256: sha256(bytes) });
    expect(readFileSync(join(folder, 'b.zip')).equals(bytes)).toBe(true);
    const opened = await openZip(join(folder, 'a.zip'), { entries: 10, bytes: 1000 });
    if (!opened.ok) throw new Error(opened.message);
    const { container } = opened;
    const held = await Promise.all(
      container.entries.map(async (entry) => {
        const read = await container.read(entry, 100);
        return [entry.path, read.ok ? new TextDecoder().decode(read.content) : read.message];
      }),
    );
    await container.close();
    expect(held).toEqual([
      ['b/β.txt', 'b'],
      ['empty', ''],
      ['made.txt', 'made'],
    ]);
  });

  test.each<[string, (folder: string) => PackedFile, string]>([
    [
      'another content than was looked at',
      () => ({ ...given('a', 'a'), sha256: sha256('b') }),
      'is not written: a changed since it was looked at',
    ],
    [
      'a produced file that changed since it was looked at',
      (folder) => {
        writeFileSync(join(folder, 'made'), 'new');
        return { path: 'a', from: { produced: 'made' }, sha256: sha256('old') };
      },
      'is not written: a changed since it was looked at',
    ],
    [
      'a produced file that is gone',
      () => ({ path: 'a', from: { produced: 'gone' }, sha256: '' }),
      'is not written: a does not exist',
    ],
    [
      'a link',
      (folder) => {
        symlinkSync('/etc/hostname', join(folder, 'link'));
        return { path: 'a', from: { produced: 'link' }, sha256: '' };
      },
      'is not written: a is a symbolic link',
    ],
  ])('leaves nothing: %s', async (_name, make, message) => {
    const folder = scratch();
    const target = join(folder, 'a.zip');
    const files = [given('0', 'first'), make(folder)];
    expect(await packZip(target, files, folder)).toMatchObject({ ok: false, message });
    expect(existsSync(target)).toBe(false);
  });

  test('of two that are written to one place at once, the second is told, and the first is whole', async () => {
    const folder = scratch();
    const target = join(folder, 'a.zip');
    const first = packZip(target, [given('a', 'a'.repeat(5_000_000))], folder);
    const both = await Promise.all([first, packZip(target, [given('b', 'b')], folder)]);
    const told = both.map((one) => (one.ok ? 'written' : one.message)).sort();
    expect(told).toEqual(['is not written: another run is writing it', 'written']);
    const made = both.find((one) => one.ok);
    expect(made).toMatchObject({ sha256: sha256(readFileSync(target)) });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readArchive } from '../../../shared/adapters/zip.ts';
import { pathProblem } from '../../../shared/core/path.ts';
import { type ZipEntry, type ZipShape, zeros, zipFile } from '../../support/zip-file.ts';

const mebibyte = 1024 * 1024;
const report = { name: 'a.report.json', content: '{"a":1}' };

/** The texts by path, and the problems as `path: message`; or why nothing was taken. */
async function read(
  bytes: Uint8Array,
): Promise<{ files: Record<string, string>; problems: string[] } | { refused: string }> {
  const archive = await readArchive(bytes);
  if (!archive.ok) return { refused: archive.message };
  return {
    files: Object.fromEntries(archive.files.map(({ path, content }) => [path, new TextDecoder().decode(content)])),
    problems: archive.problems.map(({ path, message }) => `${path}: ${message}`),
  };
}

describe('what is taken', () => {
  test.each<[string, ZipEntry[], Record<string, string>]>([
    ['one file', [report], { 'a.report.json': '{"a":1}' }],
    ['a file that is not compressed', [{ ...report, stored: true }], { 'a.report.json': '{"a":1}' }],
    ['an empty file', [{ name: 'a.json' }], { 'a.json': '' }],
    ['an empty file that is not compressed', [{ name: 'a.json', stored: true }], { 'a.json': '' }],
    ['files in folders', [{ name: 'x/' }, { name: 'x/y/a.json', content: '1' }], { 'x/y/a.json': '1' }],
    [
      'only what is called json, however that is written',
      [
        { name: 'a.md', content: 'x' },
        { name: 'B.JSON', content: '2' },
        { name: 'json', content: 'x' },
      ],
      { 'B.JSON': '2' },
    ],
    ['a name that is not ASCII', [{ name: 'bericht-größe.json', content: '1' }], { 'bericht-größe.json': '1' }],
    [
      'names that differ in case',
      [report, { ...report, name: 'A.report.json' }],
      {
        'a.report.json': '{"a":1}',
        'A.report.json': '{"a":1}',
      },
    ],
    ['a regular file with Unix permissions', [{ ...report, mode: 0o100644 }], { 'a.report.json': '{"a":1}' }],
    ['sizes that stand after the bytes', [{ ...report, flags: 8 }], { 'a.report.json': '{"a":1}' }],
    ['nothing', [], {}],
  ])('%s', async (_name, entries, files) => {
    expect(await read(zipFile(entries))).toEqual({ files, problems: [] });
  });

  test.each<[string, ZipShape]>([
    ['an archive with a comment', { comment: 'made by a test' }],
    ['an archive with the records of zip64', { zip64: {} }],
  ])('%s', async (_name, shape) => {
    expect(await read(zipFile([report], shape))).toEqual({ files: { 'a.report.json': '{"a":1}' }, problems: [] });
  });

  test('a file of exactly the cap', async () => {
    const archive = await readArchive(zipFile([{ name: 'a.json', content: zeros(16 * mebibyte) }]));
    expect(archive).toMatchObject({ ok: true, problems: [] });
    expect(archive.ok && archive.files.map(({ content }) => content.length)).toEqual([16 * mebibyte]);
  });

  test('a thousand entries', async () => {
    const entries = Array.from({ length: 1000 }, (_, index) => ({ name: `${index}.json`, content: '1' }));
    const archive = await readArchive(zipFile(entries));
    expect(archive.ok && archive.files.length).toBe(1000);
  });
});

describe('one file that is not taken, beside others that are', () => {
  const stream = zipFile([{ name: 'x.json', content: 'x' }]);
  test.each<[string, ZipEntry, string]>([
    ['a link', { name: 'b.json', content: '/etc/passwd', mode: 0o120777 }, 'is a symbolic link'],
    ['a link that is no JSON', { name: 'b', content: '/etc/passwd', mode: 0o120777 }, 'is a symbolic link'],
    ['a link as Windows has it', { name: 'b.json', content: 'x', attributes: 0x400 }, 'is a symbolic link'],
    ['a device', { name: 'b.json', mode: 0o020666 }, 'is not a regular file'],
    ['an encrypted file', { name: 'b.json', content: 'x', flags: 1 }, 'is encrypted'],
    [
      'a method that is not read',
      { name: 'b.json', content: 'x', method: 12 },
      'is packed by method 12, which is not read',
    ],
    ['a wrong checksum', { name: 'b.json', content: 'x', crc: 7 }, 'is broken: its checksum is another one'],
    [
      'a size that is too small',
      { name: 'b.json', content: '12345', size: 4 },
      'is broken: it has 5 bytes, expected 4 as its archive says',
    ],
    [
      'a size that is too large',
      { name: 'b.json', content: '12345', size: 6 },
      'is broken: it has 5 bytes, expected 6 as its archive says',
    ],
    [
      'bytes that no packer wrote',
      { name: 'b.json', content: 'x', packed: Uint8Array.of(255, 255, 255) },
      'is broken: its bytes cannot be unpacked',
    ],
    [
      'packed bytes that are cut off',
      { name: 'b.json', content: '1234567890', packedSize: 3 },
      'is broken: its bytes cannot be unpacked',
    ],
    [
      'more packed bytes than the archive has',
      { name: 'b.json', content: 'x', packedSize: stream.length + mebibyte },
      'is broken (file data overflows file bounds',
    ],
    ['another name before its bytes', { name: 'b.json', content: 'x', localName: 'c.json' }, 'has another name'],
    [
      'a byte more than the cap',
      { name: 'b.json', content: zeros(16 * mebibyte + 1) },
      'has more than the 16777216 bytes that are read',
    ],
    [
      'a bomb that calls itself small',
      { name: 'b.json', content: zeros(40 * mebibyte), size: 10 },
      'has more than the 16777216 bytes that are read',
    ],
    [
      'a size of four gigabytes',
      { name: 'b.json', content: 'x', size: 0xfffffffe },
      'has more than the 16777216 bytes',
    ],
  ])('%s', async (_name, entry, message) => {
    const archive = await read(zipFile([report, entry]));
    expect(archive).toMatchObject({ files: { 'a.report.json': '{"a":1}' } });
    expect('problems' in archive && archive.problems).toEqual([
      expect.stringContaining(`${String(entry.name)}: ${message}`),
    ]);
  });

  test('what is wrong with a file that is no JSON does not matter', async () => {
    const entries = [report, { name: 'b.md', content: 'x', crc: 7 }, { name: 'c.md', flags: 1 }];
    expect(await read(zipFile(entries))).toEqual({ files: { 'a.report.json': '{"a":1}' }, problems: [] });
  });
});

describe('archives of which nothing is taken', () => {
  const eleven = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.json`, content: zeros(12 * mebibyte) }));
  const bombs = Array.from({ length: 20 }, (_, index) => ({
    name: `${index}.json`,
    content: zeros(17 * mebibyte),
    size: 1,
  }));
  const extra = Buffer.from([1, 0, 4, 0, 0, 0, 0, 0]);
  const cases: [string, ZipEntry[], ZipShape, string][] = [
    ['a path that leads outside', [report, { name: '../b.json' }], {}, '"../b.json", which leads outside'],
    ['one that does so further on', [report, { name: 'x/../../b.json' }], {}, 'which leads outside'],
    ['one that does so and comes back', [report, { name: 'x/../b.json' }], {}, 'which leads outside'],
    ['one of a file that is not read', [report, { name: '../b.sh' }], {}, 'which leads outside'],
    ['one of a folder', [report, { name: '../' }], {}, 'which leads outside'],
    ['an absolute path', [report, { name: '/etc/b.json' }], {}, 'which is absolute'],
    ['a drive', [report, { name: 'C:b.json' }], {}, 'which is absolute'],
    ['a backslash', [report, { name: '..\\b.json' }], {}, 'which has a backslash'],
    ['a control character', [report, { name: 'b\u001b[31m.json' }], {}, 'which has a control character'],
    ['a zero byte', [report, { name: 'b.json\0.txt' }], {}, 'which has a control character'],
    ['an empty name', [report, { name: '' }], {}, 'which is empty'],
    ['an empty folder name', [report, { name: 'x//b.json' }], {}, 'is not written plainly: expected x/b.json'],
    ['a dot as a folder', [report, { name: './b.json' }], {}, 'is not written plainly: expected b.json'],
    ['a name that is no UTF-8', [report, { name: Uint8Array.of(0xff, 0x2e) }], {}, 'which is not UTF-8'],
    ['a very long name', [report, { name: `${'b'.repeat(1001)}.json` }], {}, 'more than 1000 characters'],
    ['a name given twice', [report, report], {}, 'holds a.report.json twice'],
    ['a folder given twice', [{ name: 'x/' }, { name: 'x/' }], {}, 'holds x/ twice'],
    [
      'too many entries',
      Array.from({ length: 1001 }, (_, i) => ({ name: `${i}.md` })),
      {},
      'more than the 1000 entries',
    ],
    ['more bytes in all than allowed', eleven, {}, 'has more than the 134217728 bytes that are unpacked'],
    ['many bombs', bombs, {}, 'has more than the 134217728 bytes that are unpacked'],
    ['an entry that is not counted', [report, { name: 'b.json' }], { count: 1 }, 'does not end where it says'],
    ['more entries than there are', [report], { count: 2 }, 'is a broken zip archive'],
    ['no entry though there is one', [report], { count: 0 }, 'does not end where it says'],
    ['several disks', [report], { disk: 1 }, 'multi-disk'],
    ['bytes after its end', [report], { suffix: Buffer.from('junk') }, 'is a broken zip archive'],
    ['bytes before it', [report], { prefix: Buffer.from('junk') }, 'is no zip archive'],
    [
      'bytes before it that it knows of',
      [report],
      { prefix: Buffer.from('junk'), adjusted: true },
      'is no zip archive',
    ],
    ['an archive before it', [report], { prefix: zipFile([{ name: 'b.json' }]) }, 'is a broken zip archive'],
    ['strong encryption', [{ ...report, flags: 0x40 }], {}, 'strong encryption'],
    ['a stored file of another size', [{ ...report, stored: true, size: 3 }], {}, 'size mismatch'],
    ['zip64: more entries than allowed', [report], { zip64: { count: 2 ** 40 } }, 'more than the 1000 entries'],
    ['zip64: an entry that is not counted', [report, { name: 'b.json' }], { zip64: { count: 1 } }, 'does not end'],
    ['zip64: a directory beyond the end', [report], { zip64: { directoryAt: 2 ** 52 } }, 'is a broken zip archive'],
    ['zip64: a record beyond the end', [report], { zip64: { recordAt: 2 ** 52 } }, 'is a broken zip archive'],
    ['zip64: another signature', [report], { zip64: { signature: 7 } }, 'is a broken zip archive'],
    ['zip64: a size without its field', [{ ...report, size: 0xffffffff, extra }], {}, 'is a broken zip archive'],
    [
      'an extra field that is longer than it may be',
      [{ ...report, extra: Buffer.from([1, 0, 99, 0]) }],
      {},
      'extra field',
    ],
  ];
  test.each(cases)('%s', async (_name, entries, shape, message) => {
    expect(await read(zipFile(entries, shape))).toEqual({ refused: expect.stringContaining(message) });
  });

  test.each<[string, Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['text', Buffer.from('{"a":1}')],
    ['the beginning of a name for it', Buffer.from('PK')],
  ])('%s', async (_name, bytes) => {
    expect(await read(bytes)).toEqual({ refused: 'is no zip archive' });
  });

  test('an archive that is cut off anywhere', async () => {
    const whole = zipFile([report, { name: 'b.json', content: 'x' }]);
    for (let length = 4; length < whole.length; length += 1) {
      expect(await read(whole.slice(0, length))).toEqual({ refused: expect.any(String) });
    }
  });
});

test('a view into a larger buffer is read as what it is', async () => {
  const whole = zipFile([report]);
  const larger = new Uint8Array(whole.length + 200).fill(1);
  larger.set(whole, 100);
  expect(await read(larger.subarray(100, 100 + whole.length))).toMatchObject({ files: { 'a.report.json': '{"a":1}' } });
});

test('honest archives come back as they were', async () => {
  const anyFile = fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,4}){0,3}\.json$/),
    content: fc.uint8Array({ maxLength: 300 }),
    stored: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(anyFile, { selector: ({ name }) => name, maxLength: 6 }), async (files) => {
      const bytes = zipFile(
        files.map(({ name, content, stored }) => ({ name, content, ...(stored ? { stored: true as const } : {}) })),
      );
      const archive = await readArchive(bytes);
      expect(archive).toEqual({
        ok: true,
        files: files.map(({ name, content }) => ({ path: name, content })),
        problems: [],
      });
    }),
    { numRuns: 60 },
  );
});

test('a broken byte never breaks the reader, and never changes what a file holds', async () => {
  const content = 'forty two is not forty one, is not forty ';
  const whole = zipFile(
    [
      { name: 'a.json', content },
      { name: 'b.json', content, stored: true },
    ],
    { zip64: {} },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      fc.nat({ max: whole.length - 1 }),
      fc.nat({ max: 255 }),
      async (first, change, second, other) => {
        const bytes = whole.slice();
        bytes[first] = (bytes[first] ?? 0) ^ change;
        bytes[second] = (bytes[second] ?? 0) ^ other;
        const archive = await readArchive(bytes);
        for (const file of archive.ok ? archive.files : [])
          expect(new TextDecoder().decode(file.content)).toBe(content);
      },
    ),
    { numRuns: 2000 },
  );
});

test.each<[string, string | undefined]>([
  ['a.json', undefined],
  ['a/b.json', undefined],
  ['a..b.json', undefined],
  ['...json', undefined],
  ['..', 'leads outside'],
  ['a/..', 'leads outside'],
  ['.git/a.json', 'is inside of .git'],
  ['c:/a.json', 'is absolute'],
  ['/', 'is empty'],
])('the path %s', (path, message) => {
  expect(pathProblem(path)).toBe(message);
});

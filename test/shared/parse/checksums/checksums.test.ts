import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseChecksums } from '../../../../shared/parse/checksums/checksums.ts';

const a = 'a'.repeat(64);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const noChecksum = 'has a line that is no checksum, expected 64 hexadecimal digits, a space, a space or *, and a path';

describe('a list of checksums', () => {
  test.each<[string, string, unknown[], unknown[]]>([
    [
      'text and binary',
      `${a}  x\n${a} *y z\n`,
      [
        ['x', 1],
        ['y z', 2],
      ],
      [],
    ],
    ['line ends of Windows, capitals', `${a.toUpperCase()} *x\r\n`, [['x', 1]], []],
    ['with tags', `SHA256 (x (1)) = ${a}\n`, [['x (1)', 1]], []],
    [
      'escaped names',
      `\\${a}  a\\nb\\\\c\n\\SHA256 (a\\rb) = ${a}\n`,
      [
        ['a\nb\\c', 1],
        ['a\rb', 2],
      ],
      [],
    ],
    ['a backslash that is not escaped is one', `${a}  a\\b\n`, [['a\\b', 1]], []],
    [
      'names that begin with a space or a star',
      `${a}   x\n${a} **x\n`,
      [
        [' x', 1],
        ['*x', 2],
      ],
      [],
    ],
    ['comments and empty lines', `# made by hand\n\n${a}  x`, [['x', 3]], []],
    ['nothing', '', [], []],
    [
      'another algorithm',
      `${'b'.repeat(40)}  x\n${a}  y\n`,
      [['y', 2]],
      [['has a checksum of 40 digits, expected sha256 with 64', 1]],
    ],
    ['a line of text', `${a}  x\nsee above\n`, [['x', 1]], [[noChecksum, 2]]],
    ['a checksum that was cut off', `${a}  x\n${a.slice(9)}  y\n`, [['x', 1]], [[noChecksum, 2]]],
    ['an escape without meaning', `\\${a}  a\\tb\n`, [], [[noChecksum, 1]]],
    ['one space only', `${a} x\n`, [], [[noChecksum, 1]]],
  ])('%s', (_name, text, entries, problems) => {
    const read = parseChecksums(bytes(text));
    if (!read.ok) throw new Error(read.message);
    expect(read.entries.map(({ path, line }) => [path, line])).toEqual(entries);
    expect(read.entries.every(({ sha256 }) => sha256 === a)).toBe(true);
    expect(read.problems.map(({ message, line }) => [message, line])).toEqual(problems);
  });

  test('one that is no text', () => {
    expect(parseChecksums(new Uint8Array([0x61, 0]))).toMatchObject({ ok: false, line: 1 });
  });

  test('every path comes back as sha256sum writes it', () => {
    const path = fc.string({ minLength: 1, unit: fc.constantFrom('a', ' ', '*', '\\', '\n', '\r', '(', ')', 'ß') });
    fc.assert(
      fc.property(path, fc.boolean(), (name, tag) => {
        const special = /[\\\n\r]/.test(name);
        const shown = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
        const line = tag ? `SHA256 (${shown}) = ${a}` : `${a}  ${shown}`;
        const read = parseChecksums(bytes(`${special ? '\\' : ''}${line}\n`));
        expect(read).toEqual({ ok: true, entries: [{ path: name, sha256: a, line: 1 }], problems: [] });
      }),
    );
  });
});

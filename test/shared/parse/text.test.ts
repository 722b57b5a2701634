import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeText, lineIndex, positionAt, quote } from '../../../shared/parse/text.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));

describe('decodeText', () => {
  test.each([
    ['an empty file', bytes(), { text: '', bom: false, crlf: undefined }],
    ['text with LF', bytes('a\nb\n'), { text: 'a\nb\n', bom: false, crlf: undefined }],
    ['characters of every length', bytes('aé€😀'), { text: 'aé€😀', bom: false, crlf: undefined }],
    [
      'a byte order mark is noted and removed',
      bytes([0xef, 0xbb, 0xbf], 'a'),
      { text: 'a', bom: true, crlf: undefined },
    ],
    [
      'only the first byte order mark is one',
      bytes([0xef, 0xbb, 0xbf], '\uFEFF'),
      { text: '\uFEFF', bom: true, crlf: undefined },
    ],
    ['the first CRLF', bytes('a\nb\r\nc\r\n'), { text: 'a\nb\r\nc\r\n', bom: false, crlf: 2 }],
    ['a lone CR', bytes('a\n\nb\rc'), { text: 'a\n\nb\rc', bom: false, crlf: 3 }],
    ['the largest code point', bytes([0xf4, 0x8f, 0xbf, 0xbf]), { text: '\u{10FFFF}', bom: false, crlf: undefined }],
  ])('reads %s', (_name, input, expected) => {
    expect(decodeText(input)).toEqual({ ok: true, ...expected });
  });

  test.each([
    ['UTF-16 LE', bytes([0xff, 0xfe], 'a', [0]), /UTF-16/, 1],
    ['UTF-16 BE', bytes([0xfe, 0xff, 0], 'a'), /UTF-16/, 1],
    ['UTF-32 LE', bytes([0xff, 0xfe, 0, 0]), /UTF-32/, 1],
    ['UTF-32 BE', bytes([0, 0, 0xfe, 0xff]), /UTF-32/, 1],
    ['a NUL byte', bytes('a\nb\0'), /not a text file.*NUL.*line 2/, 2],
    ['Latin-1', bytes('a\r\nb\rc\n', [0xe9], 'x'), /not UTF-8.*0xE9.*line 4/, 4],
    ['a continuation byte alone', bytes([0x80]), /0x80/, 1],
    ['a sequence that ends too early', bytes('\n', [0xe2, 0x82]), /0xE2/, 2],
    ['an overlong form', bytes([0xc0, 0xaf]), /0xC0/, 1],
    ['an overlong form of three bytes', bytes([0xe0, 0x80, 0xaf]), /0xE0/, 1],
    ['a surrogate', bytes([0xed, 0xa0, 0x80]), /0xED/, 1],
    ['a code point above U+10FFFF', bytes([0xf4, 0x90, 0x80, 0x80]), /0xF4/, 1],
    ['a byte that UTF-8 never has', bytes('ok', [0xff]), /0xFF/, 1],
  ])('refuses %s', (_name, input, message, line) => {
    expect(decodeText(input)).toEqual({ ok: false, message: expect.stringMatching(message), line });
  });

  test('accepts exactly well-formed UTF-8 without NUL, and never throws', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const wellFormed = (input: Uint8Array): boolean => {
      try {
        decoder.decode(input);
        return true;
      } catch {
        return false;
      }
    };
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.uint8Array({ min: 0x7f, maxLength: 6 }),
      fc.string({ unit: 'binary' }).map((text) => bytes(text)),
    );
    fc.assert(
      fc.property(any, (input) => {
        expect(decodeText(input).ok).toBe(wellFormed(input) && !input.includes(0));
      }),
      { numRuns: 2000 },
    );
  });

  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF') && text.isWellFormed());
        expect(decodeText(bytes(text))).toMatchObject({ ok: true, text, bom: false });
      }),
    );
  });
});

describe('lineIndex', () => {
  test.each([
    ['', 0, 1, 1],
    ['ab', 2, 1, 3],
    ['a\nb', 1, 1, 2],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['a\n', 2, 2, 1],
    ['😀b', 2, 1, 3],
    ['a\nb', 99, 2, 2],
    ['a\nb', -1, 1, 1],
  ])('%j at offset %d is line %d, column %d', (text, offset, line, column) => {
    expect(lineIndex(text).position(offset)).toEqual({ line, column });
  });

  test('line and start name each line, and nothing outside', () => {
    const lines = lineIndex('a\r\n\nb\rc');
    expect([lines.count, ...[0, 1, 2, 3, 4, 5].map((line) => lines.line(line))]).toEqual([
      4,
      undefined,
      'a',
      '',
      'b',
      'c',
      undefined,
    ]);
    expect([1, 2, 3, 4, 5].map((line) => lines.start(line))).toEqual([0, 3, 4, 6, undefined]);
  });

  test('positionAt agrees, and start of the line plus the column is the offset again', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), (source, offset) => {
        const inside = Math.min(offset, source.length);
        const lines = lineIndex(source);
        const position = lines.position(inside);
        expect((lines.start(position.line) ?? Number.NaN) + position.column - 1).toBe(inside);
        expect(positionAt(source, offset)).toEqual(position);
      }),
    );
  });
});

describe('quote', () => {
  test.each([
    ['plain text', 'a b', '"a b"'],
    ['control characters', 'a\n\u001b[31m', '"a\\u{a}\\u{1b}[31m"'],
    ['characters that reorder text', '\u202eabc', '"\\u{202e}abc"'],
    ['spaces that look like others', 'a\u00a0b', '"a\\u{a0}b"'],
    ['a lone surrogate', '\ud800', '"\\u{d800}"'],
    ['letters and signs of any script', 'é漢😀', '"é漢😀"'],
    ['text that is too long', 'x'.repeat(41), `"${'x'.repeat(40)}…"`],
    ['text that just fits', 'x'.repeat(40), `"${'x'.repeat(40)}"`],
  ])('shows %s', (_name, text, expected) => {
    expect(quote(text)).toBe(expected);
  });
});

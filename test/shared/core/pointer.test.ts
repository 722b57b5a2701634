import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { childPointer, formatPointer, parsePointer } from '../../../shared/core/pointer.ts';

/** The examples of RFC 6901, section 5, and the escapes of section 4. */
const pairs: [string, string[]][] = [
  ['', []],
  ['/foo', ['foo']],
  ['/foo/0', ['foo', '0']],
  ['/', ['']],
  ['/a~1b', ['a/b']],
  ['/c%d', ['c%d']],
  ['/e^f', ['e^f']],
  ['/g|h', ['g|h']],
  ['/i\\j', ['i\\j']],
  ['/k"l', ['k"l']],
  ['/ ', [' ']],
  ['/m~0n', ['m~n']],
  ['/~01', ['~1']],
  ['//', ['', '']],
];

describe('JSON pointers', () => {
  test.each(pairs)('%j is read and written', (text, tokens) => {
    expect(parsePointer(text)).toEqual(tokens);
    expect(formatPointer(tokens)).toBe(text);
  });

  test.each(['a', 'a/b', '#/a', ' ', '/~', '/a~2', '/~~0', '/a~'])('%j is not a pointer', (text) => {
    expect(parsePointer(text)).toBeUndefined();
  });

  test('any tokens come back from their pointer, also one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'a', '😀') })), (tokens) => {
        expect(parsePointer(formatPointer(tokens))).toEqual(tokens);
        expect(tokens.reduce(childPointer, '')).toBe(formatPointer(tokens));
      }),
    );
  });

  test('numbers are array indexes', () => {
    expect(formatPointer(['a', 0, 12])).toBe('/a/0/12');
  });
});

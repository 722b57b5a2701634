import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cells, fitted } from '../../../shared/render/fitted.ts';
import { painter, safe } from '../../../shared/render/terminal-text.ts';

describe('the width of a text', () => {
  test.each([
    ['abc', 3],
    ['', 0],
    ['日本', 4],
    ['🚀', 2],
    ['e\u0301', 1],
    [painter(true)('red', 'abc'), 3],
  ])('of %j is %i', (text, width) => {
    expect(cells(text)).toBe(width);
  });
});

describe('lines that fit', () => {
  test.each<[name: string, lines: string[], width: number | undefined, expected: string[]]>([
    ['are left alone without a width', [`  ${'long '.repeat(30)}`], undefined, [`  ${'long '.repeat(30)}`]],
    ['are left alone where they fit', ['  one two'], 40, ['  one two']],
    ['go on further in', ['  one two three four five'], 20, ['  one two three four', '    five']],
    ['cut a word that fits nowhere', [`  ${'x'.repeat(30)}`], 20, [`  ${'x'.repeat(15)}`, `    ${'x'.repeat(15)}`]],
    ['keep some room however narrow it is', ['one two three four five'], 3, ['one two three four', '  five']],
    [
      'keep colours whole',
      [`  ${painter(true)('red', 'not guarded')}  file of a long name`],
      24,
      ['  \u001b[31mnot guarded\u001b[0m  file of a', '    long name'],
    ],
  ])('%s', (_name, lines, width, expected) => {
    expect(fitted(lines, width)).toEqual(expected);
  });

  test('are never wider than the terminal, and lose nothing but spaces', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((any) => safe(any));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), text, fc.integer({ min: 20, max: 100 }), (indent, any, width) => {
        const line = `${' '.repeat(indent)}${any}`;
        const lines = fitted([line], width);
        for (const each of lines) expect(cells(each.trimEnd())).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
      }),
    );
  });
});

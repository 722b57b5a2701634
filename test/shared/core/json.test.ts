import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asciiJson, isObject, stableJson } from '../../../shared/core/json.ts';

describe('isObject', () => {
  test.each<[unknown, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [null, false],
    [[], false],
    ['{}', false],
    [1, false],
    [undefined, false],
  ])('%j: %s', (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });
});

describe('stableJson', () => {
  test.each<[string, unknown, string]>([
    ['keys in order', { b: 1, a: 2 }, '{"a":2,"b":1}'],
    [
      'at every depth',
      { z: [{ d: 1, c: [] }], y: { b: null, a: true } },
      '{"y":{"a":true,"b":null},"z":[{"c":[],"d":1}]}',
    ],
    [
      'code units, not letters of a language',
      { ä: 1, z: 2, Z: 3, '\u{10000}': 4, '\ufffd': 5 },
      '{"Z":3,"z":2,"ä":1,"\u{10000}":4,"\ufffd":5}',
    ],
    ['code units also for keys that look like numbers', { 9: 'y', 10: 'x', a: 0 }, '{"10":"x","9":"y","a":0}'],
    ['lists keep their order', [3, 1, 2], '[3,1,2]'],
    ['undefined is left out', { a: undefined, b: [undefined] }, '{"b":[null]}'],
    ['nothing at all', undefined, 'null'],
    ['text with everything to escape', 'a"\\\n\u0001\ud800', '"a\\"\\\\\\n\\u0001\\ud800"'],
    ['a key called __proto__', JSON.parse('{"b":1,"__proto__":2}'), '{"__proto__":2,"b":1}'],
  ])('%s', (_name, value, text) => {
    expect(stableJson(value)).toBe(text);
  });

  test('is JSON of the same value, and the same text for the same value with keys in any order', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = stableJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(stableJson(reversed(value))).toBe(text);
      }),
    );
  });

  test('differs for values that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [first, second] = [a, b].map((value): unknown => JSON.parse(JSON.stringify(value)));
        const same = expect.objectContaining({ value: first }).asymmetricMatch({ value: second });
        expect(stableJson(first) === stableJson(second)).toBe(same);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

describe('asciiJson', () => {
  test.each<[unknown, string]>([
    [{ a: 'ä' }, '{\n  "a": "\\u00e4"\n}\n'],
    ['😀', '"\\ud83d\\ude00"\n'],
    ['a\tb\u007f', '"a\\tb\\u007f"\n'],
    [[], '[]\n'],
  ])('%j', (value, expected) => {
    expect(asciiJson(value)).toBe(expected);
  });

  test('is ASCII and means the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = asciiJson(value);
        expect(text).toMatch(/^[\n -~]*$/);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

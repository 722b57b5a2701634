import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasKeyTwice } from '../../../shared/parse/json-strings.ts';

function twice(text: string): boolean {
  return hasKeyTwice(text, JSON.parse(text));
}

test.each([
  ['{}', false],
  ['{"a": 1}', false],
  ['{"a": "b"}', false],
  ['{"a": 1, "a": 1}', true],
  ['{"a": "\\"", "b": "\\\\"}', false],
  ['{"a\\"": 1, "a\\"": 2}', true],
  ['{"a": 1, "\\u0061": 2}', true],
  ['[{"a": 1}, {"a": 1}]', false],
  ['[{"a": {"b": 1, "b": 2}}]', true],
  ['{"a": {"x": "y", "z": "w"}, "a": 1}', true],
  ['{"__proto__": 1}', false],
  ['{"__proto__": 1, "__proto__": 2}', true],
  ['"\\"\\"\\""', false],
  ['{"ä": "\\\\\\"", "😀": ""}', false],
])('%s: %s', (text, expected) => {
  expect(twice(text)).toBe(expected);
});

test('no text of a value has a key twice, however it is written', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(4), (text, indent) => {
      expect(twice(JSON.stringify(JSON.parse(text), null, indent))).toBe(false);
    }),
  );
});

test('a key that is written again is always found', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (key, first, second, around) => {
      const name = JSON.stringify(key);
      const object = `{${name}: ${JSON.stringify(first)}, ${name}: ${JSON.stringify(second)}}`;
      expect(twice(`[${JSON.stringify(around)}, ${object}]`)).toBe(true);
    }),
  );
});

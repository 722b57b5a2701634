import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, nearest, suggestion } from '../../../shared/core/nearest.ts';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['', 'abc', 3],
    ['config', 'config', 0],
    ['confg', 'config', 1],
    ['config', 'konfig', 1],
    ['ocnfig', 'config', 1],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    // A pair that was swapped is not edited again.
    ['ca', 'abc', 3],
  ])('%j to %j: %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  const word = fc.string({ maxLength: 12 });
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 });

  test('is symmetric, zero only for the same text, and between the difference in length and the longer length', () => {
    fc.assert(
      fc.property(fc.oneof(word, letters), fc.oneof(word, letters), (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  test('one edit is a distance of at most one', () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (text, where, more) => {
        const at = where % (text.length + 1);
        const [head, tail] = [text.slice(0, at), text.slice(at)];
        expect(editDistance(text, `${head}${more}${tail}`)).toBe(1);
        expect(editDistance(text, `${head}${more}${tail.slice(1)}`)).toBeLessThanOrEqual(1);
        expect(editDistance(text, `${head}${tail[1] ?? ''}${tail[0] ?? ''}${tail.slice(2)}`)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('nearest', () => {
  const valid = ['config', 'fail-on', 'report-dir', 'upload-artifact', 'summary'];

  test.each([
    ['confg', 'config'],
    ['Config', 'config'],
    ['fail_on', 'fail-on'],
    ['FAIL_ON', 'fail-on'],
    ['report-dri', 'report-dir'],
    ['upload-artefact', 'upload-artifact'],
    ['sumary', 'summary'],
    ['conf', 'config'],
    ['con', undefined],
    ['xyz', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
  ])('%s', (name, expected) => {
    expect(nearest(name, valid)).toBe(expected);
  });

  test('at most a third of the longer name differs', () => {
    expect(nearest('abcdXX', ['abcdef'])).toBe('abcdef');
    expect(nearest('abcXXX', ['abcdef'])).toBeUndefined();
    expect(nearest('abcd', ['abcdef'])).toBe('abcdef');
    expect(nearest('abc', ['abcdef'])).toBeUndefined();
  });

  test('the nearest of several near ones', () => {
    expect(nearest('matrix-rows', ['matrix-row-s', 'matrix-row', 'matrix-rowss'])).toBe('matrix-row-s');
    expect(nearest('abcdef', ['abcdxy', 'abcdex'])).toBe('abcdex');
  });

  test('what is given is one of the valid names, and a valid name gives itself', () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,10}$/);
    fc.assert(
      fc.property(name, fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (text, names) => {
        const found = nearest(text, names);
        expect([...names, undefined]).toContain(found);
        for (const each of names) expect(nearest(each, names)).toBe(each);
      }),
    );
  });
});

describe('suggestion', () => {
  test.each<[string, string[], string]>([
    ['confg', ['summary', 'config'], ' (did you mean config?)'],
    ['xyz', ['summary', 'config'], ' (known: config, summary)'],
    ['xyz', [], ''],
  ])('for %s among %j', (name, valid, text) => {
    expect(suggestion(name, valid)).toBe(text);
  });
});

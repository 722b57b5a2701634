import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { shareOut } from '../../../../shared/domain/prove/budget.ts';
import type { Mutation } from '../../../../shared/domain/prove/file-facts.ts';

const file = (path: string, count: number): { path: string; mutations: Mutation[] } => ({
  path,
  mutations: Array.from({ length: count }, (_, index) => ({ path, line: index + 1 }) as Mutation),
});
const told = (counts: number[], most: number): [number[], number][] =>
  shareOut(
    counts.map((count, index) => file(`f${index}`, count)),
    most,
  ).map(({ mutations, left }) => [mutations.map(({ line }) => line), left]);

test.each<[name: string, counts: number[], most: number, expected: [number[], number][]]>([
  [
    'everything where it fits',
    [2, 3],
    5,
    [
      [[1, 2], 0],
      [[1, 2, 3], 0],
    ],
  ],
  [
    'small files whole, the rest of larger ones spread',
    [2, 9],
    5,
    [
      [[1, 2], 0],
      [[1, 5, 9], 6],
    ],
  ],
  [
    'equally much of large files',
    [5, 5],
    4,
    [
      [[1, 5], 3],
      [[1, 5], 3],
    ],
  ],
  [
    'the file itself, which is last, where one is left',
    [5, 5],
    2,
    [
      [[5], 4],
      [[5], 4],
    ],
  ],
  [
    'nothing of files beyond the limit',
    [3, 3],
    1,
    [
      [[3], 2],
      [[], 3],
    ],
  ],
  ['nothing of no files', [], 5, []],
])('shares out %s', (_name, counts, most, expected) => {
  expect(told(counts, most)).toEqual(expected);
});

test('never tries more than the limit, and never loses one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 8 }), fc.integer({ min: 1, max: 90 }), (counts, most) => {
      const shares = told(counts, most);
      const tried = shares.reduce((sum, [lines]) => sum + lines.length, 0);
      const all = counts.reduce((sum, count) => sum + count, 0);
      expect(tried).toBe(Math.min(most, all));
      expect(shares.map(([lines, left]) => lines.length + left)).toEqual(counts);
      for (const [lines] of shares) expect(new Set(lines).size).toBe(lines.length);
    }),
  );
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addExactly, type ExactSum, roundedSum } from '../../../../shared/domain/statistics/exact-sum.ts';
import { meanInterval } from '../../../../shared/domain/statistics/mean.ts';
import {
  greatestValue,
  isMeasurable,
  meanOf,
  mergeMoments,
  momentsOf,
  noMoments,
  sumOf,
  varianceOf,
} from '../../../../shared/domain/statistics/moments.ts';
import { expectKind, expectNear } from './near.ts';
import { meanIntervals } from './reference/mean.ts';

const figures = (values: Iterable<number>) => {
  const moments = momentsOf(values);
  return { ...moments, sum: sumOf(moments), squares: meanOf(moments), variance: varianceOf(moments) };
};

describe('exact sum', () => {
  test.each<[number[], number]>([
    [[], 0],
    [[0, -0], 0],
    [[0.1, 0.2, 0.3], 0.6],
    [[1, 1e100, 1, -1e100], 2],
    [[1e16, 1, 1e-16], 10000000000000002],
    [[1, 2 ** -53], 1],
    [[1, 2 ** -53, 2 ** -106], 1 + 2 ** -52],
    [[1, 2 ** -53, -(2 ** -106)], 1],
    [[1 + 2 ** -52, 2 ** -53], 1 + 2 ** -51],
    [[1 + 2 ** -52, 2 ** -53, -(2 ** -106)], 1 + 2 ** -52],
    [[-1, -(2 ** -53), -(2 ** -106)], -1 - 2 ** -52],
    [Array.from({ length: 10 }, () => 0.1), 1],
    [[5e-324, 5e-324], 1e-323],
  ])('%j', (values, expected) => {
    const sum: ExactSum = [];
    for (const value of values) addExactly(sum, value);
    expect(roundedSum(sum)).toBe(expected);
  });

  test('is the sum of the same numbers as whole multiples of the smallest one', () => {
    const value = fc.tuple(fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const sum: ExactSum = [];
        let whole = 0n;
        for (const [digits, exponent] of values) {
          addExactly(sum, Number(digits) * 2 ** exponent);
          whole += digits * 2n ** BigInt(exponent);
        }
        // Number() of a BigInt rounds once, to the nearest, ties to even.
        expect(roundedSum(sum)).toBe(Number(whole));
      }),
    );
  });
});

describe('moments', () => {
  test.each(meanIntervals)('of %j', (values, confidence, mean, variance, lower, upper) => {
    const moments = momentsOf(values);
    expectNear(meanOf(moments) ?? Number.NaN, mean, 1e-15);
    expectNear(varianceOf(moments) ?? Number.NaN, variance, 1e-15);
    const found = expectKind(meanInterval(moments, { confidence, sides: 'two' }), 'interval');
    expectNear(found.lower, lower);
    expectNear(found.upper, upper);
    const one = (1 + confidence) / 2;
    const above = expectKind(meanInterval(moments, { confidence: one, sides: 'upper' }), 'interval');
    expect(above.lower).toBe(Number.NEGATIVE_INFINITY);
    expectNear(above.upper, upper);
    const below = expectKind(meanInterval(moments, { confidence: one, sides: 'lower' }), 'interval');
    expect(below.upper).toBe(Number.POSITIVE_INFINITY);
    expectNear(below.lower, lower);
  });

  test('of nothing', () => {
    expect(noMoments()).toEqual({
      n: 0,
      sum: [],
      squares: [],
      min: Number.POSITIVE_INFINITY,
      max: Number.NEGATIVE_INFINITY,
    });
    expect([meanOf(noMoments()), varianceOf(noMoments()), sumOf(noMoments())]).toEqual([undefined, undefined, 0]);
  });

  test.each<[number[], string]>([
    [[], 'too-few'],
    [[3], 'too-few'],
    [[3, 3], 'no-spread'],
    [[0.1, 0.1, 0.1], 'no-spread'],
  ])('%j has no interval: %s', (values, reason) => {
    expect(meanInterval(momentsOf(values), { confidence: 0.95, sides: 'two' })).toMatchObject({ kind: 'none', reason });
  });

  test('values without a difference in the squares still have spread', () => {
    expect(varianceOf(momentsOf([1e-200, 2e-200]))).toBeGreaterThan(0);
    expect(varianceOf(momentsOf([0, 1e-320]))).toBeGreaterThan(0);
    expectNear(varianceOf(momentsOf([2 ** 460, 2 ** 460 + 2 ** 410])) ?? Number.NaN, 2 ** 819, 1e-15);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1.1e140, -1.1e140])('%p cannot be counted in', (value) => {
    expect(isMeasurable(value)).toBe(false);
    expect(() => momentsOf([1, value])).toThrow('is not a value that can be counted in');
  });

  test('many of the greatest values stay in range', () => {
    const moments = momentsOf([greatestValue, -greatestValue, greatestValue]);
    const many = Array.from({ length: 30 }).reduce<typeof moments>((sum) => mergeMoments(sum, sum), moments);
    expect(many.n).toBe(3 * 2 ** 30);
    expectNear(meanOf(many) ?? Number.NaN, greatestValue / 3, 1e-12);
    expectNear(varianceOf(many) ?? Number.NaN, ((greatestValue * 8) / 9) * greatestValue, 1e-8);
  });

  test('are the same in any order, and merged from any parts; merging changes neither part', () => {
    const value = fc.oneof(
      fc.double({ min: -1e140, max: 1e140, noNaN: true }),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.integer(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.nat(), fc.integer({ min: 0, max: 2 })), { maxLength: 60 }), (rows) => {
        const whole = figures(rows.map(([each]) => each));
        const shuffled = [...rows].sort((a, b) => a[1] - b[1]);
        expect(figures(shuffled.map(([each]) => each))).toEqual(whole);
        const [a, b, c] = [0, 1, 2].map((part) =>
          momentsOf(rows.filter((row) => row[2] === part).map((row) => row[0])),
        );
        if (a === undefined || b === undefined || c === undefined) throw new Error('three parts');
        const before = structuredClone([a, b, c]);
        for (const merged of [mergeMoments(mergeMoments(a, b), c), mergeMoments(c, mergeMoments(b, a))]) {
          const found = { ...merged, sum: sumOf(merged), squares: meanOf(merged), variance: varianceOf(merged) };
          expect(found).toEqual(whole);
        }
        expect([a, b, c]).toEqual(before);
      }),
    );
  });

  test('the interval encloses the mean, is wider for more confidence, and moves with the values', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.5, max: 0.99, noNaN: true }), fc.integer(), (list, confidence, by) => {
        const moments = momentsOf(list);
        const found = meanInterval(moments, { confidence, sides: 'two' });
        expect(found.kind === 'none').toBe(new Set(list).size === 1);
        if (found.kind === 'none') return;
        const mean = meanOf(moments) ?? Number.NaN;
        expect(found.lower < mean && mean < found.upper).toBe(true);
        const surer = expectKind(meanInterval(moments, { confidence: (1 + confidence) / 2, sides: 'two' }), 'interval');
        expect(surer.lower < found.lower && found.upper < surer.upper).toBe(true);
        const moved = momentsOf(list.map((each) => each + by));
        const there = expectKind(meanInterval(moved, { confidence, sides: 'two' }), 'interval');
        expect(Math.abs(there.lower - found.lower - by)).toBeLessThan(1e-5);
      }),
    );
  });
});

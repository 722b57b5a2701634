import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addExactly,
  addSquare,
  dividedSum,
  moments,
  roundedSum,
} from '../../../../shared/domain/statistics/exact-sum.ts';

const sumOf = (values: readonly number[]): number[] => {
  const sum: number[] = [];
  for (const value of values) addExactly(sum, value);
  return sum;
};
const squaresOf = (values: readonly number[]): number[] => {
  const sum: number[] = [];
  for (const value of values) addSquare(sum, value);
  return sum;
};

describe('a sum is rounded once', () => {
  test.each<[number[], number]>([
    [[], 0],
    [[0], 0],
    [[0, -0], 0],
    [[1e16, 1, 1e-16], 10000000000000002],
    [[1, 2 ** -53, -(2 ** -106)], 1],
    [[1 + 2 ** -52, 2 ** -53], 1 + 2 ** -51],
    [[1 + 2 ** -52, 2 ** -53, -(2 ** -106)], 1 + 2 ** -52],
    [[5e-324], 5e-324],
    [[5e-324, 5e-324, 5e-324], 1.5e-323],
    [[1e100, 1, -1e100], 1],
    [[1e16, 1, 1], 1e16 + 2],
    [[0.1, 0.2, 0.3], 0.6],
    [Array.from({ length: 10 }, () => 0.1), 1],
    [[1, 2 ** -53], 1],
    [[1, 2 ** -53, 2 ** -106], 1 + 2 ** -52],
    [[-1, -(2 ** -53), -(2 ** -106)], -1 - 2 ** -52],
    [[1e100, -1e100], 0],
    [[2.2250738585072014e-308, -5e-324], 2.225073858507201e-308],
  ])('%j', (values, expected) => {
    expect(roundedSum(sumOf(values))).toBe(expected);
    expect(roundedSum(sumOf(values.toReversed()))).toBe(expected);
  });

  test('as whole numbers of any size are summed', () => {
    const whole = fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n });
    const scaled = fc.tuple(whole, fc.integer({ min: -100, max: 100 }));
    fc.assert(
      fc.property(fc.array(scaled, { maxLength: 40 }), (terms) => {
        const values = terms.map(([value, power]) => Number(value) * 2 ** power);
        const exact = terms.reduce((sum, [value, power]) => sum + (BigInt(Number(value)) << BigInt(power + 100)), 0n);
        // Whole numbers become doubles by rounding once.
        expect(roundedSum(sumOf(values))).toBe(Number(exact) * 2 ** -100);
      }),
    );
  });
});

describe('mean and squared deviations', () => {
  test.each<[number[], number, number]>([
    [[5], 5, 0],
    [[1, 2, 3, 4], 2.5, 5],
    [[1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 1e9 + 10, 90],
    [[1e15, 1e15 + 2], 1e15 + 1, 2],
    [[0.1, 0.1, 0.1], 0.1, 0],
    [[-3, 3], 0, 18],
    [[1e100, 1e100], 1e100, 0],
    [[0, 0, 0], 0, 0],
  ])('%j', (values, mean, m2) => {
    expect(moments(values.length, sumOf(values), squaresOf(values))).toEqual({ mean, m2 });
  });

  test('of whole numbers they are those of exact fractions, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 }), (values) => {
        const n = BigInt(values.length);
        const first = values.reduce((sum, value) => sum + BigInt(value), 0n);
        const second = values.reduce((sum, value) => sum + BigInt(value) ** 2n, 0n);
        const { mean, m2 } = moments(values.length, sumOf(values), squaresOf(values));
        expect(mean).toBeCloseTo(Number(first) / values.length, 6);
        const expected = Number(n * second - first * first) / values.length;
        expect(Math.abs(m2 - expected)).toBeLessThanOrEqual(expected * 1e-15);
        const reversed = values.toReversed();
        expect(moments(values.length, sumOf(reversed), squaresOf(reversed))).toEqual({ mean, m2 });
      }),
    );
  });

  test('values of every size have squares that do not get lost', () => {
    const value = fc.double({ min: -1e100, max: 1e100, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), (values) => {
        const one = moments(values.length, sumOf(values), squaresOf(values));
        const sorted = [...values].sort((a, b) => a - b);
        expect(moments(values.length, sumOf(sorted), squaresOf(sorted))).toEqual(one);
        expect(one.m2).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(one.m2)).toBe(true);
      }),
    );
  });

  test.each([
    [[6], [3], 2],
    [[1], [3], 1 / 3],
    [[0], [3], 0],
    [[1], [], undefined],
    [[1], [0], undefined],
  ])('%j divided by %j is %p', (sum, by, expected) => {
    expect(dividedSum(sum, by)).toBe(expected);
  });
});

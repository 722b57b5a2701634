import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binomialTails } from '../../../../shared/domain/statistics/beta.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import {
  orderStatistics,
  type PercentileMethod,
  percentileInterval,
  percentileOf,
  smallestForOrderStatistics,
} from '../../../../shared/domain/statistics/percentile.ts';
import { proportionInterval } from '../../../../shared/domain/statistics/proportion.ts';
import { sortedSample } from '../../../../shared/domain/statistics/sorted-sample.ts';
import { expectKind, expectNear } from './near.ts';
import { orderStatisticRanks, percentiles, smallestSizes } from './reference/percentile.ts';

const methods: PercentileMethod[] = ['nearest-rank', 'linear'];
const two: Level = { confidence: 0.95, sides: 'two' };

describe('percentile', () => {
  test.each(percentiles)('of %j at %p', (values, p, ...expected) => {
    const sample = sortedSample(values);
    for (const [index, method] of methods.entries()) {
      expectNear(percentileOf(sample, p, method), expected[index] ?? Number.NaN, 1e-12);
    }
  });

  test.each<[number, PercentileMethod, number]>([
    [99.9, 'nearest-rank', 999],
    [99.99, 'nearest-rank', 1000],
    [95, 'nearest-rank', 950],
    [2.3, 'nearest-rank', 23],
    [58, 'nearest-rank', 580],
    [0.1, 'nearest-rank', 1],
    [0.11, 'nearest-rank', 2],
    [0, 'nearest-rank', 1],
    [100, 'nearest-rank', 1000],
    [100, 'linear', 1000],
    [0, 'linear', 1],
    [50, 'linear', 500.5],
    [95, 'linear', 950.05],
    [99, 'linear', 990.01],
  ])('%p percent of 1 to 1000 by %s is %p', (p, method, value) => {
    expect(percentileOf(sortedSample(Array.from({ length: 1000 }, (_, index) => index + 1)), p, method)).toBe(value);
  });

  test.each<[number, number, number, number]>([
    [10, 0.000001, 1, 1.00000009],
    [10, 99.999999, 10, 9.99999991],
    // 0.07 * 100 is more than 7 in doubles.
    [100, 7, 7, 7.93],
    [100, 29, 29, 29.71],
    [100, 57, 57, 57.43],
  ])('of 1 to %p at %p, with ranks that rounding does not move', (n, p, nearest, linear) => {
    const sample = sortedSample(Array.from({ length: n }, (_, index) => index + 1));
    expect(percentileOf(sample, p, 'nearest-rank')).toBe(nearest);
    expect(percentileOf(sample, p, 'linear')).toBeCloseTo(linear, 9);
  });

  test('of nothing there is none, and of one value it is this value', () => {
    for (const method of methods) {
      expect(percentileOf(sortedSample([]), 50, method)).toBeNaN();
      expect(percentileOf(sortedSample([7]), 95, method)).toBe(7);
    }
  });

  test('between the two greatest doubles there is a value', () => {
    const greatest = Number.MAX_VALUE;
    expect(percentileOf(sortedSample([-greatest, greatest]), 50, 'linear')).toBe(0);
    expect(percentileOf(sortedSample([greatest, greatest]), 50, 'linear')).toBe(greatest);
  });

  test.each([-1, 100.5, Number.NaN])('%p percent is refused', (p) => {
    expect(() => percentileOf(sortedSample([1, 2]), p, 'linear')).toThrow('a percentile must be between 0 and 100');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%p is no value', (value) => {
    expect(() => sortedSample([1, value])).toThrow('is not a value of a sample');
  });

  test('lies within the values, rises with p and does not see their order', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 });
    const share = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(values, share, share, fc.constantFrom(...methods), (list, p, q, method) => {
        const sample = sortedSample(list);
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map((each) => percentileOf(sample, each, method));
        // Weights of two neighbours add up to 1 but for the last digit.
        const slack = Math.max(...list.map(Math.abs)) * 1e-15;
        expect(low).toBeLessThanOrEqual((high ?? 0) + slack);
        expect(low).toBeGreaterThanOrEqual(Math.min(...list) - slack);
        expect(high).toBeLessThanOrEqual(Math.max(...list) + slack);
        expect(percentileOf(sortedSample([...list].reverse()), p, method)).toBe(percentileOf(sample, p, method));
        expect(method === 'linear' || list.includes(percentileOf(sample, p, method))).toBe(true);
      }),
    );
  });
});

describe('interval of order statistics', () => {
  test.each(orderStatisticRanks)('n = %p, p = %p, %p, %s', (n, p, confidence, sides, lower, upper, coverage) => {
    const found = orderStatistics(n, p, { confidence, sides });
    const ranks = found.kind === 'ranks' ? found : undefined;
    expect([ranks?.lower, ranks?.upper]).toEqual([lower, upper]);
    expectNear(ranks?.coverage ?? Number.NaN, coverage ?? Number.NaN, 1e-11);
    // Where there are none, the number that is told is greater and enough.
    const needed = found.kind === 'none' && found.reason === 'too-few' ? (found.needed ?? Number.NaN) : n;
    expect(needed > n).toBe(coverage === undefined);
    expect(orderStatistics(needed, p, { confidence, sides })).toMatchObject({ kind: 'ranks' });
  });

  test.each(smallestSizes)('p = %p at %p, %s needs %p values', (p, confidence, sides, n) => {
    const level: Level = { confidence, sides };
    expect(smallestForOrderStatistics(p, level)).toBe(n);
    expect(orderStatistics(n, p, level)).toMatchObject({ kind: 'ranks' });
    // Of no values there are none in any case.
    expect(orderStatistics(n - 1, p, level)).toEqual({ kind: 'none', reason: 'too-few', needed: n });
  });

  test.each([0, 100])('the extreme %p has none, however many values there are', (p) => {
    expect(orderStatistics(1e6, p, two)).toEqual({ kind: 'none', reason: 'too-few', needed: undefined });
    expect(smallestForOrderStatistics(p, two)).toBeUndefined();
  });

  test('is made of measured values; a side that is not claimed is infinite', () => {
    const sample = sortedSample(Array.from({ length: 100 }, (_, index) => 10 * (index + 1)));
    expect(percentileInterval(sample, 50, two)).toMatchObject({ method: 'order-statistic', lower: 400, upper: 610 });
    const above = percentileInterval(sample, 95, { confidence: 0.95, sides: 'upper' });
    expect(above).toMatchObject({ lower: Number.NEGATIVE_INFINITY, upper: 990 });
    const below = percentileInterval(sample, 95, { confidence: 0.95, sides: 'lower' });
    expect(below).toMatchObject({ lower: 910, upper: Number.POSITIVE_INFINITY });
    expect(percentileInterval(sortedSample([1, 2, 3]), 95, two)).toEqual({
      kind: 'none',
      reason: 'too-few',
      needed: 72,
    });
  });

  // The greatest of 1 value lies below the first percentile with a probability of exactly 0.01.
  test.each<[number, number, number, Level['sides']]>([
    [1, 1, 0.99, 'upper'],
    [1, 99, 0.99, 'lower'],
    [1, 90, 0.9, 'lower'],
    [1, 5, 0.95, 'upper'],
    [2, 90, 0.99, 'lower'],
    [6, 10, 0.999999, 'upper'],
  ])('%p value(s) suffice where the probability is exactly the error: p = %p at %p, %s', (n, p, confidence, sides) => {
    expect(smallestForOrderStatistics(p, { confidence, sides })).toBe(n);
    const ranks = expectKind(orderStatistics(n, p, { confidence, sides }), 'ranks');
    expect(sides === 'lower' ? ranks.lower : ranks.upper).toBe(sides === 'lower' ? 1 : n);
    expectNear(ranks.coverage, confidence, 1e-12);
  });

  test('covers at least with the confidence, and no nearer rank would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.5, max: 99.5, noNaN: true }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        fc.constantFrom<Level['sides']>('two', 'lower', 'upper'),
        (n, p, confidence, sides) => {
          const found = orderStatistics(n, p, { confidence, sides });
          if (found.kind === 'none') return;
          const tail = sides === 'two' ? (1 - confidence) / 2 : 1 - confidence;
          expect(found.coverage).toBeGreaterThanOrEqual(confidence - 1e-12);
          const nearer = [
            found.lower === undefined ? 1 : binomialTails(found.lower, n, p / 100).lower,
            found.upper === undefined ? 1 : binomialTails(found.upper - 2, n, p / 100).upper,
          ];
          expect(Math.min(...nearer)).toBeGreaterThan(tail);
          const [lower, upper] = [found.lower ?? 1, found.upper ?? n];
          expect(lower >= 1 && lower <= upper && upper <= n).toBe(true);
        },
      ),
    );
  });

  test('bounds a percentile where Clopper-Pearson bounds the rate of values up to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: 400 }), fc.integer({ min: 0, max: 400 }), (n, within) => {
        fc.pre(within <= n);
        const sample = sortedSample(Array.from({ length: n }, (_, index) => (index < within ? 1 : 3)));
        const level: Level = { confidence: 0.95, sides: 'upper' };
        const found = expectKind(percentileInterval(sample, 95, level), 'interval');
        const rate = proportionInterval({ successes: within, n }, 'clopper-pearson', { ...level, sides: 'lower' });
        expect(found.upper <= 2).toBe(expectKind(rate, 'interval').lower >= 0.95);
      }),
    );
  });
});

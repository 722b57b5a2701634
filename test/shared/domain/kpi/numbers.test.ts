import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addExactly, addSquare, dividedSum, moments, roundedSum } from '../../../../shared/domain/kpi/exact-sum.ts';
import { hashKey, keyTable, lineOfKey, noteKey } from '../../../../shared/domain/kpi/key-table.ts';
import { percentileOf } from '../../../../shared/domain/kpi/percentile.ts';
import {
  addToSample,
  emptySample,
  mergeSamples,
  sketchError,
  sortedValues,
} from '../../../../shared/domain/kpi/sample.ts';
import { addToSketch, noSketch } from '../../../../shared/domain/statistics/quantile-sketch.ts';

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

describe('percentiles', () => {
  const of = (values: number[], percentile: number, method: 'linear' | 'nearest-rank'): number =>
    percentileOf(Float64Array.from(values).sort(), percentile, method);
  const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  test.each<[string, number[], number, number, number]>([
    ['one value', [7], 50, 7, 7],
    ['two values', [1, 2], 50, 1, 1.5],
    ['ten values', ten, 50, 5, 5.5],
    ['ten values', ten, 90, 9, 9.1],
    ['ten values', ten, 95, 10, 9.55],
    ['ten values', ten, 0.000001, 1, 1.00000009],
    ['ten values', ten, 99.999999, 10, 9.99999991],
    // 0.07 * 100 is more than 7 in doubles.
    ['a hundred values', hundred, 7, 7, 7.93],
    ['a hundred values', hundred, 29, 29, 29.71],
    ['a hundred values', hundred, 57, 57, 57.43],
    ['equal values', [3, 3, 3, 3], 75, 3, 3],
    ['numbers in any order', [10, 9, 1, 2, 30], 50, 9, 9],
  ])('%s %j: %d', (_name, values, percentile, nearest, linear) => {
    expect(of(values, percentile, 'nearest-rank')).toBe(nearest);
    expect(of(values, percentile, 'linear')).toBeCloseTo(linear, 9);
  });

  test('each is between the smallest and the largest number and does not fall as the percentile grows', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    const two = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }));
    fc.assert(
      fc.property(numbers, two, fc.constantFrom('linear' as const, 'nearest-rank' as const), (values, ps, method) => {
        const [low = 0, high = 0] = [...ps].sort((a, b) => a - b).map((p) => p / 1000);
        const [first, second] = [of(values, low, method), of(values, high, method)];
        expect(first).toBeLessThanOrEqual(second);
        expect(first).toBeGreaterThanOrEqual(Math.min(...values));
        expect(second).toBeLessThanOrEqual(Math.max(...values));
        expect(method === 'linear' || values.includes(first)).toBe(true);
      }),
    );
  });
});

describe('numbers that are kept', () => {
  test('beyond the limit there are none, however the parts were cut', () => {
    const sampleOf = (values: number[]): ReturnType<typeof emptySample> => {
      const sample = emptySample();
      for (const value of values) addToSample(sample, value, 3);
      return sample;
    };
    expect([...(sortedValues(sampleOf([3, 1, 2])) ?? [])]).toEqual([1, 2, 3]);
    expect(sortedValues(sampleOf([3, 1, 2, 4]))).toBeUndefined();
    expect(sortedValues(mergeSamples(sampleOf([3, 1]), sampleOf([2, 4]), 3))).toBeUndefined();
    expect(sortedValues(mergeSamples(sampleOf([1, 2, 3, 4]), sampleOf([]), 3))).toBeUndefined();
    expect([...(sortedValues(mergeSamples(sampleOf([3]), sampleOf([2, 1]), 3)) ?? [])]).toEqual([1, 2, 3]);
  });

  test('merged in any grouping they are all numbers, or the sketch of all', () => {
    const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 8 }), fc.nat(400), fc.array(fc.nat()), (parts, limit, merging) => {
        const made = parts.map((values) => {
          const sample = emptySample();
          for (const value of values) addToSample(sample, value, limit);
          return structuredClone(sample);
        });
        for (let round = 0; made.length > 1; round += 1) {
          const at = (merging[round % Math.max(1, merging.length)] ?? 0) % (made.length - 1);
          const [one = emptySample(), other = emptySample()] = made.slice(at, at + 2);
          made.splice(at, 2, mergeSamples(one, other, limit));
        }
        const [merged = emptySample()] = made;
        const all = parts.flat();
        expect(merged.total).toBe(all.length);
        const sketch = noSketch(sketchError);
        for (const value of all) addToSketch(sketch, value);
        expect(merged.sketch).toEqual(all.length > limit ? sketch : undefined);
        expect(sortedValues(merged)).toEqual(all.length > limit ? undefined : Float64Array.from(all).sort());
      }),
    );
  });

  test('many parts of few numbers need no more room than the numbers', () => {
    let sample = emptySample();
    for (let part = 0; part < 2000; part += 1) {
      const next = emptySample();
      for (let index = 0; index < 70; index += 1) addToSample(next, part * 70 + index, 1e6);
      sample = mergeSamples(sample, next, 1e6);
    }
    const held = sample.chunks.reduce((sum, chunk) => sum + chunk.buffer.byteLength, 0);
    expect(held).toBeLessThan(2000 * 70 * 8 + 1024);
    expect(sortedValues(sample)?.[139_999]).toBe(139_999);
  });
});

describe('keys', () => {
  test('every key is found again, and no other', () => {
    const table = keyTable();
    const keys = Array.from({ length: 300_000 }, (_, index) => `main-baseline-run-002-${index}`);
    const again = keys.filter((key, index) => noteKey(table, hashKey(key), index + 1) !== 0);
    expect(again).toEqual([]);
    expect(table.used).toBe(keys.length);
    for (const index of [0, 1, 63, 64, 150_000, 299_999]) {
      expect(lineOfKey(table, hashKey(keys[index] ?? ''))).toBe(index + 1);
      expect(noteKey(table, hashKey(keys[index] ?? ''), 7)).toBe(index + 1);
    }
    expect(lineOfKey(table, hashKey('main-baseline-run-002-300000'))).toBe(0);
  });

  test('short keys and keys that differ little have hashes of their own, in both halves', () => {
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz0123456789-_');
    const keys = ['', ...letters].flatMap((a) => ['', ...letters].flatMap((b) => letters.map((c) => a + b + c)));
    const hashes = [...new Set(keys)].map(hashKey);
    expect(new Set(hashes.map(({ high, low }) => `${high} ${low}`)).size).toBe(hashes.length);
    // By chance 58,000 keys meet about 0.4 times in one half of 32 bits.
    expect(new Set(hashes.map(({ high }) => high)).size).toBeGreaterThan(hashes.length - 10);
    expect(new Set(hashes.map(({ low }) => low)).size).toBeGreaterThan(hashes.length - 10);
  });
});

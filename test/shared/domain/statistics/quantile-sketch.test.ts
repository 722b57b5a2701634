import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { percentileInterval, percentileOf } from '../../../../shared/domain/statistics/percentile.ts';
import {
  addToSketch,
  mergeSketches,
  noSketch,
  type QuantileSketch,
  sketchedPercentile,
  sketchedPercentileInterval,
} from '../../../../shared/domain/statistics/quantile-sketch.ts';
import { seededDraw } from '../../../../shared/domain/statistics/random.ts';
import { sortedSample } from '../../../../shared/domain/statistics/sorted-sample.ts';

const sketchOf = (values: Iterable<number>, relativeError = 0.01): QuantileSketch => {
  const sketch = noSketch(relativeError);
  for (const value of values) addToSketch(sketch, value);
  return sketch;
};
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
);
const values = fc.array(number, { minLength: 1, maxLength: 80 });
const relativeError = fc.constantFrom(0.0001, 0.005, 0.01, 0.2, 0.5);
const share = fc.double({ min: 0, max: 100, noNaN: true });

test('every percentile is within the relative error, and between its bounds', () => {
  fc.assert(
    fc.property(values, share, relativeError, (list, p, error) => {
      const exact = percentileOf(sortedSample(list), p, 'nearest-rank');
      const found = sketchedPercentile(sketchOf(list, error), p);
      if (found === undefined) throw new Error('a sketch of values has percentiles');
      expect(found.lower).toBeLessThanOrEqual(exact);
      expect(found.upper).toBeGreaterThanOrEqual(exact);
      expect(found.lower <= found.value && found.value <= found.upper).toBe(true);
      // The smallest doubles have too few digits for a relative error.
      expect(Math.abs(found.value - exact)).toBeLessThanOrEqual(Math.abs(exact) * error * (1 + 1e-9) + 1e-320);
    }),
    { numRuns: 500 },
  );
});

test('merged from any parts, in any order, it is the sketch of all; neither part changes', () => {
  const rows = fc.array(fc.tuple(number, fc.integer({ min: 0, max: 2 })), { maxLength: 80 });
  fc.assert(
    fc.property(rows, relativeError, (list, error) => {
      const part = (which: number) =>
        sketchOf(
          list.filter((row) => row[1] === which).map((row) => row[0]),
          error,
        );
      const parts = [part(0), part(1), part(2)] as const;
      const before = structuredClone(parts);
      const whole = sketchOf(list.map((row) => row[0]).reverse(), error);
      expect(mergeSketches(mergeSketches(parts[0], parts[1]), parts[2])).toEqual(whole);
      expect(mergeSketches(parts[2], mergeSketches(parts[1], parts[0]))).toEqual(whole);
      expect(parts).toEqual(before);
    }),
  );
});

test('the interval encloses that of the values', () => {
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 300 }),
      fc.constantFrom(5, 50, 90, 95),
      fc.constantFrom<Level['sides']>('two', 'lower', 'upper'),
      (list, p, sides) => {
        const level: Level = { confidence: 0.9, sides };
        const exact = percentileInterval(sortedSample(list), p, level);
        const found = sketchedPercentileInterval(sketchOf(list), p, level);
        const { coverage, lower, upper, ...rest } =
          exact.kind === 'none' ? { ...exact, coverage: 1, lower: 0, upper: 0 } : exact;
        expect(found).toMatchObject(rest);
        const ends = found.kind === 'none' ? { coverage, lower, upper, relativeError: 0.01 } : found;
        expect(ends).toMatchObject({ coverage, relativeError: 0.01 });
        expect(ends.lower).toBeLessThanOrEqual(lower);
        expect(ends.upper).toBeGreaterThanOrEqual(upper);
      },
    ),
  );
});

describe('sizes and ends', () => {
  test('a hundred thousand values over four powers of ten take a thousand buckets', () => {
    const drawn = new Uint32Array(100_000);
    seededDraw('sketch')(drawn, 10_000_000);
    const sketch = sketchOf(
      Array.from(drawn, (each) => each + 1000),
      0.005,
    );
    expect(sketch.n).toBe(100_000);
    expect(sketch.positive.size).toBeLessThan(230 * 4 + 5);
    const exact = sortedSample(Array.from(drawn, (each) => each + 1000));
    for (const p of [1, 50, 95, 99, 99.9]) {
      const value = percentileOf(exact, p, 'nearest-rank');
      expect(Math.abs((sketchedPercentile(sketch, p)?.value ?? Number.NaN) / value - 1)).toBeLessThanOrEqual(
        0.005 * (1 + 1e-9),
      );
    }
  });

  test('least, greatest and zero are exact', () => {
    const sketch = sketchOf([-3.7, 0, -0, 0, 12.345]);
    expect([0, 50, 100].map((p) => sketchedPercentile(sketch, p)?.value)).toEqual([-3.7, 0, 12.345]);
    expect(sketch).toMatchObject({ n: 5, zeros: 3, min: -3.7, max: 12.345 });
  });

  test('all doubles have a bucket', () => {
    const extremes = [Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE];
    for (const p of [10, 40, 60, 90]) {
      const exact = percentileOf(sortedSample([...extremes, ...extremes]), p, 'nearest-rank');
      const found = sketchedPercentile(sketchOf([...extremes, ...extremes], 0.005), p);
      expect((found?.lower ?? 1) <= exact && exact <= (found?.upper ?? -1)).toBe(true);
    }
  });

  test('of nothing there is no percentile', () => {
    expect(sketchedPercentile(noSketch(0.01), 50)).toBeUndefined();
    expect(sketchedPercentileInterval(noSketch(0.01), 50, { confidence: 0.95, sides: 'two' })).toEqual({
      kind: 'none',
      reason: 'too-few',
      needed: 6,
    });
  });

  test('what cannot be sketched or merged is refused', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => sketchOf([value])).toThrow('is not a value of a sketch');
    }
    for (const error of [0, 0.00001, 0.6, 1, Number.NaN]) expect(() => noSketch(error)).toThrow('no sketch with');
    expect(() => mergeSketches(noSketch(0.01), noSketch(0.02))).toThrow('do not merge');
    const broken = { ...sketchOf([1, 2, 3]), n: 9 };
    expect(() => sketchedPercentile(broken, 50)).toThrow('has no rank 5');
  });
});

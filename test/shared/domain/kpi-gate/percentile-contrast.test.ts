import { describe, expect, test } from '@jest/globals';
import type { Measure } from '../../../../shared/domain/kpi/measure.ts';
import { comparison } from '../../../../shared/domain/kpi-gate/comparison.ts';
import type { Tolerance } from '../../../../shared/domain/kpi-gate/tolerance.ts';
import { addToSketch, noSketch } from '../../../../shared/domain/statistics/quantile-sketch.ts';
import { compared, errors, measured, p90, slower } from '../../../support/kpi-comparison.ts';
import { expectNear } from '../statistics/near.ts';

test('large samples of a percentile are compared by their limits, with the same outcome', () => {
  const numbers = (count: number, by: number): Measure => {
    const sorted = Float64Array.from({ length: count }, (_, index) => by + index / count);
    const one = measured(p90, 1, 40).measure;
    return { ...one, sorted, denominator: count, value: by + 0.9 };
  };
  const { kpi } = measured(p90, 1, 40);
  const zone = (by: number, tolerance: Tolerance) => {
    const found = comparison(kpi, numbers(30_000, by), numbers(25_000, 0), tolerance, errors);
    expect(found.method).toBe('mover');
    return [found.zone, (found.p ?? 1) < 0.025];
  };
  expect(zone(0, { absolute: 0.05 })).toEqual(['within', false]);
  expect(zone(0.05, { absolute: 0.05 })).toEqual(['inconclusive', false]);
  expect(zone(0.1, { absolute: 0.05 })).toEqual(['worse', true]);
  // Uniform between 0 and 1: the standard error of the difference is 0.3 * sqrt(1 / 30000 + 1 / 25000).
  const { interval } = comparison(kpi, numbers(30_000, 0), numbers(25_000, 0), { absolute: 1 }, errors);
  expectNear(interval?.upper ?? 0, 1.96 * 0.3 * Math.sqrt(1 / 30_000 + 1 / 25_000), 0.02);
});

describe('percentiles without their numbers', () => {
  const sides = (by: number, read: boolean): [Measure, Measure] => [
    measured(p90, 1, 200, slower(by), read).measure,
    measured(p90, 2, 200, slower(0), read).measure,
  ];
  const { kpi } = measured(p90, 1, 40);
  const sketched = (side: Measure): Measure => {
    const sketch = noSketch(0.001);
    for (const value of side.sorted ?? []) addToSketch(sketch, value);
    return { ...side, sorted: undefined, sketch };
  };

  test.each<[number, Tolerance, string]>([
    [0, { relative: 0.2 }, 'within'],
    [100, { relative: 0.2 }, 'worse'],
    [20, { absolute: 20 }, 'inconclusive'],
  ])('%i above with %p: reports and sketches say what the numbers say', (by, tolerance, zone) => {
    const [a, b] = sides(by, true);
    const [reportA, reportB] = sides(by, false);
    const compare = (one: Measure, other: Measure) => comparison(kpi, one, other, tolerance, errors);
    expect(compare(a, b)).toMatchObject({ zone, method: 'bootstrap-percentile' });
    for (const [one, other] of [
      [a, reportB],
      [reportA, b],
      [reportA, reportB],
      [sketched(a), b],
      [sketched(a), sketched(b)],
      [sketched(a), reportB],
    ] as const) {
      const found = compare(one, other);
      expect(found).toMatchObject({ zone, method: 'mover' });
      expect((found.p ?? 1) < 0.025).toBe(zone === 'worse');
    }
  });

  test('limits at another confidence are wider where more is asked', () => {
    const [a, b] = sides(0, false);
    const width = (alpha: number): number => {
      const { interval } = comparison(kpi, a, b, { absolute: 1 }, { ...errors, alpha });
      return (interval?.upper ?? 0) - (interval?.lower ?? 0);
    };
    // By the quantiles of the normal distribution, 2.5758 and 1.9600.
    expectNear(width(0.01) / width(0.05), 2.5758293 / 1.959964, 1e-6);
  });
});

test('a percentile compared twice gives the same', () => {
  const once = () => compared(p90, [200, slower(18)], [200, slower(0)], { absolute: 20 });
  expect(once()).toEqual(once());
});

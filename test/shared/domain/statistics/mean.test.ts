import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { meanIntervalOf } from '../../../../shared/domain/statistics/mean.ts';
import { meanFigures } from '../../../support/mean-figures.ts';
import { expectKind, expectNear } from './near.ts';
import { meanIntervals } from './reference/mean.ts';

test.each(meanIntervals)('of %j', (values, confidence, mean, variance, lower, upper) => {
  const figures = meanFigures(values);
  expectNear(figures.mean ?? Number.NaN, mean, 1e-15);
  expectNear(figures.variance ?? Number.NaN, variance, 1e-15);
  const found = expectKind(meanIntervalOf(figures, { confidence, sides: 'two' }), 'interval');
  expectNear(found.lower, lower);
  expectNear(found.upper, upper);
  const one = (1 + confidence) / 2;
  const above = expectKind(meanIntervalOf(figures, { confidence: one, sides: 'upper' }), 'interval');
  expect(above.lower).toBe(Number.NEGATIVE_INFINITY);
  expectNear(above.upper, upper);
  const below = expectKind(meanIntervalOf(figures, { confidence: one, sides: 'lower' }), 'interval');
  expect(below.upper).toBe(Number.POSITIVE_INFINITY);
  expectNear(below.lower, lower);
});

test.each<[number[], string]>([
  [[], 'too-few'],
  [[3], 'too-few'],
  [[3, 3], 'no-spread'],
  [[0.1, 0.1, 0.1], 'no-spread'],
])('%j has no interval: %s', (values, reason) => {
  expect(meanIntervalOf(meanFigures(values), { confidence: 0.95, sides: 'two' })).toMatchObject({
    kind: 'none',
    reason,
  });
});

test.each([[[1e-200, 2e-200]], [[0, 1e-320]]])('%j has spread, also where the squares show none', (values) => {
  expect(meanFigures(values).variance).toBeGreaterThan(0);
});

test('the interval encloses the mean, is wider for more confidence, and moves with the values', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.5, max: 0.99, noNaN: true }), fc.integer(), (list, confidence, by) => {
      const figures = meanFigures(list);
      const found = meanIntervalOf(figures, { confidence, sides: 'two' });
      expect(found.kind === 'none').toBe(new Set(list).size === 1);
      if (found.kind === 'none') return;
      const mean = figures.mean ?? Number.NaN;
      expect(found.lower < mean && mean < found.upper).toBe(true);
      const surer = expectKind(meanIntervalOf(figures, { confidence: (1 + confidence) / 2, sides: 'two' }), 'interval');
      expect(surer.lower < found.lower && found.upper < surer.upper).toBe(true);
      const moved = meanFigures(list.map((each) => each + by));
      const there = expectKind(meanIntervalOf(moved, { confidence, sides: 'two' }), 'interval');
      expect(Math.abs(there.lower - found.lower - by)).toBeLessThan(1e-5);
    }),
  );
});

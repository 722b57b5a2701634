import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  contrastInterval,
  type MeanContrast,
  meanContrastOf,
  proportionDifference,
} from '../../../../shared/domain/statistics/difference.ts';
import { holm } from '../../../../shared/domain/statistics/holm.ts';
import type { Level, NoInterval } from '../../../../shared/domain/statistics/interval.ts';
import { type Claim, contrastTest, proportionTest } from '../../../../shared/domain/statistics/p-value.ts';
import { percentileDifference } from '../../../../shared/domain/statistics/percentile-difference.ts';
import { proportionInterval } from '../../../../shared/domain/statistics/proportion.ts';
import { sortedSample } from '../../../../shared/domain/statistics/sorted-sample.ts';
import { meanFigures } from '../../../support/mean-figures.ts';
import { expectKind, expectNear } from './near.ts';
import { bootstrapDifferences, bootstrapSamples } from './reference/bootstrap.ts';
import { holmTables, newcombeIntervals, scoreTests } from './reference/difference.ts';
import { welchIntervals, welchTests } from './reference/mean.ts';

const two = (confidence: number): Level => ({ confidence, sides: 'two' });
const of = (successes: number, n: number) => ({ successes, n });
const worse: Claim = { factor: 1, margin: 0, alternative: 'greater' };
const contrastOf = (a: readonly number[], b: readonly number[], factor = 1): MeanContrast | NoInterval =>
  meanContrastOf(meanFigures(a), meanFigures(b), factor);
const linear = { p: 50, method: 'linear' } as const;
const once = { seed: 'once', resamples: 199 };
const counted = fc
  .integer({ min: 1, max: 2000 })
  .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }));

describe('difference of two rates', () => {
  test.each(newcombeIntervals)('%p/%p - %p/%p at %p', (x1, n1, x2, n2, confidence, lower, upper) => {
    const found = expectKind(proportionDifference(of(x1, n1), of(x2, n2), two(confidence)), 'interval');
    expect(Math.abs(found.lower - lower)).toBeLessThan(1e-12);
    expect(Math.abs(found.upper - upper)).toBeLessThan(1e-12);
  });

  // Newcombe, Interval estimation for the difference between independent proportions (1998), table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('published: %p/%p - %p/%p', (x1, n1, x2, n2, lower, upper) => {
    const found = expectKind(proportionDifference(of(x1, n1), of(x2, n2), two(0.95)), 'interval');
    expect([found.lower.toFixed(4), found.upper.toFixed(4)]).toEqual([lower.toFixed(4), upper.toFixed(4)]);
  });

  test('encloses the difference, turns over with the sides, and is wider for more confidence', () => {
    fc.assert(
      fc.property(counted, counted, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (a, b, confidence) => {
        const found = expectKind(proportionDifference(a, b, two(confidence)), 'interval');
        const difference = a.successes / a.n - b.successes / b.n;
        expect(found.lower).toBeLessThanOrEqual(difference);
        expect(found.upper).toBeGreaterThanOrEqual(difference);
        expect(found.lower >= -1 - 1e-12 && found.upper <= 1 + 1e-12).toBe(true);
        const turned = expectKind(proportionDifference(b, a, two(confidence)), 'interval');
        expect(Math.abs(turned.lower + found.upper)).toBeLessThan(1e-12);
        const surer = expectKind(proportionDifference(a, b, two((1 + confidence) / 2)), 'interval');
        expect(surer.lower <= found.lower && surer.upper >= found.upper).toBe(true);
      }),
    );
  });

  test('with a factor the other rate counts as much: of a rate that is surely there, only the first is left', () => {
    const a = of(30, 200);
    const own = expectKind(proportionInterval(a, 'wilson', two(0.95)), 'interval');
    const found = expectKind(proportionDifference(a, of(1e12, 2e12), two(0.95), 0.2), 'interval');
    expect(Math.abs(found.lower - (own.lower - 0.1))).toBeLessThan(1e-6);
    expect(Math.abs(found.upper - (own.upper - 0.1))).toBeLessThan(1e-6);
  });

  test('a side that is not claimed is all that is possible', () => {
    const both = expectKind(proportionDifference(of(3, 40), of(5, 50), two(0.9), 1.5), 'interval');
    const above = expectKind(
      proportionDifference(of(3, 40), of(5, 50), { confidence: 0.95, sides: 'upper' }, 1.5),
      'interval',
    );
    expect(above.lower).toBe(-1.5);
    expectNear(above.upper, both.upper, 1e-12);
    const below = expectKind(
      proportionDifference(of(3, 40), of(5, 50), { confidence: 0.95, sides: 'lower' }, 1.5),
      'interval',
    );
    expectNear(below.lower, both.lower, 1e-12);
    expect(below.upper).toBe(1);
  });

  test('no trials on one side give no interval; a factor must be positive', () => {
    const none = { kind: 'none', reason: 'too-few', needed: 1 };
    expect(proportionDifference(of(0, 0), of(1, 2), two(0.95))).toEqual(none);
    expect(proportionDifference(of(1, 2), of(0, 0), two(0.95))).toEqual(none);
    for (const factor of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => proportionDifference(of(1, 2), of(1, 2), two(0.95), factor)).toThrow('a factor must be > 0');
    }
  });
});

describe('difference of two means', () => {
  test.each(welchIntervals)('%j - %j times %p', (a, b, factor, confidence, lower, upper) => {
    const found = contrastInterval(expectKind(contrastOf(a, b, factor), 'contrast'), two(confidence));
    const width = upper - lower;
    expect(Math.abs(found.lower - lower)).toBeLessThan(1e-9 * width);
    expect(Math.abs(found.upper - upper)).toBeLessThan(1e-9 * width);
  });

  test.each<[number[], number[], string]>([
    [[1], [1, 2], 'too-few'],
    [[1, 2], [], 'too-few'],
    [[2, 2, 2], [5, 5], 'no-spread'],
  ])('%j and %j give none: %s', (a, b, reason) => {
    expect(contrastOf(a, b)).toMatchObject({ kind: 'none', reason });
  });

  test.each(welchTests)('%j against %j times %p, margin %p, %s', (a, b, factor, margin, alternative, p) => {
    const found = contrastTest(expectKind(contrastOf(a, b, factor), 'contrast'), { factor, margin, alternative });
    expectNear(found.p, p);
  });

  test('the test rejects at the one-sided error at which the interval leaves the margin out', () => {
    const list = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(list, list, fc.integer({ min: -20, max: 20 }), (a, b, margin) => {
        const contrast = contrastOf(a, b);
        if (contrast.kind === 'none') return;
        const found = contrastInterval(contrast, two(0.9));
        fc.pre(Math.abs(found.lower - margin) > 1e-9 && Math.abs(found.upper - margin) > 1e-9);
        const claim = { factor: 1, margin } as const;
        expect(contrastTest(contrast, { ...claim, alternative: 'greater' }).p < 0.05).toBe(found.lower > margin);
        expect(contrastTest(contrast, { ...claim, alternative: 'less' }).p < 0.05).toBe(found.upper < margin);
      }),
    );
  });
});

describe('test of two rates', () => {
  test.each(scoreTests)(
    '%p/%p against %p/%p times %p, margin %p, %s',
    (x1, n1, x2, n2, factor, margin, alternative, z, p) => {
      const found = expectKind(proportionTest(of(x1, n1), of(x2, n2), { factor, margin, alternative }), 'test');
      expect(Math.abs(found.statistic - z)).toBeLessThan(1e-9 * Math.max(1, Math.abs(z)));
      expect(Math.abs(found.p - p)).toBeLessThan(1e-10);
    },
  );

  test('no events on either side say nothing', () => {
    expect(proportionTest(of(0, 200), of(0, 300), worse)).toMatchObject({ statistic: 0, p: 0.5 });
    expect(proportionTest(of(200, 200), of(300, 300), worse)).toMatchObject({ statistic: 0, p: 0.5 });
  });

  test('no trials give no test', () => {
    expect(proportionTest(of(0, 0), of(1, 2), worse)).toEqual({ kind: 'none', reason: 'too-few', needed: 1 });
    expect(proportionTest(of(1, 2), of(0, 0), worse)).toEqual({ kind: 'none', reason: 'too-few', needed: 1 });
  });

  test.each([1, 2, -1, -2, Number.NaN])('no two rates lie %p apart', (margin) => {
    expect(() => proportionTest(of(1, 2), of(1, 2), { ...worse, margin })).toThrow('no rates lie');
  });

  test('greater and less complete each other; more tolerance makes worse less likely; opposites agree', () => {
    const margin = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(counted, counted, margin, margin, (a, b, m, other) => {
        const p = (margin: number, alternative: Claim['alternative'] = 'greater') =>
          expectKind(proportionTest(a, b, { factor: 1, margin, alternative }), 'test').p;
        expectNear(p(m) + p(m, 'less'), 1, 1e-9);
        expect(p(Math.max(m, other))).toBeGreaterThanOrEqual(p(Math.min(m, other)) - 1e-9);
        const opposite = ({ successes, n }: typeof a) => of(n - successes, n);
        const turned = expectKind(
          proportionTest(opposite(a), opposite(b), { factor: 1, margin: -m, alternative: 'less' }),
          'test',
        );
        expect(Math.abs(turned.p - p(m))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('difference of two percentiles', () => {
  const [first, second] = [sortedSample(bootstrapSamples[0] ?? []), sortedSample(bootstrapSamples[1] ?? [])];

  test.each(bootstrapDifferences)(
    'seed %s, %p times, p = %p by %s, factor %p',
    (seed, resamples, p, method, factor, confidence, lower, upper, pAbove3) => {
      const claim: Claim = { factor, margin: 3, alternative: 'greater' };
      const found = percentileDifference(first, second, { p, method }, { seed, resamples }, two(confidence), claim);
      const interval = expectKind(found, 'interval');
      expect(interval.resamples).toBe(resamples);
      expect(Math.abs(interval.lower - lower)).toBeLessThan(1e-12);
      expect(Math.abs(interval.upper - upper)).toBeLessThan(1e-12);
      expectNear(interval.p, pAbove3, 1e-12);
    },
  );

  test('a p-value is never 0, and both claims cannot be unlikely', () => {
    const far = sortedSample(Array.from({ length: 60 }, (_, index) => 1000 + index));
    const near = sortedSample(Array.from({ length: 60 }, (_, index) => index));
    const p = (alternative: Claim['alternative']) =>
      expectKind(percentileDifference(far, near, linear, once, two(0.9), { ...worse, alternative }), 'interval').p;
    expect(p('greater')).toBe(1 / 200);
    expect(p('less')).toBe(1);
  });

  test.each<[string, number[], number[], number, object]>([
    ['too few on one side', [1, 2, 3], [...second], 50, { reason: 'too-few', needed: 20 }],
    ['too few for the percentile', [...first], [...second], 95, { reason: 'too-few', needed: 59 }],
    [
      'all the same',
      Array.from({ length: 30 }, () => 1),
      Array.from({ length: 30 }, () => 2),
      50,
      { reason: 'no-spread' },
    ],
    ['too many', Array.from({ length: 100_001 }, () => 1), [...second], 50, { reason: 'too-many', limit: 100_000 }],
  ])('none: %s', (_, a, b, p, expected) => {
    const samples = [sortedSample(a), sortedSample(b), { p, method: 'linear' }, once, two(0.9)] as const;
    expect(percentileDifference(...samples, worse)).toEqual({ kind: 'none', ...expected });
  });
});

describe('Holm', () => {
  test.each(holmTables)('%j', (p, adjusted) => {
    for (const [index, each] of holm(p, 0.05).entries()) {
      expectNear(each.adjusted, adjusted[index] ?? Number.NaN, 1e-12);
      expect(each.rejected).toBe(each.adjusted <= 0.05);
    }
  });

  test('nothing to correct, and what is no p-value', () => {
    expect(holm([], 0.05)).toEqual([]);
    for (const p of [Number.NaN, -0.1, 1.1]) expect(() => holm([0.5, p], 0.05)).toThrow('a p-value must be');
    for (const alpha of [0, 1, Number.NaN]) expect(() => holm([0.5], alpha)).toThrow('alpha must be');
  });

  test('rejects at least as much as dividing alpha by all, no more than alone, and more members never help', () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, (list) => {
        const found = holm(list, 0.05);
        const larger = holm([...list, 1], 0.05);
        for (const [index, p] of list.entries()) {
          const adjusted = found[index]?.adjusted ?? Number.NaN;
          expect(adjusted).toBeGreaterThanOrEqual(p);
          expect(adjusted).toBeLessThanOrEqual(Math.min(1, p * list.length));
          expect(larger[index]?.adjusted).toBeGreaterThanOrEqual(adjusted);
        }
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binomialTails } from '../../../../shared/domain/statistics/beta.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { type ProportionMethod, proportionInterval } from '../../../../shared/domain/statistics/proportion.ts';
import { expectKind, expectNear } from './near.ts';
import { clopperPearsonIntervals, oneSidedBounds, wilsonIntervals } from './reference/proportion.ts';

const two = (confidence: number): Level => ({ confidence, sides: 'two' });
const interval = (successes: number, n: number, method: ProportionMethod, level: Level) =>
  expectKind(proportionInterval({ successes, n }, method, level), 'interval');
/** The published ends at 0 and 1 are exact; some programs give 1e-17 instead. */
const expectEnd = (actual: number, expected: number): void => {
  if (Math.abs(expected) < 1e-15) expect(actual).toBe(0);
  else if (Math.abs(expected - 1) < 1e-15) expect(actual).toBe(1);
  else expectNear(actual, expected, 1e-10);
};

test.each(wilsonIntervals)('Wilson: %p of %p at %p', (x, n, confidence, lower, upper) => {
  const found = interval(x, n, 'wilson', two(confidence));
  expectEnd(found.lower, lower);
  expectEnd(found.upper, upper);
});

test.each(clopperPearsonIntervals)('Clopper-Pearson: %p of %p at %p', (x, n, confidence, lower, upper) => {
  const found = interval(x, n, 'clopper-pearson', two(confidence));
  expectEnd(found.lower, lower);
  expectEnd(found.upper, upper);
});

test.each(oneSidedBounds)('one side: %p of %p at %p by %s', (x, n, confidence, method, lower, upper) => {
  const below = interval(x, n, method, { confidence, sides: 'lower' });
  expectEnd(below.lower, lower);
  expect(below.upper).toBe(1);
  const above = interval(x, n, method, { confidence, sides: 'upper' });
  expectEnd(above.upper, upper);
  expect(above.lower).toBe(0);
});

// Newcombe, Two-sided confidence intervals for the single proportion (1998), table I: methods 3 and 5.
test.each([
  [81, 263, 'wilson', 0.2553, 0.3662],
  [15, 148, 'wilson', 0.0624, 0.1605],
  [0, 20, 'wilson', 0, 0.1611],
  [1, 29, 'wilson', 0.0061, 0.1718],
  [81, 263, 'clopper-pearson', 0.2527, 0.3676],
  [15, 148, 'clopper-pearson', 0.0578, 0.1617],
  [0, 20, 'clopper-pearson', 0, 0.1684],
  [1, 29, 'clopper-pearson', 0.0009, 0.1776],
] as const)('published: %p of %p by %s', (x, n, method, lower, upper) => {
  const found = interval(x, n, method, two(0.95));
  expect([found.lower, found.upper].map((end) => end.toFixed(4))).toEqual([lower, upper].map((end) => end.toFixed(4)));
});

test('no trials give no interval', () => {
  expect(proportionInterval({ successes: 0, n: 0 }, 'wilson', two(0.95))).toEqual({
    kind: 'none',
    reason: 'too-few',
    needed: 1,
  });
});

test.each([
  [3, 2, 0.95, '3 successes of 2 trials'],
  [-1, 2, 0.95, 'the number of successes must be a whole number >= 0, not -1'],
  [0.5, 2, 0.95, 'the number of successes must be a whole number >= 0, not 0.5'],
  [Number.NaN, 2, 0.95, 'the number of successes must be a whole number >= 0, not NaN'],
  [0, Number.POSITIVE_INFINITY, 0.95, 'the number of trials must be a whole number >= 0, not Infinity'],
  [1, 2, 0, 'confidence must be between 0 and 1, not 0'],
  [1, 2, 95, 'confidence must be between 0 and 1, not 95'],
  [1, 2, Number.NaN, 'confidence must be between 0 and 1, not NaN'],
])('%p of %p at %p is refused', (successes, n, confidence, message) => {
  expect(() => proportionInterval({ successes, n }, 'wilson', two(confidence))).toThrow(message);
});

test('a one-sided bound on the wrong side of the estimate is refused', () => {
  const level: Level = { confidence: 0.4, sides: 'upper' };
  expect(() => proportionInterval({ successes: 1, n: 2 }, 'wilson', level)).toThrow('must be >= 0.5');
});

describe.each<ProportionMethod>(['wilson', 'clopper-pearson'])('%s', (method) => {
  const counted = fc
    .integer({ min: 1, max: 5000 })
    .chain((n) => fc.record({ n: fc.constant(n), x: fc.integer({ min: 0, max: n }) }));
  const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });

  test('encloses the rate, within 0 and 1, and the opposite count gives the opposite', () => {
    fc.assert(
      fc.property(counted, confidence, ({ x, n }, c) => {
        const { lower, upper } = interval(x, n, method, two(c));
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(x / n);
        expect(upper).toBeGreaterThanOrEqual(x / n);
        expect(upper).toBeLessThanOrEqual(1);
        const mirrored = interval(n - x, n, method, two(c));
        expectNear(1 - mirrored.upper, lower, 1e-12 / Math.max(lower, 1e-12));
        expectNear(1 - mirrored.lower, upper, 1e-12 / upper);
        expect(x === 0 ? lower === 0 : lower > 0).toBe(true);
        expect(x === n ? upper === 1 : upper < 1).toBe(true);
      }),
    );
  });

  test('is wider for more confidence and narrower for more trials at the same rate', () => {
    fc.assert(
      fc.property(counted, confidence, fc.integer({ min: 2, max: 10 }), ({ x, n }, c, times) => {
        const { lower, upper } = interval(x, n, method, two(c));
        const surer = interval(x, n, method, two((1 + c) / 2));
        expect(surer.lower).toBeLessThanOrEqual(lower);
        expect(surer.upper).toBeGreaterThanOrEqual(upper);
        const more = interval(x * times, n * times, method, two(c));
        expect(more.lower).toBeGreaterThanOrEqual(lower);
        expect(more.upper).toBeLessThanOrEqual(upper);
      }),
    );
  });

  test('each end of a two-sided interval is the one-sided bound with half its error', () => {
    fc.assert(
      fc.property(counted, confidence, ({ x, n }, c) => {
        const { lower, upper } = interval(x, n, method, two(c));
        const one = (1 + c) / 2;
        expectNear(interval(x, n, method, { confidence: one, sides: 'lower' }).lower, lower, 1e-10);
        expectNear(interval(x, n, method, { confidence: one, sides: 'upper' }).upper, upper, 1e-10);
      }),
    );
  });
});

test('coverage over all counts: Clopper-Pearson never below the confidence, Wilson near it', () => {
  let [sum, times] = [0, 0];
  for (const n of [10, 40, 200]) {
    const ends = Array.from({ length: n + 1 }, (_, x) => ({
      exact: interval(x, n, 'clopper-pearson', two(0.95)),
      wilson: interval(x, n, 'wilson', two(0.95)),
    }));
    for (const rate of [0.003, 0.01, 0.05, 0.1, 0.31, 0.5, 0.77, 0.95, 0.99]) {
      let [exact, wilson] = [0, 0];
      for (const [x, end] of ends.entries()) {
        const probability = binomialTails(x, n, rate).lower - binomialTails(x - 1, n, rate).lower;
        if (end.exact.lower <= rate && rate <= end.exact.upper) exact += probability;
        if (end.wilson.lower <= rate && rate <= end.wilson.upper) wilson += probability;
      }
      expect(exact).toBeGreaterThanOrEqual(0.95);
      expect(wilson).toBeGreaterThan(0.83);
      sum += wilson;
      times += 1;
    }
  }
  expect(Math.abs(sum / times - 0.95)).toBeLessThan(0.02);
});

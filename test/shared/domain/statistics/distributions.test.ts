import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { betaQuantile, betaTails, binomialTails } from '../../../../shared/domain/statistics/beta.ts';
import { normalUpperQuantile, normalUpperTail } from '../../../../shared/domain/statistics/normal.ts';
import { studentUpperQuantile, studentUpperTail } from '../../../../shared/domain/statistics/student-t.ts';
import { expectNear } from './near.ts';
import {
  betaQuantiles,
  betaTailsTable,
  normalQuantiles,
  normalTails,
  studentQuantiles,
  studentTails,
} from './reference/distributions.ts';

describe('beta distribution', () => {
  test.each(betaTailsTable)('tails at %p of (%p, %p)', (x, a, b, lower, upper) => {
    const tails = betaTails(x, 1 - x, a, b);
    // 1 - x is rounded: what is left of x = 0.999 differs in the 14th digit.
    if (lower < 0.5) expectNear(tails.lower, lower, 1e-11);
    if (upper < 0.5) expectNear(tails.upper, upper, 1e-11);
    expectNear(tails.lower + tails.upper, 1, 1e-14);
  });

  test.each(betaQuantiles)('quantile %p of (%p, %p)', (p, a, b, x) => {
    expectNear(betaQuantile(p, a, b), x, 1e-11);
  });

  test('the ends and what has no value', () => {
    expect(betaTails(0, 1, 2, 3)).toEqual({ lower: 0, upper: 1, rate: 0 });
    expect(betaTails(1, 0, 2, 3)).toEqual({ lower: 1, upper: 0, rate: 0 });
    for (const [a, b] of [
      [0, 1],
      [1, -1],
      [Number.NaN, 1],
    ] as const) {
      expect(() => betaTails(0.5, 0.5, a, b)).toThrow('no beta distribution');
    }
    for (const p of [0, 1, -1, Number.NaN]) expect(() => betaQuantile(p, 2, 3)).toThrow('no quantile');
  });

  test('the quantile is where the tail is, and the mirror image of the other side', () => {
    const shape = fc.double({ min: 1, max: 1e5, noNaN: true });
    const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(share, shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        expect(Math.abs(betaTails(x, 1 - x, a, b).lower - p)).toBeLessThan(1e-9);
        expect(Math.abs(1 - betaQuantile(1 - p, b, a) - x)).toBeLessThan(1e-10);
      }),
    );
  });

  test('binomial: the sum of the probabilities', () => {
    const n = 12;
    for (const q of [0.05, 0.5, 0.9]) {
      let [sum, choose] = [0, 1];
      expect(binomialTails(-1, n, q)).toEqual({ lower: 0, upper: 1 });
      for (let k = 0; k < n; k += 1) {
        sum += choose * q ** k * (1 - q) ** (n - k);
        choose *= (n - k) / (k + 1);
        expectNear(binomialTails(k, n, q).lower, sum, 1e-12);
      }
      expect(binomialTails(n, n, q)).toEqual({ lower: 1, upper: 0 });
    }
  });
});

describe('normal distribution', () => {
  test.each(normalTails)('above %p', (z, upper) => {
    expectNear(normalUpperTail(z), upper, 1e-12);
  });

  test.each(normalQuantiles)('quantile of %p', (p, z) => {
    expectNear(normalUpperQuantile(p), z, 1e-11);
  });

  test('the middle, the far ends and what has no value', () => {
    expect(normalUpperQuantile(0.5)).toBe(0);
    expect(normalUpperTail(50)).toBe(0);
    expect(normalUpperTail(-50)).toBe(1);
    for (const p of [0, 1, -0.1, Number.NaN]) expect(() => normalUpperQuantile(p)).toThrow('between 0 and 1');
  });
});

describe('Student t distribution', () => {
  test.each(studentTails)('above %p with %p degrees of freedom', (t, df, upper) => {
    expectNear(studentUpperTail(t, df), upper, 1e-9);
  });

  test.each(studentQuantiles)('quantile of %p with %p degrees of freedom', (p, df, t) => {
    expectNear(studentUpperQuantile(p, df), t, 1e-9);
  });

  test('the middle, symmetry and what has no value', () => {
    expect(studentUpperQuantile(0.5, 3)).toBe(0);
    expect(studentUpperTail(0, 3)).toBe(0.5);
    expect(studentUpperTail(1e300, 3)).toBe(0);
    expect(studentUpperTail(-1e300, 3)).toBe(1);
    for (const df of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => studentUpperQuantile(0.1, df)).toThrow('degrees of freedom');
      expect(() => studentUpperTail(1, df)).toThrow('degrees of freedom');
    }
  });

  test('falls with the degrees of freedom towards the normal one', () => {
    const df = fc.double({ min: 1, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.49, noNaN: true }), df, df, (p, a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)].map((each) => studentUpperQuantile(p, each));
        expect(few).toBeGreaterThanOrEqual((many ?? Number.NaN) * (1 - 1e-12));
        expect(many).toBeGreaterThanOrEqual(normalUpperQuantile(p) * (1 - 1e-12));
      }),
    );
  });
});

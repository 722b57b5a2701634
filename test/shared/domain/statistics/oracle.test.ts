import { describe, expect, test } from '@jest/globals';
import betaQuantileOracle from '@stdlib/stats-base-dists-beta-quantile';
import gammaQuantileOracle from '@stdlib/stats-base-dists-gamma-quantile';
import normalQuantileOracle from '@stdlib/stats-base-dists-normal-quantile';
import studentQuantileOracle from '@stdlib/stats-base-dists-t-quantile';
import { quantileSorted } from 'd3-array';
import { betaQuantile } from '../../../../shared/domain/statistics/beta.ts';
import { gammaQuantile } from '../../../../shared/domain/statistics/gamma.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { meanIntervalOf } from '../../../../shared/domain/statistics/mean.ts';
import { normalUpperQuantile } from '../../../../shared/domain/statistics/normal.ts';
import { percentileOf } from '../../../../shared/domain/statistics/percentile.ts';
import { rateInterval } from '../../../../shared/domain/statistics/poisson.ts';
import { proportionInterval } from '../../../../shared/domain/statistics/proportion.ts';
import { sortedSample } from '../../../../shared/domain/statistics/sorted-sample.ts';
import { studentUpperQuantile } from '../../../../shared/domain/statistics/student-t.ts';
import { meanFigures } from '../../../support/mean-figures.ts';

/*
 * Our own distributions, intervals and percentiles beside those of independent libraries. A difference counts relative to the
 * value: 1e-9 of a bound of 1e-5 is 1e-14.
 */

const tolerance = 1e-9;
const confidences = [0.8, 0.9, 0.95, 0.99, 0.999];
const counts = [1, 2, 5, 10, 40, 59, 200, 299, 1000, 20_000];

/** The greatest relative difference of pairs, and the pair that has it. */
function worst(pairs: readonly { of: string; ours: number; theirs: number }[]): { of: string; difference: number } {
  let found = { of: 'nothing was compared', difference: Number.POSITIVE_INFINITY };
  for (const [index, { of, ours, theirs }] of pairs.entries()) {
    const difference = ours === theirs ? 0 : Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 1e-300);
    if (index === 0 || !(difference <= found.difference)) found = { of, difference };
  }
  return found;
}

function bounds(interval: { kind: string; lower?: number; upper?: number }): [number, number] {
  return [interval.lower ?? Number.NaN, interval.upper ?? Number.NaN];
}

const levels: Level[] = confidences.map((confidence) => ({ confidence, sides: 'two' }));
const seen = counts.flatMap((n) =>
  [...new Set([0, 1, Math.floor(n / 10), Math.floor(n / 2), n - 1, n])].map((successes) => ({ successes, n })),
);

describe('agrees with an independent library to 1e-9', () => {
  test('quantiles of the beta distribution', () => {
    const pairs = seen.flatMap(({ successes, n }) =>
      [0.0005, 0.025, 0.05, 0.5, 0.975].map((p) => ({
        of: `beta ${p} ${successes + 1} ${n - successes + 1}`,
        ours: betaQuantile(p, successes + 1, n - successes + 1),
        theirs: betaQuantileOracle(p, successes + 1, n - successes + 1),
      })),
    );
    expect(pairs.length).toBeGreaterThan(200);
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('quantiles of the normal distribution and of Student', () => {
    const pairs = [0.0005, 0.005, 0.025, 0.05, 0.1, 0.3].flatMap((p) => [
      { of: `normal ${p}`, ours: normalUpperQuantile(p), theirs: normalQuantileOracle(1 - p, 0, 1) },
      ...[1, 2, 3, 9.5, 39, 199, 5000].map((df) => ({
        of: `t ${p} ${df}`,
        ours: studentUpperQuantile(p, df),
        // By symmetry: 1 - p has lost the last digits of p.
        theirs: -studentQuantileOracle(p, df),
      })),
    ]);
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('quantiles of the gamma distribution', () => {
    const pairs = [0.0005, 0.025, 0.5, 0.975, 0.9995].flatMap((p) =>
      // Beyond, the library leaves the path: at 1000 it is off by 1e-4 of what Wilson and Hilferty's formula already gives.
      [1, 2, 7, 40, 400].map((a) => ({
        of: `gamma ${p} ${a}`,
        ours: gammaQuantile(p, a),
        theirs: gammaQuantileOracle(p, a, 1),
      })),
    );
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('Clopper-Pearson intervals', () => {
    const pairs = levels.flatMap((level) =>
      seen.flatMap(({ successes, n }) => {
        const tail = (1 - level.confidence) / 2;
        const [lower, upper] = bounds(proportionInterval({ successes, n }, 'clopper-pearson', level));
        const of = `${successes}/${n} at ${level.confidence}`;
        const low = successes === 0 ? 0 : betaQuantileOracle(tail, successes, n - successes + 1);
        const high = successes === n ? 1 : betaQuantileOracle(1 - tail, successes + 1, n - successes);
        return [
          { of: `${of} lower`, ours: lower, theirs: low },
          { of: `${of} upper`, ours: upper, theirs: high },
        ];
      }),
    );
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('Wilson intervals, from the formula as it is printed', () => {
    const pairs = levels.flatMap((level) =>
      seen.flatMap(({ successes, n }) => {
        const [lower, upper] = bounds(proportionInterval({ successes, n }, 'wilson', level));
        const z = normalQuantileOracle(1 - (1 - level.confidence) / 2, 0, 1);
        const rate = successes / n;
        const middle = rate + (z * z) / (2 * n);
        const half = z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
        const of = `${successes}/${n} at ${level.confidence}`;
        // The printed difference loses digits near 0, so these are compared as they are.
        return [
          { of: `${of} lower`, ours: 1 + lower, theirs: 1 + Math.max(0, (middle - half) / (1 + (z * z) / n)) },
          { of: `${of} upper`, ours: upper, theirs: Math.min(1, (middle + half) / (1 + (z * z) / n)) },
        ];
      }),
    );
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('intervals of a mean', () => {
    const pairs = levels.flatMap((level) =>
      [2, 3, 10, 160].flatMap((n) => {
        const values = Array.from({ length: n }, (_, index) => 800 + ((index * index * 7) % 97) / 3);
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
        const half = -studentQuantileOracle((1 - level.confidence) / 2, n - 1) * Math.sqrt(variance / n);
        const [lower, upper] = bounds(meanIntervalOf(meanFigures(values), level));
        return [
          { of: `mean of ${n} lower`, ours: lower, theirs: mean - half },
          { of: `mean of ${n} upper`, ours: upper, theirs: mean + half },
        ];
      }),
    );
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('intervals of a rate of events', () => {
    const pairs = levels.flatMap((level) =>
      [0, 1, 3, 12, 400].flatMap((events) => {
        const tail = (1 - level.confidence) / 2;
        const [lower, upper] = bounds(rateInterval({ events, exposure: 25 }, level));
        const low = events === 0 ? 0 : gammaQuantileOracle(tail, events, 1) / 25;
        return [
          { of: `${events} events lower`, ours: lower, theirs: low },
          { of: `${events} events upper`, ours: upper, theirs: gammaQuantileOracle(1 - tail, events + 1, 1) / 25 },
        ];
      }),
    );
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });

  test('percentiles between neighbours', () => {
    const pairs = [1, 2, 3, 7, 160, 1001].flatMap((n) => {
      const sample = sortedSample(Array.from({ length: n }, (_, index) => ((index * 7919) % 1009) / 7 - 20));
      return [1, 5, 50, 90, 95, 99, 99.9].map((p) => ({
        of: `p${p} of ${n}`,
        ours: percentileOf(sample, p, 'linear'),
        theirs: quantileSorted(Array.from(sample), p / 100) ?? Number.NaN,
      }));
    });
    expect(worst(pairs).difference).toBeLessThan(tolerance);
  });
});

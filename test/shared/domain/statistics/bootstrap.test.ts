import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type BootstrapMethod,
  bootstrapMean,
  bootstrapPercentile,
} from '../../../../shared/domain/statistics/bootstrap.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { meanIntervalOf } from '../../../../shared/domain/statistics/mean.ts';
import { percentileInterval } from '../../../../shared/domain/statistics/percentile.ts';
import { proportionInterval } from '../../../../shared/domain/statistics/proportion.ts';
import { seededDraw, xoshiro128 } from '../../../../shared/domain/statistics/random.ts';
import { sortedSample } from '../../../../shared/domain/statistics/sorted-sample.ts';
import { meanFigures } from '../../../support/mean-figures.ts';
import { expectKind, expectNear } from './near.ts';
import {
  bootstrapMeans,
  bootstrapPercentiles,
  bootstrapSamples,
  drawnBelow,
  generatorOutput,
} from './reference/bootstrap.ts';

const two = (confidence: number): Level => ({ confidence, sides: 'two' });
const once = { seed: 'once', resamples: 199 };
const skewed = sortedSample(bootstrapSamples[0] ?? []);
const methods: BootstrapMethod[] = ['percentile', 'bca'];

describe('generator', () => {
  test('gives the numbers of its definition', () => {
    const next = xoshiro128([1, 2, 3, 4]);
    expect(generatorOutput.map(() => next())).toEqual(generatorOutput);
  });

  test('draws below a limit, from a text', () => {
    const draw = seededDraw('seed');
    for (const [limit, drawn] of drawnBelow) {
      const into = new Uint32Array(drawn.length);
      draw(into, limit);
      expect([...into]).toEqual(drawn);
    }
  });

  test('draws every number about as often', () => {
    const [into, counts] = [new Uint32Array(60_000), new Uint32Array(6)];
    seededDraw('fair')(into, 6);
    for (const each of into) counts[each] = (counts[each] ?? 0) + 1;
    // Chi-square with 5 degrees of freedom: above 20.5 once in a thousand seeds.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('no number is below %p', (limit) => {
    expect(() => seededDraw('x')(new Uint32Array(1), limit)).toThrow('no random number below');
  });
});

test.each(bootstrapMeans)(
  'mean of sample %p, seed %s, %p times, %s at %p',
  (index, seed, resamples, method, c, low, high) => {
    const sample = sortedSample(bootstrapSamples[index] ?? []);
    const found = expectKind(bootstrapMean(sample, method, { seed, resamples }, two(c)), 'interval');
    expect(found).toMatchObject({ method: `bootstrap-${method}`, resamples });
    expectNear(found.lower, low, 1e-13);
    expectNear(found.upper, high, 1e-13);
  },
);

test.each(bootstrapPercentiles)(
  'sample %p, seed %s, %p times, percentile %p by %s at %p',
  (index, seed, resamples, p, reading, c, low, high) => {
    const sample = sortedSample(bootstrapSamples[index] ?? []);
    const found = bootstrapPercentile(sample, p, reading, 'percentile', { seed, resamples }, two(c));
    expectNear(expectKind(found, 'interval').lower, low, 1e-13);
    expectNear(expectKind(found, 'interval').upper, high, 1e-13);
  },
);

test.each(methods)('%s: ends of one side are those of two with twice the error; the other is open', (method) => {
  const both = expectKind(bootstrapMean(skewed, method, once, two(0.9)), 'interval');
  const above = bootstrapMean(skewed, method, once, { confidence: 0.95, sides: 'upper' });
  expect(above).toMatchObject({ lower: Number.NEGATIVE_INFINITY, upper: both.upper });
  const below = bootstrapMean(skewed, method, once, { confidence: 0.95, sides: 'lower' });
  expect(below).toMatchObject({ lower: both.lower, upper: Number.POSITIVE_INFINITY });
});

test.each<[string, unknown, unknown]>([
  [
    'too few values',
    bootstrapMean(sortedSample([1, 2, 3]), 'percentile', once, two(0.9)),
    { reason: 'too-few', needed: 20 },
  ],
  [
    'too few for the percentile',
    bootstrapPercentile(skewed, 95, 'linear', 'percentile', once, two(0.9)),
    { reason: 'too-few', needed: 59 },
  ],
  [
    'never enough for the greatest value',
    bootstrapPercentile(skewed, 100, 'linear', 'percentile', once, two(0.9)),
    { reason: 'too-few', needed: undefined },
  ],
  [
    'all the same',
    bootstrapMean(sortedSample(Array.from({ length: 50 }, () => 3)), 'percentile', once, two(0.9)),
    { reason: 'no-spread' },
  ],
  [
    'too many values to leave one out',
    bootstrapMean(sortedSample(Array.from({ length: 5001 }, (_, n) => n)), 'bca', once, two(0.9)),
    { reason: 'too-many', limit: 5000 },
  ],
  [
    'too many values',
    bootstrapMean(sortedSample(Array.from({ length: 100_001 }, (_, n) => n)), 'percentile', once, two(0.9)),
    { reason: 'too-many', limit: 100_000 },
  ],
])('no interval: %s', (_, found, expected) => {
  expect(found).toEqual({ kind: 'none', ...(expected as object) });
});

test('too few resamples for the confidence are refused', () => {
  expect(() => bootstrapMean(skewed, 'percentile', { seed: 's', resamples: 38 }, two(0.95))).toThrow(
    'do not reach a tail',
  );
  expect(bootstrapMean(skewed, 'percentile', { seed: 's', resamples: 39 }, two(0.95))).toMatchObject({
    kind: 'interval',
  });
});

test('does not see the order of the values, and another seed gives other ends', () => {
  const values = bootstrapSamples[0] ?? [];
  fc.assert(
    fc.property(fc.shuffledSubarray([...values], { minLength: values.length }), (shuffled) => {
      expect(bootstrapMean(sortedSample(shuffled), 'percentile', once, two(0.9))).toEqual(
        bootstrapMean(skewed, 'percentile', once, two(0.9)),
      );
    }),
    { numRuns: 5 },
  );
  const other = expectKind(bootstrapMean(skewed, 'percentile', { ...once, seed: 'twice' }, two(0.9)), 'interval');
  expect(other.lower).not.toBe(expectKind(bootstrapMean(skewed, 'percentile', once, two(0.9)), 'interval').lower);
});

describe('coverage of seeded samples', () => {
  /** Numbers between 0 and 1 in samples of n. */
  const samples = (count: number, n: number): number[][] => {
    const draw = seededDraw(`coverage ${n}`);
    return Array.from({ length: count }, () => {
      const into = new Uint32Array(n);
      draw(into, 2 ** 32);
      return Array.from(into, (each) => (each + 0.5) / 2 ** 32);
    });
  };
  const share = (list: number[][], covers: (sample: number[], index: number) => boolean): number =>
    list.filter(covers).length / list.length;
  const exponential = samples(300, 60).map((sample) => sample.map((each) => -Math.log(each)));
  const holds = (found: ReturnType<typeof bootstrapMean> | ReturnType<typeof meanIntervalOf>, truth: number): boolean =>
    found.kind === 'interval' && found.lower <= truth && truth <= found.upper;

  // 300 samples tell 0.95 from 0.88 and from 1; the seeds are fixed, so the figures do not change.
  test.each<[string, (sample: number[], index: number) => boolean]>([
    [
      'mean, percentile',
      (sample, i) =>
        holds(bootstrapMean(sortedSample(sample), 'percentile', { seed: `${i}`, resamples: 399 }, two(0.95)), 1),
    ],
    [
      'mean, bca',
      (sample, i) => holds(bootstrapMean(sortedSample(sample), 'bca', { seed: `${i}`, resamples: 399 }, two(0.95)), 1),
    ],
    ['mean, Student t', (sample) => holds(meanIntervalOf(meanFigures(sample), two(0.95)), 1)],
    [
      'median, percentile',
      (sample, i) =>
        holds(
          bootstrapPercentile(
            sortedSample(sample),
            50,
            'linear',
            'percentile',
            { seed: `${i}`, resamples: 399 },
            two(0.95),
          ),
          Math.LN2,
        ),
    ],
  ])('%s', (_, covers) => {
    const covered = share(exponential, covers);
    expect(covered).toBeGreaterThan(0.89);
    expect(covered).toBeLessThan(0.985);
  });

  test('median by order statistics and rate by Clopper-Pearson are not below the confidence', () => {
    const many = samples(800, 60);
    const median = share(many, (sample) => holds(percentileInterval(sortedSample(sample), 50, two(0.95)), 0.5));
    const rate = share(many, (sample) => {
      const successes = sample.filter((each) => each < 0.05).length;
      return holds(proportionInterval({ successes, n: 60 }, 'clopper-pearson', two(0.95)), 0.05);
    });
    // Three standard errors of 800 samples.
    for (const covered of [median, rate]) expect(covered).toBeGreaterThan(0.927);
  });
});

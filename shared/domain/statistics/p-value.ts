import { type Resampling } from './bootstrap.ts';
import { type MeanContrast, meanContrast, resampledPercentileDifferences } from './difference.ts';
import { type Contrast, demandContrast, restrictedVariance } from './farrington-manning.ts';
import type { Level, NoInterval } from './interval.ts';
import type { Moments } from './moments.ts';
import { normalUpperTail } from './normal.ts';
import type { PercentileMethod } from './percentile.ts';
import { demand } from './precondition.ts';
import { demandProportion, type Proportion } from './proportion.ts';
import type { SortedSample } from './sorted-sample.ts';
import { studentUpperTail } from './student-t.ts';

/**
 * What a test claims of `a - factor * b`: that it is above the margin, or below it. "Worse than the baseline by more than the tolerance"
 * is `greater` with margin +tolerance where less is better, `less` with margin -tolerance where more is better; a relative tolerance
 * goes into the factor.
 */
export interface Claim extends Contrast {
  alternative: 'greater' | 'less';
}

/** How likely data at least as much in favour of the claim are while it is just not true. */
export interface Test {
  kind: 'test';
  method: 'farrington-manning' | 'welch-t' | 'bootstrap-percentile';
  p: number;
  /** z or t; absent for the bootstrap. */
  statistic?: number;
}

/**
 * Whether rate a exceeds factor * rate b by more than the margin: the score test of Farrington and Manning (1990), without continuity
 * correction; with factor 1 and margin 0 the test of two proportions with pooled variance. None while a side has no trials.
 */
export function proportionTest(a: Proportion, b: Proportion, claim: Claim): Test | NoInterval {
  demandProportion(a);
  demandProportion(b);
  demandContrast(claim);
  if (a.n === 0 || b.n === 0) return { kind: 'none', reason: 'too-few', needed: 1 };
  const [ofA, ofB] = [
    { rate: a.successes / a.n, n: a.n },
    { rate: b.successes / b.n, n: b.n },
  ];
  const distance = ofA.rate - claim.factor * ofB.rate - claim.margin;
  // On the edge itself nothing speaks for either side, also where no variance is left to divide by.
  const statistic = distance === 0 ? 0 : distance / Math.sqrt(restrictedVariance(ofA, ofB, claim));
  const p = normalUpperTail(claim.alternative === 'greater' ? statistic : -statistic);
  return { kind: 'test', method: 'farrington-manning', p, statistic };
}

/** Whether mean a exceeds factor * mean b by more than the margin, by Welch's t. None without values or without any spread. */
export function meanTest(a: Moments, b: Moments, claim: Claim): Test | NoInterval {
  demand(Number.isFinite(claim.margin), `a margin must be finite, not ${claim.margin}`);
  const contrast = meanContrast(a, b, claim.factor);
  return contrast.kind === 'none' ? contrast : contrastTest(contrast, claim);
}

/** The test of a difference of means by Welch's t; the factor of the claim must be that of the contrast. */
export function contrastTest(contrast: MeanContrast, claim: Claim): Test {
  const statistic = (contrast.difference - claim.margin) / contrast.standardError;
  const p = studentUpperTail(claim.alternative === 'greater' ? statistic : -statistic, contrast.degreesOfFreedom);
  return { kind: 'test', method: 'welch-t', p, statistic };
}

/**
 * Whether percentile a exceeds factor * percentile b by more than the margin: the share of resampled differences that do not, counting
 * the data themselves as one of these, so never below 1 / (resamples + 1). `level` says how large the samples must be, as for
 * `percentileDifference`.
 */
export function percentileTest(
  a: SortedSample,
  b: SortedSample,
  percentile: { p: number; method: PercentileMethod },
  resampling: Resampling,
  level: Level,
  claim: Claim,
): Test | NoInterval {
  demand(Number.isFinite(claim.margin), `a margin must be finite, not ${claim.margin}`);
  const differences = resampledPercentileDifferences(a, b, percentile, resampling, level, claim.factor);
  if (!(differences instanceof Float64Array)) return differences;
  const against = differences.filter((each) =>
    claim.alternative === 'greater' ? each <= claim.margin : each >= claim.margin,
  );
  return { kind: 'test', method: 'bootstrap-percentile', p: (against.length + 1) / (differences.length + 1) };
}

import type { MeanContrast } from './difference.ts';
import { type Contrast, demandContrast, restrictedVariance } from './farrington-manning.ts';
import type { NoInterval } from './interval.ts';
import { normalUpperTail } from './normal.ts';
import { demandProportion, type Proportion } from './proportion.ts';
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
  method: 'farrington-manning' | 'welch-t';
  p: number;
  /** z or t. */
  statistic: number;
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

/** The test of a difference of means by Welch's t; the factor of the claim must be that of the contrast. */
export function contrastTest(contrast: MeanContrast, claim: Claim): Test {
  const statistic = (contrast.difference - claim.margin) / contrast.standardError;
  const p = studentUpperTail(claim.alternative === 'greater' ? statistic : -statistic, contrast.degreesOfFreedom);
  return { kind: 'test', method: 'welch-t', p, statistic };
}

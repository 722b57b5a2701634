import { restrictedVariance } from './farrington-manning.ts';
import { normalUpperQuantile } from './normal.ts';
import { demand, demandCount, demandOpenUnit } from './precondition.ts';
import { studentUpperQuantile } from './student-t.ts';

/** The errors that a test may make: `alpha` one-sided, `power` the probability of seeing what is there. */
export interface Errors {
  alpha: number;
  power: number;
}

function demandErrors({ alpha, power }: Errors): void {
  demandOpenUnit(alpha, 'alpha');
  demandOpenUnit(power, 'power');
  demand(power > alpha, `a power of ${power} is no better than an alpha of ${alpha}`);
}

/**
 * The smallest rate above `baseline.rate` + `margin` that `proportionTest` (greater, factor 1) finds with the asked power in n trials, by the
 * normal approximation of the score test. undefined when not even a rate of 1 is found. For a falling rate pass the rates of the
 * opposite.
 */
export function detectableRate(
  baseline: { rate: number; n: number },
  n: number,
  margin: number,
  errors: Errors,
): number | undefined {
  demandErrors(errors);
  demandCount(n, 'the number of trials', 1);
  demandCount(baseline.n, 'the number of trials of the baseline', 1);
  demand(baseline.rate >= 0 && baseline.rate <= 1, `a rate must be between 0 and 1, not ${baseline.rate}`);
  demand(margin >= 0 && margin < 1, `a margin must be >= 0 and < 1, not ${margin}`);
  const [forAlpha, forPower] = [normalUpperQuantile(errors.alpha), normalUpperQuantile(1 - errors.power)];
  const found = (rate: number): boolean => {
    const edge = restrictedVariance({ rate, n }, baseline, { factor: 1, margin });
    const own = (rate * (1 - rate)) / n + (baseline.rate * (1 - baseline.rate)) / baseline.n;
    return rate - baseline.rate - margin >= forAlpha * Math.sqrt(edge) + forPower * Math.sqrt(own);
  };
  if (baseline.rate + margin >= 1 || !found(1)) return undefined;
  let [missed, seen] = [baseline.rate + margin, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (missed + seen) / 2;
    if (found(middle)) seen = middle;
    else missed = middle;
  }
  return seen;
}

/**
 * By how much more than the margin a mean must differ to be found with the asked power by `contrastTest`: the sum of both quantiles of
 * Student's t, times the standard error. In the unit of the values.
 */
export function detectableMeanDifference(
  contrast: { standardError: number; degreesOfFreedom: number },
  errors: Errors,
): number {
  demandErrors(errors);
  const { standardError, degreesOfFreedom } = contrast;
  const quantiles = [errors.alpha, 1 - errors.power].map((tail) => studentUpperQuantile(tail, degreesOfFreedom));
  return quantiles.reduce((sum, quantile) => sum + quantile, 0) * standardError;
}

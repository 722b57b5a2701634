import { betaQuantile } from './beta.ts';
import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { normalUpperQuantile } from './normal.ts';
import { demand, demandCount } from './precondition.ts';

/** `successes` of `n` independent trials; whole numbers, 0 <= successes <= n. A success is whatever is counted: also failures. */
export interface Proportion {
  successes: number;
  n: number;
}

export type ProportionMethod = 'wilson' | 'clopper-pearson';

/**
 * The interval of a proportion.
 *
 * - `wilson`: the score interval without continuity correction (Wilson 1927). Its coverage is near the confidence on average over
 *   all rates and can be a little below it for one.
 * - `clopper-pearson`: the exact interval (Clopper and Pearson 1934), from quantiles of the beta distribution. Its coverage is
 *   never below the confidence.
 *
 * With no success the lower end is exactly 0, with nothing else the upper end is exactly 1. No trials give no interval.
 */
export function proportionInterval(
  proportion: Proportion,
  method: ProportionMethod,
  level: Level,
): Interval | NoInterval {
  demandProportion(proportion);
  const tail = tailOf(level);
  if (proportion.n === 0) return { kind: 'none', reason: 'too-few', needed: 1 };
  return claimed(method, level, proportionBounds(proportion, method, tail), [0, 1]);
}

/** Refuses what is not a number of successes among a number of trials. */
export function demandProportion({ successes, n }: Proportion): void {
  demandCount(n, 'the number of trials');
  demandCount(successes, 'the number of successes');
  demand(successes <= n, `${successes} successes of ${n} trials`);
}

/**
 * Both bounds, each of which misses with probability `tail`. The counts may be fractions, as those that are expected of a rate;
 * n > 0.
 */
export function proportionBounds(
  { successes, n }: Proportion,
  method: ProportionMethod,
  tail: number,
): readonly [number, number] {
  // One half of the cases is computed, the other mirrored, so that counting the opposite gives the opposite.
  if (2 * successes > n) {
    const [lower, upper] = proportionBounds({ successes: n - successes, n }, method, tail);
    return [1 - upper, 1 - lower];
  }
  return method === 'wilson' ? wilson(successes, n, tail) : clopperPearson(successes, n, tail);
}

/** The two roots of (rate - p)^2 = z^2 p (1 - p) / n, the smaller as the product of both divided by the greater. */
function wilson(successes: number, n: number, tail: number): readonly [number, number] {
  const rate = successes / n;
  const z = normalUpperQuantile(tail);
  const share = (z * z) / n;
  const upper = (rate + share / 2 + z * Math.sqrt((rate * (1 - rate) + share / 4) / n)) / (1 + share);
  return [rate === 0 ? 0 : (rate * rate) / ((1 + share) * upper), Math.min(1, upper)];
}

function clopperPearson(successes: number, n: number, tail: number): readonly [number, number] {
  // Without a success the quantile has a closed form.
  if (successes === 0) return [0, -Math.expm1(Math.log(tail) / n)];
  // Expected counts below 1 lie outside the range of the quantile; there the bound is not far from 0, and 0 is no claim.
  const lower = successes < 1 ? 0 : betaQuantile(tail, successes, n - successes + 1);
  return [lower, n - successes < 1 ? 1 : betaQuantile(1 - tail, successes + 1, n - successes)];
}

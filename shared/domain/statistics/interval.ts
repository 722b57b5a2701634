import { demand, demandOpenUnit } from './precondition.ts';

/**
 * Which ends an interval claims. `two`: both, each missed with probability (1 - confidence) / 2. `lower` and `upper`: only that
 * one, missed with probability 1 - confidence; the other end is the edge of what is possible (0, 1, or infinite).
 */
export type Sides = 'two' | 'lower' | 'upper';

/** How sure an interval is to hold the true value. One-sided bounds ask for a confidence of at least 0.5. */
export interface Level {
  /** Strictly between 0 and 1, for example 0.95. */
  confidence: number;
  sides: Sides;
}

export type IntervalMethod =
  | 'wilson'
  | 'clopper-pearson'
  | 'student-t'
  | 'order-statistic'
  | 'bootstrap-percentile'
  | 'bootstrap-bca'
  | 'newcombe'
  | 'welch-t'
  | 'poisson'
  | 'mover'
  | 'conditional-binomial';

/** The values that the data do not rule out. `lower <= upper`; an end that is not claimed can be infinite (JSON has no such). */
export interface Interval extends Level {
  kind: 'interval';
  method: IntervalMethod;
  lower: number;
  upper: number;
}

/**
 * Why the data give no interval: nothing may be concluded from them.
 *
 * - `too-few`: `needed` is the smallest number of values (of each side) that gives one; absent when no number does
 * - `too-many`: the method does not scale to so many; `limit` is what it takes
 * - `no-spread`: all values, or all resamples, agree, so that a width of zero would pretend to certainty
 * - `unstable`: the method does not hold for these data (a resample without a value, a correction beyond the resamples)
 */
export type NoInterval =
  | { kind: 'none'; reason: 'too-few'; needed?: number | undefined }
  | { kind: 'none'; reason: 'too-many'; limit: number }
  | { kind: 'none'; reason: 'no-spread' | 'unstable' };

/** The probability with which each claimed end is allowed to miss. */
export function tailOf(level: Level): number {
  demandOpenUnit(level.confidence, 'confidence');
  if (level.sides === 'two') return (1 - level.confidence) / 2;
  demand(level.confidence >= 0.5, `the confidence of a one-sided bound must be >= 0.5, not ${level.confidence}`);
  return 1 - level.confidence;
}

/** The interval with the ends that `level` claims; an end that it does not claim is that of `possible`. */
export function claimed(
  method: IntervalMethod,
  level: Level,
  [lower, upper]: readonly [number, number],
  possible: readonly [number, number],
): Interval {
  return {
    kind: 'interval',
    method,
    confidence: level.confidence,
    sides: level.sides,
    lower: level.sides === 'upper' ? possible[0] : lower,
    upper: level.sides === 'lower' ? possible[1] : upper,
  };
}

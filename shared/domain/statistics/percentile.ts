import { binomialTails } from './beta.ts';
import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { demand, demandCount } from './precondition.ts';
import { smallestWhole } from './root.ts';
import type { SortedSample } from './sorted-sample.ts';

/**
 * How a percentile is read from n ordered values, with q = p / 100:
 *
 * - `nearest-rank`: the value of rank ceil(n q), always a value that was measured (type 1 of Hyndman and Fan, Sample quantiles in
 *   statistical packages, 1996)
 * - `linear`: between the neighbours of rank (n - 1) q + 1 (type 7; the default of R, NumPy and spreadsheets)
 */
export const percentileMethods = ['nearest-rank', 'linear'] as const;
export type PercentileMethod = (typeof percentileMethods)[number];

/** The percentile `p` (in percent, with at most 6 decimals) of numbers in ascending order; NaN when there are none. */
export function percentileOf(sorted: Float64Array, p: number, method: PercentileMethod): number {
  if (sorted.length === 0) return Number.NaN;
  return valueAt(percentilePosition(sorted.length, p, method), (rank) => sorted[rank - 1] ?? Number.NaN);
}

/** A place among n ordered values: a rank from 1 to n, and how far on to the next one (0 to below 1). */
export interface Position {
  rank: number;
  fraction: number;
}

/** All values, in the unit in which a percentile of 6 decimals is a whole number. */
const whole = 100_000_000n;

/**
 * Where a method reads the percentile `p` (in percent) of n > 0 values. `p` counts with 6 decimals, so that ranks do not depend on
 * rounding: 99.9 percent of 1000 values is rank 999.
 */
export function percentilePosition(n: number, p: number, method: PercentileMethod): Position {
  demandCount(n, 'the number of values', 1);
  demandPercentile(p);
  const scaled = BigInt(Math.round(p * 1_000_000));
  if (method === 'nearest-rank') {
    const rank = (scaled * BigInt(n) + whole - 1n) / whole;
    return { rank: Math.max(1, Number(rank)), fraction: 0 };
  }
  const place = scaled * BigInt(n - 1);
  return { rank: Number(place / whole) + 1, fraction: Number(place % whole) / Number(whole) };
}

/** The value at a position: linear between the values of both ranks. */
export function valueAt({ rank, fraction }: Position, valueOf: (rank: number) => number): number {
  const low = valueOf(rank);
  if (fraction === 0) return low;
  const high = valueOf(rank + 1);
  const distance = high - low;
  // The distance of two doubles can be out of range.
  if (distance === Number.POSITIVE_INFINITY) return low * (1 - fraction) + high * fraction;
  return Math.min(high, low + distance * fraction);
}

function demandPercentile(p: number): void {
  demand(p >= 0 && p <= 100, `a percentile must be between 0 and 100, not ${p}`);
}

/** The ranks of the order statistics that bound a percentile, each from 1 to n; an end that is not claimed has none. */
export interface OrderStatistics {
  kind: 'ranks';
  lower: number | undefined;
  upper: number | undefined;
  /** The probability, at least the confidence, that the values of these ranks enclose the percentile. */
  coverage: number;
}

/**
 * The order statistics that enclose the percentile `p` (in percent) of whatever distribution n independent values come from: how many
 * of them lie below it is binomial. Each claimed end misses at most with its share of 1 - confidence; the nearest ranks for which that
 * holds. None while n is too small, and never for p = 0 and p = 100.
 */
export function orderStatistics(n: number, p: number, level: Level): OrderStatistics | NoInterval {
  demandCount(n, 'the number of values');
  demandPercentile(p);
  const tail = allowed(level);
  const needed = smallestForOrderStatistics(p, level);
  if (needed === undefined || n < needed) return { kind: 'none', reason: 'too-few', needed };
  const q = p / 100;
  // P(below < lower) = P(B <= lower - 1), P(below >= upper) = P(B > upper - 1).
  const tooHigh = smallestWhole((rank) => binomialTails(rank - 1, n, q).lower > tail, 1, n + 1) ?? n + 1;
  const high = smallestWhole((rank) => binomialTails(rank - 1, n, q).upper <= tail, 1, n + 1) ?? n + 1;
  const lower = level.sides === 'upper' ? undefined : tooHigh - 1;
  const upper = level.sides === 'lower' ? undefined : high;
  const missedBelow = lower === undefined ? 0 : binomialTails(lower - 1, n, q).lower;
  const missedAbove = upper === undefined ? 0 : binomialTails(upper - 1, n, q).upper;
  return { kind: 'ranks', lower, upper, coverage: 1 - missedBelow - missedAbove };
}

/** The smallest n for which order statistics bound the percentile `p` (in percent); undefined for p = 0 and p = 100: never. */
export function smallestForOrderStatistics(p: number, level: Level): number | undefined {
  demandPercentile(p);
  const tail = allowed(level);
  const q = p / 100;
  if (q <= 0 || q >= 1) return undefined;
  // The smallest value lies above the percentile with probability (1 - q)^n, the greatest below it with q^n.
  const share = level.sides === 'lower' ? 1 - q : level.sides === 'upper' ? q : Math.max(q, 1 - q);
  const guess = Math.max(1, Math.floor(Math.log(tail) / Math.log(share)) - 1);
  const bounded = (n: number): boolean =>
    (level.sides === 'upper' || binomialTails(0, n, q).lower <= tail) &&
    (level.sides === 'lower' || binomialTails(n - 1, n, q).upper <= tail);
  return smallestWhole(bounded, guess, guess + 4);
}

/** The tail of a level; what exceeds it only by rounding counts as equal. */
function allowed(level: Level): number {
  return tailOf(level) * (1 + 1e-12);
}

/**
 * The distribution-free interval of a percentile: from one measured value to another, by their ranks. `coverage` is what it achieves;
 * ties and rounding only raise it. It bounds the percentile of the population, whichever method reads that of the sample.
 */
export function percentileInterval(
  sample: SortedSample,
  p: number,
  level: Level,
): (Interval & { coverage: number }) | NoInterval {
  const ranks = orderStatistics(sample.length, p, level);
  if (ranks.kind === 'none') return ranks;
  const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const valueOf = (rank: number | undefined) => (rank === undefined ? Number.NaN : (sample[rank - 1] ?? Number.NaN));
  const ends = [valueOf(ranks.lower), valueOf(ranks.upper)] as const;
  return { ...claimed('order-statistic', level, ends, infinite), coverage: ranks.coverage };
}

import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { normalUpperQuantile, normalUpperTail } from './normal.ts';
import { type PercentileMethod, percentilePosition, smallestForOrderStatistics, valueAt } from './percentile.ts';
import { demand, demandCount } from './precondition.ts';
import { seededDraw } from './random.ts';
import type { SortedSample } from './sorted-sample.ts';

/** How to resample. The same seed, resamples and data give the same figures on every platform. */
export interface Resampling {
  /** Any text; take it from what identifies the data (a digest), so that nobody can try seeds until one suits. */
  seed: string;
  /** How often; 1999 is usual. At least 2 / (1 - confidence) are needed. */
  resamples: number;
}

/**
 * `percentile`: the quantiles of the resampled statistics. `bca`: the same, corrected for bias and acceleration (Efron 1987): nearer to
 * its confidence for skewed data, and dearer (n^2), therefore only up to `greatestBcaSample` values.
 */
export type BootstrapMethod = 'percentile' | 'bca';

/** Fewer values than this resemble their population too little for resampling to say anything. */
export const smallestBootstrapSample = 20;
export const greatestBootstrapSample = 100_000;
export const greatestBcaSample = 5000;

export interface BootstrapInterval extends Interval {
  resamples: number;
}

/** The statistic of resampled items, each named by its index in the sample; not finite where it has no value. */
type Statistic = (picks: Uint32Array) => number;

/** The bootstrap interval of a mean, in the unit of the values: for distributions too skewed for `meanIntervalOf`. */
export function bootstrapMean(
  sample: SortedSample,
  method: BootstrapMethod,
  resampling: Resampling,
  level: Level,
): BootstrapInterval | NoInterval {
  return bootstrap(sample.length, meanOfPicks(sample), method, resampling, level);
}

/**
 * The bootstrap interval of the percentile `p` (in percent), in the unit of the values. None while n is too small for
 * `percentileInterval`: there the greatest value seen would stand for all that was not.
 */
export function bootstrapPercentile(
  sample: SortedSample,
  p: number,
  reading: PercentileMethod,
  method: BootstrapMethod,
  resampling: Resampling,
  level: Level,
): BootstrapInterval | NoInterval {
  const few = tooFewForPercentile([sample.length], p, level);
  return few ?? bootstrap(sample.length, percentileOfPicks(sample, p, reading), method, resampling, level);
}

function bootstrap(
  n: number,
  statistic: Statistic,
  method: BootstrapMethod,
  resampling: Resampling,
  level: Level,
): BootstrapInterval | NoInterval {
  const tail = tailOf(level);
  demandEnough(resampling, tail);
  const limit = method === 'bca' ? greatestBcaSample : greatestBootstrapSample;
  if (n < smallestBootstrapSample) return { kind: 'none', reason: 'too-few', needed: smallestBootstrapSample };
  if (n > limit) return { kind: 'none', reason: 'too-many', limit };
  const resampled = resampledStatistics([n], ([picks]) => statistic(picks ?? new Uint32Array()), resampling);
  if (!(resampled instanceof Float64Array)) return resampled;
  const shares = method === 'bca' ? correctedShares(n, statistic, resampled, tail) : ([tail, 1 - tail] as const);
  const ends = shares === undefined ? undefined : endsAt(resampled, shares);
  if (ends === undefined) return { kind: 'none', reason: 'unstable' };
  const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  return { ...claimed(`bootstrap-${method}`, level, ends, infinite), resamples: resampling.resamples };
}

/** Refuses so few resamples that the tail would lie beyond all of them. */
export function demandEnough({ resamples }: Resampling, tail: number): void {
  demandCount(resamples, 'the number of resamples', 1);
  demand((resamples + 1) * tail >= 1 - 1e-9, `${resamples} resamples do not reach a tail of ${tail}`);
}

/** `too-few` when one of the samples does not bound the percentile `p` by its order statistics, or is too small to resample. */
export function tooFewForPercentile(sizes: readonly number[], p: number, level: Level): NoInterval | undefined {
  const smallest = smallestForOrderStatistics(p, level);
  const needed = smallest === undefined ? undefined : Math.max(smallest, smallestBootstrapSample);
  const few = needed === undefined || sizes.some((n) => n < needed);
  return few ? { kind: 'none', reason: 'too-few', needed } : undefined;
}

/**
 * The statistics of all resamples in ascending order; each resample draws as many items as there are, from every sample by itself.
 * None when one of them has no value, or all agree.
 */
export function resampledStatistics(
  sizes: readonly number[],
  statistic: (picks: readonly Uint32Array[]) => number,
  { seed, resamples }: Resampling,
): Float64Array | NoInterval {
  const draw = seededDraw(seed);
  const picks = sizes.map((n) => new Uint32Array(n));
  const values = new Float64Array(resamples);
  for (let index = 0; index < resamples; index += 1) {
    for (const sample of picks) draw(sample, sample.length);
    const value = statistic(picks);
    if (!Number.isFinite(value)) return { kind: 'none', reason: 'unstable' };
    values[index] = value;
  }
  values.sort();
  return values[0] === values[resamples - 1] ? { kind: 'none', reason: 'no-spread' } : values;
}

/** The resampled statistics below which, and above which, lie these shares; undefined where that is beyond all of them. */
export function endsAt(
  ascending: Float64Array,
  [low, high]: readonly [number, number],
): readonly [number, number] | undefined {
  const steps = ascending.length + 1;
  // Outwards, but not for a rounding error.
  const lower = ascending[Math.floor(low * steps + 1e-9) - 1];
  const upper = ascending[Math.ceil(high * steps - 1e-9) - 1];
  return lower === undefined || upper === undefined ? undefined : [lower, upper];
}

/** Which shares of the resamples to take in place of the tails, by the bias and the acceleration that the data show. */
function correctedShares(
  n: number,
  statistic: Statistic,
  resampled: Float64Array,
  tail: number,
): readonly [number, number] | undefined {
  const all = Uint32Array.from({ length: n }, (_, index) => index);
  const value = statistic(all);
  let [below, equal] = [0, 0];
  for (const each of resampled) {
    if (each < value) below += 1;
    else if (each === value) equal += 1;
  }
  const share = (below + equal / 2) / resampled.length;
  if (!(share > 0 && share < 1)) return undefined;
  const bias = -normalUpperQuantile(share);
  const acceleration = accelerationOf(all, statistic);
  if (acceleration === undefined) return undefined;
  const shareOf = (z: number): number | undefined => {
    const divisor = 1 - acceleration * (bias + z);
    return divisor > 0 ? normalUpperTail(-(bias + (bias + z) / divisor)) : undefined;
  };
  const z = normalUpperQuantile(tail);
  const [low, high] = [shareOf(-z), shareOf(z)];
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** The skewness of the statistics that leave one item out, by 6; undefined when one of them has no value. */
function accelerationOf(all: Uint32Array, statistic: Statistic): number | undefined {
  const rest = all.slice(1);
  const without = new Float64Array(all.length);
  for (let left = 0; left < all.length; left += 1) {
    if (left > 0) rest[left - 1] = left - 1;
    without[left] = statistic(rest);
  }
  const mean = without.reduce((sum, each) => sum + each / all.length, 0);
  let [squares, cubes] = [0, 0];
  for (const each of without) {
    const distance = mean - each;
    squares += distance ** 2;
    cubes += distance ** 3;
  }
  if (squares === 0) return 0;
  const acceleration = cubes / (6 * squares ** 1.5);
  return Number.isFinite(acceleration) ? acceleration : undefined;
}

function meanOfPicks(sample: SortedSample): Statistic {
  return (picks) => {
    let sum = 0;
    for (const pick of picks) sum += sample[pick] ?? Number.NaN;
    return sum / picks.length;
  };
}

/** The percentile of resampled values. The sample is in order, so that counting the picks sorts them. */
export function percentileOfPicks(sample: SortedSample, p: number, method: PercentileMethod): Statistic {
  const counts = new Uint32Array(sample.length);
  return (picks) => {
    counts.fill(0);
    for (const pick of picks) counts[pick] = (counts[pick] ?? 0) + 1;
    let index = -1;
    let reached = 0;
    // Asked for a rank and then for the next one at most.
    return valueAt(percentilePosition(picks.length, p, method), (rank) => {
      while (reached < rank) {
        index += 1;
        reached += counts[index] ?? Number.NaN;
      }
      return sample[index] ?? Number.NaN;
    });
  };
}

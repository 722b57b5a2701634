import { claimed, type Interval, type Level, type NoInterval } from './interval.ts';
import { orderStatistics, percentilePosition } from './percentile.ts';
import { demand } from './precondition.ts';

/**
 * A DDSketch (Masson, Rim and Lee 2019): values counted in buckets whose bounds grow by the factor gamma = (1 + e) / (1 - e), e being the
 * relative error. Every value is known to within e of itself (but for the last digits), whatever the distribution; merged sketches are equal
 * to the sketch of all values, in any order. It takes one entry per bucket that is not empty: at e = 0.005 about 230 for
 * each factor of ten that the values span, and at most 284,000 for all doubles. Plain data: it may be copied between threads.
 */
export interface QuantileSketch {
  relativeError: number;
  /** The logarithm of gamma. */
  width: number;
  n: number;
  /** How many values are exactly 0. */
  zeros: number;
  /** Counts by bucket: bucket i holds gamma^(i - 1) < |value| <= gamma^i. */
  positive: Map<number, number>;
  negative: Map<number, number>;
  /** Exact; +Infinity while n is 0. */
  min: number;
  /** Exact; -Infinity while n is 0. */
  max: number;
}

/** A sketch of no values. `relativeError` is between 0.0001 and 0.5: smaller ones need too many buckets to be worth it. */
export function noSketch(relativeError: number): QuantileSketch {
  demand(relativeError >= 1e-4 && relativeError <= 0.5, `no sketch with a relative error of ${relativeError}`);
  return {
    relativeError,
    width: Math.log1p(relativeError) - Math.log1p(-relativeError),
    n: 0,
    zeros: 0,
    positive: new Map(),
    negative: new Map(),
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
  };
}

/** Counts a finite value in, in place. Others are bad data, which the caller must have reported. */
export function addToSketch(sketch: QuantileSketch, value: number): void {
  demand(Number.isFinite(value), `${value} is not a value of a sketch`);
  sketch.n += 1;
  if (value < sketch.min) sketch.min = value + 0;
  if (value > sketch.max) sketch.max = value + 0;
  if (value === 0) {
    sketch.zeros += 1;
    return;
  }
  const counts = value > 0 ? sketch.positive : sketch.negative;
  const bucket = Math.ceil(Math.log(Math.abs(value)) / sketch.width) + 0;
  counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
}

/** The sketch of the values of both; neither argument changes. Their relative errors must be the same. */
export function mergeSketches(a: QuantileSketch, b: QuantileSketch): QuantileSketch {
  demand(a.relativeError === b.relativeError, `sketches of ${a.relativeError} and ${b.relativeError} do not merge`);
  return {
    relativeError: a.relativeError,
    width: a.width,
    n: a.n + b.n,
    zeros: a.zeros + b.zeros,
    positive: mergeCounts(a.positive, b.positive),
    negative: mergeCounts(a.negative, b.negative),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

function mergeCounts(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const merged = new Map(a);
  for (const [bucket, count] of b) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
  return merged;
}

/** What a sketch knows of the value of one rank: `lower <= that value <= upper`, and `value` within the relative error of it. */
export interface SketchedValue {
  value: number;
  lower: number;
  upper: number;
}

/** The nearest-rank percentile `p` (in percent) of the values of a sketch; undefined when there are none. */
export function sketchedPercentile(sketch: QuantileSketch, p: number): SketchedValue | undefined {
  return sketch.n === 0 ? undefined : sketchedRank(sketch, percentilePosition(sketch.n, p, 'nearest-rank').rank);
}

/**
 * `percentileInterval` from a sketch: from the lower bound of the one order statistic to the upper bound of the other, so that it encloses the
 * interval of the values themselves.
 */
export function sketchedPercentileInterval(
  sketch: QuantileSketch,
  p: number,
  level: Level,
): (Interval & { coverage: number; relativeError: number }) | NoInterval {
  const ranks = orderStatistics(sketch.n, p, level);
  if (ranks.kind === 'none') return ranks;
  const { lower, upper, coverage } = ranks;
  const ends = [
    lower === undefined ? Number.NaN : sketchedRank(sketch, lower).lower,
    upper === undefined ? Number.NaN : sketchedRank(sketch, upper).upper,
  ] as const;
  const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  return { ...claimed('order-statistic', level, ends, infinite), coverage, relativeError: sketch.relativeError };
}

function sketchedRank(sketch: QuantileSketch, rank: number): SketchedValue {
  // The extremes are kept as they are.
  if (rank === 1) return { value: sketch.min, lower: sketch.min, upper: sketch.min };
  if (rank === sketch.n) return { value: sketch.max, lower: sketch.max, upper: sketch.max };
  let left = rank;
  for (const bucket of [...sketch.negative.keys()].sort((a, b) => b - a)) {
    left -= sketch.negative.get(bucket) ?? 0;
    if (left <= 0) return inBucket(sketch, bucket, -1);
  }
  left -= sketch.zeros;
  if (left <= 0) return { value: 0, lower: 0, upper: 0 };
  for (const bucket of [...sketch.positive.keys()].sort((a, b) => a - b)) {
    left -= sketch.positive.get(bucket) ?? 0;
    if (left <= 0) return inBucket(sketch, bucket, 1);
  }
  demand(false, `a sketch of ${sketch.n} values has no rank ${rank}`);
  return { value: Number.NaN, lower: Number.NaN, upper: Number.NaN };
}

function inBucket(sketch: QuantileSketch, bucket: number, sign: 1 | -1): SketchedValue {
  const log = sketch.width;
  // A logarithm can put a value that lies on a bound one bucket aside: the bounds are told a little wider than they are.
  const wider = 1e-12 * (1 + Math.abs(bucket * log));
  const near = Math.exp((bucket - 1) * log - wider);
  const far = Math.exp(bucket * log + wider);
  const middle = Math.exp(bucket * log) * (1 - sketch.relativeError);
  const within = (value: number): number => Math.min(sketch.max, Math.max(sketch.min, sign * value));
  const [lower, upper] = sign === 1 ? [within(near), within(far)] : [within(far), within(near)];
  return { value: within(middle), lower, upper };
}

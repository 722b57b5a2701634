import { sha256 } from '../../core/fingerprint.ts';
import { definitionHash, type Kpi } from '../kpi/definition.ts';
import { bootstrapResamples } from '../kpi/interval.ts';
import type { Measure } from '../kpi/measure.ts';
import type { Level, NoInterval } from '../statistics/interval.ts';
import { invertedP, moverBounds } from '../statistics/mover.ts';
import { normalUpperQuantile } from '../statistics/normal.ts';
import { percentileInterval } from '../statistics/percentile.ts';
import { percentileDifference } from '../statistics/percentile-difference.ts';
import { sketchedPercentileInterval } from '../statistics/quantile-sketch.ts';
import { type SortedSample, sortedSample } from '../statistics/sorted-sample.ts';
import type { Allowance } from './tolerance.ts';

/** A measure, and the interval of its value where that is all that a report tells of a percentile. */
export type Side = Measure & { limits?: { lower: number; upper: number; confidence: number } | undefined };

type Percentile = Extract<Kpi, { kind: 'percentile' }>;
type Contrast = { method: string; interval: { lower: number; upper: number }; p: number };
type Ends = { lower: number; upper: number };

/** Up to so many values on each side percentiles are resampled; beyond it their limits are combined. */
export const greatestResampled = 20_000;

/**
 * The interval of percentile a - factor * percentile b, two-sided at 1 - alpha, and how likely such data are while a is just not worse
 * than allowed. By resampling where both sides have their values and not too many; else from the limits of each, which are those of
 * its values, of its sketch, or of its report. Limits of a report at another confidence are scaled like those of a normal distribution.
 */
export function percentileContrast(
  kpi: Percentile,
  a: Side,
  b: Side,
  allowance: Allowance,
  alpha: number,
): Contrast | NoInterval | { missing: string } {
  const [ofA, ofB] = [a.sorted && sortedSample(a.sorted), b.sorted && sortedSample(b.sorted)];
  if (ofA !== undefined && ofB !== undefined && Math.max(ofA.length, ofB.length) <= greatestResampled)
    return byResampling(kpi, ofA, ofB, allowance, alpha);
  const [limitsA, limitsB] = [limitsOf(kpi, a, ofA), limitsOf(kpi, b, ofB)];
  if (limitsA === undefined || limitsB === undefined)
    return { missing: 'the difference of percentiles needs the rows of both sides, or reports with their intervals' };
  return byLimits(limitsA, limitsB, [a.value ?? Number.NaN, b.value ?? Number.NaN], allowance, alpha);
}

function byResampling(
  kpi: Percentile,
  a: SortedSample,
  b: SortedSample,
  { worse }: Allowance,
  alpha: number,
): Contrast | NoInterval {
  const level: Level = { confidence: 1 - alpha, sides: 'two' };
  const resampling = {
    seed: sha256(`${definitionHash(kpi)} ${a.join(' ')} | ${b.join(' ')}`),
    resamples: Math.max(bootstrapResamples, Math.ceil(2 / alpha)),
  };
  const percentile = { p: kpi.percentile, method: kpi.method };
  const found = percentileDifference(a, b, percentile, resampling, level, worse);
  if (found.kind === 'none') return found;
  const { method, lower, upper, p } = found;
  return { method, interval: { lower, upper }, p };
}

/** The limits of one side, each of which misses with a probability; undefined when nothing is known of them. */
type LimitsAt = (tail: number) => Ends | NoInterval;

function limitsOf(
  { percentile }: Percentile,
  { sketch, limits, value }: Side,
  sample: SortedSample | undefined,
): LimitsAt | undefined {
  const level = (tail: number): Level => ({ confidence: 1 - 2 * tail, sides: 'two' });
  if (sample !== undefined) return (tail) => percentileInterval(sample, percentile, level(tail));
  if (sketch !== undefined) return (tail) => sketchedPercentileInterval(sketch, percentile, level(tail));
  if (limits === undefined || value === undefined) return undefined;
  const { lower, upper, confidence } = limits;
  const told = normalUpperQuantile((1 - confidence) / 2);
  return (tail) => {
    const times = normalUpperQuantile(tail) / told;
    return { lower: value - (value - lower) * times, upper: value + (upper - value) * times };
  };
}

function byLimits(
  a: LimitsAt,
  b: LimitsAt,
  [valueA, valueB]: readonly [number, number],
  { factor, worse }: Allowance,
  alpha: number,
): Contrast | NoInterval {
  const boundsAt = (tail: number): readonly [number, number] | NoInterval => {
    const [ofA, ofB] = [a(tail), b(tail)];
    if ('reason' in ofA) return ofA;
    if ('reason' in ofB) return ofB;
    const around = ({ lower, upper }: Ends, value: number) => ({
      value: Math.min(upper, Math.max(lower, value)),
      lower,
      upper,
    });
    return moverBounds(around(ofA, valueA), around(ofB, valueB), factor);
  };
  const bounds = boundsAt(alpha / 2);
  if ('kind' in bounds) return bounds;
  const difference = valueA - factor * valueB;
  const p = invertedP(
    (tail) => {
      // At half of the confidence nothing is left of the width.
      if (tail >= 0.5) return [difference, difference];
      const found = boundsAt(tail);
      return 'kind' in found ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] : found;
    },
    worse.margin,
    worse.alternative,
  );
  return { method: 'mover', interval: { lower: bounds[0], upper: bounds[1] }, p };
}

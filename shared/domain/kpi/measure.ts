import { dividedSum, type ExactSum, moments, roundedSum } from '../statistics/exact-sum.ts';
import { percentileOf } from '../statistics/percentile.ts';
import { type QuantileSketch, sketchedPercentile } from '../statistics/quantile-sketch.ts';
import type { Kpi } from './definition.ts';
import type { Counts, KpiTally } from './kpi-tally.ts';
import { sortedValues } from './sample.ts';

/** Why a KPI has no value. */
export type NoValue =
  /** No row is of its population, or none of those has its field. */
  | 'no-samples'
  /** Nothing was observed: the rate would be divided by zero. */
  | 'no-exposure';

/** The value of a KPI and everything that an interval of it is computed from. */
export interface Measure extends Counts {
  /** Unrounded; undefined when it could not be measured, and `noValue` then says why. */
  value: number | undefined;
  noValue: NoValue | undefined;
  outside: number;
  strata: Counts[][];
  /** Of the numbers of a KPI of values, each rounded once. `m2`: sum of squared deviations from the mean. */
  numbers: { sum: number; mean: number; m2: number; min: number; max: number } | undefined;
  /** For percentile and mean: all numbers in ascending order, when there were not too many to keep. */
  sorted: Float64Array<ArrayBuffer> | undefined;
  /** For percentile and mean: what is known of the numbers when there were too many to keep. */
  sketch: QuantileSketch | undefined;
  /** Where the value is known from a sketch: the exact one is not outside of these. */
  within: { lower: number; upper: number; relativeError: number } | undefined;
  /** For a rate: events, and how much was observed in units of its definition. */
  rate: { events: number; exposure: number } | undefined;
}

/** What the rows say about a KPI; depends neither on their order nor on how they were cut. */
export function measureOf(kpi: Kpi, tally: KpiTally): Measure {
  const { numerator, denominator, excluded, outside, strata } = tally;
  const given = denominator > 0 ? tally.numbers : undefined;
  const numbers = given && {
    sum: roundedSum(given.sum),
    ...moments(denominator, given.sum, given.squares),
    min: given.min,
    max: given.max,
  };
  const sorted = given?.sample && sortedValues(given.sample);
  const sketch = given?.sample?.sketch;
  const base = { numerator, denominator, excluded, outside, strata, numbers, sorted, sketch, within: undefined };
  if (denominator === 0) return { ...base, value: undefined, noValue: 'no-samples', rate: undefined };
  const found = (value: number): Measure => ({ ...base, value, noValue: undefined, rate: undefined });
  switch (kpi.kind) {
    case 'ratio':
      return found(numerator / denominator);
    case 'count':
      return found(numerator);
    case 'percentile':
      return sketch === undefined
        ? found(percentileOf(sorted ?? new Float64Array(), kpi.percentile, kpi.method))
        : { ...found(Number.NaN), ...fromSketch(sketch, kpi.percentile) };
    case 'mean':
      return found(numbers?.mean ?? Number.NaN);
    case 'sum':
      return found(numbers?.sum ?? Number.NaN);
    case 'min':
      return found(numbers?.min ?? Number.NaN);
    case 'max':
      return found(numbers?.max ?? Number.NaN);
    case 'rate-per': {
      const events: ExactSum = tally.numbers?.sum ?? [numerator];
      const exposure: ExactSum = tally.exposure ?? [denominator];
      const perUnit = dividedSum(events, exposure);
      const rate = { events: roundedSum(events), exposure: roundedSum(exposure) };
      return perUnit === undefined
        ? { ...base, value: undefined, noValue: 'no-exposure', rate }
        : { ...base, value: perUnit * kpi.per.size, noValue: undefined, rate };
    }
  }
}

/** Of a sketch only the number of a rank can be known, never a place between two. */
function fromSketch(sketch: QuantileSketch, percentile: number): Pick<Measure, 'value' | 'within'> {
  const known = sketchedPercentile(sketch, percentile);
  if (known === undefined) return { value: Number.NaN, within: undefined };
  const { value, lower, upper } = known;
  return { value, within: { lower, upper, relativeError: sketch.relativeError } };
}

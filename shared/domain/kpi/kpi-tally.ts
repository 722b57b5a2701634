import { addExactly, addSquare, type ExactSum, mergedSum } from '../statistics/exact-sum.ts';
import type { Contribution } from './contribution.ts';
import { type Kpi, valueOf } from './definition.ts';
import { addToSample, emptySample, mergeSamples, type Sample } from './sample.ts';

export interface Counts {
  /** Rows that count: for a ratio its numerator; for a KPI of values all samples. */
  numerator: number;
  /** Samples. */
  denominator: number;
  /** Rows of the population that the policy for missing fields left out. */
  excluded: number;
}

/** The numbers of a KPI of values. */
export interface Numbers {
  sum: ExactSum;
  squares: ExactSum;
  min: number;
  max: number;
  /** Kept only where a value or an interval needs the single numbers. */
  sample: Sample | undefined;
}

/** What the rows so far say about one KPI. */
export interface KpiTally extends Counts {
  /** Rows that the filter left out. */
  outside: number;
  /** For each stratum and value of it. */
  strata: Counts[][];
  numbers: Numbers | undefined;
  /** How much was observed, for a rate that reads it. */
  exposure: ExactSum | undefined;
}

export function kpiTally(kpi: Kpi, strata: readonly { values: readonly unknown[] }[]): KpiTally {
  const keeps = kpi.kind === 'percentile' || kpi.kind === 'mean';
  return {
    ...noCounts(),
    outside: 0,
    strata: strata.map(({ values }) => values.map(noCounts)),
    numbers:
      valueOf(kpi) === undefined
        ? undefined
        : {
            sum: [],
            squares: [],
            min: Number.POSITIVE_INFINITY,
            max: Number.NEGATIVE_INFINITY,
            sample: keeps ? emptySample() : undefined,
          },
    exposure: kpi.kind === 'rate-per' && kpi.per.pointer !== undefined ? [] : undefined,
  };
}

function noCounts(): Counts {
  return { numerator: 0, denominator: 0, excluded: 0 };
}

/** Adds a usable row; `strata` are the indexes of its values. */
export function addContribution(
  tally: KpiTally,
  contribution: Contribution,
  strata: readonly number[],
  limit: number,
): void {
  if (contribution.part === 'outside') {
    tally.outside += 1;
    return;
  }
  count(tally, contribution);
  for (let index = 0; index < strata.length; index += 1) {
    const counts = tally.strata[index]?.[strata[index] ?? -1];
    if (counts !== undefined) count(counts, contribution);
  }
  if (contribution.part === 'excluded') return;
  const { numbers, exposure } = tally;
  const { value } = contribution;
  if (numbers !== undefined && value !== undefined) {
    addExactly(numbers.sum, value);
    addSquare(numbers.squares, value);
    if (value < numbers.min) numbers.min = value;
    if (value > numbers.max) numbers.max = value;
    if (numbers.sample !== undefined) addToSample(numbers.sample, value, limit);
  }
  if (exposure !== undefined && contribution.exposure !== undefined) addExactly(exposure, contribution.exposure);
}

function count(counts: Counts, contribution: Exclude<Contribution, { part: 'outside' }>): void {
  if (contribution.part === 'excluded') counts.excluded += 1;
  else {
    counts.denominator += 1;
    if (contribution.hit) counts.numerator += 1;
  }
}

export function mergeKpis(a: KpiTally, b: KpiTally, limit: number): KpiTally {
  return {
    ...added(a, b),
    outside: a.outside + b.outside,
    strata: a.strata.map((values, index) =>
      values.map((counts, value) => added(counts, b.strata[index]?.[value] ?? noCounts())),
    ),
    numbers: a.numbers && b.numbers && mergeNumbers(a.numbers, b.numbers, limit),
    exposure: a.exposure && b.exposure && mergedSum(a.exposure, b.exposure),
  };
}

function added(a: Counts, b: Counts): Counts {
  return {
    numerator: a.numerator + b.numerator,
    denominator: a.denominator + b.denominator,
    excluded: a.excluded + b.excluded,
  };
}

function mergeNumbers(a: Numbers, b: Numbers, limit: number): Numbers {
  return {
    sum: mergedSum(a.sum, b.sum),
    squares: mergedSum(a.squares, b.squares),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    sample: a.sample && b.sample && mergeSamples(a.sample, b.sample, limit),
  };
}

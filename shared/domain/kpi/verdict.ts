import type { Scalar } from './condition.ts';
import type { Kpi, Target } from './definition.ts';
import type { Measure } from './measure.ts';
import { numberText } from './number-text.ts';

/** The interval of a value, from outside: `statistics` computes it from the measure. An end may be infinite. */
export interface Interval {
  lower: number;
  upper: number;
  confidence: number;
  /** The name of the method, as the report shows it. */
  method: string;
  /** Samples in all with which the value seen would decide its target; absent when it decides already or never would. */
  needed?: number | undefined;
}

/** Why a value that is an estimate has no interval, in a word and for people. */
export interface NoInterval {
  reason: 'too-few' | 'too-many' | 'no-spread' | 'unstable' | 'not-whole';
  message: string;
  /** The smallest number of samples that gives one, where that is the reason. */
  needed?: number | undefined;
}

export function isInterval(found: Interval | NoInterval): found is Interval {
  return 'lower' in found;
}

/**
 * - `met`, `missed`: the target, by measurement
 * - `inconclusive`: the value meets the target, and its interval does not
 * - `not-measured`: there is no value that may be judged, and `because` says why
 * - `not-judged`: there is no target
 */
export type Verdict = 'met' | 'missed' | 'inconclusive' | 'not-measured' | 'not-judged';
export type VerdictReason =
  | 'rows-broken'
  | 'no-samples'
  | 'value-too-coarse'
  | 'no-exposure'
  | 'too-few-samples'
  | 'too-few-samples-in-stratum'
  | 'no-interval'
  | 'interval-too-wide';

export interface KpiVerdict {
  verdict: Verdict;
  because?: { code: VerdictReason; message: string } | undefined;
}

/** Whether a value meets a target; the value is compared as it is, unrounded. */
export function meets(value: number, { max, min, inclusive }: Target): boolean {
  if (max !== undefined) return inclusive ? value <= max : value < max;
  return min !== undefined && (inclusive ? value >= min : value > min);
}

/** A target as people write it: `<= 0.01`. */
export function targetText({ max, min, inclusive }: Target): string {
  const sign = max === undefined ? '>' : '<';
  return `${sign}${inclusive ? '=' : ''} ${max ?? min}`;
}

export interface Judging {
  kpi: Kpi;
  measure: Measure;
  /** The strata of the set, as the counts of the measure are ordered. */
  strata: readonly { values: readonly Scalar[] }[];
  interval: Interval | NoInterval | undefined;
  /** All rows can be evidence, and nothing among them speaks against it. */
  sound: boolean;
}

/**
 * The verdict on a KPI. It is `met` only for a value that was measured from sound rows, with all samples that were asked for,
 * and, where the bound is asked for, only when the worse end of the interval meets the target too.
 */
export function kpiVerdict({ kpi, measure, strata, interval, sound }: Judging): KpiVerdict {
  const unmeasured = (code: VerdictReason, message: string): KpiVerdict => ({
    verdict: 'not-measured',
    because: { code, message },
  });
  if (!sound) return unmeasured('rows-broken', 'the rows are no sound evidence');
  const { value, noValue, denominator } = measure;
  if (value === undefined || noValue !== undefined)
    return unmeasured(noValue ?? 'no-samples', noValueText[noValue ?? 'no-samples']);
  const least = kpi['minimum-samples'];
  if (denominator < least) return unmeasured('too-few-samples', `${denominator} samples, expected at least ${least}`);
  const sparse = sparseStrata({ kpi, measure, strata });
  if (sparse.length > 0) return unmeasured('too-few-samples-in-stratum', sparse.join('; '));
  const { target } = kpi;
  if (target === undefined) return { verdict: 'not-judged' };
  // Of a value from a sketch both ends have to say the same.
  const { lower, upper } = measure.within ?? { lower: value, upper: value };
  if (meets(lower, target) !== meets(upper, target))
    return {
      verdict: 'inconclusive',
      because: {
        code: 'value-too-coarse',
        message: `of so many numbers the value is only known to be from ${lower} to ${upper}, expected ${targetText(target)}`,
      },
    };
  if (!meets(value, target)) return { verdict: 'missed' };
  if (kpi.evaluate === 'point') return { verdict: 'met' };
  if (interval === undefined) return unmeasured('no-interval', 'no interval could be computed');
  if (!isInterval(interval)) return unmeasured('no-interval', interval.message);
  if (!isUsable(interval, kpi.confidence))
    return unmeasured(
      'no-interval',
      `the interval has not the two ends and the confidence of ${kpi.confidence} asked for`,
    );
  const worse = target.max === undefined ? interval.lower : interval.upper;
  if (meets(worse, target)) return { verdict: 'met' };
  return {
    verdict: 'inconclusive',
    because: {
      code: 'interval-too-wide',
      message: `it could as well be ${numberText(worse)}, expected ${targetText(target)}`,
    },
  };
}

/** An interval with two ends, of at least the confidence that is asked for. */
function isUsable({ lower, upper, confidence }: Interval, wanted: number): boolean {
  return lower <= upper && confidence >= wanted;
}

const noValueText: Record<NonNullable<Measure['noValue']>, string> = {
  'no-samples': 'no row is a sample of it',
  'no-exposure': 'nothing was observed in its rows',
};

function sparseStrata({ kpi, measure, strata }: Pick<Judging, 'kpi' | 'measure' | 'strata'>): string[] {
  const wanted = kpi['minimum-samples-per-stratum'];
  return strata.flatMap(({ values }, index) =>
    values.flatMap((value, position) => {
      const label = String(value);
      const least = Object.hasOwn(wanted, label) ? (wanted[label] ?? 0) : 0;
      const samples = measure.strata[index]?.[position]?.denominator ?? 0;
      return samples < least ? [`${samples} samples of ${label}, expected at least ${least}`] : [];
    }),
  );
}

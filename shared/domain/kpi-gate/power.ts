import type { Condition } from '../kpi/condition.ts';
import { type KpiSet, minimumOf } from '../kpi/config.ts';
import type { SetProblem } from '../kpi/config-problems.ts';
import type { Kpi } from '../kpi/definition.ts';
import { levelOf, percentileAsRate, ruleOf } from '../kpi/interval.ts';
import { tooFewForPercentile } from '../statistics/bootstrap.ts';
import { tailOf } from '../statistics/interval.ts';
import { smallestForOrderStatistics } from '../statistics/percentile.ts';
import { greatestN, smallestToCompare, smallestToMeet } from '../statistics/sample-size.ts';
import { allowanceOf, type Tolerance } from './tolerance.ts';

/** How the rules of a set are going to be used. */
export interface PowerRequest {
  /** Runs that are judged together. */
  runs: number;
  /** How much worse KPIs may be than a reference of the same size, where they are compared. */
  tolerances?: Readonly<Record<string, Tolerance>> | undefined;
  /** Of the two-sided interval of comparisons. */
  alpha?: number | undefined;
}

/**
 * Required KPIs whose rule can never come out as asked at the number of samples that the set makes sure of in all runs together: which could
 * not be shown even by samples that are all good; or, compared with a reference of the same size, never be worse although all are bad.
 * Each with its pointer inside the set and the number that would do. A target can always be missed, since a value that misses it is
 * missed whatever its interval. Of means nothing can be said before their spread was seen.
 */
export function powerProblems(set: KpiSet, request: PowerRequest): SetProblem[] {
  return set.kpis.flatMap((kpi, index) =>
    kpi.required && kpi.evaluate === 'bound' ? problemsOf(set, kpi, `/kpis/${index}`, request) : [],
  );
}

function problemsOf(set: KpiSet, kpi: Kpi, at: string, request: PowerRequest): SetProblem[] {
  const { runs, tolerances = {} } = request;
  const problems: SetProblem[] = [];
  const each = sureSamples(set, kpi);
  const samples = each * runs;
  const pointer = `${at}/minimum-samples`;
  const needs = (needed: number | undefined, never: string): void => {
    if (needed !== undefined && needed <= samples) return;
    const sure = `${runs} runs are sure of ${samples} samples`;
    problems.push({
      pointer,
      message:
        needed === undefined
          ? `${never} with any number of samples; change the rule`
          : `${sure}, with which ${never}; set minimum-samples to ${Math.ceil(needed / runs)}, which is ${needed} in all runs`,
    });
  };
  const toMeet = samplesToMeet(kpi);
  if (toMeet !== 'unknown') needs(toMeet, `${kpi.id} could not meet its target even if all of them were good`);
  const tolerance = Object.hasOwn(tolerances, kpi.id) ? tolerances[kpi.id] : undefined;
  if (tolerance === undefined || kpi.kind !== 'ratio' || tolerance.absolute === undefined) return problems;
  const level = { confidence: 1 - (request.alpha ?? 0.05), sides: 'two' } as const;
  const { rule } = allowanceOf(kpi, tolerance);
  needs(
    smallestToCompare('met', rule, level),
    `${kpi.id} could not be within its tolerance of ${tolerance.absolute} even if all of them were good`,
  );
  needs(
    smallestToCompare('missed', rule, level),
    `${kpi.id} could not be worse than its tolerance of ${tolerance.absolute} even if all of them were bad`,
  );
  return problems;
}

/**
 * The samples of a KPI that a run has at least when it is covered: its own minimum, that of its values of a stratum, or that of the rows,
 * as far as its filter lets them all through and none is left out.
 */
function sureSamples(set: KpiSet, kpi: Kpi): number {
  const own = Math.max(kpi['minimum-samples'], largestSum(set, kpi['minimum-samples-per-stratum']));
  if (kpi.missing === 'exclude') return own;
  if (kpi.filter.length === 0) return Math.max(own, set['minimum-samples']);
  const byStratum = set.strata.map((stratum) => {
    if (kpi.filter.some(({ pointer }) => pointer !== stratum.pointer)) return 0;
    const passing = stratum.values.filter((value) => kpi.filter.every((condition) => lets(condition, value)));
    return passing.reduce<number>((sum, value) => sum + minimumOf(stratum, value), 0);
  });
  return Math.max(own, ...byStratum);
}

/** The minima of the values of one stratum add up; those of several strata are the same samples. */
function largestSum(set: KpiSet, minima: Readonly<Record<string, number>>): number {
  const sums = set.strata.map(({ values }) =>
    values.reduce<number>((sum, value) => {
      const label = String(value);
      return sum + (Object.hasOwn(minima, label) ? (minima[label] ?? 0) : 0);
    }, 0),
  );
  return Math.max(0, ...sums);
}

/** Whether a condition is sure to let a value of a stratum through. */
function lets(condition: Condition, value: string | number | boolean): boolean {
  const { equals, not, in: among, 'not-in': outside } = condition;
  if (equals !== undefined) return equals === value;
  if (not !== undefined) return not !== value;
  if (among !== undefined) return among.includes(value);
  return outside !== undefined && !outside.includes(value);
}

/** The smallest number of samples with which a target can be met by its bound; undefined when none can. */
function samplesToMeet(kpi: Kpi): number | undefined | 'unknown' {
  const { target } = kpi;
  if (target === undefined) return 'unknown';
  const rule = ruleOf(target);
  switch (kpi.kind) {
    case 'ratio':
      return smallestToMeet(rule, kpi.interval, levelOf(kpi));
    case 'percentile': {
      const level = levelOf(kpi);
      // An interval needs both of its ends, although only one of them is judged.
      const ends = smallestForOrderStatistics(kpi.percentile, level);
      if (kpi.interval === 'bootstrap') {
        const few = tooFewForPercentile([0], kpi.percentile, level);
        return few?.reason === 'too-few' ? few.needed : ends;
      }
      const asRate = smallestToMeet(percentileAsRate(kpi.percentile, rule).rule, 'clopper-pearson', level);
      return ends === undefined || asRate === undefined ? undefined : Math.max(ends, asRate);
    }
    case 'rate-per': {
      // Without an event the upper limit is -log(tail) / exposure; only rows as exposure are known beforehand.
      if (kpi.per.pointer !== undefined || target.max === undefined) return 'unknown';
      const limit = target.max / kpi.per.size;
      if (limit <= 0) return undefined;
      const exposure = -Math.log(tailOf(levelOf(kpi))) / limit;
      const needed = target.inclusive ? Math.ceil(exposure) : Math.floor(exposure) + 1;
      return needed > greatestN ? undefined : needed;
    }
    case 'mean':
    case 'count':
    case 'sum':
    case 'min':
    case 'max':
      return 'unknown';
  }
}

import { defaultLimits } from '../kpi/accumulator.ts';
import type { KpiSet } from '../kpi/config.ts';
import { definitionHash, type Kpi } from '../kpi/definition.ts';
import { type Counts, type KpiTally, kpiTally, mergeKpis } from '../kpi/kpi-tally.ts';
import { type Measure, measureOf } from '../kpi/measure.ts';
import type { KpiResult } from '../kpi/report-schema.ts';
import { addExactly, dividedSum, type ExactSum, roundedSum } from '../statistics/exact-sum.ts';
import type { Side } from './percentile-contrast.ts';
import type { Reference } from './run.ts';

/** What one or more runs say about a KPI together. */
export type Evidence =
  | {
      ok: true;
      measure: Side;
      /** Whether it comes from the rows of all runs, or from the figures of their reports. */
      from: 'rows' | 'reports';
    }
  | { ok: false; because: { code: EvidenceGap; message: string } };

export type EvidenceGap = 'no-runs' | 'other-definition' | 'rows-broken' | 'rows-needed' | 'numbers-missing';

/**
 * The evidence of all runs together: from their rows where all have been read, else from the figures of their reports. None when one of
 * the runs was computed with another definition, or is no sound evidence: a part of the runs would be a choice among them. The
 * runs stay as they are, and their order does not matter.
 */
export function evidenceOf(set: KpiSet, kpi: Kpi, runs: readonly Reference[]): Evidence {
  const gap = (code: EvidenceGap, message: string): Evidence => ({ ok: false, because: { code, message } });
  if (runs.length === 0) return gap('no-runs', 'there is no run');
  const unsound = namesWhere(runs, ({ report }) => Object.keys(report.findingTotals).length > 0);
  if (unsound !== undefined) return gap('rows-broken', `the rows of ${unsound} are no sound evidence`);
  const hash = definitionHash(kpi);
  const results = runs.map(({ report }) => report.kpis.find((one) => one.definitionHash === hash && one.id === kpi.id));
  const other = namesWhere(runs, (_, index) => results[index] === undefined);
  if (other !== undefined) return gap('other-definition', `${other} defines ${kpi.id} in another way`);
  const measured = results.filter((result) => result !== undefined);
  if (runs.every(({ rows }) => rows !== undefined)) {
    const whole = definitionHash(set);
    const otherSet = namesWhere(runs, ({ report }) => report.definitionHash !== whole);
    if (otherSet === undefined) return fromRows(set, kpi, runs);
  }
  if (kpi.kind === 'percentile' && measured.filter(({ denominator }) => denominator > 0).length > 1)
    return gap('rows-needed', 'a percentile of several runs needs the rows of all of them');
  return fromReports(set, kpi, measured);
}

function namesWhere(runs: readonly Reference[], holds: (run: Reference, index: number) => boolean): string | undefined {
  const names = runs.filter(holds).map(({ name }) => name);
  return names.length === 0 ? undefined : names.sort().join(' and ');
}

function fromRows(set: KpiSet, kpi: Kpi, runs: readonly Reference[]): Evidence {
  const index = set.kpis.indexOf(kpi);
  const tallies = runs.flatMap(({ rows }) => rows?.kpis[index] ?? []).map(copied);
  const whole = tallies.reduce((sum, tally) => mergeKpis(sum, tally, defaultLimits.values), kpiTally(kpi, set.strata));
  return { ok: true, measure: measureOf(kpi, whole), from: 'rows' };
}

/** Merging uses up its parts, and the runs are still needed: the parts of a tally that would change are made anew. */
function copied(tally: KpiTally): KpiTally {
  const { numbers } = tally;
  const sample = numbers?.sample;
  if (numbers === undefined || sample === undefined) return tally;
  return { ...tally, numbers: { ...numbers, sample: { ...sample, chunks: [...sample.chunks] } } };
}

/** The figures of the reports added up: exactly what the rows together would give, but for the last digits of a spread. */
function fromReports(set: KpiSet, kpi: Kpi, results: readonly KpiResult[]): Evidence {
  const counts = results.map(({ numerator, denominator, excluded }) => ({ numerator, denominator, excluded }));
  const seen = results.filter(({ denominator }) => denominator > 0);
  const numbers = addedNumbers(seen);
  if (numbers === 'missing')
    return {
      ok: false,
      because: { code: 'numbers-missing', message: `a report does not have the numbers of ${kpi.id}` },
    };
  const base = {
    ...addedCounts(counts),
    outside: results.reduce((sum, { outside }) => sum + outside, 0),
    strata: set.strata.map(({ pointer, values }) =>
      values.map((value) =>
        addedCounts(
          results.flatMap(({ strata }) => strata.filter((one) => one.pointer === pointer && one.value === value)),
        ),
      ),
    ),
    numbers,
    sorted: undefined,
    sketch: undefined,
    within: undefined,
    rate: undefined,
  };
  const measure = (value: number | undefined): Evidence => ({
    ok: true,
    measure: { ...base, value, noValue: value === undefined ? 'no-samples' : undefined },
    from: 'reports',
  });
  if (base.denominator === 0) return measure(undefined);
  switch (kpi.kind) {
    case 'ratio':
      return measure(base.numerator / base.denominator);
    case 'count':
      return measure(base.numerator);
    case 'percentile':
      return ofOneReport(measure(seen[0]?.value ?? undefined), seen[0]);
    case 'mean':
      return measure(numbers?.mean);
    case 'sum':
      return measure(numbers?.sum);
    case 'min':
      return measure(numbers?.min);
    case 'max':
      return measure(numbers?.max);
    case 'rate-per': {
      const events = exactly(seen.map(({ rate }) => rate?.events ?? Number.NaN));
      const exposure = exactly(seen.map(({ rate }) => rate?.exposure ?? Number.NaN));
      if (events === undefined || exposure === undefined)
        return {
          ok: false,
          because: { code: 'numbers-missing', message: `a report does not have the rate of ${kpi.id}` },
        };
      const perUnit = dividedSum(events, exposure);
      const rate = { events: roundedSum(events), exposure: roundedSum(exposure) };
      return {
        ok: true,
        measure: {
          ...base,
          rate,
          value: perUnit === undefined ? undefined : perUnit * kpi.per.size,
          noValue: perUnit === undefined ? 'no-exposure' : undefined,
        },
        from: 'reports',
      };
    }
  }
}

/** What a report tells of a percentile beyond its value. */
function ofOneReport(evidence: Evidence, result: KpiResult | undefined): Evidence {
  const { lower = null, upper = null, confidence = 0 } = result?.interval ?? {};
  if (!evidence.ok || lower === null || upper === null) return evidence;
  return { ...evidence, measure: { ...evidence.measure, limits: { lower, upper, confidence } } };
}

function addedCounts(counts: readonly Counts[]): Counts {
  const sum = { numerator: 0, denominator: 0, excluded: 0 };
  for (const { numerator, denominator, excluded } of counts) {
    sum.numerator += numerator;
    sum.denominator += denominator;
    sum.excluded += excluded;
  }
  return sum;
}

/** Sums of squared deviations of parts, each about its own mean, brought together about the mean of all. */
function addedNumbers(results: readonly KpiResult[]): Measure['numbers'] | 'missing' {
  const parts = results.flatMap(({ denominator: n, numbers }) => (numbers === undefined ? [] : [{ n, ...numbers }]));
  if (parts.length === 0) return undefined;
  if (parts.length < results.length) return 'missing';
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  const whole = exactly(parts.map((part) => part.sum));
  if (whole === undefined) return 'missing';
  const sum = roundedSum(whole);
  const mean = sum / n;
  const squares = exactly(parts.flatMap((part) => [part.m2, part.n * (part.mean - mean) ** 2]));
  // Without its spread a value would look sure.
  if (squares === undefined) return 'missing';
  return {
    sum,
    mean,
    m2: roundedSum(squares),
    min: Math.min(...parts.map(({ min }) => min)),
    max: Math.max(...parts.map(({ max }) => max)),
  };
}

/** The sum without rounding, so that the order of the parts cannot be seen; undefined when one is no number. */
function exactly(values: readonly number[]): ExactSum | undefined {
  const sum: ExactSum = [];
  for (const value of values) {
    if (!Number.isFinite(value)) return undefined;
    addExactly(sum, value);
  }
  return sum;
}

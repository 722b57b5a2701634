import type { Json } from '../../core/json.ts';
import { isoMillisecondTime } from '../../core/time.ts';
import type { Accumulator } from './accumulator.ts';
import { type KpiSet, minimumOf } from './config.ts';
import { definitionHash, type Kpi, unitOf } from './definition.ts';
import { type Finding, type Findings, findingsOf, soundness } from './finding.ts';
import { intervalOf } from './interval.ts';
import { type Measure, measureOf } from './measure.ts';
import type { KpiReport, KpiResult } from './report-schema.ts';
import { placeOf, type Source } from './sources.ts';
import { lengthOf } from './timeline.ts';
import { type Interval, isInterval, kpiVerdict, type NoInterval } from './verdict.ts';

export interface ReportRequest {
  set: KpiSet;
  rows: Accumulator;
  sources: readonly Source[];
  toolVersion: string;
  /** `point`: every target is judged by the value itself, whatever its definition says. Intervals are told all the same. */
  evaluate?: 'as-defined' | 'point';
}

/** How many findings a report names, besides the first of each kind; it counts all. */
const mostFindings = 100;

/**
 * The report on a set of rows. Its status:
 * - `error`: a row cannot be evidence at all
 * - `failed`: the rows are no evidence for what they are offered for, or a required target is missed
 * - `unverified`: rows, samples or a stratum are missing, or a required KPI could not be measured or decided
 * - `passed`: every required KPI was measured from sound and sufficient rows, and met its target
 */
export function kpiReport(request: ReportRequest): KpiReport {
  const { set, rows, sources, toolVersion } = request;
  const findings = findingsOf(set, rows);
  const evidence = soundness(findings);
  const kpis = set.kpis.map((kpi, index) => kpiResult(request, kpi, index, evidence === 'sound'));
  const strata = strataOf(set, rows);
  const covered = rows.rows >= set['minimum-samples'] && strata.every((stratum) => stratum.covered);
  return {
    kind: 'release-governance/kpi-report',
    schemaVersion: 1,
    toolVersion,
    definitionHash: definitionHash(set),
    status: statusOf(evidence, covered, kpis),
    sources: sources.map((source) => ({ ...source })),
    rows: rows.rows,
    unusable: rows.unusable,
    minimumSamples: set['minimum-samples'],
    ...timeOf(rows),
    provenance: set.constant.flatMap(({ pointer }, index) => {
      const first = rows.constants[index]?.values[0];
      return first === undefined ? [] : [{ pointer, value: first.value as Json }];
    }),
    strata,
    covered,
    kpis,
    findings: namedFindings(findings.items).map((finding) => placed(finding, sources)),
    findingTotals: findings.totals satisfies Findings['totals'],
  };
}

/** The first ones, and of each kind and field at least the first: many of one kind must not hide another. */
function namedFindings(items: readonly Finding[]): Finding[] {
  const kinds = new Set<string>();
  return items.filter(({ code, pointer = '' }, index) => {
    const kind = `${code} ${pointer}`;
    const isNew = !kinds.has(kind);
    kinds.add(kind);
    return isNew || index < mostFindings;
  });
}

function statusOf(
  evidence: 'sound' | 'failed' | 'error',
  covered: boolean,
  kpis: readonly KpiResult[],
): KpiReport['status'] {
  if (evidence !== 'sound') return evidence;
  const required = kpis.filter((kpi) => kpi.required);
  if (required.some(({ verdict }) => verdict === 'missed')) return 'failed';
  return covered && required.length > 0 && required.every(({ verdict }) => verdict === 'met') ? 'passed' : 'unverified';
}

function kpiResult(request: ReportRequest, defined: Kpi, index: number, sound: boolean): KpiResult {
  const { set, rows } = request;
  const kpi: Kpi = request.evaluate === 'point' ? { ...defined, evaluate: 'point' } : defined;
  const tally = rows.kpis[index];
  if (tally === undefined) throw new Error('the rows were added up for another KPI set');
  const measure = measureOf(kpi, tally);
  const interval = measure.value === undefined ? undefined : intervalOf(defined, measure);
  const { verdict, because } = kpiVerdict({ kpi, measure, strata: set.strata, interval, sound });
  const unit = unitOf(kpi);
  return {
    id: kpi.id,
    ...(kpi.title === undefined ? {} : { title: kpi.title }),
    kind: kpi.kind,
    ...(unit === undefined ? {} : { unit }),
    direction: kpi.direction,
    required: kpi.required,
    numerator: measure.numerator,
    denominator: measure.denominator,
    excluded: measure.excluded,
    outside: measure.outside,
    value: measure.value ?? null,
    ...(measure.numbers === undefined ? {} : { numbers: measure.numbers }),
    ...(measure.rate === undefined ? {} : { rate: measure.rate }),
    ...(kpi.kind === 'percentile' ? { percentile: kpi.percentile, ...methodOf(kpi.method, measure) } : {}),
    ...(interval === undefined ? {} : shownInterval(interval)),
    ...(kpi.target === undefined ? {} : { target: kpi.target }),
    evaluate: kpi.evaluate,
    verdict,
    ...(because === undefined ? {} : { because }),
    strata: set.strata.flatMap(({ pointer, values }, stratum) =>
      values.map((value, position) => ({
        pointer,
        value,
        ...(measure.strata[stratum]?.[position] ?? { numerator: 0, denominator: 0, excluded: 0 }),
      })),
    ),
    definitionHash: definitionHash(defined),
  };
}

/** Beyond the numbers that are kept a percentile is that of a sketch, by nearest rank. */
function methodOf(method: string, { within }: Measure): Pick<KpiResult, 'method' | 'relativeError'> {
  return within === undefined ? { method } : { method: 'ddsketch', relativeError: within.relativeError };
}

/** JSON has no infinity. */
function shownInterval(found: Interval | NoInterval): Pick<KpiResult, 'interval' | 'noInterval'> {
  if (!isInterval(found)) return { noInterval: { ...found } };
  const { lower, upper, ...rest } = found;
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { interval: { lower: end(lower), upper: end(upper), ...rest } };
}

function strataOf(set: KpiSet, rows: Accumulator): KpiReport['strata'] {
  return set.strata.flatMap((stratum, index) =>
    stratum.values.map((value, position) => {
      const count = rows.strata[index]?.[position]?.rows ?? 0;
      const minimum = minimumOf(stratum, value);
      return { pointer: stratum.pointer, value, rows: count, minimum, covered: count >= minimum };
    }),
  );
}

function timeOf({ timeline }: Accumulator): Pick<KpiReport, 'time'> {
  const { earliest, latest, longest } = timeline;
  if (earliest === undefined || latest === undefined) return {};
  return {
    time: {
      first: isoMillisecondTime(earliest.time),
      last: isoMillisecondTime(latest.time),
      ...(longest === undefined ? {} : { longestGapMs: lengthOf(longest) }),
    },
  };
}

function placed({ line, other, ...finding }: Finding, sources: readonly Source[]): KpiReport['findings'][number] {
  const at = line === undefined ? undefined : placeOf(sources, line);
  const besides = other === undefined ? undefined : placeOf(sources, other);
  return {
    ...finding,
    ...(at === undefined ? {} : at),
    ...(besides === undefined ? {} : { otherPath: besides.path, otherLine: besides.line }),
  };
}

import { isObject, type Json, stableJson } from '../../core/json.ts';
import { childPointer, formatPointer } from '../../core/pointer.ts';
import { parseTime } from '../../core/time.ts';
import type { Accumulator } from './accumulator.ts';
import { type KpiSet, KpiSetSchema } from './config.ts';
import { definitionHash } from './definition.ts';
import { presets, reliabilityFlags } from './presets.ts';
import type { KpiReport } from './report-schema.ts';
import { type V1Report, V1ReportSchema, v1Metrics, v1Scenarios } from './v1-schema.ts';
import { meets } from './verdict.ts';

/*
 * Reads and writes the known report shape `v1`, so that runs that were published in it can be recomputed. Its four KPIs,
 * scenarios and flags are those of the preset `reliability`.
 */

/** The preset as v1 judges it: the value itself is compared with the target, without an interval. */
export function v1Set(minimumSamples = 200): KpiSet {
  // v1 never goes below its minimum.
  return KpiSetSchema.parse({ ...presets['reliability-v1'], 'minimum-samples': Math.max(200, minimumSamples) });
}

export interface V1Facts {
  generatedAt: string;
  platform: string;
  runId: string;
  runType: string;
  /** Path of the rows, relative to the folder of the report. */
  rawRunsPath: string;
}

/**
 * The report of rows in the v1 shape, or why they have none: v1 knows no report of broken rows. Targets are compared with the
 * values themselves; v1 rounded before, so that a value just beside a target can differ from what it published.
 */
export function v1Report(
  report: KpiReport,
  rows: Accumulator,
  facts: V1Facts,
): { ok: true; report: V1Report } | { ok: false; message: string } {
  if (report.definitionHash !== definitionHash(v1Set(report.minimumSamples)))
    return { ok: false, message: 'the report was not computed with the definitions of v1' };
  if (Object.keys(report.findingTotals).length > 0)
    return { ok: false, message: `the rows are no sound evidence: ${report.findings[0]?.message ?? report.status}` };
  if (report.rows === 0) return { ok: false, message: 'there are no rows' };
  const values = new Map(report.provenance.map(({ pointer, value }) => [pointer, value]));
  const text = (pointer: string): Json | undefined => values.get(pointer);
  const flags = values.get('/featureFlags');
  const kpi = (id: string): KpiReport['kpis'][number] | undefined => report.kpis.find((one) => one.id === id);
  const metric = (id: string): number | null => {
    const value = kpi(id)?.value ?? null;
    return value === null ? null : Number(value.toFixed(6));
  };
  const passes = (id: string): boolean => {
    const { value = null, target } = kpi(id) ?? {};
    return value !== null && target !== undefined && meets(value, target);
  };
  const missing = report.strata.filter((stratum) => stratum.rows === 0).map(({ value }) => String(value));
  const sampleCountPass = report.rows >= report.minimumSamples;
  const scenarioCoveragePass = missing.length === 0;
  const openApp = passes('openAppFirstAttemptSuccessRate');
  const wrongClick = passes('wrongClickRate');
  const coveragePass = sampleCountPass && scenarioCoveragePass;
  const parsed = V1ReportSchema.safeParse({
    reportVersion: 'v1',
    generatedAt: facts.generatedAt,
    scope: {
      runId: facts.runId,
      runType: facts.runType,
      sampleCount: report.rows,
      scenarios: v1Scenarios,
      scenarioCounts: scenarioCounts(rows),
    },
    environment: {
      platform: facts.platform,
      git: {
        repo: text('/environment/git/repo'),
        branch: text('/environment/git/branch'),
        commit: text('/environment/git/commit'),
      },
      model: { provider: text('/environment/model/provider'), name: text('/environment/model/name') },
      app: { version: text('/environment/app/version') },
      featureFlags: Object.fromEntries(
        reliabilityFlags.map((flag) => [flag, isObject(flags) ? flags[flag] : undefined]),
      ),
    },
    metrics: Object.fromEntries(v1Metrics.map((id) => [id, metric(id)])),
    targets: { openAppFirstAttemptSuccessRate: '>=0.95', wrongClickRate: '<0.01' },
    targetResult: {
      openAppFirstAttemptSuccessRatePass: openApp,
      wrongClickRatePass: wrongClick,
      sampleCountPass,
      scenarioCoveragePass,
      coveragePass,
      minSampleCount: report.minimumSamples,
      missingScenarioIds: missing,
      allPass: openApp && wrongClick && coveragePass,
    },
    executionStatus: { state: 'executed', rawRunsPath: facts.rawRunsPath },
  });
  if (!parsed.success) return { ok: false, message: 'a value has no place in the v1 shape' };
  return { ok: true, report: parsed.data };
}

/** Rows by scenario, in the order in which scenarios came first. */
function scenarioCounts(rows: Accumulator): Record<string, number> {
  const tallies = v1Scenarios.map((scenario, index) => {
    const { rows: count = 0, first = Number.POSITIVE_INFINITY } = rows.strata[0]?.[index] ?? {};
    return { scenario, count, first };
  });
  const seen = tallies.filter(({ count }) => count > 0).sort((one, other) => one.first - other.first);
  return Object.fromEntries(seen.map(({ scenario, count }) => [scenario, count]));
}

/** The file of a v1 report. */
export function v1Text(report: V1Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

export interface V1Problem {
  pointer: string;
  message: string;
}

/**
 * Reads a parsed document as a v1 report of a run that took place. Refused: other versions, a shell that waits for its run, the
 * template, older forms, and a report that contradicts itself. All problems are returned together.
 */
export function readV1(document: unknown): { ok: true; report: V1Report } | { ok: false; problems: V1Problem[] } {
  const fail = (pointer: string, message: string): { ok: false; problems: V1Problem[] } => ({
    ok: false,
    problems: [{ pointer, message }],
  });
  if (!isObject(document)) return fail('', 'expected an object');
  if (document['reportVersion'] !== 'v1')
    return fail('/reportVersion', `expected v1, got ${JSON.stringify(document['reportVersion'] ?? null)}`);
  const execution = document['executionStatus'];
  if (execution === undefined) return fail('/executionStatus', 'is missing: a template is no report of a run');
  if (isObject(execution) && execution['state'] !== 'executed')
    return fail(
      '/executionStatus/state',
      `expected executed, got ${JSON.stringify(execution['state'] ?? null)}: the run has not taken place`,
    );
  const parsed = V1ReportSchema.safeParse(document);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        pointer: formatPointer(issue.path.map(String)),
        message: issue.message,
      })),
    };
  const problems = contradictions(parsed.data);
  return problems.length === 0 ? { ok: true, report: parsed.data } : { ok: false, problems };
}

/** Where a report contradicts itself. That it agrees with itself proves nothing: only its rows can. */
function contradictions(report: V1Report): V1Problem[] {
  const { scope, metrics, targetResult: result } = report;
  const problems: V1Problem[] = [];
  const expect = (pointer: string, holds: boolean, message: string): void => {
    if (!holds) problems.push({ pointer, message });
  };
  const counts = Object.values(scope.scenarioCounts);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const names = (list: readonly string[]): string => stableJson([...list].sort());
  const known = v1Scenarios.map(String);
  const missing = known.filter((id) => (scope.scenarioCounts[id] ?? 0) === 0);
  const { openAppFirstAttemptSuccessRate: openApp, wrongClickRate: wrongClick } = metrics;
  const covered = result.sampleCountPass && result.scenarioCoveragePass;
  const targets = result.openAppFirstAttemptSuccessRatePass && result.wrongClickRatePass;
  expect('/generatedAt', parseTime(report.generatedAt) !== undefined, 'names no time');
  expect('/scope/scenarios', names(scope.scenarios) === names(known), `expected ${known.join(', ')}`);
  expect('/scope/scenarioCounts', total === scope.sampleCount, `add up to ${total}, expected ${scope.sampleCount}`);
  expect(
    '/scope/scenarioCounts',
    Object.keys(scope.scenarioCounts).every((id) => known.includes(id)),
    'has a scenario that is not one of the report',
  );
  expect('/targetResult/minSampleCount', result.minSampleCount >= 200, 'expected at least 200');
  // Of a rate that was rounded to its limit, only the rows know on which side it is.
  const either = (rate: number | null, limit: number): boolean => rate !== null && Math.abs(rate - limit) < 1e-6;
  const openAppPass = either(openApp, 0.95) ? result.openAppFirstAttemptSuccessRatePass : (openApp ?? 0) >= 0.95;
  const wrongClickPass = either(wrongClick, 0.01) ? result.wrongClickRatePass : (wrongClick ?? 1) < 0.01;
  const flags: [name: keyof typeof result, expected: boolean][] = [
    ['openAppFirstAttemptSuccessRatePass', openAppPass],
    ['wrongClickRatePass', wrongClickPass],
    ['sampleCountPass', scope.sampleCount >= result.minSampleCount],
    ['scenarioCoveragePass', missing.length === 0],
    ['coveragePass', covered],
    ['allPass', covered && targets],
  ];
  for (const [name, expected] of flags)
    expect(`/targetResult/${name}`, result[name] === expected, `expected ${expected} by the values of the report`);
  const missingText = missing.length === 0 ? 'none' : missing.join(', ');
  expect(
    '/targetResult/missingScenarioIds',
    names(result.missingScenarioIds) === names(missing),
    `expected ${missingText}`,
  );
  return problems;
}

export interface V1Difference {
  pointer: string;
  published: unknown;
  computed: unknown;
}

/** Every value in which two reports differ; when and on which platform they were written apart. */
export function v1Differences(published: V1Report, computed: V1Report): V1Difference[] {
  const found: V1Difference[] = [];
  const compare = (a: unknown, b: unknown, pointer: string): void => {
    if (pointer === '/generatedAt' || pointer === '/environment/platform') return;
    if (isObject(a) && isObject(b))
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        compare(a[key], b[key], childPointer(pointer, key));
    else if (stableJson(a) !== stableJson(b)) found.push({ pointer, published: a, computed: b });
  };
  compare(published, computed, '');
  return found;
}

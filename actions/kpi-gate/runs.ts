import { version } from '../../shared/core/version.ts';
import type { KpiSet } from '../../shared/domain/kpi/config.ts';
import { definitionHash } from '../../shared/domain/kpi/definition.ts';
import { kpiReport } from '../../shared/domain/kpi/report.ts';
import type { KpiReport } from '../../shared/domain/kpi/report-schema.ts';
import { factsOf } from '../../shared/domain/kpi/run.ts';
import { v1Set } from '../../shared/domain/kpi/v1.ts';
import type { Claim, Run } from '../../shared/domain/kpi-gate/run.ts';
import type { Ctx } from './definition.ts';
import type { FoundRun } from './found.ts';
import { type MissingRows, type RunRows, rowFiles } from './row-files.ts';

type ReadRows = Extract<RunRows, { state: 'read' }>;

/** A run as it is judged: what its rows say, where they were read, beside what its report says. */
export interface GateRun {
  found: FoundRun;
  rows: RunRows;
  /** Absent where its rows were not read: what a report says of itself is no evidence. */
  run?: Run;
}

/** The runs with their rows read again. */
export async function gateRuns(
  ctx: Ctx,
  set: KpiSet,
  found: readonly FoundRun[],
): Promise<{ runs: GateRun[]; missing: MissingRows[] }> {
  const files = rowFiles(ctx, set);
  const runs: GateRun[] = [];
  for (const one of found) {
    const rows = await files.of(one);
    runs.push({ found: one, rows, ...(rows.state === 'read' ? { run: runOf(set, one, rows) } : {}) });
  }
  return { runs, missing: await files.missing() };
}

function runOf(set: KpiSet, { claimed, name }: FoundRun, rows: ReadRows): Run {
  if (claimed.kind === 'v1') {
    const { scope, environment } = claimed.report;
    const report = computed(set, rows, 'as-defined');
    const facts = { platform: environment.platform, ...factsOf(set, report) };
    const claim: Claim = { shape: 'v1', report: claimed.report };
    return { name, runId: scope.runId, runType: scope.runType, report, rows: rows.total, claimed: claim, facts };
  }
  const { runId, runType, evaluate, facts, report: told } = claimed.run;
  const claim: Claim = { shape: 'current', report: told };
  const report = computed(set, rows, evaluate);
  // What rows say of themselves counts; only what they cannot say is taken from the report.
  return {
    name,
    runId,
    runType,
    report,
    rows: rows.total,
    claimed: claim,
    facts: { ...toldBesides(facts), ...factsOf(set, report) },
  };
}

/** The facts that rows cannot say and kpi-report adds; under any other name a report only claims what no row bears out. */
function toldBesides({ platform, harness }: Run['facts']): Run['facts'] {
  return { ...(platform === undefined ? {} : { platform }), ...(harness === undefined ? {} : { harness }) };
}

function computed(set: KpiSet, rows: ReadRows, evaluate: 'as-defined' | 'point'): KpiReport {
  return kpiReport({ set, rows: rows.total, sources: rows.sources, toolVersion: version, evaluate });
}

/** The run with the report that v1 would have made of its rows; undefined where the set has other KPIs than v1. */
export function asV1(set: KpiSet, { run, rows }: GateRun): Run | undefined {
  if (run?.claimed?.shape !== 'v1' || rows.state !== 'read') return undefined;
  const { minSampleCount } = run.claimed.report.targetResult;
  const published = v1Set(minSampleCount);
  const byPoint = {
    ...set,
    'minimum-samples': minSampleCount,
    kpis: set.kpis.map((kpi) => ({ ...kpi, evaluate: 'point', 'minimum-samples': 1 })),
  };
  // Only how targets are judged may differ: what was added up is then the same.
  if (definitionHash(byPoint) !== definitionHash(published)) return undefined;
  return { ...run, report: computed(published, rows, 'as-defined') };
}

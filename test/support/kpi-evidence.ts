import { control as kpiReport } from '../../actions/kpi-report/control.ts';
import type { CollectedFile, Origin } from '../../shared/core/collected.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { asciiJson } from '../../shared/core/json.ts';
import type { Report, Subject } from '../../shared/core/report.ts';
import { reportKind, reportSchemaVersion } from '../../shared/core/report-status.ts';
import { version } from '../../shared/core/version.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { orderFile, ordersSet, type RunOfOrders } from './kpi-files.ts';
import { evaluateWith, headSha, type Setup } from './world.ts';

/*
 * Runs of a harness as they reach a gate: the report of kpi-report and the rows that go along with it.
 */

export interface RunSetup extends RunOfOrders {
  runType?: string;
  subject?: Partial<Subject>;
  /** Inputs of kpi-report besides the usual ones. */
  given?: Record<string, string>;
  section?: Record<string, unknown>;
  /** Another set than that of orders, and its rows. */
  set?: { id: string } & Record<string, unknown>;
  text?: string;
  now?: string;
}

/** The report and the rows of a run, as kpi-report writes them. */
export async function runOf(setup: RunSetup = {}): Promise<{ report: Report; rows: string }> {
  const { run = 'a', runType = 'gate', subject, given, section, set = ordersSet, now = '2026-11-20T12:00:00Z' } = setup;
  const rows = setup.text ?? orderFile({ ...setup, run });
  const asked: Setup = {
    now,
    produced: { 'kpi/run.ndjson': rows },
    lists: { 'kpi-sets': [set] },
    section: { set: set.id, rows: ['kpi/run.ndjson'], evaluate: 'point', ...section },
    given: { 'run-id': `run-${run}`, 'run-type': runType, ...given },
    subject: { job: 'kpi', runId: 100, attempt: 1, ...subject },
  };
  const { results, reads, metrics, notes, data, error } = await evaluateWith(kpiReport, asked);
  return {
    rows,
    report: {
      kind: reportKind,
      schemaVersion: reportSchemaVersion,
      control: 'kpi-report',
      version,
      status: reportStatus(results, error),
      summary: '',
      subject: { event: 'pull_request', repository: 'acme/consumer', headSha, ...asked.subject },
      startedAt: now,
      durationMs: 1,
      results,
      inputs: reads,
      metrics,
      notes,
      data,
      ...(error === undefined ? {} : { error }),
    },
  };
}

/** The files of runs in one folder, by the names of the runs. */
export async function runFiles(
  runs: readonly RunSetup[],
  change: (report: Report, index: number) => unknown = (report) => report,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [index, setup] of runs.entries()) {
    const { report, rows } = await runOf(setup);
    const name = `evidence/${setup.run ?? 'a'}`;
    files[`${name}.report.json`] = asciiJson(change(report, index));
    files[`${name}.rows.ndjson`] = rows;
  }
  return files;
}

/** The files of a run as they lie in an artifact of a workflow run. */
export async function runArtifact(setup: RunSetup, id = 1, origin: Partial<Origin> = {}): Promise<CollectedFile[]> {
  const { report, rows } = await runOf(setup);
  const { run = 'a' } = setup;
  const from = {
    kind: 'artifact' as const,
    name: `governance-kpi-report-kpi-${run}-${report.subject.attempt ?? 1}`,
    id,
    runId: report.subject.runId ?? 0,
    headSha,
    digest: undefined,
    createdAt: '2026-11-20T11:00:00Z',
    ...origin,
  } as Origin;
  return Object.entries({
    [`kpi-report-${run}.report.json`]: asciiJson(report),
    [`kpi-report-${run}.rows.ndjson`]: rows,
  }).map(([path, text]) => {
    const content = new TextEncoder().encode(text);
    return { origin: from, path, content, sha256: sha256(content) };
  });
}

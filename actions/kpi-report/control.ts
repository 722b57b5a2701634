import { posix } from 'node:path';
import { defineControl, standardDocuments } from '../../shared/core/control.ts';
import { counted } from '../../shared/core/counted.ts';
import { GovernanceError } from '../../shared/core/errors.ts';
import { type Json, stableJson } from '../../shared/core/json.ts';
import { mayHoldSecret } from '../../shared/core/sanitise.ts';
import { isoTime } from '../../shared/core/time.ts';
import { version } from '../../shared/core/version.ts';
import { kpiMetrics } from '../../shared/domain/kpi/metrics.ts';
import { problemClasses } from '../../shared/domain/kpi/problem.ts';
import { kpiReport } from '../../shared/domain/kpi/report.ts';
import type { KpiReport } from '../../shared/domain/kpi/report-schema.ts';
import { isGzip } from '../../shared/domain/kpi/rows-file.ts';
import { factsOf, type KpiRun, KpiRunSchema } from '../../shared/domain/kpi/run.ts';
import { setNamed, setsProblems, unknownSet } from '../../shared/domain/kpi/sets.ts';
import { v1Report, v1Text } from '../../shared/domain/kpi/v1.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { kpiExhibit } from './exhibits.ts';
import { judgeReport, unread } from './judgement.ts';
import { harnessDigest, judgeCommit } from './provenance.ts';
import { type Rows, readRows } from './rows.ts';
import { rules } from './rules.ts';

export const control = defineControl({
  name: 'kpi-report',
  title: 'KPI report',
  kind: 'record',
  description:
    'Computes KPIs from the rows of a measurement, says how sure they are, and records of what they were measured.',
  permissions: { contents: 'read' },
  inputs,
  lists,
  // A set may be there for the gate alone.
  askedBy: [],
  outputs,
  documents: {
    'rows.ndjson': 'the rows, byte for byte, when they are one small file',
    'rows.ndjson.gz': 'the same, compressed as they were',
    'rows.json': 'the same, when they are one array',
    'v1.json': 'the report in the shape v1, where that is asked for',
    ...standardDocuments,
  },
  data: KpiRunSchema,
  rules,
  configProblems: ({ 'kpi-sets': sets }, section) => [
    ...setsProblems(sets),
    ...unknownSet('kpi-report', sets, section?.set),
  ],
  async evaluate(ctx) {
    const set = setNamed(ctx.config['kpi-sets'], ctx.inputs.set);
    if (set === undefined) throw new GovernanceError('BAD_INPUT', `there is no KPI set ${ctx.inputs.set}`);
    const rows = await readRows(ctx, set);
    if (rows === undefined) {
      unread(ctx, set);
      return;
    }
    const { evaluate } = ctx.inputs;
    const report = kpiReport({ set, rows: rows.total, sources: rows.sources, toolVersion: version, evaluate });
    const own = await ownFacts(ctx);
    const ofRows = factsOf(set, report);
    // Where they contradict each other a gate sees it by its own look at the rows.
    const facts = { ...ofRows, ...own };
    const runId = ctx.inputs['run-id'] ?? defaultRunId(ctx, rows);
    const run: KpiRun = { runId, runType: ctx.inputs['run-type'], set: ctx.inputs.set, evaluate, facts, report };
    ctx.data(run);
    ctx.output('run-id', runId);
    ctx.exhibit(kpiExhibit(report, evaluate));
    if (report.status === 'error') throw brokenRows(report);
    judgeReport(ctx, report);
    judgeOwnFacts(ctx, own, ofRows);
    judgeCommit(ctx, set, ofRows);
    ctx.metric('rows', report.rows);
    for (const { name, value, unit } of kpiMetrics(report.kpis)) ctx.metric(name, value, unit);
    carryRows(ctx, rows);
    if (ctx.inputs.v1) writeV1(ctx, run, rows);
  },
});

/** What the rows cannot say of themselves. */
async function ownFacts(ctx: Ctx): Promise<Record<string, Json>> {
  const { platform } = ctx.inputs;
  const harness = await harnessDigest(ctx);
  if (harness !== undefined && 'problem' in harness)
    throw new GovernanceError('BAD_INPUT', `the harness cannot be told: ${harness.problem}`, {
      hint: 'Name the files of the harness under harness-files, or leave it out.',
    });
  return {
    ...(platform === undefined ? {} : { platform }),
    ...(harness === undefined ? {} : { harness: harness.sha256 }),
  };
}

/** What the workflow says beside the rows must not contradict them. */
function judgeOwnFacts(ctx: Ctx, own: Readonly<Record<string, Json>>, ofRows: Readonly<Record<string, Json>>): void {
  for (const [name, given] of Object.entries(own)) {
    const said = ofRows[name];
    if (said === undefined || stableJson(given) === stableJson(said)) continue;
    const problem = `the rows and the workflow do not say the same ${name}`;
    ctx.failed('rows-sound', { about: ['contradiction', name], problem, expected: said, actual: given });
  }
}

function defaultRunId({ subject }: Ctx, { sources }: Rows): string {
  const { runId, attempt, matrixKey } = subject;
  if (runId === undefined) return posix.basename(sources[0]?.path ?? '').replace(/\.[^.]+$/, '');
  return [runId, attempt ?? 1, matrixKey].filter((part) => part !== undefined).join('-');
}

/** Rows that cannot be evidence at all: nothing is concluded from the others. */
function brokenRows({ findings, findingTotals, unusable }: KpiReport): GovernanceError {
  const broken = findings.filter(({ code }) => problemClasses[code] === 'error');
  const counts = Object.entries(findingTotals).map(([code, total]) => `${total} ${code}`);
  return new GovernanceError(
    'BAD_INPUT',
    `${counted(unusable, 'row')} cannot be read as evidence (${counts.join(', ')})`,
    {
      hint: 'Fix the harness that writes the rows, and measure again.',
      problems: broken.map(({ message, pointer, path, line, actual }) => ({
        message: [
          pointer === undefined || pointer === '' || message.includes(pointer) ? message : `${pointer}: ${message}`,
          ...(actual === undefined ? [] : [`actual ${JSON.stringify(actual)}`]),
        ].join('; '),
        ...(path === undefined ? {} : { path }),
        ...(line === undefined ? {} : { line }),
      })),
    },
  );
}

/** Puts the rows beside the report, byte for byte, so that a gate in another job can compute it again. */
function carryRows(ctx: Ctx, { carried, sources, total }: Rows): void {
  if (carried === undefined) {
    const why = sources.length === 1 ? 'are too large to go' : 'are several files and do not go';
    ctx.note(`The rows ${why} along with the report: hand them to kpi-gate by its input rows.`);
    return;
  }
  const zipped = isGzip(carried);
  if (zipped ? total.secret === true : mayHoldSecret(new TextDecoder('latin1').decode(carried))) {
    ctx.note('The rows hold what looks like a credential, so they do not go along with the report.');
    return;
  }
  const first = carried.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  ctx.document(zipped ? 'rows.ndjson.gz' : first === 0x5b ? 'rows.json' : 'rows.ndjson', carried);
}

function writeV1(ctx: Ctx, { report, runId, runType }: KpiRun, rows: Rows): void {
  const { platform } = ctx.inputs;
  if (Object.keys(report.findingTotals).length > 0) {
    ctx.note('There is no report in the shape v1: it knows no rows that are no sound evidence.');
    return;
  }
  const [source] = rows.sources;
  const written =
    platform === undefined || source === undefined || rows.sources.length > 1
      ? { ok: false as const, message: 'it asks for platform and for one file of rows' }
      : v1Report(report, rows.total, {
          generatedAt: isoTime(ctx.time.latest),
          platform,
          runId,
          runType,
          rawRunsPath: posix.basename(source.path),
        });
  if (written.ok) ctx.document('v1.json', v1Text(written.report));
  else
    throw new GovernanceError('BAD_INPUT', `the report cannot be written in the shape v1: ${written.message}`, {
      hint: 'v1 takes a set with preset: reliability-v1, one file of rows, and platform.',
    });
}

import type { Because } from '../../shared/core/errors.ts';
import { startedOnBranch } from '../../shared/core/event.ts';
import { artifactReports } from '../../shared/domain/found-report/found.ts';
import type { RequiredReport } from '../../shared/domain/readiness/config.ts';
import { readFile } from '../../shared/domain/readiness/file.ts';
import {
  type Earlier,
  failedAgain,
  failedNow,
  type Incident,
  type Outcome,
} from '../../shared/domain/readiness/incident.ts';
import { judgeCondition } from '../../shared/domain/readiness/judge-condition.ts';
import { judgeSaid } from '../../shared/domain/readiness/said.ts';
import { earlierRuns } from '../../shared/domain/readiness/workflow-runs.ts';
import { noData, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { ReportOutcome } from './reports.ts';
import { type Runs, workflowOf } from './runs.ts';

/** What is an incident, and what of it could not be told. `asked` is false where nothing can be one. */
export interface Incidents {
  asked: boolean;
  incidents: readonly Incident[];
  unknown: readonly { id: string; because: Because }[];
}

/** What of the outcomes is an incident: only on the default branch, where what fails has already landed. */
export async function findIncidents(
  ctx: Ctx,
  outcomes: readonly Outcome[],
  reports: readonly ReportOutcome[],
  runs: Runs,
): Promise<Incidents> {
  const { on, repeated } = ctx.inputs.incidents;
  const { event, ref } = ctx.subject;
  const none: Incidents = { asked: false, incidents: [], unknown: [] };
  if (on.length + repeated.length === 0 || !startedOnBranch.has(event)) return none;
  const branch = await runs.defaultBranch();
  if (!branch.ok) return { asked: true, incidents: [], unknown: [{ id: 'default-branch', because: branch.because }] };
  if (ref !== `refs/heads/${branch.data}`) return none;
  const incidents: Incident[] = failedNow(on, outcomes);
  const unknown: Incidents['unknown'][number][] = outcomes
    .filter(({ id, status }) => status === 'unverified' && on.includes(id))
    .map(({ id, message = 'it was not measured' }) => ({ id, because: noData(message, `what became of ${id}`) }));
  for (const { report, runs: count } of repeated) {
    const outcome = reports.find(({ asked }) => asked.id === report);
    if (outcome === undefined) continue;
    const again = await repeatedly(ctx, outcome, count, branch.data);
    if (again === undefined) continue;
    if ('because' in again) unknown.push({ id: report, because: again.because });
    else incidents.push(again);
  }
  return { asked: true, incidents, unknown };
}

/** What a report says is wrong, by its words or by the conditions of the policy; whether it is fresh is another question. */
function hasFailed(verdicts: readonly Verdict[]): boolean {
  return worstOf(verdicts)?.status === 'failed';
}

async function repeatedly(
  ctx: Ctx,
  { asked, verdicts, conditions }: ReportOutcome,
  count: number,
  branch: string,
): Promise<Incident | { because: Because } | undefined> {
  const failed = hasFailed([verdicts['report-passed'], ...conditions.map(({ verdict }) => verdict)]);
  if (!failed) return undefined;
  const github = ctx.github();
  const { repository, runId } = ctx.subject;
  const workflow = workflowOf(ctx);
  const { artifact } = asked;
  if (
    github === undefined ||
    repository === undefined ||
    runId === undefined ||
    workflow === undefined ||
    artifact === undefined
  )
    return {
      because: noData('the earlier runs of this workflow cannot be asked for', 'a run in Actions, with actions: read'),
    };
  const listed = await earlierRuns(github, repository, { workflow, branch, before: runId }, count - 1);
  if (!listed.ok) return { because: listed.because };
  const ids = listed.data.map(({ id }) => id);
  const collected = await ctx.reports({ artifacts: [artifact], runs: ids });
  const earlier: Earlier[] = [];
  for (const id of ids) {
    const unlisted = collected.unlistedRuns?.find((one) => one.runId === id);
    const found = await artifactReports(ctx, { path: asked.path ?? '', artifact }, collected, (of) => of === id);
    const [first] = found.reports;
    if (unlisted !== undefined) earlier.push({ runId: id, because: unlisted.because });
    else if (first === undefined) {
      const because = found.not.flatMap((one) => ('because' in one ? [one.because] : []))[0];
      earlier.push({ runId: id, because: because ?? noData(`run ${id} left no report ${asked.id}`, 'its report') });
    } else earlier.push(ofEarlier(id, asked, first));
  }
  return failedAgain(asked.id, { runId, failed }, earlier, count);
}

function ofEarlier(
  runId: number,
  asked: RequiredReport,
  { name, content, sha256 }: { name: string; content: Uint8Array; sha256: string },
): Earlier {
  const read = readFile({ name, path: name, content, sha256 });
  if ('document' in read) {
    const conditions = asked.conditions.map((condition) => judgeCondition(read.document, condition));
    return { runId, failed: hasFailed([judgeSaid(read, asked).verdict, ...conditions]) };
  }
  return { runId, because: 'because' in read ? read.because : noData(read.problem, 'a report that can be read') };
}

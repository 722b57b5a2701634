import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { executionsOf } from '../../shared/domain/run-jobs/job-of.ts';
import { listJobs, type RunJob } from '../../shared/domain/run-jobs/run-job.ts';
import type { Ctx } from './definition.ts';
import type { FoundRun } from './found.ts';

/** One run of the workflow that measures, as the platform lists it. */
export interface HarnessRun {
  id: number;
  attempts: number;
  status: string;
  createdAt: number;
}

/** Whether the runs of the harness are asked for, and which there are. */
export type Harness = { asked: false; why: string } | { asked: true; runs: Answer<HarnessRun[]> };

const WorkflowRun = z.object({
  id: z.number().int().positive(),
  run_attempt: z.number().int().positive(),
  status: z.string(),
  created_at: z.string(),
  head_sha: z.string(),
});

/** Every run of the harness for the judged commit, the oldest first. */
export async function listHarness(ctx: Ctx): Promise<Harness> {
  const { harness } = ctx.inputs;
  if ('none' in harness) return { asked: false, why: harness.none };
  const github = ctx.github();
  const { repository, headSha } = ctx.subject;
  if (github === undefined || repository === undefined || headSha === undefined) {
    const message = `the runs of ${harness.workflow} cannot be asked for without a token, a repository and a commit`;
    const because: Because = { code: 'NO_CREDENTIAL', message, needs: 'the input token, with actions: read' };
    return { asked: true, runs: { ok: false, because } };
  }
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = { ...ownerAndRepo(repository), workflow_id: harness.workflow, head_sha: headSha };
  const answer = await github.all(route, asked, WorkflowRun);
  if (!answer.ok) return { asked: true, runs: answer };
  const runs = answer.data
    .filter(({ head_sha: sha }) => sha === headSha)
    .map((run) => ({
      id: run.id,
      attempts: run.run_attempt,
      status: run.status,
      createdAt: parseTime(run.created_at) ?? Number.NaN,
    }))
    .sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  return { asked: true, runs: { ok: true, data: runs } };
}

/**
 * The last finished runs of the harness on a branch of this repository, the latest first. Runs of pull requests are none of these: a
 * fork may call its branch whatever it likes.
 */
export async function branchRuns(ctx: Ctx, branch: string, most: number): Promise<Answer<number[]>> {
  const { harness } = ctx.inputs;
  const github = ctx.github();
  const { repository } = ctx.subject;
  if ('none' in harness || github === undefined || repository === undefined) {
    const message = `the runs of ${branch} cannot be asked for without a harness, a token and a repository`;
    return { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'harness: workflow, and actions: read' } };
  }
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = {
    ...ownerAndRepo(repository),
    workflow_id: harness.workflow,
    branch,
    status: 'completed',
    exclude_pull_requests: true,
    per_page: most,
  };
  const answer = await github.get(route, asked, z.object({ workflow_runs: z.array(BranchRun) }));
  if (!answer.ok) return answer;
  const own = answer.data.workflow_runs.filter(
    ({ event, head_branch: of, head_repository: from }) =>
      branchEvents.has(event) && of === branch && from?.full_name === repository,
  );
  return { ok: true, data: own.map(({ id }) => id) };
}

/** Events whose runs measure what is on the branch; others, as workflow_run, name it and measure what a pull request brings. */
const branchEvents: ReadonlySet<string> = new Set(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch']);

const BranchRun = z.object({
  id: z.number().int().positive(),
  event: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

/**
 * Whether every run and every attempt of the harness for the judged commit is among the found ones, and of a matrix every leg: who may
 * choose among ten runs finds two that are good. A run that goes on is asked for as soon as a job of it that measures has ended.
 */
export async function judgeComplete(ctx: Ctx, harness: Harness, found: readonly FoundRun[]): Promise<void> {
  if (!harness.asked) {
    ctx.notApplicable('complete', { run: '' }, harness.why);
    return;
  }
  const { runs } = harness;
  if (!runs.ok) {
    ctx.unverified('complete', { run: '' }, runs.because);
    return;
  }
  const byRun = new Map<number, FoundRun[]>();
  const unplaced: FoundRun[] = [];
  for (const one of found) {
    const id = one.ofRun;
    if (id === undefined || !runs.data.some((run) => run.id === id)) unplaced.push(one);
    else byRun.set(id, [...(byRun.get(id) ?? []), one]);
  }
  for (const { name, subject, ofRun } of unplaced) {
    const only = ofRun === undefined && subject?.runId !== undefined;
    const message = only
      ? `that run ${subject.runId} made ${name} is only what the file says`
      : `${name} names no run of the harness for this commit`;
    const needs = 'a report in an artifact of a run of the harness, and no reports in the section kpi-gate';
    ctx.unverified('complete', { run: name }, { code: 'NO_DATA', message, needs });
  }
  const keys = new Set([...byRun.values()].flat().map(({ subject }) => subject?.job ?? ''));
  for (const run of runs.data) await judgeRun(ctx, run, byRun.get(run.id) ?? [], keys);
  if (runs.data.length === 0 && unplaced.length === 0) {
    const message = 'the platform lists no run of the harness for this commit';
    ctx.unverified('complete', { run: '' }, { code: 'NO_DATA', message, needs: 'a run of the harness' });
  }
}

/** Judges one run. `keys`: the jobs that measure, by the reports of all runs. */
async function judgeRun(
  ctx: Ctx,
  run: HarnessRun,
  reports: readonly FoundRun[],
  keys: ReadonlySet<string>,
): Promise<void> {
  const name = `run ${run.id}`;
  const goesOn = run.status !== 'completed' && run.id !== ctx.subject.runId;
  if (reports.length === 0 && !goesOn) {
    const message = `${name} of the harness is left out: there is no report of it`;
    const needs = 'the report of that run, whatever it says';
    ctx.unverified('complete', { run: name }, { code: 'NO_DATA', message, needs });
    return;
  }
  const github = ctx.github();
  const { repository } = ctx.subject;
  if (github === undefined || repository === undefined) return;
  const jobs = await listJobs(github, repository, run.id);
  if (!jobs.ok) {
    ctx.unverified('complete', { run: name }, jobs.because);
    return;
  }
  const omitted = [...keys].flatMap((key) => omittedOf(key, run, reports, jobs.data, goesOn));
  if (omitted.length > 0) {
    const needs = 'the reports of every attempt and every leg, whatever they say';
    const message = `${name} is not whole: ${omitted.join('; ')}`;
    ctx.unverified('complete', { run: name }, { code: 'NO_DATA', message, needs });
  } else if (reports.length > 0) ctx.passed('complete', { run: name });
}

/** What is missing of a job that measures: in each attempt every execution of it leaves a report of its own. */
function omittedOf(
  key: string,
  run: HarnessRun,
  reports: readonly FoundRun[],
  jobs: readonly RunJob[],
  goesOn: boolean,
): string[] {
  const left = reports.flatMap(({ subject }) =>
    (subject?.job ?? '') === key && subject !== undefined ? [subject] : [],
  );
  const ran = executionsOf(key, jobs).filter(
    ({ status, conclusion }) => conclusion !== 'skipped' && (!goesOn || status === 'completed'),
  );
  // Another event may run other jobs; a report says that this one ran.
  if (ran.length === 0) return left.length === 0 ? [] : [`no job of the run is called ${key === '' ? '(none)' : key}`];
  const omitted: string[] = [];
  const last = Math.max(run.attempts, ...ran.map(({ attempt }) => attempt));
  for (let attempt = 1; attempt <= last; attempt += 1) {
    const wanted = ran.filter((job) => job.attempt === attempt);
    // Two reports of one leg do not stand for two legs.
    const legs = new Set(
      left
        .filter((subject) => subject.attempt === attempt)
        .filter(({ checkRunId }) => checkRunId === undefined || wanted.some(({ id }) => id === checkRunId))
        .map(({ checkRunId, matrixKey = '' }) => checkRunId ?? `leg ${matrixKey}`),
    );
    if (legs.size < wanted.length)
      omitted.push(`attempt ${attempt} ran ${key} ${wanted.length} times and left reports of ${legs.size}`);
  }
  return omitted;
}

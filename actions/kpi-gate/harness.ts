import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { executionsOf } from '../../shared/domain/run-jobs/job-of.ts';
import { listJobs } from '../../shared/domain/run-jobs/run-job.ts';
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
      event !== 'pull_request' && event !== 'pull_request_target' && of === branch && from?.full_name === repository,
  );
  return { ok: true, data: own.map(({ id }) => id) };
}

const BranchRun = z.object({
  id: z.number().int().positive(),
  event: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

/**
 * Whether every run and every attempt of the harness since the first that counts is among the found ones, and of a matrix every leg:
 * who may choose among ten runs finds two that are good. Runs that go on are not asked for, but for the one of the gate itself.
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
  for (const one of found) {
    const id = one.subject?.runId;
    if (id !== undefined) byRun.set(id, [...(byRun.get(id) ?? []), one]);
  }
  const unplaced = found.filter(({ subject }) => !runs.data.some(({ id }) => id === subject?.runId));
  for (const { name } of unplaced) {
    const message = `${name} names no run of the harness for this commit`;
    ctx.unverified(
      'complete',
      { run: name },
      { code: 'NO_DATA', message, needs: 'a report that was made in a run of the harness' },
    );
  }
  const first = runs.data.findIndex(({ id }) => byRun.has(id));
  const since = first < 0 ? runs.data : runs.data.slice(first);
  for (const run of since) await judgeRun(ctx, run, byRun.get(run.id) ?? []);
  if (since.length === 0 && unplaced.length === 0) {
    const message = 'the platform lists no run of the harness for this commit';
    ctx.unverified('complete', { run: '' }, { code: 'NO_DATA', message, needs: 'a run of the harness' });
  }
}

async function judgeRun(ctx: Ctx, run: HarnessRun, reports: readonly FoundRun[]): Promise<void> {
  const name = `run ${run.id}`;
  if (reports.length === 0) {
    if (run.status !== 'completed' && run.id !== ctx.subject.runId) return;
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
  const omitted: string[] = [];
  const keys = new Set(reports.map(({ subject }) => subject?.job ?? ''));
  for (const key of keys) {
    const ran = executionsOf(key, jobs.data).filter(({ conclusion }) => conclusion !== 'skipped');
    if (ran.length === 0) omitted.push(`no job of the run is called ${key === '' ? '(none)' : key}`);
    for (let attempt = 1; attempt <= run.attempts; attempt += 1) {
      const wanted = ran.filter((job) => job.attempt === attempt).length;
      const there = reports.filter(({ subject }) => subject?.job === key && subject.attempt === attempt).length;
      if (there < wanted) omitted.push(`attempt ${attempt} ran ${key} ${wanted} times and left ${there} reports`);
    }
  }
  if (omitted.length === 0) ctx.passed('complete', { run: name });
  else {
    const needs = 'the reports of every attempt and every leg, whatever they say';
    const message = `${name} is not whole: ${omitted.join('; ')}`;
    ctx.unverified('complete', { run: name }, { code: 'NO_DATA', message, needs });
  }
}

import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { workflowRefIn } from '../../shared/core/workflow-ref.ts';
import { z } from '../../shared/core/zod.ts';
import type { Progress } from '../../shared/domain/readiness/job-end.ts';
import { type Notes, notesOf } from '../../shared/domain/readiness/notes.ts';
import { checksOfCommit, type RecordedCheck } from '../../shared/domain/readiness/recorded-check.ts';
import { type Skipped, skippedBecause, type WaitsFor, waitsFor } from '../../shared/domain/readiness/skip.ts';
import { rivalsOf, runsOf, type WorkflowRun } from '../../shared/domain/readiness/workflow-runs.ts';
import { jobsOfRun } from '../../shared/domain/run-jobs/of-run.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { listJobs, type RunJob } from '../../shared/domain/run-jobs/run-job.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import { decodeText, listed as listedText } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A run in which jobs and reports are looked for. */
export interface RunPlace {
  /** In words: `this run`, `run 5 of ci.yml`. */
  where: string;
  id: number | undefined;
  attempt: number | undefined;
  /** Undefined on a laptop. */
  jobs: Jobs;
  /** How far it is; undefined of this one, whose jobs end before this one where it needs them. */
  progress?: Progress | undefined;
  /** Older runs of the same, the newest first. */
  earlier: readonly number[];
  /** Why a job of that name was skipped, with the jobs of the run. */
  skipped(name: string, jobs: readonly RunJob[]): Skipped;
}

/** Which run is meant; this one where no workflow is named. */
export interface RunAsked {
  workflow?: string | undefined;
  event?: string | undefined;
  branch?: string | undefined;
}

/** A run, or why there is none: it is certain that it did not run, or it could not be looked at. */
export type Placed = { ok: true; run: RunPlace } | { ok: false; missing: string } | (Answer<never> & { ok: false });

/** What is asked of the platform for several requirements, each thing once. */
export interface Runs {
  of(asked: RunAsked): Promise<Placed>;
  checks(): Promise<Answer<ReadonlyMap<number, RecordedCheck>>>;
  notes(): Promise<Answer<Notes>>;
  /** The name of the branch on which what fails is an incident. */
  defaultBranch(): Promise<Answer<string>>;
}

export function runsIn(ctx: Ctx): Runs {
  const places = new Map<string, Promise<Placed>>();
  const checks = once(() => commitChecks(ctx));
  const notes = once(() => changeNotes(ctx));
  const branch = once(() => defaultBranchOf(ctx));
  return {
    of(asked) {
      const key = JSON.stringify([asked.workflow, asked.event, asked.branch]);
      const known = places.get(key) ?? (asked.workflow === undefined ? thisRun(ctx) : otherRun(ctx, asked, notes));
      places.set(key, known);
      return known;
    },
    checks,
    notes,
    defaultBranch: branch,
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

async function thisRun(ctx: Ctx): Promise<Placed> {
  const { runId: id, attempt } = ctx.subject;
  const jobs = await jobsOfRun(ctx);
  const path = workflowOf(ctx);
  const skipped = await skipsOf(ctx, path);
  return { ok: true, run: { where: 'this run', id, attempt, jobs, earlier: [], skipped } };
}

/** The path of the workflow file of this run, where it lies in this repository. */
export function workflowOf({ subject }: Ctx): string | undefined {
  return workflowRefIn(subject.workflowRef, subject.repository)?.path;
}

async function otherRun(ctx: Ctx, asked: RunAsked, notes: Runs['notes']): Promise<Placed> {
  const { subject } = ctx;
  const { repository, headSha, event: here } = subject;
  const { workflow = '', event = here } = asked;
  if (here === 'local')
    return no('on a laptop no run of another workflow belongs to the work tree', 'a run in Actions');
  const github = ctx.github();
  if (github === undefined || repository === undefined || headSha === undefined)
    return {
      ok: false,
      because: {
        code: 'NO_CREDENTIAL',
        message: `the runs of ${workflow} cannot be asked for without a token, a repository and a commit`,
        needs: 'the input token, with actions: read',
      },
    };
  const head = await headOf(ctx, asked, notes);
  if (!head.ok) return head;
  const { pullRequest } = subject;
  const ofPull = pullRequest !== undefined && event.startsWith('pull_request');
  const meant = { workflow, event, headSha, ...head.data, ...(ofPull ? { pullRequest } : {}) };
  const found = await runsOf(github, repository, meant);
  if (!found.ok) return found;
  const [newest, ...earlier] = found.data;
  if (newest === undefined)
    return {
      ok: false,
      missing: `no run of ${workflow} on the event ${event} of ${head.data.branch} is known for ${headSha}`,
    };
  if (ofPull && (newest.pulls.length !== 1 || newest.pulls[0] !== pullRequest)) {
    const rivals = await rivalsOf(github, repository, meant);
    if (!rivals.ok) return rivals;
    if (rivals.data.length > 0)
      return no(
        `run ${newest.id} of ${workflow} may be of another pull request with the same commit (${listedText(
          rivals.data.map((one) => `#${one}`),
          3,
        )})`,
        'a commit that no pull request into another branch brings',
      );
  }
  const listed = await listJobs(github, repository, newest.id);
  return {
    ok: true,
    run: {
      where: `run ${newest.id} of ${workflow}`,
      id: newest.id,
      attempt: newest.attempt,
      progress: progressOf(newest, listed.ok ? listed.data : []),
      jobs: listed.ok ? { ok: true, jobs: listed.data } : { ok: false, because: listed.because },
      earlier: earlier.map(({ id }) => id),
      skipped: await skipsOf(ctx, workflow),
    },
  };
}

/** How far a run is: by what was said of it, and by its jobs, which are asked for a moment later. */
function progressOf({ attempt, status }: WorkflowRun, jobs: readonly RunJob[]): Progress {
  const latest = jobs.reduce((last, job) => Math.max(last, job.attempt), attempt);
  return { attempt: latest, goesOn: status !== 'completed' || latest > attempt };
}

/** The branch and the repository of it that runs for the judged commit name. */
async function headOf(
  { subject }: Ctx,
  { branch }: RunAsked,
  notes: Runs['notes'],
): Promise<Answer<{ branch: string; headRepository: string }>> {
  const { repository = '', ref, pullRequest } = subject;
  if (branch !== undefined) return { ok: true, data: { branch, headRepository: repository } };
  if (pullRequest === undefined) {
    const name = ref?.replace(/^refs\/(?:heads|tags)\//, '');
    if (name !== undefined && name !== '') return { ok: true, data: { branch: name, headRepository: repository } };
    return no('the run does not say of which branch it is', 'branch: of the run that is meant');
  }
  const pull = await notes();
  if (!pull.ok) return pull;
  const { head } = pull.data;
  if (head?.repository !== undefined)
    return { ok: true, data: { branch: head.branch, headRepository: head.repository } };
  return no('GitHub does not say where the branch of the pull request lies', 'a branch whose repository is there');
}

function no(message: string, needs: string): { ok: false; because: ReturnType<typeof noData> } {
  return { ok: false, because: noData(message, needs) };
}

/** Why jobs of a workflow are skipped, by its file of the judged tree. */
async function skipsOf(ctx: Ctx, path: string | undefined): Promise<RunPlace['skipped']> {
  let graph: { ok: true; jobs: WaitsFor } | { ok: false; why: string };
  if (path === undefined) graph = { ok: false, why: 'the workflow file of the run does not lie in this repository' };
  else {
    const file = await ctx.read(path);
    const text = file.found ? decodeText(file.content) : undefined;
    if (!file.found) graph = { ok: false, why: `the workflow file ${path} ${file.message}` };
    else if (text?.ok === true) graph = waitsFor(text.text);
    else graph = { ok: false, why: `the workflow file ${path} is not text` };
  }
  return (name, jobs) => (graph.ok ? skippedBecause(name, graph.jobs, jobs) : { because: 'unknown', why: graph.why });
}

async function commitChecks(ctx: Ctx): Promise<Answer<ReadonlyMap<number, RecordedCheck>>> {
  const github = ctx.github();
  const { repository, headSha } = ctx.subject;
  if (github !== undefined && repository !== undefined && headSha !== undefined)
    return checksOfCommit(github, repository, headSha);
  const message = 'the checks of the commit cannot be asked for without a token, a repository and a commit';
  return { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'the input token, with checks: read' } };
}

async function changeNotes(ctx: Ctx): Promise<Answer<Notes>> {
  const github = ctx.github();
  if (github !== undefined) return notesOf(github, ctx.subject);
  const message = 'the notes of the change cannot be read without a token';
  return { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'the input token, with pull-requests: read' } };
}

async function defaultBranchOf(ctx: Ctx): Promise<Answer<string>> {
  const github = ctx.github();
  const { repository } = ctx.subject;
  if (github === undefined || repository === undefined)
    return no('which branch is the default one cannot be asked without a token', 'the input token');
  const answer = await github.get('GET /repos/{owner}/{repo}', ownerAndRepo(repository), Named);
  return answer.ok ? { ok: true, data: answer.data.default_branch } : answer;
}

const Named = z.object({ default_branch: z.string().min(1) });

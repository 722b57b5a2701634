import { isObject } from '../../shared/core/json.ts';
import type { FailOn } from '../../shared/core/policy.ts';
import type { Report, Subject } from '../../shared/core/report.ts';
import { verdictOf } from '../../shared/domain/check-run/verdict.ts';
import { exitCode } from '../../shared/domain/decision/exit.ts';
import { jobOf, type ReportingJob } from '../../shared/domain/run-jobs/job-of.ts';
import { isThisJob, type Jobs, reporting } from '../../shared/domain/run-jobs/report-job.ts';
import type { RunJob } from '../../shared/domain/run-jobs/run-job.ts';
import { lastOfEach } from '../../shared/domain/run-jobs/uploaded.ts';
import type { Ctx } from './definition.ts';
import type { Judged } from './rows.ts';

/** What tells the job of a report apart from others with its key: its name, as the platform has it, when that is known. */
export function jobNameOf(subject: Subject, jobs: Jobs): string | undefined {
  const made = jobs?.ok === true ? jobOf(reporting(subject), jobs.jobs) : undefined;
  return made?.ok === true ? made.job.name : undefined;
}

/** Judges the jobs that made reports, and those that the configuration names, by what the platform recorded of them. */
export function judgeJobs(ctx: Ctx, judged: readonly Judged[], jobs: Jobs): void {
  const wanted = wantedJobs(ctx, judged, jobs);
  if (jobs === undefined) {
    ctx.notApplicable('job-succeeded', { job: 'of this run' }, 'on a laptop there is no run with jobs');
    return;
  }
  if (wanted.length === 0) {
    ctx.notApplicable(
      'job-succeeded',
      { job: 'of this run' },
      'no job made a report, and the configuration names none',
    );
    return;
  }
  for (const each of once(wanted)) {
    if (!jobs.ok) ctx.unverified('job-succeeded', { job: each.name }, jobs.because);
    else judgeJob(ctx, each, jobs.jobs);
  }
}

interface Wanted {
  name: string;
  who: ReportingJob | { id: string };
  /** Its report is a reason for the job to fail, so that it may have failed for that alone. */
  mayFail?: true;
}

function wantedJobs(ctx: Ctx, judged: readonly Judged[], jobs: Jobs): Wanted[] {
  const made = judged.flatMap(({ entry }): Wanted[] => {
    const subject = entry.candidate?.report.subject;
    if (entry.state !== 'present') return [];
    if (subject === undefined) return entry.job === undefined ? [] : [{ name: entry.job, who: { id: entry.job } }];
    if (isThisJob(ctx.subject, subject, jobs)) return [];
    const key = subject.matrixKey === undefined ? '' : ` (${subject.matrixKey})`;
    const mayFail = failsJob(entry.candidate?.report, ctx.policy.failOn) ? { mayFail: true as const } : {};
    const name = jobNameOf(subject, jobs) ?? `${subject.job ?? 'without a name'}${key}`;
    return [{ name, who: reporting(subject), ...mayFail }];
  });
  return [...made, ...ctx.inputs.jobs.map((id) => ({ name: id, who: { id } }))];
}

/** Whether the step that wrote a report ended its job with a failure; a summary does so by whether its word is accepted. */
function failsJob(report: Report | undefined, failOn: FailOn): boolean {
  if (report === undefined || exitCode(report.status, failOn) === 0) return false;
  const { control, status, data } = report;
  return control !== 'executive-summary' || status === 'error' || !isObject(data) || data['accepted'] !== true;
}

/**
 * Each job once, by what is meant, for two calls of one workflow have jobs of one key. One of its reports is reason enough for a job to fail: the
 * others of a composite passed in the same job.
 */
function once(wanted: readonly Wanted[]): Wanted[] {
  const meant = new Map<string, Wanted>();
  for (const each of wanted) {
    const name = JSON.stringify([each.name, each.who]);
    if (meant.get(name) === undefined || each.mayFail === true) meant.set(name, each);
  }
  return [...meant.values()];
}

function judgeJob(ctx: Ctx, { name, who, mayFail }: Wanted, jobs: readonly RunJob[]): void {
  const ended = 'id' in who ? lastOfEach(who.id, jobs) : jobOf(who, jobs);
  if (Array.isArray(ended)) {
    if (ended.length === 0) {
      const fix = `let the workflow run ${name}; it may not be left out`;
      ctx.failed('job-succeeded', { job: name, problem: 'did not run in this run', actual: 'no such job', fix });
      return;
    }
    for (const one of ended) record(ctx, ended.length === 1 ? name : one.name, one);
    return;
  }
  if (ended.ok) {
    record(ctx, name, ended.job, mayFail);
    return;
  }
  const needs =
    'a job that can be told apart: on github.com its id is known by itself, elsewhere the job must have no name of its own';
  ctx.unverified('job-succeeded', { job: name }, { code: 'NO_DATA', message: ended.why, needs });
}

function record(ctx: Ctx, name: string, job: RunJob, mayFail?: true): void {
  const { verdict, words } = verdictOf(job);
  if (verdict === 'not-finished') {
    const because = {
      code: 'NO_DATA' as const,
      message: `the job ${job.name} ${words}`,
      needs: `${name} under needs: of this job`,
    };
    ctx.unverified('job-succeeded', { job: name }, because);
    return;
  }
  const fix = `look into the log of the job ${job.name}, mend it, and run it again`;
  const actual = job.conclusion ?? job.status;
  const holds = verdict === 'succeeded' || (mayFail === true && verdict === 'failed');
  ctx.judge('job-succeeded', holds, { job: name, problem: words, actual, fix });
}

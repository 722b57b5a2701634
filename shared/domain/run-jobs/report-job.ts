import type { Because } from '../../core/errors.ts';
import type { Subject } from '../../core/report.ts';
import { isLatest } from './executions.ts';
import { jobOf, namesakes, type ReportingJob } from './job-of.ts';
import type { RunJob } from './run-job.ts';

/** The jobs of this run, or why they are not known; undefined on a laptop, where there is no run. */
export type Jobs = { ok: true; jobs: readonly RunJob[] } | { ok: false; because: Because } | undefined;

/**
 * Whether a report was made by the job that asks, which cannot have finished yet. Without ids only when no other job of the run
 * may be meant: calls of one workflow and legs of a matrix have jobs of one key.
 */
export function isThisJob(own: Subject, theirs: Subject, jobs: Jobs): boolean {
  if (own.checkRunId !== undefined && theirs.checkRunId !== undefined) return own.checkRunId === theirs.checkRunId;
  if (own.job === undefined || own.job !== theirs.job || own.attempt !== theirs.attempt) return false;
  return jobs?.ok === true && namesakes(own.job, own.attempt, jobs.jobs) === 1;
}

/**
 * Why a report is not of the attempt in which its job last ran; undefined when it is, and when the jobs are not known, which is
 * judged by itself.
 */
export function attemptProblem(own: Subject, theirs: Subject, jobs: Jobs): string | undefined {
  if (jobs?.ok !== true || theirs.attempt === undefined || isThisJob(own, theirs, jobs)) return undefined;
  const made = jobOf(reporting(theirs), jobs.jobs);
  if (!made.ok) return undefined;
  const latest = isLatest(theirs.attempt, made.job.name, jobs.jobs);
  return latest.ok ? undefined : `${latest.why}, and left no report there`;
}

/** What a report says of the job that made it. */
export function reporting({ checkRunId, job, matrixKey, attempt }: Subject): ReportingJob {
  return { checkRunId, job, matrixKey, attempt };
}

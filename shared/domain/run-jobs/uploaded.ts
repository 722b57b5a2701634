import type { Because } from '../../core/errors.ts';
import type { Subject } from '../../core/report.ts';
import { parseTime } from '../../core/time.ts';
import { executions } from './executions.ts';
import type { Jobs } from './report-job.ts';
import type { RunJob } from './run-job.ts';

/** Whether an artifact is of the attempt in which its job last ran: `because` says why that cannot be told, `problem` that it is not. */
export type UploadedAttempt = { ok: true } | { ok: false; problem: string } | { ok: false; because: Because };

/** Judges an artifact that names no attempt by the time at which it was uploaded. `job` is the name that GitHub shows. */
export function uploadedAttempt(own: Subject, job: string | undefined, createdAt: string, jobs: Jobs): UploadedAttempt {
  if (own.attempt === 1) return { ok: true };
  const open = (message: string, needs: string): UploadedAttempt => ({
    ok: false,
    because: { code: 'NO_DATA', message, needs },
  });
  if (job === undefined) {
    const message = `the run is in attempt ${own.attempt ?? 'unknown'}, and no job is named that made it`;
    return open(message, 'the name of the job that uploads the artifact');
  }
  if (jobs === undefined) return open('there is no run with jobs', 'a run in Actions');
  if (!jobs.ok) return { ok: false, because: jobs.because };
  const uploaded = parseTime(createdAt);
  if (uploaded === undefined) return open('GitHub does not say when it was uploaded', 'the time of the artifact');
  const ran = lastOfEach(job, jobs.jobs);
  if (ran.length === 0) return { ok: false, problem: `no job of the run is called ${job}` };
  const later = ran.some(({ startedAt }) => startedAt === undefined || startedAt > uploaded);
  return later ? { ok: false, problem: `it was uploaded before the job ${job} last ran` } : { ok: true };
}

/** The last execution of a job, or of each of its legs; where a name is shared by several jobs, all of their executions. */
export function lastOfEach(id: string, jobs: readonly RunJob[]): RunJob[] {
  const all = [...executions(jobs)].filter(
    ([name]) => name === id || (name.startsWith(`${id} (`) && name.endsWith(')')),
  );
  const shared = (ran: readonly RunJob[]): boolean => new Set(ran.map(({ attempt }) => attempt)).size < ran.length;
  return all.flatMap(([, ran]) => (shared(ran) ? ran : (ran.at(-1) ?? [])));
}

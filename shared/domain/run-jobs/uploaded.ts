import type { Because } from '../../core/errors.ts';
import type { Subject } from '../../core/report.ts';
import { parseTime } from '../../core/time.ts';
import { verdictOf } from '../check-run/verdict.ts';
import { noData } from '../verdict/verdict.ts';
import { executions } from './executions.ts';
import type { Jobs } from './report-job.ts';
import type { RunJob } from './run-job.ts';

/** Whether an artifact is of a job that succeeded, and of the attempt in which it last ran: `because` says why that cannot be told, `problem` that it is not. */
export type UploadedAttempt = { ok: true } | { ok: false; problem: string } | { ok: false; because: Because };

/** How long after the end of a job the platform may date what it uploaded: their clocks are not one. */
const afterEndMs = 60_000;

/**
 * Judges an artifact by the job that is named for it (as GitHub shows its name): the job is one of the run, it succeeded, and the artifact was
 * uploaded while it ran for the last time. Without such a name only the first attempt of a run has nothing else that could be meant.
 * `anyEnd`: how the job ended is judged by who asks.
 */
export function uploadedAttempt(
  own: Subject,
  job: string | undefined,
  createdAt: string,
  jobs: Jobs,
  { anyEnd = false }: { anyEnd?: boolean } = {},
): UploadedAttempt {
  if (job === undefined && own.attempt === 1) return { ok: true };
  const open = (message: string, needs: string): UploadedAttempt => ({ ok: false, because: noData(message, needs) });
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
  const ended = ran.map((each) => ({ ...each, ...verdictOf(each) }));
  const wrong = ended.find(({ verdict }) => verdict === 'failed' || verdict === 'ended-otherwise');
  if (wrong !== undefined && !anyEnd) return { ok: false, problem: `the job ${wrong.name} ${wrong.words}` };
  if (ran.some(({ startedAt }) => startedAt === undefined || startedAt > uploaded))
    return { ok: false, problem: `it was uploaded before the job ${job} last ran` };
  const going = ended.find(({ verdict }) => verdict === 'not-finished');
  if (going !== undefined) return open(`the job ${going.name} ${going.words}`, 'a job that this one needs');
  const ends = ran.map(({ completedAt }) => completedAt);
  if (ends.includes(undefined)) return open(`GitHub does not say when the job ${job} ended`, 'the end of that job');
  const last = Math.max(...ends.map((end) => end ?? 0));
  return uploaded > last + afterEndMs
    ? { ok: false, problem: `it was uploaded after the job ${job} had ended` }
    : { ok: true };
}

/** The last execution of a job, or of each of its legs; where a name is shared by several jobs, all of their executions. */
export function lastOfEach(id: string, jobs: readonly RunJob[]): RunJob[] {
  const all = [...executions(jobs)].filter(
    ([name]) => name === id || (name.startsWith(`${id} (`) && name.endsWith(')')),
  );
  const shared = (ran: readonly RunJob[]): boolean => new Set(ran.map(({ attempt }) => attempt)).size < ran.length;
  return all.flatMap(([, ran]) => (shared(ran) ? ran : (ran.at(-1) ?? [])));
}

import type { RunJob } from './run-job.ts';

/**
 * The entries that are executions and not copies, by job name, in the order in which they ran. When only some jobs are
 * run again, the platform can list the others under the new attempt too: a finished entry with the start and the end of an
 * earlier attempt's is such a copy. What has not started counts as the latest.
 */
export function executions(jobs: readonly RunJob[]): Map<string, RunJob[]> {
  const byName = new Map<string, RunJob[]>();
  for (const job of [...jobs].sort(byAttempt)) {
    const earlier = byName.get(job.name) ?? [];
    if (!earlier.some((other) => isCopy(job, other))) byName.set(job.name, [...earlier, job]);
  }
  return byName;
}

function isCopy(job: RunJob, original: RunJob): boolean {
  return (
    job.attempt > original.attempt &&
    job.startedAt !== undefined &&
    job.startedAt === original.startedAt &&
    job.status === 'completed' &&
    job.conclusion === original.conclusion
  );
}

/** The attempt counts before the start: a clock that goes wrong cannot make an earlier attempt the last one. */
function byAttempt(a: RunJob, b: RunJob): number {
  const start = (job: RunJob): number => job.startedAt ?? Number.MAX_SAFE_INTEGER;
  return a.attempt - b.attempt || start(a) - start(b) || a.id - b.id;
}

/** Whether an attempt is the one in which a job last ran; if not, a clause that says so. */
export type Latest = { ok: true } | { ok: false; why: string };

/** Whether a report of an attempt is of the attempt in which the job of that name last ran, or began to. */
export function isLatest(attempt: number, name: string, jobs: readonly RunJob[]): Latest {
  const ran = executions(jobs).get(name) ?? [];
  const last = ran.at(-1)?.attempt;
  if (last === undefined) return { ok: false, why: `no job of the run is called ${name}` };
  if (last > attempt) {
    return { ok: false, why: `the job ${name} ran again in attempt ${last}, after attempt ${attempt}` };
  }
  if (last === attempt) return { ok: true };
  return { ok: false, why: `the job ${name} did not run in attempt ${attempt}: it last ran in attempt ${last}` };
}

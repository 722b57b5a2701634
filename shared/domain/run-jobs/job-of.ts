import { executions } from './executions.ts';
import type { RunJob } from './run-job.ts';

/** What a report says of the job that made it. */
export interface ReportingJob {
  /** The id of the job, which the runner knows. */
  checkRunId?: number | undefined;
  /** The key of the job in its workflow file. */
  job?: string | undefined;
  /** Tells the legs of a matrix apart. */
  matrixKey?: string | undefined;
  attempt?: number | undefined;
}

/** The job, or a clause that says why it is not known. */
export type Job = { ok: true; job: RunJob } | { ok: false; why: string };

/**
 * The job that made a report: by its id; else by its name, which must be the key of the job, that key with the values of a
 * matrix, or either after the names of calling jobs. Without an attempt its last execution is meant. Where several jobs may
 * be meant, one of them stands for all when all ended the same.
 */
export function jobOf(who: ReportingJob, jobs: readonly RunJob[]): Job {
  const ran = [...executions(jobs).values()];
  if (who.checkRunId !== undefined) return byId(who.checkRunId, who.attempt, ran.flat(), jobs);
  const { job: key } = who;
  if (key === undefined || key === '') return { ok: false, why: 'the report names no job' };
  const named = ran.filter(([first]) => first !== undefined && isNameOf(key, first.name));
  const candidates = legs(
    who.matrixKey,
    named.flatMap((entries) => {
      const attempt = who.attempt ?? entries.at(-1)?.attempt;
      return entries.filter((entry) => entry.attempt === attempt);
    }),
  );
  const [first, ...others] = candidates;
  if (first === undefined) {
    const when = named.length === 0 || who.attempt === undefined ? '' : ` in attempt ${who.attempt}`;
    return { ok: false, why: `no job ${key} of the run ran${when}` };
  }
  if (others.every(({ status, conclusion }) => status === first.status && conclusion === first.conclusion)) {
    return { ok: true, job: first };
  }
  const names = candidates.map(({ name }) => name).join(', ');
  return { ok: false, why: `${candidates.length} jobs of the run may be ${key} and did not end the same: ${names}` };
}

/** How many jobs of an attempt may have that key, by their names. */
export function namesakes(key: string, attempt: number | undefined, jobs: readonly RunJob[]): number {
  return executionsOf(key, jobs).filter((each) => each.attempt === attempt).length;
}

/** Every execution of the jobs that may have that key, by their names, in all attempts. */
export function executionsOf(key: string, jobs: readonly RunJob[]): RunJob[] {
  const ran = [...executions(jobs).values()].flat();
  return ran.filter(({ name }) => isNameOf(key, name));
}

function byId(id: number, attempt: number | undefined, ran: readonly RunJob[], jobs: readonly RunJob[]): Job {
  const found = jobs.find((entry) => entry.id === id);
  if (found === undefined) return { ok: false, why: `no job of the run has the id ${id}` };
  if (!ran.includes(found)) {
    return {
      ok: false,
      why: `the job ${found.name} did not run in attempt ${found.attempt}: ${id} is the id of a copy`,
    };
  }
  if (attempt === undefined || found.attempt === attempt) return { ok: true, job: found };
  return { ok: false, why: `the job ${found.name} with the id ${id} ran in attempt ${found.attempt}, not ${attempt}` };
}

function isNameOf(key: string, name: string): boolean {
  const plain = name === key || name.endsWith(` / ${key}`);
  return plain || (name.endsWith(')') && (name.startsWith(`${key} (`) || name.includes(` / ${key} (`)));
}

/** The candidates with that value among their matrix values; all of them when none has it. */
function legs(key: string | undefined, candidates: readonly RunJob[]): readonly RunJob[] {
  const having = candidates.filter(({ name }) => {
    const values = /\((.*)\)$/.exec(name)?.[1];
    return key !== undefined && values !== undefined && (values === key || values.split(', ').includes(key));
  });
  return having.length > 0 ? having : candidates;
}

import type { RunJob } from '../run-jobs/run-job.ts';

/** How a job ended. Every conclusion but `success` and `failure`, also one that is not known, is `ended-otherwise`. */
export type Verdict = 'succeeded' | 'failed' | 'ended-otherwise' | 'not-finished';

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['success', 'succeeded'],
  ['failure', 'failed'],
]);

const conclusions: ReadonlyMap<string, string> = new Map([
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['cancelled', 'was cancelled'],
  ['skipped', 'was skipped'],
  ['timed_out', 'took too long and was stopped'],
  ['neutral', 'ended neutral, which is no success'],
  ['action_required', 'waits for somebody to act'],
  ['stale', 'was given up as stale'],
  ['startup_failure', 'could not be started'],
]);

/** How a job ended, and a clause that continues "the job x …". */
export function verdictOf({ status, conclusion }: Pick<RunJob, 'status' | 'conclusion'>): {
  verdict: Verdict;
  words: string;
} {
  if (status !== 'completed') return { verdict: 'not-finished', words: `has not finished (it is ${status})` };
  if (conclusion === null) return { verdict: 'ended-otherwise', words: 'is completed without a conclusion' };
  const words = conclusions.get(conclusion) ?? `ended with the conclusion ${conclusion}, which is not known`;
  return { verdict: verdicts.get(conclusion) ?? 'ended-otherwise', words };
}

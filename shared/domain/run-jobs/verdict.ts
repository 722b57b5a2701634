import type { RunJob } from './run-job.ts';

/** How a job ended. Only `succeeded` is success; a word that is not known is `unknown`. */
export type Verdict =
  | 'succeeded'
  | 'not-finished'
  | 'failed'
  | 'cancelled'
  | 'skipped'
  | 'timed-out'
  | 'neutral'
  | 'action-required'
  | 'stale'
  | 'startup-failure'
  | 'unknown';

const conclusions: ReadonlyMap<string, [Verdict, string]> = new Map([
  ['success', ['succeeded', 'succeeded']],
  ['failure', ['failed', 'failed']],
  ['cancelled', ['cancelled', 'was cancelled']],
  ['skipped', ['skipped', 'was skipped']],
  ['timed_out', ['timed-out', 'took too long and was stopped']],
  ['neutral', ['neutral', 'ended neutral, which is no success']],
  ['action_required', ['action-required', 'waits for somebody to act']],
  ['stale', ['stale', 'was given up as stale']],
  ['startup_failure', ['startup-failure', 'could not be started']],
]);

/** How a job ended, and a clause that continues "the job x …". */
export function verdictOf({ status, conclusion }: Pick<RunJob, 'status' | 'conclusion'>): {
  verdict: Verdict;
  words: string;
} {
  if (status !== 'completed') return { verdict: 'not-finished', words: `has not finished (it is ${status})` };
  if (conclusion === null) return { verdict: 'unknown', words: 'is completed without a conclusion' };
  const [verdict, words] = conclusions.get(conclusion) ?? [
    'unknown' as const,
    `ended with the conclusion ${conclusion}, which is not known`,
  ];
  return { verdict, words };
}

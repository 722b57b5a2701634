import { expect, test } from '@jest/globals';
import { type Verdict, verdictOf } from '../../../../shared/domain/run-jobs/verdict.ts';

test.each<[status: string, conclusion: string | null, verdict: Verdict, words: string]>([
  ['completed', 'success', 'succeeded', 'succeeded'],
  ['completed', 'failure', 'failed', 'failed'],
  ['completed', 'cancelled', 'cancelled', 'was cancelled'],
  ['completed', 'skipped', 'skipped', 'was skipped'],
  ['completed', 'timed_out', 'timed-out', 'took too long and was stopped'],
  ['completed', 'neutral', 'neutral', 'ended neutral, which is no success'],
  ['completed', 'action_required', 'action-required', 'waits for somebody to act'],
  ['completed', 'stale', 'stale', 'was given up as stale'],
  ['completed', 'startup_failure', 'startup-failure', 'could not be started'],
  ['completed', 'SUCCESS', 'unknown', 'ended with the conclusion SUCCESS, which is not known'],
  ['completed', 'constructor', 'unknown', 'ended with the conclusion constructor, which is not known'],
  ['completed', '', 'unknown', 'ended with the conclusion , which is not known'],
  ['completed', null, 'unknown', 'is completed without a conclusion'],
  ['in_progress', null, 'not-finished', 'has not finished (it is in_progress)'],
  ['in_progress', 'success', 'not-finished', 'has not finished (it is in_progress)'],
  ['queued', null, 'not-finished', 'has not finished (it is queued)'],
  ['waiting', null, 'not-finished', 'has not finished (it is waiting)'],
  ['unheard-of', 'success', 'not-finished', 'has not finished (it is unheard-of)'],
])('%s, %s', (status, conclusion, verdict, words) => {
  expect(verdictOf({ status, conclusion })).toEqual({ verdict, words });
});

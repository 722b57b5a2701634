import { expect, test } from '@jest/globals';
import { type Verdict, verdictOf } from '../../../../shared/domain/run-jobs/verdict.ts';

test.each<[status: string, conclusion: string | null, verdict: Verdict, words: string]>([
  ['completed', 'success', 'succeeded', 'succeeded'],
  ['completed', 'failure', 'not-succeeded', 'failed'],
  ['completed', 'cancelled', 'not-succeeded', 'was cancelled'],
  ['completed', 'skipped', 'not-succeeded', 'was skipped'],
  ['completed', 'timed_out', 'not-succeeded', 'took too long and was stopped'],
  ['completed', 'neutral', 'not-succeeded', 'ended neutral, which is no success'],
  ['completed', 'action_required', 'not-succeeded', 'waits for somebody to act'],
  ['completed', 'stale', 'not-succeeded', 'was given up as stale'],
  ['completed', 'startup_failure', 'not-succeeded', 'could not be started'],
  ['completed', 'SUCCESS', 'not-succeeded', 'ended with the conclusion SUCCESS, which is not known'],
  ['completed', 'constructor', 'not-succeeded', 'ended with the conclusion constructor, which is not known'],
  ['completed', '', 'not-succeeded', 'ended with the conclusion , which is not known'],
  ['completed', null, 'not-succeeded', 'is completed without a conclusion'],
  ['in_progress', null, 'not-finished', 'has not finished (it is in_progress)'],
  ['in_progress', 'success', 'not-finished', 'has not finished (it is in_progress)'],
  ['queued', null, 'not-finished', 'has not finished (it is queued)'],
  ['waiting', null, 'not-finished', 'has not finished (it is waiting)'],
  ['unheard-of', 'success', 'not-finished', 'has not finished (it is unheard-of)'],
])('%s, %s', (status, conclusion, verdict, words) => {
  expect(verdictOf({ status, conclusion })).toEqual({ verdict, words });
});

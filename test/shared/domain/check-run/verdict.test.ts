import { expect, test } from '@jest/globals';
import { type Verdict, verdictOf } from '../../../../shared/domain/check-run/verdict.ts';

test.each<[status: string, conclusion: string | null, verdict: Verdict, words: string]>([
  ['completed', 'success', 'succeeded', 'succeeded'],
  ['completed', 'failure', 'failed', 'failed'],
  ['completed', 'cancelled', 'ended-otherwise', 'was cancelled'],
  ['completed', 'skipped', 'ended-otherwise', 'was skipped'],
  ['completed', 'timed_out', 'ended-otherwise', 'took too long and was stopped'],
  ['completed', 'neutral', 'ended-otherwise', 'ended neutral, which is no success'],
  ['completed', 'action_required', 'ended-otherwise', 'waits for somebody to act'],
  ['completed', 'stale', 'ended-otherwise', 'was given up as stale'],
  ['completed', 'startup_failure', 'ended-otherwise', 'could not be started'],
  ['completed', 'SUCCESS', 'ended-otherwise', 'ended with the conclusion SUCCESS, which is not known'],
  ['completed', 'constructor', 'ended-otherwise', 'ended with the conclusion constructor, which is not known'],
  ['completed', '', 'ended-otherwise', 'ended with the conclusion , which is not known'],
  ['completed', null, 'ended-otherwise', 'is completed without a conclusion'],
  ['in_progress', null, 'not-finished', 'has not finished (it is in_progress)'],
  ['in_progress', 'success', 'not-finished', 'has not finished (it is in_progress)'],
  ['queued', null, 'not-finished', 'has not finished (it is queued)'],
  ['waiting', null, 'not-finished', 'has not finished (it is waiting)'],
  ['unheard-of', 'success', 'not-finished', 'has not finished (it is unheard-of)'],
])('%s, %s', (status, conclusion, verdict, words) => {
  expect(verdictOf({ status, conclusion })).toEqual({ verdict, words });
});

import { millisecondsPerDay, startOfDay } from '../../core/time.ts';
import { reviewDigest } from './bypass-place.ts';
import type { Effective } from './effective.ts';
import type { Review } from './policy.ts';
import type { Row } from './row.ts';

const defaultAgeDays = 180;

/**
 * Whether the bypass lists that are in force are those that somebody reviewed, not too long ago. The actual value is the
 * digest to write into the policy after a review. `alsoRequired`: another layer asks for a review without saying how old it may be.
 */
export function reviewRow(review: Review, state: Effective, now: number, alsoRequired = false): Row {
  const lists = state.settings['bypass-actors'];
  const whole = lists?.state === 'observed' && lists.open.length === 0;
  const digest = whole ? reviewDigest(state.bypass) : undefined;
  const row = {
    repository: state.repository,
    target: state.target,
    ref: state.ref,
    setting: 'bypass-review',
    asked: [{ mode: 'exactly' as const, value: [review === 'required' ? 'a review' : review.digest], by: [] }],
    actual: digest === undefined ? undefined : [digest],
    sources: lists?.from.map(({ source }) => source) ?? [],
  };
  if (lists?.state === 'absent')
    return {
      ...row,
      actual: [],
      verdict: 'weaker',
      holds: false,
      severity: 'critical',
      because: [],
      fix: { text: 'protect it first: without a rule there is nothing to review', rulesets: [], commands: [] },
    };
  if (digest === undefined)
    return {
      ...row,
      verdict: 'unknown',
      holds: undefined,
      severity: 'critical',
      because: lists?.state === undefined ? [] : lists.open,
    };
  const problem = reviewProblem(review, digest, { now, alsoRequired });
  if (problem === undefined) return { ...row, verdict: 'equal', holds: true, severity: 'info', because: [] };
  return {
    ...row,
    verdict: 'weaker',
    holds: false,
    severity: 'critical',
    because: [],
    fix: {
      text: `${problem}: review who may bypass, and write digest: ${digest}, on and by under bypass-review`,
      rulesets: [],
      commands: [],
    },
  };
}

function reviewProblem(
  review: Review,
  digest: string,
  { now, alsoRequired }: { now: number; alsoRequired: boolean },
): string | undefined {
  if (review === 'required') return 'nobody has reviewed the bypass lists';
  if (review.digest !== digest)
    return `the bypass lists are others than those that ${review.by} reviewed on ${review.on}`;
  const on = startOfDay(review.on);
  // The day of the review is the reviewer's own, which may begin half a day before UTC's.
  if (on > now + millisecondsPerDay / 2) return `the review is dated in the future (${review.on})`;
  const own = review['max-age-days'] ?? defaultAgeDays;
  const age = alsoRequired ? Math.min(own, defaultAgeDays) : own;
  return now - on > age * millisecondsPerDay ? `the review of ${review.on} is older than ${age} days` : undefined;
}

import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

export const Review = z.object({
  user: z.object({ login: z.string(), id: z.number().int(), type: z.string() }).nullable(),
  state: z.string(),
  commit_id: z.string().nullish(),
  submitted_at: z.string().nullish(),
});

/** The review by which somebody's word stands. */
export interface Standing {
  login: string;
  id: number;
  /** `User` for a person. */
  type: string;
  state: string;
  commit: string | undefined;
  /** Milliseconds since 1970; undefined when the platform does not say. */
  at: number | undefined;
}

/**
 * Everybody's latest deciding review: a comment or a review that was not sent replaces nothing, any other word does. Reviews
 * of deleted accounts are nobody's. A review without a time counts as the latest.
 */
export function standingReviews(reviews: readonly z.infer<typeof Review>[]): Standing[] {
  const latest = new Map<number, Standing>();
  for (const { user, state, commit_id, submitted_at } of reviews) {
    const word = state.toUpperCase();
    if (user === null || word === 'COMMENTED' || word === 'PENDING') continue;
    const at = parseTime(submitted_at ?? '');
    const before = latest.get(user.id);
    // The platform lists reviews in the order in which they were sent.
    if (before !== undefined && (before.at === undefined || (at !== undefined && at < before.at))) continue;
    latest.set(user.id, { ...user, state: word, commit: commit_id ?? undefined, at });
  }
  return [...latest.values()];
}

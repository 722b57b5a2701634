import type { Allowed } from '../../core/allowed.ts';
import type { Deferral } from '../../core/policy.ts';
import type { Result } from '../../core/report.ts';
import { applyAllowances } from './allowance.ts';

/** The stages of a change, in order. */
export const stages = ['pull-request', 'merge_group', 'default-branch', 'release'] as const;
export type Stage = (typeof stages)[number];

/**
 * Marks the unverified results that the configuration asks for only at a later stage. At that stage and after it the
 * deferral no longer holds; a result whose `because` is not deferrable is never marked.
 */
export function applyDeferrals(results: readonly Result[], deferrals: readonly Deferral[], stage: Stage): Allowed {
  return applyAllowances(results, deferrals, {
    kind: 'deferral',
    status: 'unverified',
    id: (entry) => `${entry.rule} to ${entry.to}`,
    terms: ({ to, reason }) => `until ${to}: ${reason}`,
    lapsed: (entry) =>
      stages.indexOf(stage) >= stages.indexOf(entry.to)
        ? { state: 'expired', message: `this run is at the stage ${stage}` }
        : undefined,
    refuses(_entry, { because }) {
      if (because?.code === 'NO_RESULT') return 'a rule that gave no result is a defect, not a limit';
      return because?.deferrable === false ? 'the configuration demands the measurement here' : undefined;
    },
    mark: (entry) => ({ deferredTo: entry.to }),
  });
}

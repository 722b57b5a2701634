import type { Allowed } from '../../core/allowed.ts';
import type { Attestation } from '../../core/policy.ts';
import type { Result } from '../../core/report.ts';
import type { Moment } from '../../core/time.ts';
import { applyAllowances } from './allowance.ts';
import { lapse } from './term.ts';

/**
 * Marks the unverified results that a person checked by hand. `facts` are the ids and times of what the run saw: an
 * attestation is void when one that it is bound to is unknown now or differs, or when it is not bound to all that a result rests on.
 */
export function applyAttestations(
  results: readonly Result[],
  attestations: readonly Attestation[],
  time: Moment,
  facts: Readonly<Record<string, string>>,
): Allowed {
  return applyAllowances(results, attestations, {
    kind: 'attestation',
    status: 'unverified',
    id: (entry) => entry.id,
    terms: ({ by, role, when, until, method, evidence }) =>
      `by ${by} (${role}), ${when} to ${until}: ${method}; evidence ${evidence.path}`,
    lapsed(entry) {
      const changed = Object.entries(entry.bound).find(
        ([name, value]) => !Object.hasOwn(facts, name) || facts[name] !== value,
      );
      if (changed !== undefined) return { state: 'void', message: `${changed[0]} is not what was looked at` };
      return lapse(entry.when, entry.until, time);
    },
    refuses({ bound }, result) {
      if (result.because?.code === 'NO_RESULT') return 'a rule that gave no result is a defect, not a limit';
      // Who looked at one ruleset has not looked at another that was added since.
      const open = (result.restsOn ?? []).filter((name) => !Object.hasOwn(bound, name));
      return open.length === 0 ? undefined : `is not bound to ${open.join(', ')}, on which the result rests`;
    },
    mark: ({ id, by, method, until, evidence }) => ({ attestation: { id, by, reason: method, until, evidence } }),
  });
}

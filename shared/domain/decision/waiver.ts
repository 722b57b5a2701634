import type { Allowed } from '../../core/allowed.ts';
import type { Waiver } from '../../core/policy.ts';
import type { Result } from '../../core/report.ts';
import type { Moment } from '../../core/time.ts';
import { applyAllowances } from './allowance.ts';
import { daysThrough, lapse } from './term.ts';

/**
 * Marks the failed results that a waiver lets live. A waiver holds only for the value that it names, within its term, and
 * while the days from the first grant to the end are within the cap. `unwaivable` are rules (`control/rule`) that are never marked.
 */
export function applyWaivers(
  results: readonly Result[],
  waivers: readonly Waiver[],
  unwaivable: ReadonlySet<string>,
  time: Moment,
  capDays: number,
): Allowed {
  return applyAllowances(results, waivers, {
    kind: 'waiver',
    status: 'failed',
    id: (waiver) => waiver.id,
    terms: ({ approver, granted, expires, reason }) => `by ${approver}, ${granted} to ${expires}: ${reason}`,
    lapsed: (waiver) =>
      daysThrough(waiver.granted, waiver.expires) > capDays
        ? { state: 'void', message: `runs longer than the ${capDays} days allowed over all renewals` }
        : lapse(waiver.granted, waiver.expires, time),
    refuses(waiver, result) {
      if (unwaivable.has(result.rule)) return 'names a rule that cannot be waived';
      return result.valueHash === waiver.value ? undefined : 'the observed value is not the one that was waived';
    },
    mark: (waiver) => ({
      waiver: { id: waiver.id, by: waiver.approver, reason: waiver.reason, until: waiver.expires },
    }),
  });
}

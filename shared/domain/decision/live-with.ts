import type { AnyControl } from '../../core/control.ts';
import type { RunEvent } from '../../core/event.ts';
import type { CommonConfig } from '../../core/policy.ts';
import type { Result } from '../../core/report.ts';
import type { Moment } from '../../core/time.ts';
import { applyAttestations } from './attestation.ts';
import { applyDeferrals, type Stage } from './deferral.ts';
import { applyWaivers } from './waiver.ts';

/** Marks the results that the policy lets live, and says in `notes` what became of each entry that concerns the control. */
export function liveWith(
  control: AnyControl,
  results: readonly Result[],
  policy: CommonConfig,
  time: Moment,
  stage: Stage,
): { results: Result[]; notes: string[] } {
  const concerns = (entry: { rule?: string | undefined }): boolean =>
    entry.rule === undefined || entry.rule.startsWith(`${control.name}/`);
  const waived = applyWaivers(results, policy.waivers.filter(concerns), control.rules, time, policy['waiver-cap-days']);
  const attested = applyAttestations(waived.results, policy.attestations.filter(concerns), time, {});
  const deferred = applyDeferrals(attested.results, policy.deferrals.filter(concerns), stage);
  const notes = [...waived.uses, ...attested.uses, ...deferred.uses].map(
    ({ kind, id, state, message }) => `${kind} ${id}: ${state}, ${message}`,
  );
  return { results: deferred.results, notes };
}

/** The stage of a change that a run belongs to; a laptop is before all others. */
export function stageOf(event: RunEvent | undefined): Stage {
  if (event === undefined) return 'pull-request';
  const { subject, defaultBranch } = event;
  if (subject.event.startsWith('pull_request')) return 'pull-request';
  if (subject.event === 'merge_group') return 'merge_group';
  if (subject.event === 'release' || subject.ref?.startsWith('refs/tags/') === true) return 'release';
  return subject.ref === `refs/heads/${defaultBranch ?? ''}` ? 'default-branch' : 'pull-request';
}

import type { Allowed } from '../../core/allowed.ts';
import type { RunEvent } from '../../core/event.ts';
import type { CommonConfig } from '../../core/policy.ts';
import type { Result } from '../../core/report.ts';
import type { Moment } from '../../core/time.ts';
import { applyAttestations } from './attestation.ts';
import { applyDeferrals, type Stage } from './deferral.ts';
import { applyWaivers } from './waiver.ts';

/**
 * Marks the results of a control that the policy lets live, whatever marks they bear, and says what became of each entry that
 * concerns it. `unwaivable` are its rules, as `control/rule`, that no waiver covers; `facts` are those of the report of the results.
 */
export function liveWith(
  control: string,
  unwaivable: ReadonlySet<string>,
  results: readonly Result[],
  policy: CommonConfig,
  time: Moment,
  stage: Stage,
  facts: Readonly<Record<string, string>>,
): Allowed {
  const prefix = `${control}/`;
  const concerns = (entry: { rule?: string | undefined }): boolean =>
    entry.rule === undefined || entry.rule.startsWith(prefix);
  // What the shell found about trust is not the control's own: nothing lets it live.
  const own = results.filter(({ rule }) => rule.startsWith(prefix));
  const others = results.filter(({ rule }) => !rule.startsWith(prefix)).map(unmarked);
  const bare = own.map(unmarked);
  const waived = applyWaivers(bare, policy.waivers.filter(concerns), unwaivable, time, policy['waiver-cap-days']);
  const attested = applyAttestations(waived.results, policy.attestations.filter(concerns), time, facts);
  const deferred = applyDeferrals(attested.results, policy.deferrals.filter(concerns), stage);
  return { results: [...others, ...deferred.results], uses: [...waived.uses, ...attested.uses, ...deferred.uses] };
}

function unmarked(marked: Result): Result {
  if (!('waiver' in marked) && !('attestation' in marked) && !('deferredTo' in marked)) return marked;
  const { waiver: _waiver, attestation: _attestation, deferredTo: _deferred, ...result } = marked;
  return result;
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

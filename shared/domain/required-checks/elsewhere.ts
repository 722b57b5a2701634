import type { CheckRun, ProducedCheck } from '../check-names/produced-check.ts';
import { isPlainPattern } from '../workflow/filter-pattern.ts';
import type { Filter, Trigger } from '../workflow/workflow.ts';
import type { CheckFacts } from './facts.ts';

/**
 * The events whose runs are for the last commit of the default branch, so that no commit of a change into that branch gets their checks; a
 * change into another branch can come from there. What is not here can be started for a commit before it is merged. Source: "Events that
 * trigger workflows", GITHUB_SHA.
 */
const ofDefaultBranch: ReadonlySet<string> = new Set([
  'branch_protection_rule',
  'check_run',
  'check_suite',
  'delete',
  'discussion',
  'discussion_comment',
  'fork',
  'gollum',
  'issue_comment',
  'issues',
  'label',
  'milestone',
  'public',
  'repository_dispatch',
  'schedule',
  'watch',
  'workflow_run',
]);

/** A run of a check on an event that says nothing about the merge, and that somebody can start for the commit of a change. */
export function runsElsewhere(
  { runs }: ProducedCheck,
  judged: readonly string[],
  { branch, isDefaultBranch }: Pick<CheckFacts, 'branch' | 'isDefaultBranch'>,
): CheckRun[] {
  return runs.filter(
    ({ trigger }) =>
      !judged.includes(trigger.event) &&
      trigger.event !== 'merge_group' &&
      !(isDefaultBranch && ofDefaultBranch.has(trigger.event)) &&
      !isPushOf(trigger, branch),
  );
}

/** Whether the workflow runs for pushes to the judged branch alone, which are made behind the merge. */
function isPushOf({ event, filters }: Trigger, branch: string | undefined): boolean {
  if (event !== 'push' || branch === undefined) return false;
  const of = (kind: Filter['kind']): readonly string[] | undefined => filters.find((each) => each.kind === kind)?.value;
  const branches = of('branches');
  return (
    branches !== undefined &&
    branches.length > 0 &&
    of('tags') === undefined &&
    branches.every((each) => each === branch && isPlainPattern(each))
  );
}

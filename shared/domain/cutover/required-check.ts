import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { readBranchRules } from '../github-rules/branch-rules.ts';
import { noData, passed, unverified, type Verdict } from '../record/verdict.ts';
import type { NamedCheck } from './check-runs.ts';

/**
 * Whether a branch cannot move on without a check: by a ruleset, or by classic protection that is enforced. A requirement that only
 * another app can meet is none of this check; `appId`: the id of its app, as the platform shows it beside a check run.
 */
export async function judgeRequired(
  github: GitHub,
  repository: string,
  branch: string,
  { check, app }: NamedCheck,
  appId: number | undefined,
): Promise<Verdict> {
  const { required, planLimit } = await readBranchRules(github, ownerAndRepo(repository), branch);
  const where = `${branch} of ${repository}`;
  const fix = `require ${check} of ${app} in a ruleset of ${repository} for ${branch}`;
  if (planLimit !== undefined) {
    const problem = `nothing is enforced on ${where}, so that a manifest of another hash could be merged: ${planLimit}`;
    const upgrade = `let ${repository} be public, or on a plan that enforces rules, and ${fix}`;
    return { status: 'failed', problem, expected: check, actual: null, fix: upgrade };
  }
  if (!required.known) return unverified(required.because);
  const named = required.value.filter(({ context }) => context === check);
  if (named.some((each) => each.app === undefined || each.app === appId)) return passed;
  const others = [...new Set(named.map((each) => each.app))].join(' and ');
  if (named.length > 0 && appId === undefined) {
    const message = `${where} takes the check ${check} from the app with the id ${others} alone, and no check run shows the id of ${app}`;
    return unverified(noData(message, `a check run ${check} of ${app}`));
  }
  return {
    status: 'failed',
    problem:
      named.length > 0
        ? `${where} takes the check ${check} from the app with the id ${others} alone, and not from ${app} (${appId})`
        : `${where} does not require the check ${check}, so that a manifest of another hash could be merged`,
    expected: check,
    actual: required.value.map(({ context, app: id }) => (id === undefined ? context : `${context} (${id})`)).sort(),
    fix,
  };
}

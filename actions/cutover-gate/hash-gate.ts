import type { GitHub } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { askBranchRules } from '../../shared/domain/branch-rules/ask.ts';
import { appIdIn, checkRunsOf, judgeRuns } from '../../shared/domain/check-run/check-runs.ts';
import type { NamedCheck } from '../../shared/domain/check-run/config.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the consumer requires the check of the manifest hash, and whether it succeeded for its commit. */
export async function judgeHashGate(ctx: Ctx, { id, requires }: Checkpoint, { consumer }: Places): Promise<void> {
  const gate = ctx.inputs['hash-gate'];
  if (gate === undefined || !requires.includes('hash-gate')) {
    ctx.notApplicable('hash-gate', { about: [id] }, 'the checkpoint does not require it');
    return;
  }
  const both = (required: Verdict, succeeded: Verdict): void => {
    tell(ctx, 'hash-gate', [id, 'required'], required);
    tell(ctx, 'hash-gate', [id, 'succeeded'], succeeded);
  };
  const { repository, commit } = consumer;
  if (!repository.ok) return both(unverified(repository.because), unverified(repository.because));
  if (!commit.ok) return both(unverified(commit.because), unverified(commit.because));
  const { github, name, defaultBranch } = repository.data;
  const runs = await checkRunsOf(github, name, commit.data, gate);
  const appId = runs.ok ? appIdIn(runs.data) : undefined;
  both(
    await judgeRequired(github, name, defaultBranch, gate, appId),
    runs.ok ? judgeRuns(runs.data, `${name} at ${commit.data}`, gate) : unverified(runs.because),
  );
}

/**
 * Whether a branch cannot move on without a check: by a ruleset, or by classic protection that is enforced. A requirement that only
 * another app can meet is none of this check; `appId`: the id of its app, as the platform shows it beside a check run.
 */
async function judgeRequired(
  github: GitHub,
  repository: string,
  branch: string,
  { check, app }: NamedCheck,
  appId: number | undefined,
): Promise<Verdict> {
  const { required, planLimit } = await askBranchRules(github, ownerAndRepo(repository), branch);
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

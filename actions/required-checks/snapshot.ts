import type { Because } from '../../shared/core/errors.ts';
import { type BranchRules, branchRules, noRules } from '../../shared/domain/branch-rules/branch-rules.ts';
import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import { seenOf } from '../../shared/domain/seen-repository/seen.ts';
import type { Ctx } from './definition.ts';
import { askedBranch } from './required.ts';

/** The rules of the branch, with what an earlier answer of the API says of them. */
export interface SnapshotRules {
  /** `owner/name`, where it is known. */
  repository: string | undefined;
  rules: BranchRules;
  /** The name of the default branch, where it is known. */
  defaultBranch: string | undefined;
  /** Why it is not sure that they are so now. */
  reasons: readonly Because[];
  notes: readonly string[];
  requests: number;
}

/**
 * The rules of the branch where the configuration names a snapshot: by a file, of which nothing holds, or by what the scheduled audit
 * published, as far as this run does not see them itself.
 */
export async function snapshotRules(ctx: Ctx): Promise<SnapshotRules> {
  const { branch: asked, repository, snapshot, 'audit-workflow': auditWorkflow } = ctx.inputs;
  const seen = await seenOf({
    asked: { repository, snapshot, auditWorkflow, saves: false },
    subject: ctx.subject,
    time: ctx.time,
    admin: undefined,
    github: () => ctx.github(),
    publicGitHub: () => ctx.publicGitHub(),
    policy: ctx.policy,
    reports: (request) => ctx.reports(request),
    isWhole,
  });
  const given = askedBranch(asked);
  if (!seen.ok)
    return {
      repository: undefined,
      rules: noRules(given, seen.because),
      defaultBranch: undefined,
      reasons: [],
      notes: [],
      requests: 0,
    };
  const { facts, view } = seen;
  const branch = given ?? facts.default_branch;
  const observation = await view.observe('branch', branch);
  const reasons = view.reasons?.(observation) ?? [];
  return {
    repository: seen.repository,
    rules: branchRules(branch, observation),
    defaultBranch: facts.default_branch,
    reasons,
    notes: seen.notes,
    requests: seen.requests(),
  };
}

/** Who is told which checks are required needs no snapshot. */
function isWhole(observation: Observation): boolean {
  return branchRules(observation.ref, observation).required.known;
}

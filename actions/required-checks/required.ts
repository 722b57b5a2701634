import type { Answer } from '../../shared/core/ports.ts';
import { BranchSchema, RepositorySchema } from '../../shared/domain/github-rules/api-branch.ts';
import { BranchRuleSchema } from '../../shared/domain/github-rules/api-ruleset.ts';
import { needs, unread } from '../../shared/domain/github-rules/needs.ts';
import { shortName } from '../../shared/domain/github-rules/ref-name.ts';
import { type BranchRules, branchRules, noRules } from '../../shared/domain/required-checks/branch-rules.ts';
import type { Part } from '../../shared/domain/seen-repository/observation.ts';
import type { Platform } from './platform.ts';

/**
 * Asks which checks a branch requires: the active rules of all rulesets, and of classic protection what every reader may see of it. Two
 * requests, one more for the name of the default branch, and one for each further 100 rules.
 */
export async function rulesOf(platform: Platform, asked: string): Promise<BranchRules> {
  const given = askedBranch(asked);
  if (!platform.ok) return noRules(given, platform.because);
  const { github, at } = platform;
  let branch = given;
  if (branch === undefined) {
    const facts = await github.get('GET /repos/{owner}/{repo}', at, RepositorySchema);
    if (!facts.ok) return noRules(undefined, unread(facts.because, needs.metadata));
    const wanted = `${at.owner}/${at.repo}`;
    if (facts.data.full_name.toLowerCase() !== wanted.toLowerCase()) {
      const message = `asked for ${wanted}, GitHub answers for ${facts.data.full_name}`;
      const rest = 'the present name of the repository';
      return noRules(undefined, { code: 'NOT_FOUND', message, needs: rest });
    }
    branch = facts.data.default_branch;
  }
  const [summary, rules] = await Promise.all([
    github.get('GET /repos/{owner}/{repo}/branches/{branch}', { ...at, branch }, BranchSchema),
    github.all('GET /repos/{owner}/{repo}/rules/branches/{branch}', { ...at, branch }, BranchRuleSchema),
  ]);
  const planLimit = !rules.ok && rules.because.code === 'PLAN_LIMIT' ? rules.because.message : undefined;
  return branchRules(branch, {
    rules:
      planLimit === undefined
        ? partOf(rules, needs.metadata)
        : { state: 'none', why: 'plan-limit', message: planLimit },
    branch: partOf(summary, needs.contents),
    classic: { state: 'none', why: 'not-asked', message: 'every reader sees the checks of classic protection' },
  });
}

/** The short name of the branch; undefined for the default branch, whose name has to be asked for. */
export function askedBranch(asked: string): string | undefined {
  return asked === '~DEFAULT_BRANCH' ? undefined : shortName(asked);
}

function partOf<T>(answer: Answer<T>, settles: string): Part<T> {
  return answer.ok
    ? { state: 'read', data: answer.data }
    : { state: 'unknown', because: unread(answer.because, settles) };
}

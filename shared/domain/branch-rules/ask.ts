import type { Answer, GitHub } from '../../core/ports.ts';
import { BranchSchema } from '../github-rules/api-branch.ts';
import { BranchRuleSchema } from '../github-rules/api-ruleset.ts';
import { needs, unread } from '../github-rules/needs.ts';
import type { Part } from '../seen-repository/observation.ts';
import { type BranchRules, branchRules } from './branch-rules.ts';

/**
 * Asks which checks a branch requires: the active rules of all rulesets, and of classic protection what every reader may see of it. Two
 * requests, and one for each further 100 rules.
 */
export async function askBranchRules(
  github: GitHub,
  at: { owner: string; repo: string },
  branch: string,
): Promise<BranchRules> {
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

function partOf<T>(answer: Answer<T>, settles: string): Part<T> {
  return answer.ok
    ? { state: 'read', data: answer.data }
    : { state: 'unknown', because: unread(answer.because, settles) };
}

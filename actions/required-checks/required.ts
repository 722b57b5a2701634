import type { Because } from '../../shared/core/errors.ts';
import { askBranchRules } from '../../shared/domain/branch-rules/ask.ts';
import { type BranchRules, noRules } from '../../shared/domain/branch-rules/branch-rules.ts';
import { RepositorySchema } from '../../shared/domain/github-rules/api-branch.ts';
import { needs, unread } from '../../shared/domain/github-rules/needs.ts';
import { shortName } from '../../shared/domain/github-rules/ref-name.ts';
import type { Platform } from './platform.ts';

/** The rules of the branch, and the name of the default branch where it is known. */
export interface AskedRules {
  rules: BranchRules;
  defaultBranch: string | undefined;
}

/** Asks which checks a branch requires: three requests, and one for each further 100 rules. */
export async function rulesOf(platform: Platform, asked: string): Promise<AskedRules> {
  const given = askedBranch(asked);
  const none = (because: Because): AskedRules => ({ rules: noRules(given, because), defaultBranch: undefined });
  if (!platform.ok) return none(platform.because);
  const { github, at } = platform;
  const facts = await github.get('GET /repos/{owner}/{repo}', at, RepositorySchema);
  if (!facts.ok) return none(unread(facts.because, needs.metadata));
  const wanted = `${at.owner}/${at.repo}`;
  if (facts.data.full_name.toLowerCase() !== wanted.toLowerCase()) {
    const message = `asked for ${wanted}, GitHub answers for ${facts.data.full_name}`;
    return none({ code: 'NOT_FOUND', message, needs: 'the present name of the repository' });
  }
  const { default_branch: defaultBranch } = facts.data;
  return { rules: await askBranchRules(github, at, given ?? defaultBranch), defaultBranch };
}

/** The short name of the branch; undefined for the default branch, whose name has to be asked for. */
export function askedBranch(asked: string): string | undefined {
  return asked === '~DEFAULT_BRANCH' ? undefined : shortName(asked);
}

import { askBranchRules } from '../../shared/domain/branch-rules/ask.ts';
import { type BranchRules, noRules } from '../../shared/domain/branch-rules/branch-rules.ts';
import { RepositorySchema } from '../../shared/domain/github-rules/api-branch.ts';
import { needs, unread } from '../../shared/domain/github-rules/needs.ts';
import { shortName } from '../../shared/domain/github-rules/ref-name.ts';
import type { Platform } from './platform.ts';

/** Asks which checks a branch requires; one request more for the name of the default branch. */
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
  return askBranchRules(github, at, branch);
}

/** The short name of the branch; undefined for the default branch, whose name has to be asked for. */
export function askedBranch(asked: string): string | undefined {
  return asked === '~DEFAULT_BRANCH' ? undefined : shortName(asked);
}

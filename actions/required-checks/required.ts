import type { Because } from '../../shared/core/errors.ts';
import { RepositorySchema } from '../../shared/domain/github-rules/api-branch.ts';
import { type BranchRules, noRules, readBranchRules } from '../../shared/domain/github-rules/branch-rules.ts';
import { needs, unread } from '../../shared/domain/github-rules/needs.ts';
import { shortName } from '../../shared/domain/github-rules/ref-name.ts';
import type { Platform } from './platform.ts';

/** What the rules of the asked branch say, and its name; undefined when it is the default branch and nobody could be asked for its name. */
export type AskedRules = BranchRules & { branch: string | undefined };

/** Asks which checks a branch requires; one request more for the name of the default branch. */
export async function rulesOf(platform: Platform, asked: string): Promise<AskedRules> {
  const isDefault = asked === '~DEFAULT_BRANCH';
  const given = isDefault ? undefined : shortName(asked);
  const nowhere = (because: Because): AskedRules => ({ branch: given, ...noRules(because) });
  if (!platform.ok) return nowhere(platform.because);
  const { github, at } = platform;
  let branch = given;
  if (branch === undefined) {
    const facts = await github.get('GET /repos/{owner}/{repo}', at, RepositorySchema);
    if (!facts.ok) return nowhere(unread(facts.because, needs.metadata));
    const wanted = `${at.owner}/${at.repo}`;
    if (facts.data.full_name.toLowerCase() !== wanted.toLowerCase()) {
      const message = `asked for ${wanted}, GitHub answers for ${facts.data.full_name}`;
      return nowhere({ code: 'NOT_FOUND', message, needs: 'the present name of the repository' });
    }
    branch = facts.data.default_branch;
  }
  return { branch, ...(await readBranchRules(github, at, branch)) };
}

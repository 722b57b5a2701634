import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

/** A pull request into the default branch that the platform associates with a commit. */
export interface PullOfCommit {
  number: number;
  /** Its last commit. */
  head: string;
  mergeCommit: string | undefined;
  isMerged: boolean;
  /** When the platform merged it (ms since 1970); undefined as long as it did not, and where it does not say when. */
  mergedAt: number | undefined;
}

const PullRequest = z.object({
  number: z.number().int(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string(), repo: z.object({ default_branch: z.string().optional() }) }),
  merge_commit_sha: z.string().nullish(),
  merged_at: z.string().nullish(),
});

/**
 * The pull requests into the default branch that hold a commit. One that goes into another branch says nothing about what its
 * approvers saw. Of a commit that is on the default branch the platform names those that brought it there.
 */
export async function pullsOfCommit(
  github: GitHub,
  repository: string,
  commit: string,
): Promise<Answer<PullOfCommit[]>> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  const answer = await github.all(route, { ...ownerAndRepo(repository), commit_sha: commit }, PullRequest);
  if (!answer.ok) return answer;
  const data = answer.data
    .filter(({ base }) => base.ref === base.repo.default_branch)
    .map((pull) => ({
      number: pull.number,
      head: pull.head.sha,
      mergeCommit: pull.merge_commit_sha ?? undefined,
      isMerged: typeof pull.merged_at === 'string',
      mergedAt: typeof pull.merged_at === 'string' ? parseTime(pull.merged_at) : undefined,
    }));
  return { ok: true, data };
}

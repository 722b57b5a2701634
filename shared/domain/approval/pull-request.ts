import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { noData } from '../verdict/verdict.ts';

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
  base: z.object({
    ref: z.string(),
    repo: z.object({ full_name: z.string().optional(), default_branch: z.string().optional() }),
  }),
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
    .filter(({ base: { ref, repo } }) => ref === repo.default_branch && isOf(repository, repo.full_name))
    .map((pull) => ({
      number: pull.number,
      head: pull.head.sha,
      mergeCommit: pull.merge_commit_sha ?? undefined,
      isMerged: typeof pull.merged_at === 'string',
      mergedAt: typeof pull.merged_at === 'string' ? parseTime(pull.merged_at) : undefined,
    }));
  return { ok: true, data };
}

/** A fork has pull requests of its own. */
function isOf(repository: string, name: string | undefined): boolean {
  return name === undefined || name.toLowerCase() === repository.toLowerCase();
}

/** A pull request that the platform merged, with all that it says of that. */
export type MergedPull = PullOfCommit & { mergeCommit: string; mergedAt: number };

/**
 * The one pull request that brought a commit to the default branch; where the commit is the merge itself, no other one counts. Not ok when
 * there is none or more than one: then nobody knows who saw it. `what`: the commit in words.
 */
export async function mergedPullOf(
  github: GitHub,
  repository: string,
  commit: string,
  what = `commit ${commit}`,
): Promise<Answer<MergedPull>> {
  const pulls = await pullsOfCommit(github, repository, commit);
  if (!pulls.ok) return pulls;
  const only = onlyOne(merging(pulls.data, commit), what);
  if (!only.ok) return only;
  const { mergeCommit, mergedAt } = only.data;
  if (mergeCommit !== undefined && mergedAt !== undefined)
    return { ok: true, data: { ...only.data, mergeCommit, mergedAt } };
  const message = `GitHub does not say when it merged pull request #${only.data.number}, which brought ${what}`;
  return { ok: false, because: noData(message, onePull) };
}

/**
 * The one pull request that brought a commit to the default branch, or would bring it there: an open one counts at its head only. One that
 * only holds the commit somewhere below its head says nothing about what its approvers saw.
 */
export async function pullBringing(
  github: GitHub,
  repository: string,
  commit: string,
  what = `commit ${commit}`,
): Promise<Answer<PullOfCommit>> {
  const pulls = await pullsOfCommit(github, repository, commit);
  if (!pulls.ok) return pulls;
  const merged = merging(pulls.data, commit);
  return onlyOne(merged.length > 0 ? merged : pulls.data.filter((pull) => pull.head === commit), what);
}

const onePull = 'one pull request into the default branch for each change';

function merging(pulls: readonly PullOfCommit[], commit: string): PullOfCommit[] {
  const merged = pulls.filter(({ isMerged }) => isMerged);
  const exact = merged.filter(({ mergeCommit }) => mergeCommit === commit);
  return exact.length > 0 ? exact : merged;
}

function onlyOne([only, second]: readonly PullOfCommit[], what: string): Answer<PullOfCommit> {
  if (only !== undefined && second === undefined) return { ok: true, data: only };
  const message = `GitHub knows ${only === undefined ? 'no' : 'more than one'} pull request that brought ${what} to the default branch`;
  return { ok: false, because: noData(message, onePull) };
}

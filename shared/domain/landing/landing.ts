import { sha256 } from '../../core/fingerprint.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { pullsOfCommit } from '../approval/pull-request.ts';
import type { Line } from '../branch-line/line.ts';

/*
 * When a file came to the default branch, by what the platform recorded. Dates in commits prove nothing: their author sets them.
 */

/** A file of the default branch. `repository` is `owner/name`, `path` counts from the top, `ref` is a commit of the branch. */
export interface LandedFile {
  repository: string;
  path: string;
  ref: string;
  content: Uint8Array;
}

/** The pull request that brought the bytes which a file has now. */
export interface Landing {
  /** The last commit that touched the file. */
  commit: string;
  pullRequest: number;
  /** The last commit of the pull request: what its approvers saw. */
  head: string;
  /** Milliseconds since 1970. */
  mergedAt: number;
}

const Commit = z.object({ sha: z.string() });
/** More bytes than these are compared with nothing. */
export const landedMaxBytes = 1024 * 1024;

/**
 * How the present bytes of a file came to the default branch: by the pull request that brought the last commit which touched it. Any
 * later edit, also one that is taken back, is a new landing; `line` shows also what a merge took back. Not ok when a commit came
 * without a pull request, or when the file had other bytes after that merge.
 */
export async function landingOf(github: GitHub, file: LandedFile, line?: Line): Promise<Answer<Landing>> {
  const { repository, path, ref } = file;
  const at = ownerAndRepo(repository);
  const route = 'GET /repos/{owner}/{repo}/commits';
  const listed = await github.get(route, { ...at, path, sha: ref, per_page: 1 }, z.array(Commit));
  if (!listed.ok) return listed;
  const commit = listed.data[0]?.sha;
  if (commit === undefined) return unknown(`GitHub knows no commit that touched ${path} up to ${ref}`, 'another run');
  const onLine = await line?.(commit);
  if (onLine?.ok === false) return onLine;
  return landingOfCommit(github, file, onLine?.data[0]?.commit ?? commit);
}

/** What a commit left of a file: its bytes, or none where it took the file away. */
export type LeftBehind = Pick<LandedFile, 'repository' | 'path'> & { content: Uint8Array | undefined };

/** The same for a commit that is known to have left the file so. */
export async function landingOfCommit(github: GitHub, file: LeftBehind, commit: string): Promise<Answer<Landing>> {
  const { repository, path, content } = file;
  const pulls = await pullsOfCommit(github, repository, commit);
  if (!pulls.ok) return pulls;
  const merged = pulls.data.filter(({ isMerged }) => isMerged);
  const needs = `one pull request into the default branch for each change of ${path}`;
  const [only, second] = merged;
  if (only === undefined)
    return unknown(`commit ${commit} brought ${path} without a pull request that was merged`, needs);
  if (second !== undefined)
    return unknown(`commit ${commit}, which brought ${path}, is part of several pull requests that were merged`, needs);
  const { number, head, mergeCommit, mergedAt } = only;
  if (mergedAt === undefined || mergeCommit === undefined)
    return unknown(`GitHub does not say when it merged pull request #${number}, which brought ${path}`, needs);
  const after = await bytesAt(github, file, mergeCommit);
  const gone = !after.ok && after.because.code === 'NOT_FOUND' && content === undefined;
  if (!after.ok && !gone) return after;
  const same = after.ok && content !== undefined && sha256(after.data) === sha256(content);
  if (!same && !gone)
    return unknown(
      `${path} had other bytes when pull request #${number} was merged, which brought its last commit`,
      needs,
    );
  return { ok: true, data: { commit, pullRequest: number, head, mergedAt } };
}

/** A release that holds a file. */
export interface Released {
  tag: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

const Release = z.object({
  tag_name: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  published_at: z.string().nullish(),
});
const mostReleases = 20;

/**
 * The first full release, published after a file landed, whose tag holds its present bytes; undefined when there is none yet. Earlier
 * releases count for nothing: a tag that holds what came later was moved.
 */
export async function releaseWith(
  github: GitHub,
  file: LandedFile,
  landed: Landing,
): Promise<Answer<Released | undefined>> {
  const { repository, path, content } = file;
  const listed = await github.all('GET /repos/{owner}/{repo}/releases', ownerAndRepo(repository), Release);
  if (!listed.ok) return listed;
  const later = listed.data
    .flatMap(({ draft, prerelease, tag_name: tag, published_at }): Released[] => {
      const publishedAt = parseTime(published_at ?? '');
      return draft || prerelease || publishedAt === undefined || publishedAt < landed.mergedAt
        ? []
        : [{ tag, publishedAt }];
    })
    .sort((a, b) => a.publishedAt - b.publishedAt);
  for (const release of later.slice(0, mostReleases)) {
    const held = await bytesAt(github, file, `refs/tags/${release.tag}`);
    if (!held.ok && held.because.code !== 'NOT_FOUND' && held.because.code !== 'TRUNCATED') return held;
    if (held.ok && sha256(held.data) === sha256(content)) return { ok: true, data: release };
  }
  if (later.length <= mostReleases) return { ok: true, data: undefined };
  const message = `none of the first ${mostReleases} releases after it landed holds ${path} as it is, and no more are looked at`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: `a release with ${path} soon after it landed` } };
}

function bytesAt(
  github: GitHub,
  { repository, path }: Pick<LandedFile, 'repository' | 'path'>,
  ref: string,
): Promise<Answer<Uint8Array>> {
  const route = 'GET /repos/{owner}/{repo}/contents/{+path}';
  return github.bytes(route, { ...ownerAndRepo(repository), path, ref }, landedMaxBytes);
}

function unknown(message: string, needs: string): Answer<never> {
  return { ok: false, because: { code: 'NO_DATA', message, needs } };
}

import { sha256 } from '../../core/fingerprint.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { mergedPullOf } from '../approval/pull-request.ts';
import type { Line } from '../branch-line/line.ts';
import { fileAt } from '../repository/file-at.ts';
import { releasesOf } from '../repository/release.ts';
import { noData } from '../verdict/verdict.ts';

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
/** More bytes than these are compared with nothing, unless a file says otherwise. */
export const landedMaxBytes = 1024 * 1024;

/**
 * How the present bytes of a file came to the default branch: by the pull request that brought the last commit which touched it. Any
 * later edit, also one that is taken back, is a new landing; `line` shows also what a merge took back. Not ok when a commit came
 * without a pull request, or when the file had other bytes after that merge.
 */
export async function landingOf(
  github: GitHub,
  file: LeftBehind & Pick<LandedFile, 'ref'>,
  line?: Line,
): Promise<Answer<Landing>> {
  const { repository, path, ref } = file;
  const at = ownerAndRepo(repository);
  const route = 'GET /repos/{owner}/{repo}/commits';
  const listed = await github.get(route, { ...at, path, sha: ref, per_page: 1 }, z.array(Commit));
  if (!listed.ok) return listed;
  const commit = listed.data[0]?.sha;
  if (commit === undefined)
    return unknown(
      `GitHub knows no commit that touched ${path} up to ${ref}`,
      `${path} in the history of the default branch`,
    );
  const onLine = await line?.(commit);
  if (onLine?.ok === false) return onLine;
  return landingOfCommit(github, file, onLine?.data[0]?.commit ?? commit);
}

/** What a commit left of a file: its bytes, or none where it took the file away. */
export type LeftBehind = Pick<LandedFile, 'repository' | 'path'> & {
  content: Uint8Array | undefined;
  /** Of how many bytes the file may be; `landedMaxBytes` where left out. */
  maxBytes?: number;
};

/** The same for a commit that is known to have left the file so. */
export async function landingOfCommit(github: GitHub, file: LeftBehind, commit: string): Promise<Answer<Landing>> {
  const { repository, path, content, maxBytes = landedMaxBytes } = file;
  const pull = await mergedPullOf(github, repository, commit, `commit ${commit}, which changed ${path}`);
  if (!pull.ok) return pull;
  const { number, head, mergeCommit, mergedAt } = pull.data;
  const after = await fileAt({ github, name: repository }, path, mergeCommit, maxBytes);
  if (after.state === 'unknown') return { ok: false, because: after.because };
  const same =
    after.state === 'absent' ? content === undefined : content !== undefined && sha256(after.data) === sha256(content);
  if (!same)
    return unknown(
      `${path} had other bytes when pull request #${number} was merged, which brought its last commit`,
      `one pull request into the default branch for each change of ${path}`,
    );
  return { ok: true, data: { commit, pullRequest: number, head, mergedAt } };
}

/** A release that holds a file. */
export interface Released {
  tag: string;
  /** Milliseconds since 1970. */
  publishedAt: number;
}

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
  const listed = await releasesOf({ github, name: repository });
  if (!listed.ok) return listed;
  const later = listed.data
    .flatMap(({ full, tag, publishedAt }): Released[] =>
      !full || publishedAt === undefined || publishedAt < landed.mergedAt ? [] : [{ tag, publishedAt }],
    )
    .sort((a, b) => a.publishedAt - b.publishedAt);
  for (const release of later.slice(0, mostReleases)) {
    const held = await fileAt({ github, name: repository }, path, `refs/tags/${release.tag}`, landedMaxBytes);
    // Of so many bytes it is another file.
    if (held.state === 'unknown' && held.because.code !== 'TRUNCATED') return { ok: false, because: held.because };
    if (held.state === 'there' && sha256(held.data) === sha256(content)) return { ok: true, data: release };
  }
  if (later.length <= mostReleases) return { ok: true, data: undefined };
  const message = `none of the first ${mostReleases} releases after it landed holds ${path} as it is, and no more are looked at`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: `a release with ${path} soon after it landed` } };
}

function unknown(message: string, needs: string): Answer<never> {
  return { ok: false, because: noData(message, needs) };
}

import { type Because, fullCheckout } from '../core/errors.ts';
import type { Change } from '../core/history.ts';
import type { Answer, GitHub } from '../core/ports.ts';
import { ownerAndRepo } from '../core/repository.ts';
import { CommitId } from '../core/texts.ts';
import { z } from '../core/zod.ts';
import { byCodeUnit } from './git.ts';

/** GitHub lists no more files of a pull request or a commit. */
const mostFiles = 3000;

const Named = z.object({ sha: CommitId });
const ListedFile = z.object({
  filename: z.string(),
  status: z.string(),
  previous_filename: z.string().optional(),
  /** Of the new content; of a file that was removed, the old one. */
  sha: CommitId.nullish(),
});
export type ListedFile = z.infer<typeof ListedFile>;

const PullRequest = z.object({
  changed_files: z.number().int().nonnegative(),
  head: Named,
  base: Named.extend({ ref: z.string() }),
});
const ListedCommit = Named.extend({ parents: z.array(Named) });
const CommitFiles = Named.extend({ files: z.array(ListedFile).optional() });
const Comparison = z.object({
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  total_commits: z.number().int().nonnegative(),
  merge_base_commit: Named,
  commits: z.array(ListedCommit),
});
export type Comparison = z.infer<typeof Comparison>;

const AssociatedPull = z.object({
  number: z.number().int(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  base: z.object({ ref: z.string() }),
});
export type AssociatedPull = z.infer<typeof AssociatedPull>;

/** A repository seen through the API. */
export interface Remote {
  github: GitHub;
  /** `owner/name` */
  repository: string;
}

type Changes = { ok: true; changes: readonly Change[] } | { ok: false; because: Because };

/** A pull request by its number, with the head that is judged and the branch that it goes into. */
export interface Pull {
  number: number;
  head: string;
  into: string;
}

/**
 * The base of a pull request now, if its head and the branch that it goes into are still those that are judged, and how many
 * files it changes. Its author can point it to another branch at any time, also while it is judged.
 */
export async function currentPullRequest(
  remote: Remote,
  { number, head, into }: Pull,
): Promise<Answer<{ base: string; files: number }>> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const answer = await remote.github.get(
    route,
    { ...ownerAndRepo(remote.repository), pull_number: number },
    PullRequest,
  );
  if (!answer.ok) return answer;
  const { head: now, base, changed_files: files } = answer.data;
  if (now.sha === head && base.ref === into) return { ok: true, data: { base: base.sha, files } };
  if (now.sha === head) {
    const moved = `the pull request goes into ${base.ref} now, but the run is about ${into}`;
    return {
      ok: false,
      because: { code: 'NO_DATA', message: moved, needs: `a pull request into ${into}, or ${fullCheckout}` },
    };
  }
  const message = `the pull request has moved on: its head is ${now.sha}, but the run is about ${head}`;
  return { ok: false, because: { code: 'NO_DATA', message, needs: `the run of the newer head, or ${fullCheckout}` } };
}

/** Every file that a pull request changes, as long as GitHub lists them all and its head stays the one that is judged. */
export async function pullRequestChanges(remote: Remote, pull: Pull, prefix: string): Promise<Changes> {
  const { number } = pull;
  const parameters = { ...ownerAndRepo(remote.repository), pull_number: number };
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
  const listed = await remote.github.all(route, parameters, ListedFile);
  if (!listed.ok) return withNeeds(listed.because, fullCheckout);
  // Asked after the list: the list is of the head that the pull request had then.
  const current = await currentPullRequest(remote, pull);
  if (!current.ok) return current;
  const count = current.data.files;
  if (listed.data.length >= mostFiles || listed.data.length < count) {
    const message = `GitHub lists ${listed.data.length} of the ${count} files that pull request #${number} changes`;
    return { ok: false, because: { code: 'TRUNCATED', message, needs: fullCheckout } };
  }
  return listedChanges(listed.data, prefix, `pull request #${number}`);
}

/** Every file that a commit changes compared with its first parent, as long as GitHub lists them all. */
export async function apiCommitChanges(remote: Remote, sha: string, prefix: string): Promise<Changes> {
  const files: ListedFile[] = [];
  const perPage = 100;
  for (let page = 1; ; page += 1) {
    const parameters = { ...ownerAndRepo(remote.repository), ref: sha, per_page: perPage, page };
    const answer = await remote.github.get('GET /repos/{owner}/{repo}/commits/{ref}', parameters, CommitFiles);
    if (!answer.ok) return withNeeds(answer.because, fullCheckout);
    const listed = answer.data.files ?? [];
    files.push(...listed);
    if (files.length >= mostFiles) {
      const message = `GitHub lists at most ${mostFiles} files of commit ${sha}, and it may change more`;
      return { ok: false, because: { code: 'TRUNCATED', message, needs: fullCheckout } };
    }
    // A page may be longer than was asked for, but a full one is a multiple of it.
    if (listed.length === 0 || listed.length % perPage !== 0) break;
  }
  return listedChanges(files, prefix, `commit ${sha}`);
}

/** What GitHub says of two commits: where they parted, and up to 250 commits that only the second has. */
export async function compareCommits(remote: Remote, base: string, head: string): Promise<Answer<Comparison>> {
  const route = 'GET /repos/{owner}/{repo}/compare/{base}...{head}';
  return remote.github.get(route, { ...ownerAndRepo(remote.repository), base, head }, Comparison);
}

/** The first parent of a commit; undefined for a root commit. */
export async function apiFirstParent(remote: Remote, sha: string): Promise<Answer<string | undefined>> {
  const route = 'GET /repos/{owner}/{repo}/git/commits/{sha}';
  const answer = await remote.github.get(route, { ...ownerAndRepo(remote.repository), sha }, ListedCommit);
  return answer.ok ? { ok: true, data: answer.data.parents[0]?.sha } : answer;
}

/** The pull requests that GitHub ties to a commit, merged or not. */
export async function pullRequestsOf(remote: Remote, sha: string): Promise<Answer<AssociatedPull[]>> {
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  return remote.github.all(route, { ...ownerAndRepo(remote.repository), commit_sha: sha }, AssociatedPull);
}

/**
 * GitHub's list of files as changes below a folder. It guesses renames, so that no path is said to have the bytes of a deleted
 * one. `unchanged` can at most be about permission bits; a status that is not documented makes the list unreadable.
 */
export function listedChanges(files: readonly ListedFile[], prefix: string, of: string): Changes {
  const changes: Change[] = [];
  for (const { filename: path, status, previous_filename: earlier, sha } of files) {
    const id: { id?: string } = typeof sha === 'string' ? { id: sha } : {};
    switch (status) {
      case 'added':
        changes.push({ path, kind: 'added', ...id });
        break;
      case 'removed':
        changes.push({ path, kind: 'deleted', ...(id.id === undefined ? {} : { oldId: id.id }) });
        break;
      case 'modified':
        changes.push({ path, kind: 'modified', ...id });
        break;
      case 'changed':
        changes.push({ path, kind: 'type', ...id });
        break;
      case 'unchanged':
        changes.push({ path, kind: 'mode', ...id });
        break;
      case 'renamed':
        if (earlier === undefined) return unknown(of, `${path} was renamed from nothing`);
        changes.push({ path: earlier, kind: 'deleted' }, { path, kind: 'added', ...id });
        break;
      case 'copied':
        if (earlier === undefined) return unknown(of, `${path} was copied from nothing`);
        changes.push({ path, kind: 'added', ...id, copiedFrom: earlier });
        break;
      default:
        return unknown(of, `${path} has the status ${JSON.stringify(status)}`);
    }
  }
  const inside = changes.flatMap(({ copiedFrom, ...change }) => {
    if (!change.path.startsWith(prefix)) return [];
    const from = copiedFrom?.startsWith(prefix) === true ? { copiedFrom: copiedFrom.slice(prefix.length) } : {};
    return [{ ...change, path: change.path.slice(prefix.length), ...from }];
  });
  inside.sort((a, b) => byCodeUnit(a.path, b.path));
  const twice = inside.find(({ path }, index) => path === inside[index + 1]?.path);
  return twice === undefined ? { ok: true, changes: inside } : unknown(of, `${twice.path} is listed twice`);
}

function unknown(of: string, message: string): Changes {
  const because: Because = {
    code: 'NO_DATA',
    message: `the files of ${of} are not understood: ${message}`,
    needs: fullCheckout,
  };
  return { ok: false, because };
}

/** A reason with another way out, which is named first. */
export function withNeeds(because: Because, other: string): { ok: false; because: Because } {
  const { needs } = because;
  if (needs?.includes(other) === true) return { ok: false, because };
  const both = needs === undefined || other.includes(needs) ? other : `${other}, or ${needs}`;
  return { ok: false, because: { ...because, needs: both } };
}

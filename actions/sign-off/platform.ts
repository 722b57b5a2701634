import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { CommitId } from '../../shared/core/texts.ts';
import { parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import { changedSince } from '../../shared/domain/branch-line/since.ts';
import { isAncestor } from '../../shared/domain/repository/ancestor.ts';
import { branchTip, canBeTag, tagCommit } from '../../shared/domain/repository/reference.ts';
import { type NamedRepository, type Seen, seenIn } from '../../shared/domain/repository/repository.ts';
import type { OwnAddress } from '../../shared/domain/sign-off/references.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** A pull request of this repository. Times in ms since 1970. */
export interface SeenPull {
  number: number;
  isMerged: boolean;
  /** Whether it goes, or went, into the default branch. */
  isDefault: boolean;
  mergeCommit: string | undefined;
  head: string;
  createdAt: number | undefined;
}

/** What documents name, as the platform and the history know it. Each thing is asked for once. */
export interface Platform {
  readonly repository: Answer<NamedRepository>;
  /** The commit up to which everything must have landed; undefined where none is judged. */
  readonly judged: string | undefined;
  pull(number: number): Promise<Seen<SeenPull>>;
  /** Whether a number is that of an issue, and of no pull request. */
  isIssue(number: number): Promise<boolean>;
  /** The full id of a commit that may be shortened. */
  commit(sha: string): Promise<Seen<string>>;
  /** Whether the judged commit contains one that is given by its full id. */
  contains(commit: string): Promise<Answer<boolean>>;
  /** The commit of a tag. */
  tag(name: string): Promise<Seen<string>>;
  run(id: string): Promise<Seen<unknown>>;
  branch(name: string): Promise<Seen<string>>;
}

const Pull = z.object({
  number: z.number().int(),
  merged_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  created_at: z.string().nullish(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
});
const Commit = z.object({ sha: CommitId });

/** So many different things are looked up: a document must not use up what the token may ask for. */
const mostAsked = 500;
const tooMany: Because = {
  code: 'TRUNCATED',
  message: `the documents name more than ${mostAsked} pull requests, commits, tags and runs`,
  needs: 'shorter documents',
};

export function platformOf(ctx: Ctx, repository: Answer<NamedRepository>): Platform {
  // Of a pull request the test merge, which also has what came to the base since.
  const judged = ctx.tree.ref ?? ctx.subject.headSha;
  const asked = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: (inside: NamedRepository) => Promise<Seen<T>>): Promise<Seen<T>> => {
    const known = asked.get(key) as Promise<Seen<T>> | undefined;
    if (known !== undefined) return known;
    const answer: Promise<Seen<T>> = !repository.ok
      ? Promise.resolve({ state: 'unknown', because: repository.because })
      : asked.size < mostAsked
        ? ask(repository.data)
        : Promise.resolve({ state: 'unknown', because: tooMany });
    asked.set(key, answer);
    return answer;
  };
  const held = new Map<string, Promise<Answer<boolean>>>();
  const platform: Platform = {
    repository,
    judged,
    pull: (number) =>
      once(`pull ${number}`, async ({ github, name, defaultBranch }) => {
        const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
        const seen = seenIn(await github.get(route, { ...ownerAndRepo(name), pull_number: number }, Pull));
        if (seen.state !== 'there') return seen;
        const { merged_at, merge_commit_sha, created_at, head, base } = seen.data;
        const isMerged = typeof merged_at === 'string';
        const data: SeenPull = {
          number,
          isMerged,
          isDefault: base.ref === defaultBranch,
          // Of an open pull request this is the test merge.
          mergeCommit: isMerged ? (merge_commit_sha ?? undefined) : undefined,
          head: head.sha,
          createdAt: parseTime(created_at ?? ''),
        };
        return { state: 'there', data };
      }),
    async isIssue(number) {
      if ((await platform.pull(number)).state !== 'absent') return false;
      const seen = await once(`issue ${number}`, async ({ github, name }) => {
        const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}';
        return seenIn(
          await github.get(route, { ...ownerAndRepo(name), issue_number: number }, z.object({ number: z.number() })),
        );
      });
      return seen.state === 'there';
    },
    commit: (sha) =>
      once(`commit ${sha}`, async ({ github, name }) => {
        const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
        const answer = await github.get(route, { ...ownerAndRepo(name), ref: sha }, Commit);
        // GitHub says 422 for an id of no commit.
        if (!answer.ok && answer.status === 422) return { state: 'absent', message: 'does not exist' };
        const seen = seenIn(answer);
        if (seen.state !== 'there') return seen;
        // A branch can be called like the beginning of an id.
        return seen.data.sha.startsWith(sha)
          ? { state: 'there', data: seen.data.sha }
          : { state: 'absent', message: 'is the name of something else' };
      }),
    contains(commit) {
      const known = held.get(commit);
      if (known !== undefined) return known;
      const answer = containedIn(ctx, repository, commit, judged);
      held.set(commit, answer);
      return answer;
    },
    tag: (name) =>
      once(`tag ${name}`, async (inside) =>
        canBeTag(name) ? tagCommit(inside, name) : { state: 'absent', message: 'is no name of a tag' },
      ),
    run: (id) =>
      once(`run ${id}`, async ({ github, name }) => {
        const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
        return seenIn(
          await github.get(route, { ...ownerAndRepo(name), run_id: Number(id) }, z.object({ id: z.number() })),
        );
      }),
    branch: (branch) =>
      once(`branch ${branch}`, async (inside) =>
        canBeTag(branch) ? branchTip(inside, branch) : { state: 'absent', message: 'is no name of a branch' },
      ),
  };
  return platform;
}

/** By what the own web addresses of documents are told from others. */
export function ownAddress(ctx: Ctx, { repository }: Pick<Platform, 'repository'>): OwnAddress | undefined {
  const name = ctx.subject.repository;
  if (name === undefined) return undefined;
  return repository.ok
    ? { host: repository.data.github.host, repository: name, branch: repository.data.defaultBranch }
    : { host: 'github.com', repository: name };
}

async function containedIn(
  ctx: Ctx,
  repository: Answer<NamedRepository>,
  commit: string,
  judged: string | undefined,
): Promise<Answer<boolean>> {
  if (judged === undefined) return { ok: false, because: noData('no commit is judged', 'a commit') };
  const since = await changedSince(ctx.policy.history, commit, judged);
  if (since.ok) return { ok: true, data: since.data.contained };
  // What git does not have here the platform may know.
  if (!repository.ok) return since;
  const seen = await isAncestor(repository.data, commit, judged);
  if (seen.state === 'there') return { ok: true, data: seen.data };
  return seen.state === 'absent' ? { ok: true, data: false } : { ok: false, because: seen.because };
}

import type { Answer } from '../../shared/core/ports.ts';
import { type Approvals, approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { payload } from './github-routes.ts';
import { type GitHubAnswer, type GitHubAnswers, memoryGitHub } from './memory-github.ts';

export const pullHead = 'd'.repeat(40);
export const earlierHead = 'c'.repeat(40);

/** Somebody with an account; the id follows from the login, whatever its case. */
export function account(login: string, type = 'User'): { login: string; id: number; type: string } {
  const id = [...login.toLowerCase()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return { login, id, type };
}

type Review = NonNullable<Parameters<typeof payload<'/repos/{owner}/{repo}/pulls/{pull_number}/reviews'>>[0]>[number];
type Commit = NonNullable<Parameters<typeof payload<'/repos/{owner}/{repo}/pulls/{pull_number}/commits'>>[0]>[number];

/** An approval of the head by a person, in that minute of an hour, unless said otherwise. */
export function review(login: string | null, minute = 0, rest: Partial<Review> & { type?: string } = {}): Review {
  const { type, ...others } = rest;
  return {
    user: login === null ? null : account(login, type),
    state: 'APPROVED',
    commit_id: pullHead,
    submitted_at: `2026-11-20T12:${String(minute).padStart(2, '0')}:00Z`,
    ...others,
  } as Review;
}

/** Who made a commit: an account, or only an address. */
type Who = { login: string } | { email: string | null };

export interface PlayedCommit {
  sha?: string;
  message?: string;
  author?: Who;
  committer?: Who;
}

/** A commit by `author` that the platform itself committed, unless said otherwise. */
export function commit({ sha = pullHead, message = 'change', author, committer }: PlayedCommit): Commit {
  const by = author ?? { login: 'author' };
  const put = committer ?? { login: 'web-flow' };
  const person = (who: Who): { name: string; email: string } | null => {
    if ('login' in who) return { name: who.login, email: `${who.login}@example.test` };
    return who.email === null ? null : { name: 'somebody', email: who.email };
  };
  const known = (who: Who): ReturnType<typeof account> | null => ('login' in who ? account(who.login) : null);
  return {
    sha,
    commit: { message, author: person(by), committer: person(put) },
    author: known(by),
    committer: known(put),
  } as Commit;
}

/** A pull request as the test says it: opened by `author` with one commit, listed people `alice` and `bob`. */
export interface PlayedPull {
  opener?: ReturnType<typeof account> | null;
  head?: string;
  /** How many commits the platform counts. */
  count?: number;
  reviews?: readonly Review[];
  commits?: readonly PlayedCommit[];
  people?: readonly string[];
  ignored?: readonly string[];
  /** Accounts, or null, to which the platform ascribes commits of an address. */
  addresses?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Instead of what follows from the above. */
  answers?: Record<string, GitHubAnswer>;
}

export const pullPath = 'GET /repos/acme/app/pulls/7';

/** What the platform answers about a pull request; `path` is the request for it, `GET /repos/<owner>/<name>/pulls/<n>`. */
export function pullAnswers(path: string, pull: PlayedPull): GitHubAnswers {
  const { opener = account('author'), head = pullHead, commits = [{ sha: head }], reviews = [], addresses = {} } = pull;
  const repository = path.replace(/\/pulls\/\d+$/, '');
  return {
    [path]: {
      json: payload<'/repos/{owner}/{repo}/pulls/{pull_number}'>({
        ...(opener === null ? {} : { user: opener }),
        head: { sha: head },
        commits: pull.count ?? commits.length,
      }),
    },
    [`${path}/reviews`]: { json: reviews },
    [`${path}/commits`]: { json: commits.map(commit) },
    ...Object.fromEntries(
      Object.entries(addresses).map(([email, logins]) => [
        `${repository}/commits?author=${encodeURIComponent(email)}&per_page=20`,
        {
          json: logins.map((login) => ({
            ...commit({ author: { email } }),
            author: login === null ? null : account(login),
          })),
        },
      ]),
    ),
    ...pull.answers,
  };
}

/** What the code says of a pull request. */
export function approvals(pull: PlayedPull): Promise<Answer<Approvals>> {
  const github = memoryGitHub(pullAnswers(pullPath, { commits: [{}], ...pull }));
  return approvalsOf(github, 'acme/app', 7, pullHead, pull.people ?? ['alice', 'bob'], pull.ignored);
}

/** Who approved, and `login why` of everybody else; or why nothing is known. */
export async function approvedBy(pull: PlayedPull): Promise<{ by: string[]; refused: string[] } | { unknown: string }> {
  const answer = await approvals(pull);
  if (!answer.ok) return { unknown: `${answer.because.code} ${answer.because.message}` };
  return {
    by: answer.data.approvals.map(({ by }) => by),
    refused: answer.data.refused.map(({ by, why }) => `${by} ${why}`),
  };
}

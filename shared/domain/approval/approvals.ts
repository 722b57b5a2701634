import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { type Contributors, contributorsOf } from './contributors.ts';
import { Review, type Standing, standingReviews } from './review.ts';

/** An approval that counts. */
export interface Approval {
  by: string;
  /** Milliseconds since 1970. */
  at: number;
  commit: string;
}

export interface Approvals {
  /** Earliest first; of one person at most one. */
  approvals: Approval[];
  /** Everybody else who decided, with a clause for each reason. */
  refused: { by: string; why: string }[];
  /** An app opened it, so that nobody knows who stands behind it: ask for one approval more. */
  openedByBot: boolean;
  /** The head, when it is no longer the one that is judged; nobody's approval counts then. */
  movedTo?: string;
  /** Whose latest word is an approval of another commit than the judged one: what changed since they did not see. Absent for nobody. */
  overtaken?: { by: string; commit: string }[];
}

const Account = z.object({ login: z.string(), id: z.number().int(), type: z.string() });
const Pull = z.object({
  user: Account.nullable(),
  head: z.object({ sha: z.string() }),
  commits: z.number().int(),
});

/**
 * Who approved a pull request at its head. An approval counts only as the latest word of a person whom `people` names, given
 * for this very commit, by somebody who neither opened the pull request nor has part in one of its commits. Not ok when any
 * of that cannot be known. `ignoredCoAuthors`: addresses, exactly written, that may stay without an account.
 */
export async function approvalsOf(
  github: GitHub,
  repository: string,
  pull: number,
  headSha: string,
  people: readonly string[],
  ignoredCoAuthors: readonly string[] = [],
): Promise<Answer<Approvals>> {
  const at = ownerAndRepo(repository);
  const opened = await github.get('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...at, pull_number: pull }, Pull);
  if (!opened.ok) return opened;
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const reviews = await github.all(route, { ...at, pull_number: pull }, Review);
  if (!reviews.ok) return reviews;
  const { user, head, commits } = opened.data;
  const standing = standingReviews(reviews.data);
  const openedByBot = user !== null && user.type !== 'User';
  const listed = new Set(people.map((login) => login.toLowerCase()));
  const earlier = standing.flatMap(({ login: by, state, commit }) =>
    state === 'APPROVED' && commit !== undefined && commit !== headSha && listed.has(by.toLowerCase())
      ? [{ by, commit }]
      : [],
  );
  const overtaken = earlier.length === 0 ? {} : { overtaken: earlier };
  if (head.sha !== headSha) {
    const why = `the pull request has moved on: its head is ${head.sha}, not ${headSha}`;
    const refused = standing.map(({ login }) => ({ by: login, why }));
    return { ok: true, data: { approvals: [], refused, openedByBot, movedTo: head.sha, ...overtaken } };
  }
  const contributors = await contributorsOf(github, at, { number: pull, headSha, count: commits }, ignoredCoAuthors);
  if (!contributors.ok) return contributors;
  const data: Approvals = { approvals: [], refused: [], openedByBot, ...overtaken };
  for (const review of standing) {
    const { login: by, at: time, commit } = review;
    const why = against(review, { headSha, listed, opener: user, contributors: contributors.data });
    if (time === undefined) why.push('sent a review of which GitHub does not say when');
    if (why.length > 0 || time === undefined || commit === undefined) data.refused.push({ by, why: why.join('; ') });
    else data.approvals.push({ by, at: time, commit });
  }
  data.approvals.sort((a, b) => a.at - b.at);
  return { ok: true, data };
}

interface Against {
  headSha: string;
  /** In lower case. */
  listed: ReadonlySet<string>;
  opener: z.infer<typeof Account> | null;
  contributors: Contributors;
}

/** Everything that speaks against counting a review, as clauses that continue the login. */
function against(review: Standing, { headSha, listed, opener, contributors }: Against): string[] {
  const { login, id, type, state, commit } = review;
  const part = contributors.part(review);
  const isOpener = opener !== null && (opener.id === id || opener.login.toLowerCase() === login.toLowerCase());
  return [
    ...(state === 'APPROVED' ? [] : [words(state)]),
    ...(type === 'User' ? [] : [`is no person but of the type ${type}`]),
    ...(listed.has(login.toLowerCase()) ? [] : ['is not among the people who may approve']),
    ...(isOpener ? ['opened the pull request'] : []),
    ...(part === undefined ? [] : [part]),
    ...(commit === headSha ? [] : [`reviewed ${commit ?? 'a commit that is gone'}, not the head ${headSha}`]),
  ];
}

function words(state: string): string {
  if (state === 'CHANGES_REQUESTED') return 'asks for changes';
  if (state === 'DISMISSED') return 'had the review dismissed';
  return `gave the review the word ${state}, which is no approval`;
}

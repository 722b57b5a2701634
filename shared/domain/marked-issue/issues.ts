import { readMarked } from '../../core/issue-marks.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';

/** Issues of which only the texts with the mark are kept: anybody may write very many long ones. */
const issueWith = (mark: string) =>
  z.object({
    number: z.number().int().positive(),
    html_url: z.string(),
    title: z.string(),
    body: z
      .string()
      .nullish()
      .transform((body) => (readMarked(body ?? '', mark).state === 'none' ? undefined : (body ?? undefined))),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
    pull_request: z.unknown().optional(),
  });

/** An open issue that bears the mark. */
export interface MarkedIssue {
  number: number;
  url: string;
  title: string;
  body: string;
}

/** The open issues with a mark: those of the account that writes, and the numbers of others that imitate them. */
export interface MarkedIssues {
  own: readonly MarkedIssue[];
  imitations: readonly number[];
}

/** Whether an account is the one that writes. A login with `[bot]` must be that of an app. */
export function isAuthor(user: { login: string; type: string } | null | undefined, author: string): boolean {
  if (user === null || user === undefined || user.login.toLowerCase() !== author.toLowerCase()) return false;
  return author.endsWith('[bot]') ? user.type === 'Bot' : true;
}

/** The open issues of a repository that bear a mark, the oldest first. Answers with 410 where issues are disabled. */
export async function markedIssues(
  github: GitHub,
  repository: string,
  mark: string,
  author: string,
): Promise<Answer<MarkedIssues>> {
  const asked = { ...ownerAndRepo(repository), state: 'open', sort: 'created', direction: 'asc' };
  const route = 'GET /repos/{owner}/{repo}/issues';
  const all = await github.all(route, asked, issueWith(mark));
  // Anybody may open so many issues that no list has all of them; those of the account that writes stay few.
  const tooMany = !all.ok && all.because.code === 'TRUNCATED';
  const answer = tooMany ? await github.all(route, { ...asked, creator: author }, issueWith(mark)) : all;
  if (!answer.ok) return answer;
  const bearing = answer.data.filter(({ body, pull_request: pull }) => pull === undefined && body !== undefined);
  const own = bearing.filter(({ user }) => isAuthor(user, author));
  return {
    ok: true,
    data: {
      own: own.map(({ number, html_url: url, title, body }) => ({ number, url, title, body: body ?? '' })),
      imitations: bearing.filter((each) => !own.includes(each)).map(({ number }) => number),
    },
  };
}

const Comment = z.object({
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
});

/** The texts of the comments on an issue that the account which writes left. */
export async function ownComments(
  github: GitHub,
  repository: string,
  number: number,
  author: string,
): Promise<Answer<string[]>> {
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const answer = await github.all(route, { ...ownerAndRepo(repository), issue_number: number }, Comment);
  if (!answer.ok) return answer;
  return { ok: true, data: answer.data.filter(({ user }) => isAuthor(user, author)).map(({ body }) => body ?? '') };
}

import { GovernanceError } from '../core/errors.ts';
import { readMarked } from '../core/issue-marks.ts';
import type { IssueProposal } from '../core/issue-proposal.ts';
import type { Answer, GitHub, GitHubWrite } from '../core/ports.ts';
import { ownerAndRepo } from '../core/repository.ts';
import { z } from '../core/zod.ts';
import { isAuthor, markedIssues } from '../domain/marked-issue/issues.ts';
import type { IssueDocument } from '../render/issue.ts';
import { expectAnswer } from './expect-answer.ts';

const User = z.object({ login: z.string(), type: z.string() }).nullish();
const Written = z.object({ number: z.number().int(), html_url: z.string(), user: User });
const Comment = z.object({ user: User });

/** Where an issue is written. */
export interface IssuePlace {
  github: GitHub;
  write: GitHubWrite;
  /** `owner/name`. */
  repository: string;
}

export interface WrittenIssue {
  url: string;
  number: number;
  state: 'opened' | 'updated' | 'closed';
}

/**
 * Does to the one issue what is proposed: comment first, then text, then closing. The issue must be as it was seen, and no other one may
 * bear its mark. Throws when GitHub refuses, and when the credential turns out to be somebody else's than the policy says: an issue that
 * nobody would find again is closed at once.
 */
export async function writeIssue(
  { github, write, repository }: IssuePlace,
  proposal: IssueProposal,
  { title, body, part, comment }: IssueDocument,
): Promise<WrittenIssue> {
  const { mark, author, seen, labels, close } = proposal;
  const at = ownerAndRepo(repository);
  const open = expect(await markedIssues(github, repository, mark, author)).own;
  const [only] = open;
  const meanwhile = (): GovernanceError =>
    new GovernanceError('BAD_INPUT', 'the issue is not as it was a moment ago', {
      hint: 'Run it again; one run at a time is what concurrency in the workflow is for.',
    });
  if (seen === undefined) {
    if (only !== undefined) throw meanwhile();
    const asked = { title, body, ...(labels.length === 0 ? {} : { labels: [...labels] }) };
    const made = expect(await write.send('POST /repos/{owner}/{repo}/issues', at, asked, Written));
    if (!isAuthor(made.user, author)) {
      const gone = { state: 'closed', state_reason: 'not_planned' };
      expect(
        await write.send(
          'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
          { ...at, issue_number: made.number },
          gone,
          Written,
        ),
      );
      throw otherAuthor(made.user?.login, author);
    }
    return { url: made.html_url, number: made.number, state: 'opened' };
  }
  if (open.length !== 1 || only?.number !== seen.number || only.body !== seen.body) throw meanwhile();
  const which = { ...at, issue_number: seen.number };
  if (comment !== undefined) {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const { user } = expect(await write.send(route, which, { body: comment }, Comment));
    if (!isAuthor(user, author)) throw otherAuthor(user?.login, author);
  }
  const text = part === undefined ? undefined : replaced(seen.body, mark, part);
  const change = {
    ...(text === undefined ? {} : { title, body: text }),
    ...(close ? { state: 'closed', state_reason: 'completed' } : {}),
  };
  if (Object.keys(change).length > 0)
    expect(await write.send('PATCH /repos/{owner}/{repo}/issues/{issue_number}', which, change, Written));
  return { url: only.url, number: seen.number, state: close ? 'closed' : 'updated' };
}

/** The text with another part between its marks, and everything around it as people left it. */
function replaced(body: string, mark: string, part: string): string {
  const read = readMarked(body, mark);
  if (read.state !== 'whole') throw new GovernanceError('BAD_INPUT', 'the marks in the issue are not whole');
  return `${read.before}${part}${read.after}`;
}

function otherAuthor(login: string | undefined, author: string): GovernanceError {
  return new GovernanceError(
    'BAD_INPUT',
    `the token writes as ${login ?? 'nobody'}, and the policy expects ${author}`,
    {
      hint: 'Name under author whoever the token belongs to, or leave the token out.',
    },
  );
}

function expect<T>(answer: Answer<T>): T {
  return expectAnswer(answer, 'the issue could not be written');
}

import { describe, expect, test } from '@jest/globals';
import type { IssueProposal } from '../../../shared/core/issue-proposal.ts';
import { issueDocument } from '../../../shared/render/issue.ts';
import { type WrittenIssue, writeIssue } from '../../../shared/shell/issue.ts';
import { type Board, board, bot, incidentText, mallory, playedIssue, repository } from '../../support/incidents.ts';
import { issueProposal } from '../../support/issue-proposal.ts';
import type { GitHubAnswer } from '../../support/memory-github.ts';

const body = incidentText({ cause: 'We do not know yet.' });
const seen = { number: 5, body };
const open = (more = {}): Board => board([playedIssue({ body, ...more })]);

function write(
  on: Board,
  proposal: IssueProposal,
  as: Parameters<Board['write']>[0] = bot,
  refuse?: Parameters<Board['write']>[1],
): Promise<WrittenIssue> {
  const place = { github: on.github(), write: on.write(as, refuse), repository };
  return writeIssue(place, proposal, issueDocument(proposal, 'track-incident'));
}

test('an issue is opened with its labels', async () => {
  const on = board();
  expect(await write(on, issueProposal({ labels: ['incident'] }))).toMatchObject({ number: 5, state: 'opened' });
  expect(on.sent).toEqual(['POST new']);
  expect(on.issues).toMatchObject([{ title: 'Incident', labels: ['incident'], user: bot }]);
});

test('the marked part is replaced, and what people wrote stays byte for byte', async () => {
  const on = open();
  expect(await write(on, issueProposal({ seen }))).toMatchObject({ number: 5, state: 'updated' });
  const [issue] = on.issues;
  expect(issue?.body).toContain('We do not know yet.');
  expect(issue?.body.split('<!-- /release-governance:incident -->')[1]).toBe(
    body.split('<!-- /release-governance:incident -->')[1],
  );
  expect(issue?.body).toContain('{"run":101,"attempt":1}');
});

test('a comment comes before the issue is closed', async () => {
  const on = open();
  const comment = { note: 'closed-101-1', sentences: ['Over.'], facts: [] };
  expect(await write(on, issueProposal({ seen, text: undefined, comment, close: true }))).toMatchObject({
    state: 'closed',
  });
  expect(on.sent).toEqual(['POST 5 comment', 'PATCH 5']);
  expect(on.issues).toMatchObject([{ state: 'closed', body }]);
});

describe('nothing is written', () => {
  const refusals: [name: string, on: Board, proposal: IssueProposal][] = [
    ['when one was opened meanwhile', open(), issueProposal()],
    ['when people edited it meanwhile', open({ body: `${body}more` }), issueProposal({ seen })],
    ['when it was closed meanwhile', open({ state: 'closed' }), issueProposal({ seen })],
    [
      'when another one bears the mark too',
      board([playedIssue({ body }), playedIssue({ number: 6, body })]),
      issueProposal({ seen }),
    ],
    ['when it is not by the account that writes', open({ user: mallory }), issueProposal({ seen })],
  ];
  test.each(refusals)('%s', async (_name, on, proposal) => {
    await expect(write(on, proposal)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'the issue is not as it was a moment ago',
    });
    expect(on.sent).toEqual([]);
  });
});

describe('an account that the policy does not expect', () => {
  test('opens no issue that stays', async () => {
    const on = board();
    await expect(write(on, issueProposal(), mallory)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'the token writes as mallory, and the policy expects github-actions[bot]',
    });
    expect(on.issues).toMatchObject([{ state: 'closed' }]);
  });
  test('closes nothing', async () => {
    const on = open();
    const comment = { note: 'closed-101-1', sentences: ['Over.'], facts: [] };
    await expect(
      write(on, issueProposal({ seen, text: undefined, comment, close: true }), mallory),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(on.issues).toMatchObject([{ state: 'open' }]);
  });
});

describe('GitHub refuses', () => {
  const answers: [name: string, answer: GitHubAnswer, code: string, hint: RegExp][] = [
    [
      'for want of a permission',
      { because: { code: 'MISSING_PERMISSION', message: 'may not', needs: 'issues: write' }, status: 403 },
      'BAD_INPUT',
      /needs issues: write/,
    ],
    [
      'because issues are disabled',
      { because: { code: 'NOT_FOUND', message: 'it is gone' }, status: 410 },
      'BAD_INPUT',
      /^$/,
    ],
    [
      'because of too many requests',
      { because: { code: 'RATE_LIMITED', message: 'later' }, status: 403 },
      'GITHUB_DOWN',
      /again/,
    ],
    [
      'because it is down',
      { because: { code: 'GITHUB_DOWN', message: 'no answer' }, status: 502 },
      'GITHUB_DOWN',
      /again/,
    ],
  ];
  test.each(answers)('%s', async (_name, answer, code, hint) => {
    const thrown: unknown = await write(board(), issueProposal(), bot, () => answer).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code });
    expect((thrown as { hint?: string }).hint ?? '').toMatch(hint);
    expect((thrown as Error).message).toMatch(/^the issue could not be written: /);
  });
});

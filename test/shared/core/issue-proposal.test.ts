import { expect, test } from '@jest/globals';
import { issueProblem } from '../../../shared/core/issue-problem.ts';
import type { IssueProposal } from '../../../shared/core/issue-proposal.ts';
import { issueProposal } from '../../support/issue-proposal.ts';

const seen = { number: 5, body: 'x' };
const comment = { note: 'green', sentences: [], facts: [] };
const cases: [name: string, more: Partial<IssueProposal>, problem: RegExp | undefined][] = [
  ['a new issue', {}, undefined],
  ['another text', { seen }, undefined],
  ['a comment', { seen, text: undefined, comment }, undefined],
  ['closing', { seen, text: undefined, close: true }, undefined],
  ['nothing', { seen, text: undefined }, /changes nothing/],
  ['a new issue without a text', { text: undefined }, /without a text/],
  ['a comment on nothing', { comment }, /not there/],
  ['closing nothing', { close: true }, /not there/],
  ['a title in two lines', { title: 'a\nb' }, /title/],
  ['a mark that ends a comment', { mark: 'a-->' }, /mark/],
  ['a note that ends a comment', { seen, comment: { ...comment, note: '-->' } }, /note/],
  [
    'something to remember that ends a comment',
    { text: { sentences: [], facts: [], state: { a: '-->' } } },
    /remembers/,
  ],
  ['a step in two lines', { steps: ['a\nb'] }, /one line/],
  ['an empty part', { parts: [{ heading: 'Cause', blank: '' }] }, /one line/],
];
test.each(cases)('%s', (_name, more, problem) => {
  const said = issueProblem(issueProposal(more));
  expect(said ?? 'nothing is wrong').toMatch(problem ?? /^nothing is wrong$/);
});

import { describe, expect, test } from '@jest/globals';
import { account, approvedBy, earlierHead, type PlayedPull, pullHead, review } from '../support/pull-request.ts';

/* A listed person, or somebody who wants to be taken for one, whose word must not count. */

const first = 'f'.repeat(40);
const trailer = (who: string): string => `change\n\nReviewed-by: bob\n${who}\n`;

describe('nobody approves', () => {
  test.each<[string, PlayedPull, string]>([
    [
      'self-approval by who opened it, all commits by others',
      { opener: account('alice'), commits: [{ author: { login: 'carol' } }], reviews: [review('alice')] },
      'alice opened the pull request',
    ],
    [
      'self-approval, the login in another case',
      {
        opener: account('Alice'),
        commits: [{ author: { login: 'carol' } }],
        reviews: [review('aLice')],
        people: ['ALICE'],
      },
      'aLice opened the pull request',
    ],
    ['an approval of an older head', { reviews: [review('alice', 1, { commit_id: earlierHead })] }, 'not the head'],
    [
      'an approval by an app',
      { reviews: [review('alice', 1, { type: 'Bot' })] },
      'alice is no person but of the type Bot',
    ],
    [
      'an approval by an app whose name is listed',
      { reviews: [review('governor[bot]', 1, { type: 'Bot' })], people: ['governor[bot]'] },
      'is no person but of the type Bot',
    ],
    ['an approval by a mannequin', { reviews: [review('alice', 1, { type: 'Mannequin' })] }, 'of the type Mannequin'],
    ['an approval by a stranger', { reviews: [review('eve')] }, 'eve is not among the people who may approve'],
    ['a login that only looks the same', { reviews: [review('alicе')] }, 'is not among the people who may approve'],
    [
      'an approval by the author of one commit of many',
      { commits: [{ sha: first, author: { login: 'alice' } }, {}, {}], reviews: [review('alice')] },
      `alice is the author of commit ${first.slice(0, 12)}`,
    ],
    [
      'an approval by who only committed',
      { commits: [{ author: { login: 'carol' }, committer: { login: 'alice' } }], reviews: [review('alice')] },
      'alice is the committer of commit',
    ],
    [
      'an approval by a co-author',
      {
        commits: [{ message: trailer('Co-authored-by: A <1+alice@users.noreply.github.com>') }],
        reviews: [review('alice')],
      },
      'alice is a co-author of commit',
    ],
    [
      'a co-author in the middle of a message, with a key in capitals',
      {
        commits: [{ message: 'CO-AUTHORED-BY: A <alice@users.noreply.github.com>\n\nchange\n\nSigned-off-by: B' }],
        reviews: [review('alice')],
      },
      'alice is a co-author of commit',
    ],
    [
      'a co-author of an earlier commit under a private address',
      {
        commits: [{ sha: first, message: trailer('Co-authored-by: A <a@home.test>') }, {}],
        addresses: { 'a@home.test': ['alice'] },
        reviews: [review('alice')],
      },
      'alice is a co-author of commit',
    ],
    [
      'a co-author under the login that the account had before',
      {
        commits: [{ message: trailer(`Co-authored-by: A <${account('alice').id}+former@users.noreply.github.com>`) }],
        reviews: [review('alice')],
      },
      'alice is a co-author of commit',
    ],
    [
      'a dismissed approval',
      { reviews: [review('alice', 1, { state: 'DISMISSED' })] },
      'alice had the review dismissed',
    ],
    [
      'an approval that was taken back',
      { reviews: [review('alice', 1), review('alice', 2, { state: 'CHANGES_REQUESTED' })] },
      'alice asks for changes',
    ],
    [
      'an approval that was taken back, hidden under comments and drafts',
      {
        reviews: [
          review('alice', 1),
          review('alice', 2, { state: 'CHANGES_REQUESTED' }),
          review('alice', 3, { state: 'COMMENTED' }),
          review('alice', 4, { state: 'PENDING' }),
        ],
      },
      'alice asks for changes',
    ],
    [
      'a pull request that moved on after the run began',
      { head: first, reviews: [review('alice'), review('bob', 2, { commit_id: first })] },
      'the pull request has moved on',
    ],
  ])('%s', async (_name, pull, words) => {
    const answer = await approvedBy(pull);
    expect(answer).toMatchObject({ by: [] });
    expect('refused' in answer && answer.refused.join('\n')).toContain(words);
  });
});

describe('nobody knows', () => {
  test.each<[string, PlayedPull, string]>([
    [
      'a co-author under an address that nobody has',
      { commits: [{ message: trailer('Co-authored-by: A <a@home.test>') }], addresses: { 'a@home.test': [] } },
      'a@home.test, who is a co-author of commit',
    ],
    [
      'a co-author without an address',
      { commits: [{ message: trailer('Co-authored-by: Alice') }] },
      'Alice, who is a co-author',
    ],
    [
      'an author under an address that nobody has',
      { commits: [{ author: { email: 'ghost@home.test' } }], addresses: { 'ghost@home.test': [] } },
      'ghost@home.test, who is the author',
    ],
    ['commits beyond those that are listed', { count: 300 }, 'GitHub lists only 1 of the 300 commits'],
    ['commits of another head', { commits: [{ sha: first }] }, 'do not hold its head'],
  ])('%s', async (_name, pull, words) => {
    expect(await approvedBy({ ...pull, reviews: [review('alice')] })).toEqual({
      unknown: expect.stringContaining(words),
    });
  });
});

test('without the attack the same approval counts', async () => {
  expect(await approvedBy({ reviews: [review('alice', 1, { commit_id: pullHead })] })).toEqual({
    by: ['alice'],
    refused: [],
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  approvals,
  approvedBy,
  type PlayedCommit,
  type PlayedPull,
  pullHead,
  review,
} from '../../../support/pull-request.ts';

const short = pullHead.slice(0, 12);
const first = 'f'.repeat(40);
const both = [review('alice', 1), review('bob', 2)];
const aliceId = review('alice').user?.id;

describe('who has part in a commit does not approve it', () => {
  test.each<[string, PlayedCommit[], string]>([
    ['its author', [{ author: { login: 'alice' } }], `is the author of commit ${short}`],
    [
      'the author of an earlier commit',
      [{ sha: first, author: { login: 'alice' } }, {}],
      `is the author of commit ${first.slice(0, 12)}`,
    ],
    ['its committer', [{ committer: { login: 'alice' } }], `is the committer of commit ${short}`],
    ['a login in another case', [{ author: { login: 'ALICE' } }], `is the author of commit ${short}`],
    [
      'an address of the platform, with the login',
      [{ author: { email: 'Alice@users.noreply.github.com' } }],
      `is the author of commit ${short}`,
    ],
    [
      'an address of the platform, with id and login',
      [{ author: { email: '1+alice@users.noreply.github.com' } }],
      `is the author of commit ${short}`,
    ],
    [
      'an address of the platform, with the id and a former login',
      [{ author: { email: `${aliceId}+al@users.noreply.github.com` } }],
      `is the author of commit ${short}`,
    ],
    [
      'a co-author',
      [{ message: 'x\n\nCo-authored-by: A <alice@users.noreply.github.com>' }],
      `is a co-author of commit ${short}`,
    ],
  ])('%s', async (_name, commits, why) => {
    expect(await approvedBy({ reviews: both, commits })).toEqual({ by: ['bob'], refused: [`alice ${why}`] });
  });

  test('the platform as the committer is no person', async () => {
    const commits = [
      { committer: { login: 'web-flow' } },
      { committer: { login: 'Web-Flow' } },
      { committer: { email: 'noreply@github.com' } },
    ];
    expect(await approvedBy({ reviews: both, commits })).toEqual({ by: ['alice', 'bob'], refused: [] });
  });

  test('but it is as the author', async () => {
    const pull = {
      reviews: both,
      commits: [{ author: { email: 'noreply@github.com' } }],
      addresses: { 'noreply@github.com': [] },
    };
    expect(await approvedBy(pull)).toEqual({ unknown: expect.stringContaining('noreply@github.com') });
  });
});

describe('an address that is not the platform’s is asked for', () => {
  const trailer = (email: string): PlayedCommit[] => [{ message: `x\n\nCo-authored-by: A <${email}>` }];
  const email = 'a@home.test';
  test.each<[string, PlayedPull]>([
    ['of a co-author', { commits: trailer(email), addresses: { [email]: ['alice'] } }],
    ['of an author', { commits: [{ author: { email } }], addresses: { [email]: ['alice'] } }],
    ['of a committer', { commits: [{ committer: { email } }], addresses: { [email]: ['alice'] } }],
    ['of two accounts over time', { commits: trailer(email), addresses: { [email]: ['carol', null, 'alice'] } }],
    ['also when it may be ignored', { commits: trailer(email), addresses: { [email]: ['alice'] }, ignored: [email] }],
  ])('%s', async (_name, pull) => {
    expect(await approvedBy({ ...pull, reviews: both })).toMatchObject({ by: ['bob'] });
  });

  const unmatched = (who: string, role: string): string =>
    `NO_DATA ${who}, who is ${role} of commit ${short}, cannot be matched with a login, so that nobody knows whether it is who approved`;
  const someoneElse = {
    json: [
      { sha: first, commit: { message: 'x', author: { email: 'aa@home.test' } }, author: { login: 'carol', id: 5 } },
    ],
  };
  test.each<[string, PlayedPull, string]>([
    ['nobody is found', { commits: trailer(email), addresses: { [email]: [] } }, unmatched(email, 'a co-author')],
    [
      'only commits without an account',
      { commits: trailer(email), addresses: { [email]: [null] } },
      unmatched(email, 'a co-author'),
    ],
    [
      'only commits of a similar address',
      { commits: trailer(email), answers: { 'GET /repos/acme/app/commits': someoneElse } },
      unmatched(email, 'a co-author'),
    ],
    [
      'nobody is found for an author',
      { commits: [{ author: { email } }], addresses: { [email]: [] } },
      unmatched(email, 'the author'),
    ],
    [
      'a commit without any author',
      { commits: [{ author: { email: null } }] },
      unmatched('somebody without an address', 'the author'),
    ],
    [
      'a commit without any committer',
      { commits: [{ committer: { email: null } }] },
      unmatched('somebody without an address', 'the committer'),
    ],
    [
      'a co-author without an address',
      { commits: [{ message: 'Co-authored-by: Alice' }] },
      unmatched('Alice', 'a co-author'),
    ],
    [
      'a co-author without anything',
      { commits: [{ message: 'Co-authored-by:' }] },
      unmatched('somebody without an address', 'a co-author'),
    ],
    [
      'half of a surrogate pair',
      { commits: trailer('a\ud800@home.test') },
      unmatched('A <a\ud800@home.test>', 'a co-author'),
    ],
    [
      'another case than the ignored one',
      { commits: trailer(email), addresses: { [email]: [] }, ignored: ['A@home.test'] },
      unmatched(email, 'a co-author'),
    ],
  ])('%s', async (_name, pull, unknown) => {
    expect(await approvedBy({ ...pull, reviews: both })).toEqual({ unknown });
  });

  test('everybody who is unknown is named, with what would settle it', async () => {
    const commits = [{ message: 'Co-authored-by: A <a@x.test>\nCo-authored-by: B <b@x.test>' }];
    expect(await approvals({ commits, addresses: { 'a@x.test': [], 'b@x.test': [] } })).toEqual({
      ok: false,
      because: {
        code: 'NO_DATA',
        message: expect.stringMatching(/a@x\.test, who .* and b@x\.test, who /),
        needs: expect.stringContaining('the ignored co-authors of the policy'),
      },
    });
  });

  test('an address that is ignored may stay unknown', async () => {
    const pull = { reviews: both, commits: trailer('noreply@tool.test'), addresses: { 'noreply@tool.test': [] } };
    expect(await approvedBy({ ...pull, ignored: ['noreply@tool.test'] })).toEqual({
      by: ['alice', 'bob'],
      refused: [],
    });
  });

  test('it cannot be asked for', async () => {
    const because = { code: 'RATE_LIMITED' as const, message: 'later' };
    const answers = { 'GET /repos/acme/app/commits': { because } };
    const answer = await approvals({ reviews: both, commits: trailer(email), answers, ignored: [email] });
    expect(answer).toMatchObject({ ok: false, because });
  });

  test('more addresses than are asked for', async () => {
    const message = Array.from({ length: 51 }, (_, index) => `Co-authored-by: A <a${index}@x.test>`).join('\n');
    expect(await approvedBy({ reviews: both, commits: [{ message }] })).toEqual({
      unknown: 'TRUNCATED 51 people would have to be matched with a login, more than the 50 that are asked for',
    });
  });
});

describe('commits that are not listed', () => {
  test('more than the platform lists', async () => {
    expect(await approvals({ reviews: both, count: 251 })).toEqual({
      ok: false,
      because: {
        code: 'TRUNCATED',
        message: 'GitHub lists only 1 of the 251 commits of pull request #7',
        needs: 'a pull request with at most 250 commits',
      },
    });
  });

  test.each<[string, PlayedCommit[]]>([
    ['the head', [{ sha: first }]],
    ['all', []],
  ])('%s', async (_name, commits) => {
    expect(await approvedBy({ reviews: both, commits })).toEqual({
      unknown: `NO_DATA the commits of pull request #7 do not hold its head ${pullHead}`,
    });
  });
});

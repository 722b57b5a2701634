import { describe, expect, test } from '@jest/globals';
import type { Because } from '../../../../shared/core/errors.ts';
import { at } from '../../../support/moments.ts';
import {
  account,
  approvals,
  approvedBy,
  earlierHead,
  type PlayedPull,
  pullHead,
  pullPath,
  review,
} from '../../../support/pull-request.ts';

test('an approval says by whom, when and of which commit', async () => {
  expect(await approvals({ reviews: [review('alice', 5)] })).toEqual({
    ok: true,
    data: {
      approvals: [{ by: 'alice', at: at('2026-11-20T12:05:00Z'), commit: pullHead }],
      refused: [],
      openedByBot: false,
    },
  });
});

const older = { commit_id: earlierHead };
const changes = { state: 'CHANGES_REQUESTED' };
const comment = { state: 'COMMENTED' };

describe('whose word counts', () => {
  test.each<[string, PlayedPull, string[], string[]]>([
    ['nobody reviewed', {}, [], []],
    ['two people, the earlier first', { reviews: [review('bob', 9), review('alice', 5)] }, ['alice', 'bob'], []],
    ['one person twice', { reviews: [review('alice', 1), review('alice', 2)] }, ['alice'], []],
    [
      'approved again after the head changed',
      { reviews: [review('alice', 1, older), review('alice', 2)] },
      ['alice'],
      [],
    ],
    [
      'a comment afterwards changes nothing',
      { reviews: [review('alice', 1), review('alice', 2, comment)] },
      ['alice'],
      [],
    ],
    [
      'a review that was not sent changes nothing',
      { reviews: [review('alice', 1), review('alice', 2, { state: 'PENDING' })] },
      ['alice'],
      [],
    ],
    ['a comment alone is no decision', { reviews: [review('alice', 1, comment)] }, [], []],
    ['changes asked for before', { reviews: [review('alice', 1, changes), review('alice', 2)] }, ['alice'], []],
    [
      'changes asked for afterwards',
      { reviews: [review('alice', 1), review('alice', 2, changes)] },
      [],
      ['alice asks for changes'],
    ],
    [
      'changes asked for, then a comment',
      { reviews: [review('alice', 1, changes), review('alice', 2, comment)] },
      [],
      ['alice asks for changes'],
    ],
    [
      'the review was dismissed',
      { reviews: [review('alice', 1, { state: 'DISMISSED' })] },
      [],
      ['alice had the review dismissed'],
    ],
    [
      'an earlier approval does not revive',
      { reviews: [review('alice', 1), review('alice', 2, { state: 'DISMISSED' })] },
      [],
      ['alice had the review dismissed'],
    ],
    [
      'a word that is not known',
      { reviews: [review('alice', 1), review('alice', 2, { state: 'DOUBTED' })] },
      [],
      ['alice gave the review the word DOUBTED, which is no approval'],
    ],
    ['a word in lower case', { reviews: [review('alice', 1, { state: 'approved' })] }, ['alice'], []],
    [
      'listed in another order than sent',
      { reviews: [review('alice', 2, changes), review('alice', 1)] },
      [],
      ['alice asks for changes'],
    ],
    [
      'sent in the same second, the later listed',
      { reviews: [review('alice', 1), review('alice', 1, changes)] },
      [],
      ['alice asks for changes'],
    ],
    [
      'a review without a time counts as the latest, and not as an approval',
      { reviews: [review('alice', 1, { submitted_at: undefined as never }), review('alice', 2)] },
      [],
      ['alice sent a review of which GitHub does not say when'],
    ],
    [
      'one word of several people',
      { reviews: [review('alice', 1, changes), review('bob', 2)] },
      ['bob'],
      ['alice asks for changes'],
    ],
    ['an account that was deleted', { reviews: [review(null, 1), review('bob', 2)] }, ['bob'], []],
    [
      'somebody who is not listed',
      { reviews: [review('eve', 1)] },
      [],
      ['eve is not among the people who may approve'],
    ],
    [
      'nobody is listed',
      { reviews: [review('alice', 1)], people: [] },
      [],
      ['alice is not among the people who may approve'],
    ],
    ['the case of a login does not matter', { reviews: [review('Alice', 1)], people: ['aLICE'] }, ['Alice'], []],
    [
      'a commit that is gone',
      { reviews: [review('alice', 1, { commit_id: null })] },
      [],
      [`alice reviewed a commit that is gone, not the head ${pullHead}`],
    ],
    [
      'every reason at once',
      { reviews: [review('author', 1, { ...older, ...changes })] },
      [],
      [
        `author asks for changes; is not among the people who may approve; opened the pull request; is the author of commit ${pullHead.slice(0, 12)}; reviewed ${earlierHead}, not the head ${pullHead}`,
      ],
    ],
  ])('%s', async (_name, pull, by, refused) => {
    expect(await approvedBy(pull)).toEqual({ by, refused });
  });
});

describe('who opened it', () => {
  test.each<[string, PlayedPull['opener'], boolean]>([
    ['a person', account('author'), false],
    ['an app', account('renovate[bot]', 'Bot'), true],
    ['an organisation', account('acme', 'Organization'), true],
  ])('%s', async (_name, opener, openedByBot) => {
    const answer = await approvals({ opener: opener ?? null, reviews: [review('alice')] });
    expect(answer).toMatchObject({ ok: true, data: { openedByBot, approvals: [{ by: 'alice' }] } });
  });

  test('a deleted account', async () => {
    const json = { user: null, head: { sha: pullHead }, commits: 1 };
    const answer = await approvals({ reviews: [review('alice')], answers: { [pullPath]: { json } } });
    expect(answer).toMatchObject({ ok: true, data: { openedByBot: false, approvals: [{ by: 'alice' }] } });
  });
});

test('a pull request that moved on: nobody counts, and its commits do not matter', async () => {
  const head = 'e'.repeat(40);
  const answer = await approvals({
    head,
    reviews: [review('alice', 1), review('bob', 2, { commit_id: head })],
    answers: { [`${pullPath}/commits`]: { because: { code: 'NOT_FOUND', message: 'nobody may ask' } } },
  });
  const why = `the pull request has moved on: its head is ${head}, not ${pullHead}`;
  expect(answer).toEqual({
    ok: true,
    data: {
      approvals: [],
      refused: [
        { by: 'alice', why },
        { by: 'bob', why },
      ],
      openedByBot: false,
      movedTo: head,
      overtaken: [{ by: 'bob', commit: head }],
    },
  });
});

describe('what cannot be read says why', () => {
  const because: Because = {
    code: 'MISSING_PERMISSION',
    message: 'may not',
    needs: 'permissions: { pull-requests: read }',
  };
  test.each([pullPath, `${pullPath}/reviews`, `${pullPath}/commits`])('%s', async (path) => {
    const answer = await approvals({ reviews: [review('alice')], answers: { [path]: { because } } });
    expect(answer).toMatchObject({ ok: false, because });
  });

  test.each([
    [pullPath, { head: { sha: pullHead } }],
    [`${pullPath}/reviews`, [{ user: { login: 'alice' } }]],
    [`${pullPath}/commits`, [{ sha: pullHead }]],
  ])('%s is not as documented', async (path, json) => {
    const answer = await approvals({ reviews: [review('alice')], answers: { [path]: { json } } });
    expect(answer).toMatchObject({ ok: false, because: { code: 'GITHUB_DOWN' } });
  });
});

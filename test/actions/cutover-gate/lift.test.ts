import { describe, expect, test } from '@jest/globals';
import { judgeLift, lastLift } from '../../../actions/cutover-gate/lift.ts';
import { isoTime } from '../../../shared/core/time.ts';
import { bytes } from '../../support/calendars.ts';
import { type GitHubAnswers, memoryGitHub, notFound } from '../../support/memory-github.ts';
import { at } from '../../support/moments.ts';
import { type PostureVersion, postureHistory } from '../../support/postures.ts';
import { approvals, review } from '../../support/pull-request.ts';

const ref = 'b'.repeat(40);
const path = '.github/posture.yml';
const go = 'posture: GO\nby: pat\n';
const frozen = 'posture: frozen\nby: pat\n';
/** A record that says the rest only where the test does not. */
const whole = (text: string): string =>
  `${text}${text.includes('since:') ? '' : 'since: 2024-01-01T00:00:00Z\n'}${text.includes('reason:') ? '' : 'reason: x\n'}`;
const question = {
  environment: 'production',
  conditions: new Map([['suite', 'passed' as const]]),
  now: at('2026-03-10T00:00:00Z'),
};

async function lift(given: readonly PostureVersion[], answers: GitHubAnswers = {}): Promise<string> {
  const versions = given.map((each) => ({ ...each, text: each.text === null ? null : whole(each.text) }));
  const content = bytes(versions[0]?.text ?? whole(go));
  const github = memoryGitHub({ ...postureHistory({ path, ref, versions }), ...answers });
  const found = await lastLift(github, { repository: 'acme/consumer', path, ref, content }, question);
  if (!found.ok) return `${found.because.code} ${found.because.message}`;
  return found.data === undefined
    ? 'never stopped'
    : `#${found.data.landing.pullRequest} after ${isoTime(found.data.stoppedAt)}`;
}

describe('the last lift in the history of a record', () => {
  const first = { text: go, pull: 1, mergedAt: '2026-01-01T00:00:00Z' };
  const stop = { text: frozen, pull: 2, mergedAt: '2026-02-01T00:00:00Z' };
  const again = { text: `${go}reason: mended\n`, pull: 3, mergedAt: '2026-02-03T00:00:00Z' };
  const cases: [name: string, versions: PostureVersion[], expected: string][] = [
    ['it was never stopped', [first], 'never stopped'],
    [
      'it was never stopped, and an incident is named',
      [{ ...first, text: `${go}incident: { id: I-1, at: 2026-03-01T00:00:00Z }\n` }],
      '#1 after 2026-03-01T00:00:00Z',
    ],
    ['GO after a freeze', [again, stop, first], '#3 after 2026-02-01T00:00:00Z'],
    [
      'GO after a freeze, edited since',
      [{ text: `${go}reason: better said\n`, pull: 4, mergedAt: '2026-02-05T00:00:00Z' }, again, stop, first],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'only the last freeze counts',
      [
        again,
        stop,
        { ...first, pull: 8, text: `${go}` },
        { text: 'posture: NO-GO\n', pull: 7, mergedAt: '2025-01-01T00:00:00Z' },
      ],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'a freeze that begins after its record',
      [again, { ...stop, text: `${frozen}since: 2026-02-02T00:00:00Z\n` }, first],
      '#3 after 2026-02-02T00:00:00Z',
    ],
    [
      'an incident that is named only by the record that lifts it',
      [{ ...again, text: `${go}incident: { id: I-1, at: 2026-02-04T00:00:00Z }\n` }, stop],
      '#3 after 2026-02-04T00:00:00Z',
    ],
    [
      'a record that was deleted',
      [again, { text: null, pull: 2, mergedAt: '2026-02-01T00:00:00Z' }, first],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'a GO for another environment',
      [again, { ...stop, text: `${go}scope: [staging]\n` }, first],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'a GO that has expired',
      [again, { ...stop, text: `${go}until: 2026-02-02T00:00:00Z\n` }, first],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'a GO that would have expired since',
      [again, { ...stop, text: `${go}until: 2026-03-01T00:00:00Z\n` }, first],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'a GO on a condition that nobody measures',
      [again, { ...stop, text: `${go}conditions: [smoke]\n` }, first],
      '#3 after 2026-02-01T00:00:00Z',
    ],
    [
      'a GO on a condition that passed',
      [again, { ...stop, text: `${go}conditions: [suite]\n` }, first],
      'never stopped',
    ],
    [
      'a GO for this environment among others',
      [again, { ...stop, text: `${go}scope: [staging, production]\n` }, first],
      'never stopped',
    ],
    ['a GO that is not whole', [again, { ...stop, text: 'posture: GO\n' }, first], '#3 after 2026-02-01T00:00:00Z'],
    [
      'an incident that a later GO leaves out',
      [again, { ...stop, text: `${go}incident: { id: I-1, at: 2026-02-02T00:00:00Z }\n` }, first],
      '#3 after 2026-02-02T00:00:00Z',
    ],
    ['a record that was broken', [again, { ...stop, text: 'posture: [\n' }, first], '#3 after 2026-02-01T00:00:00Z'],
    ['no history', [], `NO_DATA GitHub knows no commit that touched ${path} up to ${ref}`],
    [
      'a freeze that was pushed',
      [again, { text: frozen, pull: null, mergedAt: null }, first],
      `NO_DATA GitHub knows no pull request that brought commit ${'1'.padStart(40, '0')}, which changed ${path} to the default branch`,
    ],
    [
      'more GO than is looked at',
      Array.from({ length: 31 }, () => first),
      `TRUNCATED ${path} let this go in its last 30 versions, and no more are looked at`,
    ],
  ];
  test.each(cases)('%s', async (_name, versions, expected) => {
    expect(await lift(versions)).toBe(expected);
  });

  test('a version that cannot be read', async () => {
    const because = { code: 'MISSING_PERMISSION', message: 'may not read' } as const;
    expect(
      await lift([again, stop], {
        [`GET /repos/acme/consumer/contents/${path}?ref=${'1'.padStart(40, '0')}`]: { because },
      }),
    ).toBe('MISSING_PERMISSION may not read');
  });

  test('a history that does not fit the record', async () => {
    expect(
      await lift([again, stop], {
        [`GET /repos/acme/consumer/contents/${path}?ref=${'0'.padStart(40, '0')}`]: notFound,
      }),
    ).toBe(`NO_DATA the last commit that touched ${path} does not let this go, and the record does`);
  });
});

describe('who must have approved a lift', () => {
  const landing = { commit: 'c', pullRequest: 3, head: 'd'.repeat(40), mergedAt: at('2026-11-20T13:00:00Z') };
  const since = '2026-11-20T12:30:00Z';
  async function judged(
    reviews: Parameters<typeof approvals>[0]['reviews'],
    more: Parameters<typeof approvals>[0] = {},
  ): Promise<string> {
    const sides = await Promise.all(
      [
        ['producer', 'alice'],
        ['consumer', 'bob'],
      ].map(async ([side = '', person = '']) => ({
        side,
        people: [person],
        needed: 1,
        approvals: await approvals({ people: [person], ...(reviews === undefined ? {} : { reviews }), ...more }),
      })),
    );
    const verdict = judgeLift({ landing, stoppedAt: at(since) }, path, sides);
    return verdict.status === 'failed' ? verdict.problem : verdict.status;
  }
  const refused = (why: string): string =>
    `the posture record ${path} was lifted by pull request #3, which both sides did not approve after ${since} (${why})`;
  const cases: [name: string, reviews: ReturnType<typeof review>[], expected: string][] = [
    ['both sides, after the stop', [review('alice', 31), review('bob', 32)], 'passed'],
    ['one side only', [review('alice', 31)], refused('consumer: 0 of 1 approvals by bob')],
    ['nobody', [], refused('producer: 0 of 1 approvals by alice; consumer: 0 of 1 approvals by bob')],
    [
      'one of them before the stop',
      [review('alice', 31), review('bob', 29)],
      refused('consumer: 0 of 1 approvals by bob, 1 of them earlier than the stop'),
    ],
    [
      'one of them at the very moment of the stop',
      [review('alice', 31), review('bob', 30)],
      refused('consumer: 0 of 1 approvals by bob, 1 of them earlier than the stop'),
    ],
    [
      'one of them another head',
      [review('alice', 31), review('bob', 32, { commit_id: 'c'.repeat(40) })],
      refused(`consumer: 0 of 1 approvals by bob, bob reviewed ${'c'.repeat(40)}, not the head ${'d'.repeat(40)}`),
    ],
    ['somebody else', [review('alice', 31), review('mallory', 32)], refused('consumer: 0 of 1 approvals by bob')],
  ];
  test.each(cases)('%s', async (_name, reviews, expected) => {
    expect(await judged(reviews)).toBe(expected);
  });

  test('approvals that cannot be known', async () => {
    const because = { code: 'MISSING_PERMISSION', message: 'may not read' } as const;
    expect(await judged([], { answers: { 'GET /repos/acme/app/pulls/7/reviews': { because } } })).toBe('unverified');
  });

  test('no side is nobody', () => {
    expect(judgeLift({ landing, stoppedAt: 0 }, path, []).status).toBe('failed');
  });
});

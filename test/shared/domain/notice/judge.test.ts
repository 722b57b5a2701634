import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Because } from '../../../../shared/core/errors.ts';
import { isoTime } from '../../../../shared/core/time.ts';
import { judgeEmergencyApproval, judgeRollout, judgeSameDay } from '../../../../shared/domain/notice/emergency.ts';
import { judgeNotice, type NoticedChange, type NoticeFacts } from '../../../../shared/domain/notice/judge.ts';
import type { Verdict } from '../../../../shared/domain/verdict/verdict.ts';
import { calendar, calendarFile, calendarText } from '../../../support/calendars.ts';
import { at, moment } from '../../../support/moments.ts';
import { announced, announcedChange, notice } from '../../../support/notices.ts';
import { approvals, review } from '../../../support/pull-request.ts';

const unreadable: Because = { code: 'MISSING_PERMISSION', message: 'may not read', needs: 'contents: read' };
const change: NoticedChange = { fingerprint: announcedChange, codes: { account_frozen: [409] } };
const berlin = calendar({ 'time-zone': 'Europe/Berlin' });

/** One standard notice that was announced on Monday, 1 June 2026, at nine in Berlin, judged on 16 June at its first minute. */
function facts(overrides: Partial<NoticeFacts> = {}, time = '2026-06-01T07:00:00Z'): NoticeFacts {
  const one = notice();
  return {
    notices: [one],
    announcements: new Map([[one.path, { ok: true, data: announced(time) }]]),
    calendar: berlin,
    periods: { 'business-days': 10, 'emergency-period': '24h' },
    moment: moment('2026-06-15T22:00:00Z'),
    ...overrides,
  };
}

const words = (verdict: Verdict): string =>
  verdict.status === 'failed'
    ? `failed ${verdict.problem}`
    : verdict.status === 'unverified'
      ? `unverified ${verdict.because.message}`
      : verdict.status;

function judged(
  given: NoticeFacts,
  what: NoticedChange = change,
): { given: string; period: string; earliest: string | undefined } {
  const { given: said, period, earliest } = judgeNotice(what, given);
  return {
    given: words(said),
    period: words(period),
    earliest: earliest === undefined ? undefined : isoTime(earliest),
  };
}

describe('the period of a notice', () => {
  const emergency = notice({ mode: 'emergency', approver: 'alice', incident: 'INC-1' });
  const emergencies = (time: string): Partial<NoticeFacts> => ({
    notices: [emergency],
    announcements: new Map([[emergency.path, { ok: true, data: announced(time) }]]),
  });
  const wait =
    'failed the notice N-1 was announced by the merge of pull request #5, and its period of 10 business days is not over: it passes from 2026-06-16 00:00 Europe/Berlin (2026-06-15T22:00:00Z)';
  const cases: [name: string, facts: NoticeFacts, period: string, earliest: string | undefined][] = [
    ['is over at the first minute after the tenth business day', facts(), 'passed', '2026-06-15T22:00:00Z'],
    ['is not over one second before', facts({ moment: moment('2026-06-15T21:59:59Z') }), wait, '2026-06-15T22:00:00Z'],
    ['one day too early', facts({ moment: moment('2026-06-14T22:00:00Z') }), wait, '2026-06-15T22:00:00Z'],
    [
      'is judged when the event happened, however late it is run',
      facts({ moment: moment('2026-07-01T00:00:00Z', '2026-06-14T22:00:00Z') }),
      wait,
      '2026-06-15T22:00:00Z',
    ],
    [
      'is judged now, whatever the event says of itself',
      facts({ moment: moment('2026-06-14T22:00:00Z', '2026-07-01T00:00:00Z') }),
      wait,
      '2026-06-15T22:00:00Z',
    ],
    [
      'a notice from the future',
      facts({ moment: moment('2026-05-01T00:00:00Z') }),
      wait.replace('#5,', '#5, which is after the moment that is judged,'),
      '2026-06-15T22:00:00Z',
    ],
    [
      'an emergency after 24 hours',
      facts({ ...emergencies('2026-06-15T07:00:00Z'), moment: moment('2026-06-16T07:00:00Z') }),
      'passed',
      '2026-06-16T07:00:00Z',
    ],
    [
      'an emergency one second before',
      facts({ ...emergencies('2026-06-15T07:00:00Z'), moment: moment('2026-06-16T06:59:59Z') }),
      'failed the notice N-1 was announced by the merge of pull request #5, and its period of 24 hours is not over: it passes from 2026-06-16 09:00 Europe/Berlin (2026-06-16T07:00:00Z)',
      '2026-06-16T07:00:00Z',
    ],
    [
      'an emergency when clocks are set forward takes 24 hours, not one day',
      facts({ ...emergencies('2026-03-28T12:00:00Z'), moment: moment('2026-03-29T11:00:00Z') }),
      'failed the notice N-1 was announced by the merge of pull request #5, and its period of 24 hours is not over: it passes from 2026-03-29 14:00 Europe/Berlin (2026-03-29T12:00:00Z)',
      '2026-03-29T12:00:00Z',
    ],
    [
      'an emergency needs no calendar',
      facts({
        ...emergencies('2026-06-15T07:00:00Z'),
        calendar: { because: unreadable },
        moment: moment('2026-06-16T07:00:00Z'),
      }),
      'passed',
      '2026-06-16T07:00:00Z',
    ],
    [
      'a standard notice without a calendar',
      facts({ calendar: { because: unreadable } }),
      'unverified may not read',
      undefined,
    ],
    [
      'that goes beyond what the calendars cover, when it may be over',
      facts({
        calendar: calendar({ 'time-zone': 'Europe/Berlin' }, [
          calendarFile(calendarText([], ['2026-01-01', '2026-06-10'])),
        ]),
      }),
      'unverified the calendars cover 2026-01-01 to 2026-06-10, and not 2026-06-11, which may be a holiday',
      undefined,
    ],
    [
      'that goes beyond what the calendars cover, when it is surely not over',
      facts({
        calendar: calendar({ 'time-zone': 'Europe/Berlin' }, [
          calendarFile(calendarText([], ['2026-01-01', '2026-06-10'])),
        ]),
        moment: moment('2026-06-14T22:00:00Z'),
      }),
      `${wait} at the earliest`,
      undefined,
    ],
    [
      'whose announcement is not known',
      facts({ announcements: new Map([[notice().path, { ok: false, because: unreadable }]]) }),
      'unverified may not read',
      undefined,
    ],
    [
      'whose announcement nobody asked for',
      facts({ announcements: new Map() }),
      'unverified nobody asked when notices/a.yml was announced',
      undefined,
    ],
    [
      'that no release holds yet',
      facts({ announcements: new Map([[notice().path, { ok: true, data: undefined }]]) }),
      'failed the notice N-1 has landed, and no release holds it yet, so that it is not announced',
      undefined,
    ],
  ];
  test.each(cases)('%s', (_name, given, period, earliest) => {
    expect(judged(given)).toEqual({ given: 'passed', period, earliest });
  });
});

describe('which notice counts', () => {
  const second = notice({ id: 'N-2', mode: 'emergency', approver: 'alice', incident: 'INC-1' }, 'notices/b.yml');
  const cases: [name: string, facts: NoticeFacts, change: NoticedChange, given: string][] = [
    [
      'none, with the date from which one would pass',
      facts({ notices: [] }),
      change,
      'failed no notice names the change v1:0123456789abcdef; announced now it would pass from 2026-07-01 00:00 Europe/Berlin (2026-06-30T22:00:00Z)',
    ],
    [
      'none, and there is no calendar',
      facts({ notices: [], calendar: { because: unreadable } }),
      change,
      'failed no notice names the change v1:0123456789abcdef',
    ],
    [
      'one of the same code for another change',
      facts(),
      { ...change, fingerprint: 'v1:another-change' },
      'failed no notice names the change v1:another-change; N-1 announces v1:0123456789abcdef, which is another change of the same code; announced now it would pass from 2026-07-01 00:00 Europe/Berlin (2026-06-30T22:00:00Z)',
    ],
    [
      'two for one change',
      facts({ notices: [notice(), second] }),
      change,
      'failed 2 notices name the change v1:0123456789abcdef: notices/a.yml, notices/b.yml',
    ],
    [
      'one with another code',
      facts(),
      { ...change, codes: { account_closed: [410] } },
      'failed the notice N-1 does not say what the change says: account_closed is not among its codes',
    ],
    [
      'one with another status',
      facts(),
      { ...change, codes: { account_frozen: [423] } },
      'failed the notice N-1 does not say what the change says: account_frozen is announced with 409, and sent with 423',
    ],
    ['a code whose statuses are not known', facts(), { ...change, codes: { account_frozen: [] } }, 'passed'],
    [
      'none, and not all notices are known',
      facts({ notices: [], unknown: unreadable }),
      change,
      'unverified may not read',
    ],
    ['one, and not all notices are known', facts({ unknown: unreadable }), change, 'unverified may not read'],
    ['a change without a code', facts(), { fingerprint: announcedChange }, 'passed'],
    [
      'a code that is called like a member of every object',
      facts(),
      { ...change, codes: { constructor: [409] } },
      'failed the notice N-1 does not say what the change says: constructor is not among its codes',
    ],
  ];
  test.each(cases)('%s', (_name, given, what, expected) => {
    expect(judged(given, what).given).toBe(expected);
  });

  test('where none or several count the period is not judged', () => {
    expect(judged(facts({ notices: [notice(), second] })).period).toBe('unverified two notices name the change');
    expect(judged(facts({ notices: [] })).period).toBe('unverified no notice names the change');
  });

  test('a failure has a fix, and what a waiver is bound to changes with the notice', () => {
    const { period } = judgeNotice(change, facts({ moment: moment('2026-06-02T00:00:00Z') }));
    const edited = judgeNotice(
      change,
      facts({ moment: moment('2026-06-02T00:00:00Z'), notices: [notice({ fallback: 'none' })] }),
    ).period;
    if (period.status !== 'failed' || edited.status !== 'failed') throw new Error('expected failures');
    expect(period.fix).toContain('wait until 2026-06-16 00:00');
    expect(period.actual).not.toEqual(edited.actual);
  });
});

test('a period that is over stays over, and an earlier announcement never hurts', () => {
  const times = fc.integer({ min: 0, max: 60 * 24 }).map((hours) => at('2026-06-01T00:00:00Z') + hours * 3_600_000);
  fc.assert(
    fc.property(times, times, times, (announcedAt, now, more) => {
      const one = notice();
      const status = (time: number, judgedAt: number): string =>
        judgeNotice(
          change,
          facts({
            announcements: new Map([
              [one.path, { ok: true, data: { ...announced('2026-06-01T00:00:00Z'), at: time } }],
            ]),
            moment: { earliest: judgedAt, latest: judgedAt, replay: false },
          }),
        ).period.status;
      const implied =
        status(announcedAt, now) !== 'passed' || status(Math.min(announcedAt, more), Math.max(now, more)) === 'passed';
      expect(implied).toBe(true);
    }),
    { numRuns: 100 },
  );
});

describe('what an emergency brings along on the same day', () => {
  const part = (name: string, updated: boolean | { because: typeof unreadable }, ...patterns: string[]) => ({
    name,
    updated,
    patterns: patterns.length === 0 ? [`${name}/**`] : patterns,
  });
  const asked = 'failed an emergency brings its docs, spec and tests along on the same day, and';
  const cases: [name: string, parts: Parameters<typeof judgeSameDay>[0], expected: string][] = [
    ['everything', [part('docs', true), part('spec', true), part('tests', true)], 'passed'],
    [
      'no docs and no tests',
      [part('docs', false), part('spec', true), part('tests', false)],
      `${asked} docs, tests are not updated by this change itself`,
    ],
    [
      'one of them cannot be looked at',
      [part('spec', true), part('docs', { because: unreadable })],
      'unverified may not read',
    ],
    [
      'one of them cannot be looked at and another one is missing',
      [part('spec', false), part('docs', { because: unreadable })],
      `${asked} spec are not updated by this change itself`,
    ],
  ];
  test.each(cases)('%s', (_name, parts, expected) => {
    expect(words(judgeSameDay(parts))).toBe(expected);
  });

  test('whose files nobody named', () => {
    const verdict = judgeSameDay([{ name: 'tests', patterns: [], updated: false }]);
    expect(verdict).toMatchObject({
      fix: 'update tests, whose files the configuration of the surface must name in the same change',
    });
  });
});

describe('who approved an emergency', () => {
  const emergency = notice({ mode: 'emergency', approver: 'Alice', incident: 'INC-1' });
  const cases: [name: string, pull: Parameters<typeof approvals>[0], expected: string][] = [
    ['whom the notice names', { reviews: [review('alice')] }, 'passed'],
    [
      'somebody else',
      { reviews: [review('bob')] },
      'failed the emergency notice N-1 names Alice as its approver, who did not approve the pull request that brought it',
    ],
    [
      'nobody',
      {},
      'failed the emergency notice N-1 names Alice as its approver, who did not approve the pull request that brought it',
    ],
    [
      'who may not',
      { reviews: [review('alice')], people: ['bob'] },
      'failed the emergency notice N-1 names Alice as its approver, who is not among the people who may approve',
    ],
    [
      'who cannot be known',
      { answers: { 'GET /repos/acme/app/pulls/7/reviews': { because: unreadable } } },
      'unverified may not read',
    ],
  ];
  test.each(cases)('%s', async (_name, pull, expected) => {
    expect(words(judgeEmergencyApproval(emergency, await approvals(pull)))).toBe(expected);
  });

  test('a standard notice needs none', async () => {
    expect(judgeEmergencyApproval(notice(), await approvals({}))).toMatchObject({ status: 'not-applicable' });
  });
});

describe('a rollout of an emergency', () => {
  const emergency = notice({ mode: 'emergency', approver: 'alice', incident: 'INC-1' });
  const by = (consumer: string, verdict: Verdict) => ({ consumer, verdict });
  const red: Verdict = { status: 'failed', problem: 'x', actual: 'x', fix: 'x' };
  const open: Verdict = { status: 'unverified', because: unreadable };
  const green: Verdict = { status: 'passed' };
  const refused = (who: string): string =>
    `failed the emergency N-1 is rolled out before its repin was validated: ${who}`;
  const cases: [name: string, repins: Parameters<typeof judgeRollout>[1], expected: string][] = [
    ['every consumer validated it', [by('desk', green), by('shop', green)], 'passed'],
    ['one did not', [by('desk', green), by('shop', red)], refused('not by shop')],
    ['of one it is not known', [by('desk', green), by('shop', open)], 'unverified may not read'],
    ['one did not, of one it is not known', [by('desk', open), by('shop', red)], refused('not by shop')],
    ['one was not asked', [by('desk', { status: 'not-applicable', why: 'x' })], refused('not by desk')],
    ['there is no consumer', [], refused('no consumer is named that could')],
  ];
  test.each(cases)('%s', (_name, repins, expected) => {
    expect(words(judgeRollout(emergency, repins))).toBe(expected);
  });

  test('a standard notice needs none', () => {
    expect(judgeRollout(notice(), [])).toMatchObject({ status: 'not-applicable' });
  });
});

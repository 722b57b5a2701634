import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { calendarOf } from '../../shared/domain/calendar/calendar.ts';
import { announcementOf } from '../../shared/domain/notice/announcement.ts';
import { judgeEmergencyApproval } from '../../shared/domain/notice/emergency.ts';
import { judgeNotice, type NoticedChange } from '../../shared/domain/notice/judge.ts';
import { type Notice, readNotices } from '../../shared/domain/notice/notice.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import { bytes, calendar, calendarFile, settingsOf } from '../support/calendars.ts';
import { landedCommit, landingAnswers, mergeCommit, type PlayedLanding, pullOf } from '../support/landings.ts';
import { type GitHubAnswers, memoryGitHub } from '../support/memory-github.ts';
import { at, moment } from '../support/moments.ts';
import { announcedChange, noticeText } from '../support/notices.ts';
import { account, commit, pullAnswers, review } from '../support/pull-request.ts';
import { baseSha } from '../support/world.ts';

/* The author of a change wants it out before its notice is ten business days old. */

const berlin = calendar({ 'time-zone': 'Europe/Berlin' });
const head = 'd'.repeat(40);
const path = 'notices/a.yml';
const change: NoticedChange = { fingerprint: announcedChange, codes: { account_frozen: [409] } };

interface Attack {
  /** The files of the base, by path. */
  files?: Record<string, string>;
  /** How each of them landed; the same for all. */
  landing?: Partial<PlayedLanding>;
  answers?: GitHubAnswers;
  by?: 'merge' | 'release';
  change?: NoticedChange;
  now?: string;
  event?: string;
}

/** Monday, 1 June 2026 at nine in Berlin; ten business days later is 16 June. */
const landed = '2026-06-01T07:00:00Z';
const inTime = '2026-06-15T22:00:00Z';

async function judged(attack: Attack): Promise<{ words: string; notices: Notice[] }> {
  const files = attack.files ?? { [path]: noticeText({}) };
  const { notices, problems } = readNotices(
    Object.entries(files).map(([name, text]) => ({ path: name, content: bytes(text), sha256: sha256(text) })),
  );
  const announcements = new Map();
  for (const [name, text] of Object.entries(files)) {
    const played = landingAnswers({ path: name, ref: baseSha, content: text, mergedAt: landed, ...attack.landing });
    const github = memoryGitHub({ ...played, ...attack.answers });
    const file = { repository: 'acme/consumer', path: name, ref: baseSha, content: bytes(text) };
    announcements.set(name, await announcementOf(github, file, attack.by ?? 'merge'));
  }
  const { given, period } = judgeNotice(attack.change ?? change, {
    notices,
    announcements,
    calendar: berlin,
    periods: { 'business-days': 10, 'emergency-period': '24h' },
    moment: moment(attack.now ?? inTime, attack.event),
  });
  const words = [...problems.map(({ message }) => `problem ${message}`), wordsOf(given), wordsOf(period)].join('\n');
  return { words, notices };
}

function wordsOf(verdict: Verdict): string {
  if (verdict.status === 'failed') return `failed ${verdict.problem}`;
  return verdict.status === 'unverified' ? `unverified ${verdict.because.message}` : verdict.status;
}

test('nothing else than the attack turns these red', async () => {
  expect((await judged({})).words).toBe('passed\npassed');
});

const pulls = `GET /repos/acme/consumer/commits/${landedCommit}/pulls`;
const oldCommit = commit({ sha: landedCommit, message: 'announce' });
const emergency = noticeText({ id: 'N-2', mode: 'emergency', approver: 'alice', incident: 'INC-1' });

describe('a notice that is younger than it looks', () => {
  const cases: [attack: string, attack_: Attack, words: string][] = [
    [
      'its commit is backdated by a year',
      {
        landing: { mergedAt: '2026-06-12T07:00:00Z' },
        answers: {
          [`GET /repos/acme/consumer/commits?path=notices%2Fa.yml&sha=${baseSha}&per_page=1`]: {
            json: [
              {
                ...oldCommit,
                commit: {
                  ...oldCommit.commit,
                  author: { date: '2025-06-01T00:00:00Z' },
                  committer: { date: '2025-06-01T00:00:00Z' },
                },
              },
            ],
          },
        },
      },
      'it passes from 2026-06-27 00:00 Europe/Berlin',
    ],
    [
      'it says itself when it was announced',
      { files: { [path]: `${noticeText({})}announced: 2026-01-01\n` } },
      'problem has no field "announced"',
    ],
    ['one day too early', { now: '2026-06-14T22:00:00Z' }, 'it passes from 2026-06-16 00:00 Europe/Berlin'],
    ['one second too early', { now: '2026-06-15T21:59:59Z' }, 'it passes from 2026-06-16 00:00 Europe/Berlin'],
    [
      'an old event is run again when the notice is ripe',
      { event: '2026-06-10T00:00:00Z', now: '2026-07-01T00:00:00Z' },
      'it passes from 2026-06-16 00:00 Europe/Berlin',
    ],
    [
      'a notice that is merged after the event',
      { event: '2026-05-20T00:00:00Z', now: '2026-07-01T00:00:00Z' },
      'which is after the moment that is judged',
    ],
    [
      'it lands after the cut-off of a Friday',
      { landing: { mergedAt: '2026-05-29T15:00:00Z' }, now: '2026-06-14T22:00:00Z' },
      'it passes from 2026-06-16 00:00 Europe/Berlin',
    ],
    [
      'it was edited after it had been announced',
      {
        files: { [path]: noticeText({ fallback: 'another one' }) },
        landing: { mergedAt: '2026-06-10T07:00:00Z', pull: 9 },
      },
      'announced by the merge of pull request #9, and its period of 10 business days is not over: it passes from 2026-06-25',
    ],
    [
      'it was announced with other bytes, and replaced behind the merge',
      { landing: { content: noticeText({ fallback: 'another one' }) } },
      'unverified notices/a.yml had other bytes when pull request #5 was merged',
    ],
    [
      'it was pushed without a pull request',
      { answers: { [pulls]: { json: [] } } },
      'unverified GitHub knows no pull request that brought commit',
    ],
    [
      'it was merged into a branch of the author',
      { landing: { branch: 'mine' } },
      'unverified GitHub knows no pull request that brought commit',
    ],
    [
      'an old pull request holds the same commit',
      {
        answers: {
          [pulls]: {
            json: [
              pullOf({ number: 1, head, mergedAt: '2025-01-01T00:00:00Z', mergeCommit }),
              pullOf({ number: 5, head, mergedAt: '2026-06-12T07:00:00Z', mergeCommit }),
            ],
          },
        },
      },
      'more than one pull request that brought commit',
    ],
    [
      'the tag of an old release was moved to it',
      {
        by: 'release',
        answers: {
          'GET /repos/acme/consumer/releases': {
            json: [{ tag_name: 'v1.0.0', draft: false, prerelease: false, published_at: '2026-01-01T00:00:00Z' }],
          },
        },
      },
      'no release holds it yet, so that it is not announced',
    ],
  ];
  test.each(cases)('%s', async (_name, attack, words) => {
    expect((await judged(attack)).words).toContain(words);
  });
});

describe('a notice of something else', () => {
  const cases: [attack: string, attack_: Attack, words: string][] = [
    [
      'the change became another one since',
      { change: { ...change, fingerprint: 'v1:fedcba9876543210' } },
      'failed no notice names the change v1:fedcba9876543210; N-1 announces v1:0123456789abcdef, which is another change of the same code',
    ],
    [
      'a notice for every change',
      { files: { [path]: noticeText({ changes: '["*"]' }) } },
      'problem /changes/0: expected the fingerprint of a change',
    ],
    [
      'an emergency beside the standard notice',
      { files: { [path]: noticeText({}), 'notices/b.yml': emergency } },
      'failed 2 notices name the change',
    ],
    [
      'the same notice twice',
      { files: { [path]: noticeText({}), 'notices/b.yml': noticeText({}) } },
      'problem has the id N-1 of notices/a.yml',
    ],
    [
      'a code that is sent with another status than announced',
      { change: { ...change, codes: { account_frozen: [500] } } },
      'failed the notice N-1 does not say what the change says',
    ],
    [
      'a second code in the same change',
      { change: { ...change, codes: { account_frozen: [409], account_closed: [410] } } },
      'account_closed is not among its codes',
    ],
  ];
  test.each(cases)('%s', async (_name, attack, words) => {
    expect((await judged(attack)).words).toContain(words);
  });
});

describe('calendars that make days vanish', () => {
  test('a second calendar without the holidays of the first', () => {
    const with1 = calendarFile(
      'coverage: { from: 2026-01-01, to: 2026-12-31 }\nholidays: [{ day: 2026-06-04, name: Corpus Christi }]\n',
      'a.yml',
    );
    const without = calendarFile('coverage: { from: 2026-06-01, to: 2026-06-30 }\nholidays: []\n', 'b.yml');
    expect(calendarOf(settingsOf(), [with1, without])).toMatchObject({
      ok: false,
      problems: [
        {
          message: 'has the holiday 2026-06-04 (Corpus Christi), and b.yml, which covers that day for all too, has not',
        },
      ],
    });
  });

  test('a calendar that ends before the period does', () => {
    const short = calendar({ 'time-zone': 'Europe/Berlin' }, [
      calendarFile('coverage: { from: 2026-06-01, to: 2026-06-05 }\n'),
    ]);
    const { notices } = readNotices([{ path, content: bytes(noticeText({})), sha256: 'x' }]);
    const announcement = { at: at(landed), by: 'the merge of pull request #5', pullRequest: 5, head };
    const { period } = judgeNotice(change, {
      notices,
      announcements: new Map([[path, { ok: true as const, data: announcement }]]),
      calendar: short,
      periods: { 'business-days': 10, 'emergency-period': '24h' },
      moment: moment('2026-12-01T00:00:00Z'),
    });
    expect(period).toMatchObject({
      status: 'unverified',
      because: { needs: 'a calendar that covers 2026-06-08 to 2026-06-15' },
    });
  });
});

describe('an emergency that is none', () => {
  const files = { [path]: emergency };
  const cases: [attack: string, attack_: Attack, words: string][] = [
    [
      '23 hours and 59 minutes',
      { files, landing: { mergedAt: '2026-06-15T07:00:00Z' }, now: '2026-06-16T06:59:59Z' },
      'its period of 24 hours is not over: it passes from 2026-06-16 09:00',
    ],
    [
      'one day by the clock over the night in which an hour is lost',
      { files, landing: { mergedAt: '2026-03-28T12:00:00Z' }, now: '2026-03-29T11:00:00Z' },
      'it passes from 2026-03-29 14:00',
    ],
    [
      'nobody approved',
      { files: { [path]: noticeText({ mode: 'emergency', incident: 'INC-1' }) } },
      'problem /approver: an emergency must name it',
    ],
    [
      'nothing happened',
      { files: { [path]: noticeText({ mode: 'emergency', approver: 'alice' }) } },
      'problem /incident: an emergency must name it',
    ],
  ];
  test.each(cases)('%s', async (_name, attack, words) => {
    expect((await judged(attack)).words).toContain(words);
  });

  test('an app opened it, and nobody but the named approver approved', async () => {
    const [notice] = (await judged({ files })).notices;
    const asked = async (...people: string[]): Promise<string> => {
      const played = { head, opener: account('robot', 'Bot'), reviews: people.map((who) => review(who)) };
      const github = memoryGitHub(pullAnswers('GET /repos/acme/consumer/pulls/5', played));
      const answer = await approvalsOf(github, 'acme/consumer', 5, head, ['alice', 'bob']);
      if (notice === undefined) throw new Error('there is no notice');
      return wordsOf(judgeEmergencyApproval(notice, answer));
    };
    expect(await asked('alice')).toContain('was opened by an app, and only alice');
    expect(await asked('alice', 'bob')).toBe('passed');
  });

  test.each([
    [
      'the named approver is its author',
      [review('alice')],
      { author: { login: 'alice' } },
      'alice as its approver, who is the author of commit',
    ],
    [
      'the named approver approved an earlier head',
      [review('alice', 0, { commit_id: 'c'.repeat(40) })],
      {},
      'who reviewed',
    ],
    ['somebody else approved', [review('bob')], {}, 'who did not approve'],
    ['nothing is wrong with the approval', [review('alice')], {}, 'passed'],
  ] as const)('%s', async (_name, reviews, made, words) => {
    const [notice] = (await judged({ files })).notices;
    const github = memoryGitHub(
      pullAnswers('GET /repos/acme/consumer/pulls/5', { head, reviews, commits: [{ sha: head, ...made }] }),
    );
    const answer = await approvalsOf(github, 'acme/consumer', 5, head, ['alice', 'bob']);
    if (notice === undefined) throw new Error('there is no notice');
    expect(wordsOf(judgeEmergencyApproval(notice, answer))).toContain(words);
  });
});

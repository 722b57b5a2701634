import { describe, expect, test } from '@jest/globals';
import { globMatcher } from '../../../../shared/adapters/glob.ts';
import { isoTime } from '../../../../shared/core/time.ts';
import { NoticePolicySchema } from '../../../../shared/domain/notice/config.ts';
import { type GatheredNotices, gatherNotices } from '../../../../shared/domain/notice/gather.ts';
import { judgeNotice } from '../../../../shared/domain/notice/judge.ts';
import { calendarText } from '../../../support/calendars.ts';
import { landingAnswers } from '../../../support/landings.ts';
import { type GitHubAnswers, memoryGitHub } from '../../../support/memory-github.ts';
import { memoryHistory } from '../../../support/memory-history.ts';
import { moment } from '../../../support/moments.ts';
import { announcedChange, noticeText } from '../../../support/notices.ts';
import { baseSha, type Files, memoryTree } from '../../../support/world.ts';

const policy = NoticePolicySchema.parse({
  files: ['notices/**'],
  calendar: { 'time-zone': 'Europe/Berlin', 'cut-off': '17:00', files: ['calendar.yml'] },
});
const files: Files = {
  'calendar.yml': calendarText([]),
  'notices/a.yml': noticeText({}),
  'notices/b.yml': noticeText({ id: 'N-2', changes: '[c1:another-change]' }),
  'other.yml': 'x',
};
const landed = landingAnswers({
  repository: 'acme/ledger',
  path: 'service/notices/a.yml',
  ref: baseSha,
  content: noticeText({}),
  mergedAt: '2026-06-01T07:00:00Z',
});
const denied = { code: 'MISSING_PERMISSION', message: 'may not read' } as const;

interface Played {
  files?: Files;
  answers?: GitHubAnswers | null;
  ref?: string | undefined;
  line?: Parameters<typeof memoryHistory>[0];
  unlisted?: true;
}

async function gather(played: Played = {}): Promise<GatheredNotices> {
  const tree = memoryTree({ ...files, ...played.files }, baseSha);
  const { answers = landed } = played;
  return gatherNotices(
    {
      tree: played.unlisted === true ? { ...tree, list: async () => ({ ok: false, because: denied }) } : tree,
      folder: 'service/',
      ref: 'ref' in played ? played.ref : baseSha,
      history: memoryHistory(played.line ?? []),
      github: answers === null ? undefined : memoryGitHub(answers),
      repository: 'acme/ledger',
      matcher: globMatcher,
    },
    policy,
    [announcedChange],
  );
}

test('notices of the base are read, and those are asked for that name the change', async () => {
  const gathered = await gather();
  expect(gathered.notices.map(({ id }) => id)).toEqual(['N-1', 'N-2']);
  expect([...gathered.announcements.keys()]).toEqual(['notices/a.yml']);
  expect(gathered).toMatchObject({ problems: [], calendarProblems: [], unknown: undefined });
  const { given, period, earliest } = judgeNotice(
    { fingerprint: announcedChange },
    { ...gathered, moment: moment('2026-06-15T22:00:00Z') },
  );
  expect([given.status, period.status, isoTime(earliest ?? 0)]).toEqual(['passed', 'passed', '2026-06-15T22:00:00Z']);
});

describe('what cannot be used or known', () => {
  const cases: [name: string, played: Played, seen: Record<string, unknown>][] = [
    ['a broken notice', { files: { 'notices/c.yml': 'id: [' } }, { problems: [{ at: { path: 'notices/c.yml' } }] }],
    [
      'a notice that is too large',
      { files: { 'notices/c.yml': 'x'.repeat(2_000_000) } },
      { problems: [{ message: 'is too large' }] },
    ],
    ['notices that cannot be listed', { unlisted: true }, { notices: [], unknown: denied }],
    [
      'a calendar that is missing',
      { files: { 'calendar.yml': { reason: 'absent', message: 'does not exist' } } },
      {
        calendarProblems: [{ message: 'does not exist', at: { path: 'calendar.yml' } }],
        calendar: { because: { message: 'the calendar calendar.yml does not exist' } },
      },
    ],
    [
      'a calendar that is broken',
      { files: { 'calendar.yml': 'coverage: {}' } },
      { calendar: { because: { code: 'NO_DATA' } } },
    ],
    [
      'a calendar that cannot be read',
      { files: { 'calendar.yml': { reason: 'unreadable', message: 'x', because: denied } } },
      {
        calendarProblems: [],
        calendar: { because: denied },
      },
    ],
  ];
  test.each(cases)('%s', async (_name, played, seen) => {
    expect(await gather(played)).toMatchObject(seen);
  });

  const announcements: [name: string, played: Played, code: string][] = [
    ['without a token', { answers: null }, 'NO_CREDENTIAL'],
    ['without a base', { ref: undefined }, 'NO_BASE'],
    ['in a clone that is cut off', { line: { because: { code: 'NO_BASE', message: 'cut off' } } }, 'NO_BASE'],
  ];
  test.each(announcements)('an announcement %s', async (_name, played, code) => {
    expect((await gather(played)).announcements.get('notices/a.yml')).toMatchObject({ ok: false, because: { code } });
  });
});

import { describe, expect, test } from '@jest/globals';
import { isoTime } from '../../../../shared/core/time.ts';
import { calendarOf } from '../../../../shared/domain/calendar/calendar.ts';
import { readCalendarFile } from '../../../../shared/domain/calendar/calendar-file.ts';
import { CalendarSettingsSchema } from '../../../../shared/domain/calendar/config.ts';
import { zoneOf } from '../../../../shared/domain/calendar/zone.ts';
import { bytes, calendar, calendarFile, settingsOf } from '../../../support/calendars.ts';

const year = 'coverage: { from: 2026-01-01, to: 2026-12-31 }\n';

describe('a calendar that is none', () => {
  const cases: [name: string, text: string, problems: [line: number | undefined, message: string][]][] = [
    ['an empty file', '', [[1, 'is empty: expected YAML (line 1, column 1)']]],
    ['not text', '\u0000', [[1, 'is not a text file: it holds a NUL byte in line 1']]],
    ['no coverage', 'holidays: []\n', [[1, '/coverage: is missing']]],
    [
      'a day that is none',
      'coverage: { from: 2026-02-30, to: 2026-12-31 }\n',
      [[1, '/coverage/from: expected a calendar day as YYYY-MM-DD']],
    ],
    [
      'a day in another form',
      'coverage: { from: 1.1.2026, to: 2026-12-31 }\n',
      [[1, '/coverage/from: expected a calendar day as YYYY-MM-DD']],
    ],
    [
      'an end before the beginning',
      'coverage: { from: 2026-12-31, to: 2026-01-01 }\n',
      [[1, '/coverage: ends before it begins']],
    ],
    ['a holiday without a name', `${year}holidays:\n  - { day: 2026-05-01 }\n`, [[3, '/holidays/0/name: is missing']]],
    ['a misspelt field', `${year}hollidays: []\n`, [[2, 'has no field "hollidays" (did you mean holidays?)']]],
    [
      'a field of the wrong place',
      `${year}holidays:\n  - { day: 2026-05-01, name: x, date: 1 }\n`,
      [[3, 'has no field "date" in /holidays/0 (known: day, name)']],
    ],
    [
      'a holiday twice',
      `${year}holidays:\n  - { day: 2026-05-01, name: A }\n  - { day: 2026-05-01, name: B }\n`,
      [[4, 'has 2026-05-01 twice (B, and in line 3)']],
    ],
    [
      'a holiday outside of the coverage',
      `${year}holidays:\n  - { day: 2027-01-01, name: A }\n`,
      [[3, 'has 2027-01-01 (A), which is outside of its coverage 2026-01-01 to 2026-12-31']],
    ],
    ['a key twice', `${year}${year}`, [[2, 'holds the key "coverage" twice in one mapping (line 2, column 1)']]],
  ];
  test.each(cases)('%s', (_name, text, problems) => {
    const read = readCalendarFile('calendar.yml', bytes(text));
    expect(read.ok ? 'a calendar' : read.problems.map(({ at, message }) => [at.line, message])).toEqual(problems);
  });

  test('JSON is read by its ending', () => {
    const text =
      '{"region":"de","coverage":{"from":"2026-01-01","to":"2026-12-31"},"holidays":[{"day":"2026-05-01","name":"A"}]}';
    expect(calendarFile(text, 'a.JSON')).toMatchObject({
      region: 'de',
      holidays: [{ day: '2026-05-01', at: { line: 1 } }],
    });
  });
});

describe('several calendars', () => {
  const file = (path: string, region: string, from: string, to: string, ...holidays: string[]) =>
    calendarFile(
      `region: ${region}\ncoverage: { from: ${from}, to: ${to} }\nholidays: [${holidays.map((day) => `{ day: ${day}, name: H }`).join(', ')}]\n`,
      path,
    );

  test('a holiday of any region is one, and all regions must cover a day', () => {
    const both = calendar({}, [
      file('de.yml', 'de', '2026-01-01', '2026-12-31', '2026-05-01'),
      file('us.yml', 'us', '2026-03-01', '2027-03-31', '2026-07-03'),
    ]);
    expect(both.covered).toBe('2026-03-01 to 2026-12-31');
    expect(['2026-05-01', '2026-07-03', '2026-05-04', '2026-02-02', '2026-05-02'].map(both.kindOf)).toEqual([
      'holiday',
      'holiday',
      'business',
      'uncovered',
      'weekend',
    ]);
  });

  test('calendars of one region that follow each other are one', () => {
    const both = calendar({}, [
      file('b.yml', 'de', '2027-01-01', '2027-12-31'),
      file('a.yml', 'de', '2026-01-01', '2026-12-31'),
    ]);
    expect(both.covered).toBe('2026-01-01 to 2027-12-31');
  });

  test('a gap between them is not covered', () => {
    const both = calendar({}, [
      file('b.yml', 'de', '2027-02-01', '2027-12-31'),
      file('a.yml', 'de', '2026-01-01', '2026-12-31'),
    ]);
    expect(both.covered).toBe('2026-01-01 to 2026-12-31, 2027-02-01 to 2027-12-31');
    expect(both.kindOf('2027-01-04')).toBe('uncovered');
  });

  test('regions that have no day in common cover none', () => {
    const both = calendar({}, [
      file('a.yml', 'de', '2026-01-01', '2026-06-30'),
      file('b.yml', 'us', '2026-07-01', '2026-12-31'),
    ]);
    expect(both.covered).toBe('no day');
    expect(both.kindOf('2026-05-04')).toBe('uncovered');
  });

  test('calendars of one region that overlap and agree are one', () => {
    const files = [
      file('a.yml', 'de', '2026-01-01', '2026-12-31', '2026-05-01'),
      file('b.yml', 'de', '2026-04-01', '2027-12-31', '2026-05-01'),
    ];
    expect(calendar({}, files).covered).toBe('2026-01-01 to 2027-12-31');
  });

  test('those that overlap and contradict are a problem, whichever has the holiday', () => {
    const files = [
      file('a.yml', 'de', '2026-01-01', '2026-12-31', '2026-05-01'),
      file('b.yml', 'de', '2026-04-01', '2027-12-31', '2026-06-01'),
    ];
    expect(calendarOf(settingsOf(), files)).toEqual({
      ok: false,
      problems: [
        {
          message: 'has the holiday 2026-05-01 (H), and b.yml, which covers that day for de too, has not',
          at: { path: 'a.yml', line: 3, column: 19 },
        },
        {
          message: 'has the holiday 2026-06-01 (H), and a.yml, which covers that day for de too, has not',
          at: { path: 'b.yml', line: 3, column: 19 },
        },
      ],
    });
  });
});

describe('settings that are none', () => {
  const cases: [name: string, settings: Record<string, unknown>, message: string][] = [
    ['a zone that nobody knows', { 'time-zone': 'Europe/Atlantis' }, 'is no time zone that is known here'],
    ['an offset, which knows no daylight saving', { 'time-zone': '+01:00' }, 'is no time zone that is known here'],
    ['24 o’clock', { 'cut-off': '24:00' }, 'expected a time of day as HH:MM'],
    [
      'a week of weekends',
      { weekend: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] },
      'leaves no business day',
    ],
    ['a weekday twice', { weekend: ['sunday', 'sunday'] }, 'names a day twice'],
    ['a file twice', { files: ['a.yml', 'a.yml'] }, 'names a file twice'],
    ['no file', { files: [] }, 'Too small'],
  ];
  test.each(cases)('%s', (_name, settings, message) => {
    const read = CalendarSettingsSchema.safeParse({
      'time-zone': 'UTC',
      'cut-off': '17:00',
      files: ['a.yml'],
      ...settings,
    });
    expect(read.error?.issues.map((issue) => issue.message).join()).toContain(message);
  });
});

describe('the beginning of a day', () => {
  const cases: [name: string, zone: string, day: string, start: string][] = [
    ['in the furthest west', 'Etc/GMT+12', '2026-06-01', '2026-06-01T12:00:00Z'],
    ['in the furthest east', 'Pacific/Kiritimati', '2026-06-01', '2026-05-31T10:00:00Z'],
    ['when clocks skip midnight', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z'],
    ['when midnight comes twice', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
    ['when the zone skips the whole day', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00Z'],
  ];
  test.each(cases)('%s', (_name, zone, day, start) => {
    expect(isoTime(zoneOf(zone).startOf(day))).toBe(start);
  });
});

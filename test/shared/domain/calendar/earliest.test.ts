import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoTime } from '../../../../shared/core/time.ts';
import { earliest, momentText } from '../../../../shared/domain/calendar/earliest.ts';
import { calendar, calendarFile, calendarText } from '../../../support/calendars.ts';
import { at } from '../../../support/moments.ts';

/** From when on it may happen, as text; `unknown <needs>` where the calendar does not say. */
function from(announced: string, businessDays: number, ...made: Parameters<typeof calendar>): string {
  const found = earliest(at(announced), { businessDays }, calendar(...made));
  if ('at' in found) return isoTime(found.at);
  return `unknown ${found.unknown.needs}, not before ${isoTime(found.atLeast)}`;
}

describe('business days are whole days after the day of the announcement', () => {
  // 2026-06-01 is a Monday.
  const cases: [name: string, announced: string, days: number, holidays: string[], expected: string][] = [
    ['one day', '2026-06-01T09:00:00Z', 1, [], '2026-06-03T00:00:00Z'],
    ['at the first minute of a day', '2026-06-01T00:00:00Z', 1, [], '2026-06-03T00:00:00Z'],
    ['one minute before the cut-off', '2026-06-01T16:59:59Z', 1, [], '2026-06-03T00:00:00Z'],
    ['at the cut-off it counts for the next business day', '2026-06-01T17:00:00Z', 1, [], '2026-06-04T00:00:00Z'],
    ['ten days go over two weekends', '2026-06-01T09:00:00Z', 10, [], '2026-06-16T00:00:00Z'],
    ['a Friday is followed by a Monday', '2026-06-05T09:00:00Z', 1, [], '2026-06-09T00:00:00Z'],
    ['a Friday at the cut-off counts as Monday', '2026-06-05T17:00:00Z', 1, [], '2026-06-10T00:00:00Z'],
    ['a Saturday counts as Monday', '2026-06-06T09:00:00Z', 1, [], '2026-06-10T00:00:00Z'],
    ['the last day may be followed by a weekend', '2026-06-01T09:00:00Z', 4, [], '2026-06-06T00:00:00Z'],
    ['a holiday does not count', '2026-06-01T09:00:00Z', 1, ['2026-06-02'], '2026-06-04T00:00:00Z'],
    ['a holiday on a weekend costs nothing', '2026-06-05T09:00:00Z', 1, ['2026-06-07'], '2026-06-09T00:00:00Z'],
    [
      'announced on a holiday it counts as the next business day',
      '2026-06-01T09:00:00Z',
      1,
      ['2026-06-01'],
      '2026-06-04T00:00:00Z',
    ],
  ];
  test.each(cases)('%s', (_name, announced, days, holidays, expected) => {
    expect(from(announced, days, {}, [calendarFile(calendarText(holidays))])).toBe(expected);
  });
});

describe('what no calendar covers is not known', () => {
  const half = calendarFile(calendarText([], ['2026-06-01', '2026-06-12']));
  const cases: [name: string, announced: string, days: number, expected: string][] = [
    ['up to the last covered day', '2026-06-01T09:00:00Z', 9, '2026-06-13T00:00:00Z'],
    [
      'one day further',
      '2026-06-01T09:00:00Z',
      10,
      'unknown a calendar that covers 2026-06-15 to 2026-06-15, not before 2026-06-16T00:00:00Z',
    ],
    [
      'before the first covered day',
      '2026-05-29T09:00:00Z',
      1,
      'unknown a calendar that covers 2026-05-29 to 2026-06-01, not before 2026-06-02T00:00:00Z',
    ],
    [
      'an uncovered weekend is a weekend',
      '2026-06-12T17:00:00Z',
      0,
      'unknown a calendar that covers 2026-06-15 to 2026-06-15, not before 2026-06-16T00:00:00Z',
    ],
  ];
  test.each(cases)('%s', (_name, announced, days, expected) => {
    expect(from(announced, days, {}, [half])).toBe(expected);
  });

  test('without end of holidays nothing is ever reached', () => {
    const years = Array.from({ length: 4100 }, (_, index) =>
      isoTime(at('2026-01-01T00:00:00Z') + index * 86_400_000).slice(0, 10),
    );
    const never = calendarFile(calendarText(years, ['2026-01-01', '2040-01-01']));
    const found = earliest(at('2026-06-01T09:00:00Z'), { businessDays: 1 }, calendar({}, [never]));
    expect(found).toMatchObject({ unknown: { code: 'NO_DATA' }, atLeast: Number.POSITIVE_INFINITY });
  });
});

describe('days begin and end by the clocks of the time zone', () => {
  const cases: [name: string, zone: string, announced: string, days: number, expected: string][] = [
    ['the day in the zone counts, not the one in UTC', 'Asia/Tokyo', '2026-06-01T16:00:00Z', 1, '2026-06-03T15:00:00Z'],
    [
      'clocks are set forward within the days (23 hours)',
      'Europe/Berlin',
      '2026-03-27T09:00:00Z',
      1,
      '2026-03-30T22:00:00Z',
    ],
    [
      'clocks are set back within the days (25 hours)',
      'Europe/Berlin',
      '2026-10-23T08:00:00Z',
      1,
      '2026-10-26T23:00:00Z',
    ],
    ['the cut-off follows the clocks in summer', 'Europe/Berlin', '2026-06-01T15:00:00Z', 1, '2026-06-03T22:00:00Z'],
    ['the cut-off follows the clocks in winter', 'Europe/Berlin', '2026-01-05T15:59:00Z', 1, '2026-01-06T23:00:00Z'],
    [
      'a day that has no midnight begins when clocks skip it',
      'Africa/Cairo',
      '2026-04-22T09:00:00Z',
      1,
      '2026-04-23T22:00:00Z',
    ],
    ['half-hour zones', 'Asia/Kolkata', '2026-06-01T09:00:00Z', 1, '2026-06-02T18:30:00Z'],
  ];
  test.each(cases)('%s', (_name, zone, announced, days, expected) => {
    expect(from(announced, days, { 'time-zone': zone })).toBe(expected);
  });

  test('hours pass whatever clocks show', () => {
    const announced = at('2026-03-28T12:00:00Z');
    expect(earliest(announced, { hours: 24 }, calendar({ 'time-zone': 'Europe/Berlin' }))).toEqual({
      at: announced + 24 * 3_600_000,
    });
  });

  test('a moment is shown by the clocks of the zone and in UTC', () => {
    expect(momentText(at('2026-06-15T22:00:00Z'), calendar({ 'time-zone': 'Europe/Berlin' }))).toBe(
      '2026-06-16 00:00 Europe/Berlin (2026-06-15T22:00:00Z)',
    );
  });
});

/** Walks from quarter hour to quarter hour by another way of asking for local time; far too slow for anything but an oracle. */
function walked(
  announced: number,
  businessDays: number,
  zone: string,
  cutOff: string,
  holidays: ReadonlySet<string>,
): number {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short' });
  const counts = (time: number): boolean =>
    !['Sat', 'Sun'].includes(weekday.format(time)) && !holidays.has(day.format(time));
  const whole: string[] = [];
  let time = announced;
  let open = counts(time) && clock.format(time) < cutOff;
  let today = day.format(time);
  for (;;) {
    time += 900_000;
    if (day.format(time) === today) continue;
    if (open && whole.length === businessDays) return time;
    today = day.format(time);
    if (!counts(time)) continue;
    if (open) whole.push(today);
    else open = true;
  }
}

describe('against a walk through time', () => {
  const quarters = fc
    .integer({ min: 0, max: 300 * 96 })
    .map((quarter) => at('2026-01-05T00:00:00Z') + quarter * 900_000);
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Kathmandu',
  );
  const days = fc
    .integer({ min: 0, max: 360 })
    .map((index) => isoTime(at('2026-01-01T00:00:00Z') + index * 86_400_000).slice(0, 10));

  test('the earliest moment is the same', () => {
    fc.assert(
      fc.property(
        quarters,
        fc.integer({ min: 0, max: 12 }),
        zones,
        fc.constantFrom('00:00', '09:30', '17:00', '23:45'),
        fc.uniqueArray(days, { maxLength: 20 }),
        (announced, count, zone, cutOff, holidays) => {
          const made = calendar({ 'time-zone': zone, 'cut-off': cutOff }, [
            calendarFile(calendarText(holidays, ['2026-01-01', '2027-12-31'])),
          ]);
          const found = earliest(announced, { businessDays: count }, made);
          expect('at' in found ? isoTime(found.at) : found).toBe(
            isoTime(walked(announced, count, zone, cutOff, new Set(holidays))),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('another day, or another holiday, never makes it earlier', () => {
    fc.assert(
      fc.property(
        quarters,
        fc.integer({ min: 1, max: 12 }),
        zones,
        fc.uniqueArray(days, { maxLength: 10 }),
        days,
        (announced, count, zone, holidays, more) => {
          const end = (businessDays: number, off: readonly string[]): number => {
            const found = earliest(
              announced,
              { businessDays },
              calendar({ 'time-zone': zone }, [
                calendarFile(calendarText([...new Set(off)], ['2026-01-01', '2027-12-31'])),
              ]),
            );
            return 'at' in found ? found.at : Number.NaN;
          };
          const plain = end(count, holidays);
          expect(end(count + 1, holidays)).toBeGreaterThan(plain);
          expect(end(count, [...holidays, more])).toBeGreaterThanOrEqual(plain);
          expect(plain).toBeGreaterThan(announced);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('what is left open is never later than it turns out to be', () => {
    fc.assert(
      fc.property(
        quarters,
        fc.integer({ min: 1, max: 12 }),
        fc.uniqueArray(days, { maxLength: 20 }),
        (announced, count, holidays) => {
          const whole = earliest(
            announced,
            { businessDays: count },
            calendar({}, [calendarFile(calendarText(holidays, ['2026-01-01', '2027-12-31']))]),
          );
          const part = earliest(
            announced,
            { businessDays: count },
            calendar({}, [calendarFile(calendarText([], ['2020-01-01', '2020-12-31']))]),
          );
          if (!('at' in whole) || 'at' in part) throw new Error('the calendars are not as meant');
          expect(part.atLeast).toBeLessThanOrEqual(whole.at);
        },
      ),
      { numRuns: 60 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isCalendarDay,
  isoDay,
  isoMillisecondTime,
  isoTime,
  millisecondsPerDay,
  moment,
  olderThan,
  parseTime,
  startOfDay,
} from '../../../shared/core/time.ts';

describe('moment', () => {
  test.each([
    ['judged when it happens', 100, 100, undefined, { earliest: 100, latest: 100, replay: false }],
    ['judged later than it happened', 200, 100, undefined, { earliest: 100, latest: 200, replay: false }],
    ['an event that claims the future', 100, 200, undefined, { earliest: 100, latest: 200, replay: false }],
    ['nothing is said of the event', 100, undefined, undefined, { earliest: 100, latest: 100, replay: false }],
    ['as-of replaces both and marks a replay', 200, 100, 50, { earliest: 50, latest: 50, replay: true }],
    ['as-of at the beginning of time', 200, 100, 0, { earliest: 0, latest: 0, replay: true }],
  ])('%s', (_name, now, event, asOf, expected) => {
    expect(moment(now, event, asOf)).toEqual(expected);
  });
});

test.each([
  ['younger', 41, false],
  ['just as old', 40, false],
  ['older', 39, true],
  ['still to come', 200, false],
])('whether something is older than 60 ms at 100 ms: %s', (_name, at, older) => {
  expect(olderThan(at, 60, moment(90, 100))).toBe(older);
});

describe('parseTime', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-02T00:00Z', millisecondsPerDay],
    ['1970-01-01T00:00:01.5Z', 1500],
    ['1970-01-01T02:00:00+02:00', 0],
    ['1969-12-31T19:00:00-05:00', 0],
    ['2026-03-10T12:00:00Z', 1_773_144_000_000],
    ['2028-02-29T00:00:00Z', 1_835_395_200_000],
  ])('%s', (text, milliseconds) => {
    expect(parseTime(text)).toBe(milliseconds);
  });

  test.each([
    '',
    '2026-03-10',
    '2026-03-10T12:00:00',
    '2026-03-10 12:00:00Z',
    '10 March 2026',
    '2026-3-1T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-03-00T00:00:00Z',
    '2026-03-10T25:00:00Z',
    '2026-03-10T12:60:00Z',
    '2026-03-10T12:00:00+25:00',
    '2026-03-10T12:00:00Z\n',
    ' 2026-03-10T12:00:00Z',
    '+002026-03-10T12:00:00Z',
    'now',
    '0',
  ])('%j names no time', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });

  test('the form that is read by hand has the times that Date.parse gives', () => {
    const part = (length: number, max: number) =>
      fc.integer({ min: 0, max }).map((n) => String(n).padStart(length, '0'));
    const text = fc
      .tuple(
        fc.oneof(part(4, 9999), fc.constantFrom('0000', '0001', '1900', '1970', '2000', '2024', '2100')),
        fc.oneof(part(2, 13), fc.constant('02')),
        fc.oneof(part(2, 32), fc.constantFrom('28', '29', '30', '31')),
        part(2, 25),
        part(2, 61),
        part(2, 61),
        fc.oneof(
          part(3, 999).map((ms) => `.${ms}`),
          fc.constantFrom('', '.1', '.1234', ',123', '.12a'),
        ),
        fc.constantFrom('Z', 'Z', 'Z', 'z', '+00:00', '-05:30', ''),
      )
      .map(
        ([year, month, day, hours, minutes, seconds, rest, zone]) =>
          `${year}-${month}-${day}T${hours}:${minutes}:${seconds}${rest}${zone}`,
      );
    const changed = fc
      .tuple(text, fc.nat(25), fc.constantFrom('', 'x', '-', '0', ' ', '\u0661'))
      .map(([time, at, sign]) => time.slice(0, at) + sign + time.slice(at + 1));
    const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
    fc.assert(
      fc.property(fc.oneof(text, changed), (time) => {
        const parsed = form.test(time) && isCalendarDay(time.slice(0, 10)) ? Date.parse(time) : Number.NaN;
        expect(parseTime(time)).toBe(Number.isNaN(parsed) ? undefined : parsed);
      }),
      { numRuns: 20_000 },
    );
  });

  test('every day from year 1 on begins when Date says', () => {
    const start = Date.parse('0001-01-01T00:00:00.000Z');
    for (let day = 0; day < 400 * 366; day += 1) {
      const time = start + day * 86_400_000;
      if (parseTime(new Date(time).toISOString()) !== time) throw new Error(new Date(time).toISOString());
    }
    expect(parseTime('9999-12-31T23:59:59.999Z')).toBe(Date.parse('9999-12-31T23:59:59.999Z'));
  });
});

describe('isCalendarDay', () => {
  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2000-02-29', true],
    ['2100-02-29', false],
    ['2026-04-30', true],
    ['2026-04-31', false],
    ['2026-12-31', true],
    ['2026-12-32', false],
    ['2026-00-01', false],
    ['2026-13-01', false],
    ['2026-01-00', false],
  ])('%s: %s', (day, expected) => {
    expect(isCalendarDay(day)).toBe(expected);
  });
});

describe('days and times as text', () => {
  test('a day begins at midnight in UTC', () => {
    expect(startOfDay('1970-01-02')).toBe(millisecondsPerDay);
    expect(isoDay(millisecondsPerDay - 1)).toBe('1970-01-01');
    expect(isoDay(millisecondsPerDay)).toBe('1970-01-02');
  });

  test('a time is written to the second, and read back', () => {
    expect(isoTime(1_773_144_000_999)).toBe('2026-03-10T12:00:00Z');
    expect(isoMillisecondTime(1_773_144_000_999)).toBe('2026-03-10T12:00:00.999Z');
    const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        expect(parseTime(isoTime(date.getTime()))).toBe(Math.floor(date.getTime() / 1000) * 1000);
        expect(isCalendarDay(isoDay(date.getTime()))).toBe(true);
        expect(startOfDay(isoDay(date.getTime()))).toBeLessThanOrEqual(date.getTime());
      }),
    );
  });
});

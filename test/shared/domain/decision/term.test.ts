import { describe, expect, test } from '@jest/globals';
import { daysThrough, lapse } from '../../../../shared/domain/decision/term.ts';
import { at, moment } from '../../../support/moments.ts';

describe('daysThrough', () => {
  test.each([
    ['2026-03-10', '2026-03-10', 1],
    ['2026-03-10', '2026-03-11', 2],
    ['2026-02-28', '2026-03-01', 2],
    ['2028-02-28', '2028-03-01', 3],
    ['2025-12-31', '2026-01-01', 2],
    ['2026-01-01', '2026-06-29', 180],
    // The clocks of many countries change in between; days in UTC do not.
    ['2026-03-28', '2026-03-30', 3],
  ])('from %s to %s both included: %i', (from, to, days) => {
    expect(daysThrough(from, to)).toBe(days);
  });
});

describe('lapse of a term from 10 to 20 March 2026', () => {
  test.each([
    ['the millisecond before it begins', '2026-03-09T23:59:59.999Z', 'void'],
    ['its first millisecond', '2026-03-10T00:00:00.000Z', undefined],
    ['in between', '2026-03-15T12:00:00Z', undefined],
    ['its last millisecond', '2026-03-20T23:59:59.999Z', undefined],
    ['the millisecond after', '2026-03-21T00:00:00.000Z', 'expired'],
    ['the first day in UTC although it is the day before elsewhere', '2026-03-09T20:00:00-04:00', undefined],
    ['the last day elsewhere, but over in UTC', '2026-03-20T20:00:00-04:00', 'expired'],
  ])('%s', (_name, now, state) => {
    expect(lapse('2026-03-10', '2026-03-20', moment(now))?.state).toBe(state);
  });

  test('waiting revives nothing: expiry is judged at the later of event and now', () => {
    const time = { earliest: at('2026-03-15T00:00:00Z'), latest: at('2026-03-25T00:00:00Z'), replay: false };
    expect(lapse('2026-03-10', '2026-03-20', time)?.state).toBe('expired');
  });

  test('waiting ripens nothing: the beginning is judged at the earlier of event and now', () => {
    const time = { earliest: at('2026-03-01T00:00:00Z'), latest: at('2026-03-15T00:00:00Z'), replay: false };
    expect(lapse('2026-03-10', '2026-03-20', time)?.state).toBe('void');
  });
});

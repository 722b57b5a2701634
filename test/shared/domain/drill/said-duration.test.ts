import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { durationText } from '../../../../shared/core/duration.ts';
import { saidDuration } from '../../../../shared/domain/drill/said-duration.ts';

const minute = 60_000;

test.each<[string, { milliseconds: number; unit: number } | undefined]>([
  ['12 min', { milliseconds: 12 * minute, unit: minute }],
  ['12min 30s', { milliseconds: 12.5 * minute, unit: 1000 }],
  ['1h 05m', { milliseconds: 65 * minute, unit: minute }],
  ['1 hour and 5 minutes', { milliseconds: 65 * minute, unit: minute }],
  ['90 seconds', { milliseconds: 90_000, unit: 1000 }],
  ['PT12M30S', { milliseconds: 12.5 * minute, unit: 1000 }],
  ['00:12:30', { milliseconds: 12.5 * minute, unit: 1000 }],
  ['12:30', undefined],
  ['about 12 min', undefined],
  ['12 min (estimated)', undefined],
  ['30 s 12 min', undefined],
  ['12 min 12 min', undefined],
  ['12', undefined],
  ['12 months', undefined],
  ['-12 min', undefined],
  ['', undefined],
])('%j', (text, said) => {
  expect(saidDuration(text)).toEqual(said);
});

test('the words for a length of whole seconds are read as that length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000 }), (seconds) => {
      expect(saidDuration(durationText(seconds * 1000))?.milliseconds).toBe(seconds * 1000);
    }),
  );
});

test('any text is read or is not', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0129 hmsin:,PT'.split('')) }), (text) => {
      const said = saidDuration(text);
      expect(said === undefined || (said.milliseconds >= 0 && said.unit >= 1000)).toBe(true);
    }),
  );
});

import { expect, test } from '@jest/globals';
import { durationText, milliseconds } from '../../../shared/core/duration.ts';

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [1000, '1 s'],
  [milliseconds('15min'), '15 min'],
  [750_000, '12 min 30 s'],
  [milliseconds('2d'), '48 h'],
  [3_661_000, '1 h 1 min 1 s'],
  [3_601_000, '1 h 1 s'],
])('%d ms', (length, text) => {
  expect(durationText(length)).toBe(text);
});

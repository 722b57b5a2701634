import { expect, test } from '@jest/globals';
import { decides, severities } from '../../../shared/core/severity.ts';

const decided: Record<(typeof severities)[number], readonly string[]> = {
  critical: ['critical'],
  high: ['critical', 'high'],
  medium: ['critical', 'high', 'medium'],
  low: ['critical', 'high', 'medium', 'low'],
  info: ['critical', 'high', 'medium', 'low'],
};

test.each(severities)('at the threshold %s what is as bad or worse decides, and info never does', (threshold) => {
  expect(severities.filter((severity) => decides(severity, threshold))).toEqual(decided[threshold]);
});

test('without a threshold everything but info decides', () => {
  expect(severities.filter((severity) => decides(severity))).toEqual(['critical', 'high', 'medium', 'low']);
});

import { expect, test } from '@jest/globals';
import { type FailedRequest, type Wait, waitFor } from '../../../shared/adapters/github-wait.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const reset = String(now / 1000 + 30);

test.each<[name: string, failed: Partial<FailedRequest>, waits: number, expected: Wait | undefined]>([
  ['500', { status: 500 }, 0, { kind: 'fault', seconds: 1 }],
  ['no answer for the third time', { status: 500 }, 2, { kind: 'fault', seconds: 9 }],
  ['408', { status: 408 }, 1, { kind: 'fault', seconds: 4 }],
  ['404', { status: 404 }, 0, undefined],
  ['401', { status: 401 }, 0, undefined],
  ['403 that is a permission', { status: 403, message: 'Resource not accessible by integration' }, 0, undefined],
  ['403 with a time', { status: 403, headers: { 'retry-after': '7' } }, 0, { kind: 'rate limit', seconds: 7 }],
  ['429 with a time', { status: 429, headers: { 'retry-after': '0' } }, 0, { kind: 'rate limit', seconds: 0 }],
  ['429 without a time', { status: 429 }, 0, undefined],
  ['429 with a date', { status: 429, headers: { 'retry-after': 'Sun, 01 Mar 2026 12:01:00 GMT' } }, 0, undefined],
  [
    'a used up quota',
    { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } },
    0,
    { kind: 'rate limit', seconds: 31 },
  ],
  [
    'a used up quota that ended',
    { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' } },
    0,
    { kind: 'rate limit', seconds: 0 },
  ],
  ['a used up quota without an end', { status: 403, headers: { 'x-ratelimit-remaining': '0' } }, 0, undefined],
  [
    'a secondary limit',
    { status: 403, message: 'You have exceeded a secondary rate limit.' },
    0,
    { kind: 'secondary rate limit', seconds: 60 },
  ],
  [
    'a secondary limit with a time',
    { status: 403, message: 'You have exceeded a secondary rate limit.', headers: { 'retry-after': '5' } },
    0,
    { kind: 'secondary rate limit', seconds: 5 },
  ],
  ['what is no failed request', { status: 0 }, 0, undefined],
])('the wait after %s', (_name, failed, waits, expected) => {
  expect(waitFor({ status: 0, message: '', headers: {}, ...failed }, waits, now)).toEqual(expected);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareTarget } from '../../../../shared/domain/claim/target.ts';

const rows: [target: string, observed: string, state: 'kept' | 'missed' | 'unclear'][] = [
  ['<= 2s', '1.4s', 'kept'],
  ['<= 2s', '2s', 'kept'],
  ['< 2 s', '2000 ms', 'missed'],
  ['≤ 2s', '2001ms', 'missed'],
  ['>= 95%', '95.0%', 'kept'],
  ['>= 95%', '94.99%', 'missed'],
  ['>= 95%', '0.97', 'kept'],
  ['>= 0.95', '97%', 'kept'],
  ['>= 0.95', '94%', 'missed'],
  ['< 1%', '0', 'kept'],
  ['>= 95%', '97', 'unclear'],
  ['>= 95%', '1.0', 'kept'],
  ['>= 95%', '1', 'unclear'],
  ['100%', '100%', 'kept'],
  ['100%', '99.9%', 'unclear'],
  ['2s', '1.4s', 'unclear'],
  ['= 0', '0', 'kept'],
  ['= 0', '1', 'missed'],
  ['>= -3', '-2.5', 'kept'],
  ['p95 <= 1.5s, p99 <= 3s', 'p95 1.2s, p99 2.9s', 'kept'],
  ['p95 <= 1.5s, p99 <= 3s', 'p99: 3.1s, p95: 1.2s', 'missed'],
  ['p95 <= 1.5s and p99 <= 3s', 'p95 1.2s', 'unclear'],
  ['p95 <= 1.5s, p99 <= 3s', 'p95 1.2s, p99 2s, p99 4s', 'unclear'],
  ['p95 <= 1.5s, p99 <= 3s', 'p95 9s', 'missed'],
  ['<= 200 MB', '190 MiB', 'kept'],
  ['<= 200 MB', '191 MiB', 'missed'],
  ['<= 2s', '1.4', 'unclear'],
  ['<= 2s', '5 MB', 'unclear'],
  ['<= 0s', '0 MB', 'unclear'],
  ['<= 2s', '< 3s', 'unclear'],
  ['<= 2s', '~1.4s', 'unclear'],
  ['<= 2s', '1.4 parsecs', 'unclear'],
  ['<= 2s', '1s or 9s', 'unclear'],
  ['<= 2s', 'fast', 'unclear'],
  ['no errors', '0', 'unclear'],
  ['p95 <= 2s', '1.4s', 'kept'],
  ['p99 <= 2s', 'p50 1.4s', 'unclear'],
  ['<= 2s', 'p50 1.4s', 'unclear'],
  ['latency <= 2s', 'latency: 1.4s', 'kept'],
  ['latency <= 2s', '1.4s', 'unclear'],
  ['<= 2s', 'over 1.4s', 'unclear'],
  ['<= 2s', 'planned 1.4s', 'unclear'],
  ['<= 2s', 'not 1.4s', 'unclear'],
  ['<= 2s', '＞ 1.4s', 'unclear'],
  ['<= 2s', '⩾ 1.4s', 'unclear'],
  ['<= 2s', '!= 1.4s', 'unclear'],
  ['<= 2s', '1.4s, worst 9s', 'unclear'],
  ['<= 2s', '1.4s, 1.5s', 'unclear'],
  ['!= 0', '0', 'unclear'],
  ['≠ 0', '0', 'unclear'],
  ['more than 95%', '95%', 'unclear'],
  ['more than 95%', 'more than 95%', 'unclear'],
  ['', '', 'unclear'],
  ['<= 9007199254740.993', '9007199254740.992', 'kept'],
  ['<= 9007199254740.992', '9007199254740.993', 'missed'],
];
test.each(rows)('%s against %s: %s', (target, observed, state) => {
  expect(compareTarget(target, observed).state).toBe(state);
});

test('an unclear answer says what is lacking, and a missed one both figures', () => {
  expect(compareTarget('p95 <= 1s', 'p95 2s')).toEqual({
    state: 'missed',
    message: 'p95 is observed as p95 2s, and its target is p95 <= 1s',
  });
  expect(compareTarget('2s', '1s')).toEqual({
    state: 'unclear',
    message: 'the target of its figure does not say <= or >=',
  });
});

test('whole milliseconds compare as numbers do, in every unit of time', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), (limit, value) => {
      const expected = value <= limit ? 'kept' : 'missed';
      const seconds = `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}s`;
      expect([
        compareTarget(`<= ${limit}ms`, `${value} ms`).state,
        compareTarget(`<= ${limit} ms`, seconds).state,
      ]).toEqual([expected, expected]);
    }),
  );
});

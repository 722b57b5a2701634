import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderOf, type Spacing } from '../../../../shared/domain/kpi-gate/order.ts';
import type { Run } from '../../../../shared/domain/kpi-gate/run.ts';
import { runOf, setWith } from '../../../support/kpi-runs.ts';

const empty = runOf(
  'run',
  [],
  setWith([
    { kind: 'count', required: false },
    { kind: 'count', target: { max: 1 } },
  ]),
);
/** A run from one minute of an hour to another. */
const at = (name: string, from: number, to: number): Run => {
  const time = (minute: number): string => new Date(Date.UTC(2026, 2, 10, 12, minute)).toISOString();
  return { ...empty, name, report: { ...empty.report, time: { first: time(from), last: time(to) } } };
};

describe('runs follow each other', () => {
  test.each<[name: string, runs: Run[], spacing: Spacing, problems: string[]]>([
    ['one after the other', [at('b', 20, 30), at('a', 0, 10)], {}, []],
    ['the next begins at the moment at which the last ended', [at('a', 0, 10), at('b', 10, 20)], {}, []],
    ['overlapping', [at('a', 0, 10), at('b', 9, 20)], {}, ['overlap a b']],
    ['the same time', [at('b', 0, 10), at('a', 0, 10)], {}, ['overlap a b']],
    [
      'a long run that covers two others, which are apart',
      [at('b', 5, 10), at('a', 0, 60), at('c', 20, 30)],
      {},
      ['overlap a b', 'overlap a c'],
    ],
    ['exactly the gaps', [at('a', 0, 10), at('b', 15, 20)], { minimumGap: '5min', maximumGap: '5min' }, []],
    ['too soon', [at('a', 0, 10), at('b', 14, 20)], { minimumGap: '5min' }, ['gap-too-short a b']],
    ['too late', [at('a', 0, 10), at('b', 16, 20)], { maximumGap: '5min' }, ['gap-too-long a b']],
    [
      'everything at once, all of it told',
      [at('d', 50, 55), at('c', 21, 22), at('b', 9, 20), at('a', 0, 10)],
      { minimumGap: '2min', maximumGap: '20min' },
      ['overlap a b', 'gap-too-short b c', 'gap-too-long c d'],
    ],
    [
      'a gap after a run inside a longer one counts from the end of that',
      [at('a', 0, 30), at('b', 5, 10), at('c', 32, 40)],
      { maximumGap: '5min' },
      ['overlap a b'],
    ],
    ['a single run', [at('a', 0, 10)], { minimumGap: '1d' }, []],
    ['no run', [], {}, []],
  ])('%s', (_, runs, spacing, problems) => {
    const found = orderOf(runs, spacing);
    expect(found.problems.map(({ code, earlier, later }) => `${code} ${earlier} ${later}`)).toEqual(problems);
    expect(found.unmeasured).toEqual([]);
  });

  test('what is wrong is said with both values', () => {
    const { problems } = orderOf([at('a', 0, 10), at('b', 9, 20), at('c', 26, 30)], { maximumGap: '5min' });
    expect(problems).toEqual([
      {
        code: 'overlap',
        earlier: 'a',
        later: 'b',
        message: 'b begins before a has ended, expected one after the other',
        expected: 'at least 2026-03-10T12:10:00.000Z',
        actual: '2026-03-10T12:09:00.000Z',
      },
      {
        code: 'gap-too-long',
        earlier: 'b',
        later: 'c',
        message: 'c begins 360 s after b has ended, expected at most 5min',
        expected: 'at most 5min',
        actual: '360 s',
      },
    ]);
  });
});

test.each<[string, Run['report']['time'], string]>([
  ['no timestamps', undefined, 'its rows have no timestamps'],
  ['no time', { first: 'yesterday', last: '2026-03-10T12:00:00Z' }, 'names no times'],
  ['an end before its beginning', { first: '2026-03-10T12:01:00Z', last: '2026-03-10T12:00:00Z' }, 'ended before'],
])('a run with %s has no place', (_, time, because) => {
  const { time: _time, ...report } = empty.report;
  const run: Run = { ...empty, name: 'b', report: time === undefined ? report : { ...report, time } };
  const found = orderOf([run, at('a', 0, 10)]);
  expect(found.unmeasured).toEqual([{ name: 'b', because: expect.stringContaining(because) }]);
  expect(found.problems).toEqual([]);
});

test('in which order the runs are given does not matter', () => {
  const minute = fc.nat(59);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), minute, minute), {
        selector: ([name]) => name,
      }),
      fc.integer(),
      (given, seed) => {
        const runs = given.map(([name, one, other]) => at(name, Math.min(one, other), Math.max(one, other)));
        const mixed = runs.toSorted(
          (a, b) => ((seed ^ (a.name.charCodeAt(0) * 7)) % 5) - ((seed ^ (b.name.charCodeAt(0) * 7)) % 5),
        );
        const spacing = { minimumGap: '3min', maximumGap: '10min' };
        expect(orderOf(mixed, spacing)).toEqual(orderOf(runs, spacing));
      },
    ),
  );
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Accumulator, adding } from '../../../../shared/domain/kpi/accumulator.ts';
import { KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { findingsOf } from '../../../../shared/domain/kpi/finding.ts';
import { measureOf } from '../../../../shared/domain/kpi/measure.ts';
import {
  addedInParts,
  addedUp,
  checkoutRow,
  checkoutSet,
  kpiSet,
  type Row,
  reportOf,
} from '../../../support/kpi-rows.ts';

/** All that can be known of rows: the report, and the findings and numbers behind it. */
function everything(rows: Accumulator, set = kpiSet()): unknown {
  return {
    report: reportOf(rows, set),
    findings: findingsOf(set, rows),
    measures: set.kpis.map((kpi, index) => {
      const tally = rows.kpis[index];
      return tally === undefined ? undefined : measureOf(kpi, tally);
    }),
    lines: rows.lines,
    timeline: rows.timeline,
    constants: rows.constants,
    strata: rows.strata,
    duplicates: rows.keys.map(({ duplicates, table }) => [duplicates, table.used]),
  };
}

/** Few values, so that rows often repeat, contradict and pass each other. */
const differing: fc.Arbitrary<Row> = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', '', null),
    at: fc.constantFrom(
      '2026-03-10T11:00:00Z',
      '2026-03-10T11:30:00Z',
      '2026-03-10T08:00:00Z',
      '2026-01-01T00:00:00Z',
      '2027-01-01T00:00:00Z',
      'never',
    ),
    case: fc.constantFrom('buy', 'return', 'browse', 'other'),
    screens: fc.constantFrom(1, 2, 3),
    ok: fc.constantFrom(true, false, 'true'),
    ms: fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(-1, 0.1, 0.2, 1e16, 1e300)),
    commit: fc.constantFrom('c0ffee', 'badc0de', 'main'),
    flags: fc.constantFrom({ fast: true }, { fast: false }, { slow: 1, fast: true }, { fast: true, slow: 1 }),
    crashes: fc.constantFrom(0, 3, null),
    hours: fc.double({ min: 0, max: 100, noNaN: true }),
  },
  { requiredKeys: [] },
);
const anyRow: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.nat(200), differing).map(([index, row]) => checkoutRow(index, row)) },
  { weight: 1, arbitrary: fc.constantFrom(undefined, null, [], 'text') },
);
const rowsOf = fc.array(anyRow, { maxLength: 30 });
const limits = fc.record({ problems: fc.integer({ min: 1, max: 12 }), values: fc.integer({ min: 1, max: 40 }) });

describe('parts', () => {
  test('merging any parts, in any grouping, equals the whole', () => {
    fc.assert(
      fc.property(
        rowsOf,
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.array(fc.nat()),
        limits,
        (rows, cuts, merging, kept) => {
          const set = kpiSet();
          expect(everything(addedInParts(rows, cuts, merging, set, kept))).toEqual(
            everything(addedUp(rows, set, kept)),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  test('an empty part changes nothing, before or behind', () => {
    const { empty, merge } = adding(kpiSet());
    const rows = [checkoutRow(1), checkoutRow(1), checkoutRow(2, { ok: 'no' })];
    const whole = everything(addedUp(rows));
    expect(everything(merge(empty(), addedUp(rows)))).toEqual(whole);
    expect(everything(merge(addedUp(rows), empty()))).toEqual(whole);
  });

  test('a part goes from one thread to another as it is', () => {
    const rows = Array.from({ length: 200 }, (_, index) => checkoutRow(index % 150));
    expect(everything(structuredClone(addedUp(rows)))).toEqual(everything(addedUp(rows)));
  });
});

describe('order', () => {
  test('permuting the rows changes nothing but what is about their order', () => {
    const set = KpiSetSchema.parse({ ...checkoutSet, timestamp: { pointer: '/at', order: 'any' } });
    const withoutOrder = (rows: Accumulator): unknown => {
      const { kpis, status, strata, covered, time, unusable, findingTotals, provenance } = reportOf(rows, set);
      const { first, last } = time ?? {};
      const totals = { ...findingTotals };
      // Which of two values is the first one is about order; that there are two is not.
      return { kpis, status, strata, covered, first, last, unusable, totals, differs: provenance.length };
    };
    fc.assert(
      fc.property(
        rowsOf.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, permuted]) => {
          expect(withoutOrder(addedUp(permuted, set))).toEqual(withoutOrder(addedUp(rows, set)));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('what is noted beside single rows', () => {
  const at = (minutes: number): string => new Date(Date.parse('2026-03-10T10:00:00Z') + minutes * 60_000).toISOString();
  const line = (index: number, row: Row): Row => checkoutRow(index, { at: at(index), ...row });

  test.each<[name: string, rows: (Row | undefined)[], findings: object[], totals: object]>([
    [
      'a key that comes again, each time with the line in which it came first',
      [line(0, {}), line(1, {}), line(2, { id: 'run-0' }), line(3, { id: 'run-1' }), line(4, { id: 'run-0' })],
      [
        { code: 'duplicate-key', pointer: '/id', line: 3, other: 1 },
        { code: 'duplicate-key', pointer: '/id', line: 4, other: 2 },
        { code: 'duplicate-key', pointer: '/id', line: 5, other: 1 },
      ],
      { 'duplicate-key': 3 },
    ],
    [
      'a key of two fields',
      [line(0, { case: 'buy' }), line(0, { case: 'buy', id: 'x' }), line(0, { case: 'browse', id: 'y' })],
      [{ code: 'duplicate-key', pointer: '/case and /at', line: 2, other: 1 }],
      { 'duplicate-key': 1 },
    ],
    [
      'rows of several commits, each value with its first line',
      [line(0, {}), undefined, line(1, { commit: 'aaaa' }), line(2, { commit: 'bbbb' }), line(3, { commit: 'aaaa' })],
      [
        {
          code: 'not-constant',
          pointer: '/commit',
          line: 3,
          other: 1,
          expected: 'c0ffee',
          actual: ['aaaa', 'bbbb'],
          message: '/commit has 3 values, expected the same in all rows',
        },
      ],
      { 'not-constant': 1 },
    ],
    [
      'more commits than are kept',
      Array.from({ length: 12 }, (_, index) => line(index, { commit: `aaa${index.toString(16)}` })),
      [{ code: 'not-constant', message: '/commit has 10 and more values, expected the same in all rows' }],
      { 'not-constant': 1 },
    ],
    [
      'more commits than are kept in a part that begins with that of the part before',
      Array.from({ length: 12 }, (_, index) => line(index, { commit: `aaa${Math.max(0, index - 1).toString(16)}` })),
      [{ code: 'not-constant', message: '/commit has 10 and more values, expected the same in all rows' }],
      { 'not-constant': 1 },
    ],
    [
      'a constant object with one more member',
      [line(0, {}), line(1, { flags: { fast: true, extra: 1 } })],
      [{ code: 'not-constant', pointer: '/flags', expected: 'an object', actual: ['an object'], line: 2, other: 1 }],
      { 'not-constant': 1 },
    ],
    [
      'a clock that goes back',
      [line(5, {}), line(4, {}), line(4.5, { screens: 1 }), line(3, {})],
      [
        {
          code: 'clock-backwards',
          pointer: '/at',
          line: 2,
          other: 1,
          expected: 'at least 2026-03-10T10:05:00.000Z',
          actual: '2026-03-10T10:04:00.000Z',
        },
        { code: 'clock-backwards', line: 4, other: 3 },
      ],
      { 'clock-backwards': 2 },
    ],
    [
      'a gap, also over a row without time',
      [line(0, {}), line(1, { at: 'never' }), line(60.001, { id: 'z', screens: 1 })],
      [
        { code: 'not-a-time', line: 2 },
        {
          code: 'gap-too-long',
          line: 3,
          other: 1,
          expected: 'at most 1h',
          message: '/at is 3600.06 s later than in the row before',
        },
      ],
      { 'gap-too-long': 1, 'not-a-time': 1 },
    ],
  ])('%s', (_name, rows, findings, totals) => {
    for (const cuts of [[], [1], [2], [1, 2, 3]]) {
      const found = findingsOf(kpiSet(), addedInParts(rows, cuts));
      expect(found.items).toHaveLength(findings.length);
      expect(found.items).toMatchObject(findings);
      expect(found.totals).toEqual(totals);
    }
  });

  test('what is fine is not noted: other order of members, equal times, a gap as long as is allowed', () => {
    const rows = [
      line(0, { flags: { a: 1, b: 2 } }),
      line(0, { id: 'x', case: 'browse', flags: { b: 2, a: 1 } }),
      line(60, { flags: { a: 1, b: 2 } }),
    ];
    expect(findingsOf(kpiSet(), addedUp(rows))).toEqual({ items: [], totals: {} });
  });

  test('beyond the cap problems are counted, and the first are kept', () => {
    const rows = Array.from({ length: 50 }, (_, index) => checkoutRow(index, { ok: 'x', id: 'same' }));
    const found = addedInParts(rows, [7, 8, 30], [1], kpiSet(), { problems: 5, values: 10 });
    expect(found.problems.items.map(({ line: at }) => at)).toEqual([1, 2, 3, 4, 5]);
    expect(found.problems.total).toBe(50);
    expect(found.totals).toEqual({ 'wrong-type': 50 });
    expect(found.keys[0]?.duplicates.items.map(({ line: at, first }) => [at, first])).toEqual(
      [2, 3, 4, 5, 6].map((at) => [at, 1]),
    );
    expect(found.keys[0]?.duplicates.total).toBe(49);
  });

  test('of many rows that repeat another part the first are kept, and all are counted', () => {
    const rows = Array.from({ length: 120 }, (_, index) => checkoutRow(index % 60));
    const kept = { problems: 3, values: 1000 };
    const duplicates = addedInParts(rows, [60], [], kpiSet(), kept).keys[0]?.duplicates;
    expect(duplicates?.items.map(({ line: at, first }) => [at, first])).toEqual([
      [61, 1],
      [62, 2],
      [63, 3],
    ]);
    expect(duplicates?.total).toBe(60);
  });

  test('a row that could not be read counts as a row and is an error', () => {
    const { addUnreadable } = adding(kpiSet());
    const rows = addedUp(Array.from({ length: 6 }, (_, index) => checkoutRow(index)));
    addUnreadable(rows, { code: 'truncated', pointer: '', message: 'the last line is cut off' }, 7);
    expect(rows).toMatchObject({ rows: 7, unusable: 1, lines: 7 });
    expect(reportOf(rows)).toMatchObject({ status: 'error', findings: [{ code: 'truncated', line: 7 }] });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { KpiSet } from '../../../../shared/domain/kpi/config.ts';
import { evidenceOf } from '../../../../shared/domain/kpi-gate/evidence.ts';
import { pooledKpis } from '../../../../shared/domain/kpi-gate/pooled.ts';
import type { Run } from '../../../../shared/domain/kpi-gate/run.ts';
import { addedUp, kpiSet, type Row } from '../../../support/kpi-rows.ts';
import { crashRate, failureRate, ms, rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';
import { expectNear } from '../statistics/near.ts';

const withoutRows = ({ rows: _rows, ...run }: Run): Run => run;
const runsOf = (set: KpiSet, sizes: readonly number[], of?: (index: number) => Row): Run[] =>
  sizes.map((size, index) => runOf(`run-${index}`, rowsOfRun(index, size, of), set));

describe('two runs show what one does not', () => {
  // 0 of 200 leaves up to 1.8 %, 0 of 400 up to 0.92 %.
  const set = setWith([{ ...failureRate, target: { max: 0.01 } }]);
  test.each<[string, Run[], verdict: string, more: number | undefined]>([
    ['one run', runsOf(set, [200]), 'inconclusive', 168],
    ['two runs', runsOf(set, [200, 200]), 'met', 0],
    ['two runs, by their reports', runsOf(set, [200, 200]).map(withoutRows), 'met', 0],
    [
      'a run whose rows were not read',
      runsOf(set, [200, 200]).map((run, index) => (index === 0 ? withoutRows(run) : run)),
      'met',
      0,
    ],
    [
      'two runs with failures',
      runsOf(set, [200, 200], (index) => ({ ok: index % 100 !== 0 })),
      'inconclusive',
      undefined,
    ],
    ['two runs with many failures', runsOf(set, [200, 200], (index) => ({ ok: index % 10 !== 0 })), 'missed', 0],
  ])('%s', (_, runs, verdict, more) => {
    const [kpi] = pooledKpis(set, runs);
    expect(kpi).toMatchObject({
      id: 'failures',
      required: true,
      runs: runs.length,
      samples: 200 * runs.length,
      verdict,
    });
    expect(kpi?.more).toBe(more);
  });
});

describe('what is not measured', () => {
  const set = setWith([{ kind: 'percentile', percentile: 50, value: ms, target: { max: 1e6 } }]);
  const [a, b] = runsOf(set, [60, 60]) as [Run, Run];
  const other = setWith([{ kind: 'percentile', percentile: 51, value: ms, target: { max: 1e6 } }]);
  test.each<[string, KpiSet, Run[], string]>([
    ['no run', set, [], 'no-runs'],
    ['a percentile without rows', set, [a, withoutRows(b)], 'rows-needed'],
    ['another definition', set, [a, runOf('c', rowsOfRun(7, 60), other)], 'other-definition'],
    [
      'broken rows',
      set,
      [
        a,
        runOf(
          'c',
          rowsOfRun(7, 60, (index) => (index === 3 ? { ms: -1 } : {})),
          set,
        ),
      ],
      'rows-broken',
    ],
    [
      'a repeated row',
      set,
      [
        a,
        runOf(
          'c',
          rowsOfRun(7, 60, (index) => (index === 3 ? { id: 'run-7-2' } : {})),
          set,
        ),
      ],
      'rows-broken',
    ],
    ['no samples', set, [runOf('c', [], set), runOf('d', [], set)], 'no-samples'],
    [
      'too few samples for an interval',
      setWith([{ kind: 'percentile', percentile: 99, value: ms, target: { max: 1e6 } }]),
      runsOf(setWith([{ kind: 'percentile', percentile: 99, value: ms, target: { max: 1e6 } }]), [60, 60]),
      'no-interval',
    ],
    [
      'fewer samples than asked for',
      setWith([{ ...failureRate, target: { max: 0.5 }, 'minimum-samples': 200 }]),
      runsOf(setWith([{ ...failureRate, target: { max: 0.5 }, 'minimum-samples': 200 }]), [60, 60]),
      'too-few-samples',
    ],
  ])('%s', (_, given, runs, code) => {
    expect(pooledKpis(given, runs)[0]).toMatchObject({ verdict: 'not-measured', because: { code } });
  });

  test('the runs that are the reason are named', () => {
    const broken = (name: string) =>
      runOf(
        name,
        rowsOfRun(7, 60, (index) => (index === 3 ? { ms: -1 } : {})),
        set,
      );
    expect(pooledKpis(set, [broken('y'), a, broken('x')])[0]?.because?.message).toContain('the rows of x and y are');
  });

  test('a report without its numbers', () => {
    const mean = setWith([{ kind: 'mean', value: ms, target: { max: 1e6 } }]);
    const [one, two] = runsOf(mean, [9, 9]).map(withoutRows) as [Run, Run];
    const { numbers: _numbers, ...result } = one.report.kpis[0] ?? (undefined as never);
    const robbed = { ...one, report: { ...one.report, kpis: [result] } };
    expect(pooledKpis(mean, [robbed, two])[0]).toMatchObject({ because: { code: 'numbers-missing' } });
  });
});

test('pooling leaves the runs as they are', () => {
  const runs = runsOf(kpiSet(), [9, 12]);
  const before = structuredClone(runs);
  const once = pooledKpis(kpiSet(), runs);
  expect(pooledKpis(kpiSet(), runs)).toEqual(once);
  expect(runs).toEqual(before);
});

test('a run with more numbers than are kept turns none of the others into a sketch', () => {
  const set = setWith([{ kind: 'percentile', percentile: 50, value: ms, required: false }]);
  const large = rowsOfRun(1, 60);
  const a = { ...runOf('a', large, set), rows: addedUp(large, set, { problems: 100, values: 50 }) };
  const b = runOf('b', rowsOfRun(2, 40), set);
  const before = structuredClone(b);
  const [once] = pooledKpis(set, [a, b]);
  expect(once).toMatchObject({ samples: 100, interval: { method: 'order-statistic' } });
  expect(once?.evidence).toMatchObject({ ok: true, measure: { sorted: undefined, sketch: { n: 100 } } });
  expect(b).toEqual(before);
  expect(pooledKpis(set, [b, a])).toEqual([once]);
});

describe('whatever the runs', () => {
  const set = setWith([
    { ...failureRate, target: { max: 0.2 } },
    { kind: 'mean', value: ms, target: { max: 140 } },
    { kind: 'sum', value: ms, required: false },
    { kind: 'min', value: ms, required: false },
    { kind: 'max', value: ms, required: false },
    { kind: 'count', numerator: [{ pointer: '/ok', equals: false }], required: false },
    { ...crashRate, required: false },
    { kind: 'percentile', percentile: 90, value: ms, required: false },
  ]);
  const sizes = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 });
  const row = (index: number): Row => ({ ok: index % 7 !== 0, crashes: index % 3, hours: 0.5 });

  test('they say together what all of their rows say in one run', () => {
    fc.assert(
      fc.property(sizes, (counts) => {
        const runs = runsOf(set, counts, row);
        const all = runOf(
          'all',
          counts.flatMap((count, index) => rowsOfRun(index, count, row)),
          { ...set, timestamp: undefined },
        );
        for (const [index, kpi] of pooledKpis(set, runs).entries()) {
          const single = all.report.kpis[index];
          expect(kpi.value ?? null).toBe(single?.value ?? null);
          expect(kpi.samples).toBe(single?.denominator);
          expect(kpi.interval?.lower).toBe(single?.interval?.lower);
          expect(kpi.interval?.upper).toBe(single?.interval?.upper);
          expect(kpi.interval?.needed).toBe(single?.interval?.needed);
          expect(kpi.verdict).toBe(single?.verdict);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('their order does not matter, with rows or without', () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), (counts, read) => {
        const runs = runsOf(set, counts, row).map((run) => (read ? run : withoutRows(run)));
        expect(pooledKpis(set, runs.toReversed())).toEqual(pooledKpis(set, runs));
      }),
      { numRuns: 8 },
    );
  });

  test('their reports say what their rows say', () => {
    fc.assert(
      fc.property(sizes, (counts) => {
        const runs = runsOf(set, counts, row);
        // All but the percentile.
        for (const kpi of set.kpis.slice(0, -1)) {
          const rows = evidenceOf(set, kpi, runs);
          const reports = evidenceOf(set, kpi, runs.map(withoutRows));
          expect([rows.ok && rows.from, reports.ok && reports.from]).toEqual(['rows', 'reports']);
          const [a, b] = [rows, reports].map((one) => (one.ok ? one.measure : (undefined as never)));
          expect(b).toMatchObject({
            numerator: a?.numerator,
            denominator: a?.denominator,
            outside: a?.outside,
            strata: a?.strata,
            noValue: a?.noValue,
            rate: a?.rate,
          });
          expectNear(b?.value ?? Number.NaN, a?.value ?? Number.NaN, 1e-12);
          expectNear(b?.numbers?.m2 ?? Number.NaN, a?.numbers?.m2 ?? Number.NaN, 1e-9);
        }
      }),
      { numRuns: 8 },
    );
  });
});

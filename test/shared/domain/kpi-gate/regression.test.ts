import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { KpiSet } from '../../../../shared/domain/kpi/config.ts';
import { bestSustained } from '../../../../shared/domain/kpi-gate/ratchet.ts';
import { type RegressionRequest, regressions } from '../../../../shared/domain/kpi-gate/regression.ts';
import type { Run } from '../../../../shared/domain/kpi-gate/run.ts';
import type { Row } from '../../../support/kpi-rows.ts';
import { failureRate, ms, rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';

const errors = { alpha: 0.05, power: 0.8 };
const failures = { ...failureRate, target: { max: 1 }, evaluate: 'bound' };
const set = setWith([
  { ...failureRate, target: { max: 0.9 } },
  { id: 'mean', kind: 'mean', value: ms, target: { max: 1e6 } },
  { id: 'told', kind: 'max', value: ms, required: false },
]);
const tolerances = { failures: { absolute: 0.05 }, mean: { relative: 0.1 } };
const failing =
  (every: number, by = 0) =>
  (index: number, random: number): Row => ({ ok: index % every !== 0, ms: by + 100 + random * 50 });
const run = (name: string, hour: number, every: number, by = 0, size = 200): Run =>
  runOf(name, rowsOfRun(hour, size, failing(every, by)), set);
const brief = (request: Partial<RegressionRequest>): string[] =>
  regressions({ set, runs: [], tolerances, errors, ...request }).map(
    ({ id, against, zone, because }) =>
      `${id} ${against.kind} ${zone}${because === undefined ? '' : ` (${because.code})`}`,
  );

describe('runs against a baseline', () => {
  const good = [run('a', 1, 50), run('b', 2, 50)];
  const baseline = run('base', 0, 50);
  test.each<[string, Partial<RegressionRequest>, string[]]>([
    ['as good', { runs: good, baseline }, ['failures baseline within', 'mean baseline within']],
    [
      'worse in one respect',
      { runs: [run('a', 1, 4), run('b', 2, 4)], baseline },
      ['failures baseline worse', 'mean baseline within'],
    ],
    [
      'worse in both',
      { runs: [run('a', 1, 4, 50), run('b', 2, 4, 50)], baseline },
      ['failures baseline worse', 'mean baseline worse'],
    ],
    [
      'one run that is much worse shows in all together',
      { runs: [run('a', 1, 2), run('b', 2, 50)], baseline },
      ['failures baseline worse', 'mean baseline within'],
    ],
    [
      'too small to tell',
      { runs: [run('a', 1, 15, 12, 30)], baseline: run('base', 0, 15, 0, 30) },
      ['failures baseline inconclusive (interval-too-wide)', 'mean baseline inconclusive (interval-too-wide)'],
    ],
    ['nothing to compare with', { runs: good }, []],
    ['no runs', { baseline }, ['failures baseline not-measured (no-runs)', 'mean baseline not-measured (no-runs)']],
    [
      'a required KPI without tolerance',
      { runs: good, baseline, tolerances: { mean: { relative: 0.1 } } },
      ['failures baseline not-measured (no-tolerance)', 'mean baseline within'],
    ],
    [
      'an informational one with a tolerance',
      { runs: good, baseline, tolerances: { ...tolerances, told: { absolute: 10 } } },
      ['failures baseline within', 'mean baseline within', 'told baseline within'],
    ],
    [
      'a baseline of other definitions',
      { runs: good, baseline: runOf('base', rowsOfRun(0, 50), setWith([failures])) },
      ['failures baseline not-measured (other-definition)', 'mean baseline not-measured (other-definition)'],
    ],
    [
      'a baseline of broken rows',
      {
        runs: good,
        baseline: runOf(
          'base',
          rowsOfRun(0, 50, () => ({ ms: -1 })),
          set,
        ),
      },
      ['failures baseline not-measured (rows-broken)', 'mean baseline not-measured (rows-broken)'],
    ],
    [
      'a ratchet without two reports',
      { runs: good, ratchet: [baseline] },
      ['failures best-sustained not-measured (no-reference)', 'mean best-sustained not-measured (no-reference)'],
    ],
    [
      'both: no worse than the baseline, and worse than what was once kept up',
      {
        runs: [run('a', 1, 4), run('b', 2, 4)],
        baseline: run('base', 0, 4),
        ratchet: [run('x', -3, 50), run('y', -2, 50), run('z', -1, 4)],
      },
      [
        'failures baseline within',
        'failures best-sustained worse',
        'mean baseline within',
        'mean best-sustained within',
      ],
    ],
  ])('%s', (_, request, zones) => {
    // With 5 points 200 samples of 2 % could not be told from 7 %.
    const wide = { ...tolerances, failures: { absolute: 0.1 } };
    expect(brief({ tolerances: wide, ...request })).toEqual(zones);
  });

  test('the rows are not needed but for percentiles', () => {
    const { rows: _rows, ...stored } = baseline;
    const [withRows] = regressions({ set, runs: good, baseline, tolerances, errors });
    const [without] = regressions({ set, runs: good, baseline: stored, tolerances, errors });
    expect(without).toEqual(withRows);
  });
});

describe('many comparisons', () => {
  /** Ten ratios of the same rows, of which the failures are just too many to be chance in one. */
  const many = (count: number): KpiSet =>
    setWith(Array.from({ length: count }, (_, index) => ({ ...failures, id: `kpi-${index}`, target: { max: 0.9 } })));
  const request = (count: number, bad: number): RegressionRequest => {
    const kpis = many(count);
    return {
      set: kpis,
      runs: [
        runOf(
          'a',
          rowsOfRun(1, 200, (index) => ({ ok: index >= bad })),
          kpis,
        ),
      ],
      baseline: runOf(
        'base',
        rowsOfRun(0, 200, (index) => ({ ok: index >= 10 })),
        kpis,
      ),
      tolerances: Object.fromEntries(kpis.kpis.map(({ id }) => [id, { absolute: 0.001 }])),
      errors,
    };
  };

  test('what would be worse alone can be chance among many, and is never within', () => {
    const [alone] = regressions(request(1, 23));
    expect(alone).toMatchObject({ zone: 'worse' });
    expect(alone?.adjusted).toBe(alone?.p);
    for (const one of regressions(request(10, 23))) {
      expect(one).toMatchObject({ zone: 'inconclusive', because: { code: 'not-after-correction' } });
      expect(one.adjusted).toBeGreaterThan(0.05);
      expect(one.p).toBe(alone?.p);
    }
  });

  test('what is clearly worse stays worse among many', () => {
    expect(new Set(regressions(request(10, 60)).map(({ zone }) => zone))).toEqual(new Set(['worse']));
  });

  test('informational KPIs are no part of the family and keep their zone', () => {
    const { set: kpis, ...rest } = request(10, 23);
    const loose = setWith(kpis.kpis.map((kpi, index) => (index === 0 ? kpi : { ...kpi, required: false })));
    const found = regressions({
      ...rest,
      set: loose,
      runs: [
        runOf(
          'a',
          rowsOfRun(1, 200, (index) => ({ ok: index >= 23 })),
          loose,
        ),
      ],
      baseline: runOf(
        'base',
        rowsOfRun(0, 200, (index) => ({ ok: index >= 10 })),
        loose,
      ),
    });
    expect(found[0]).toMatchObject({ zone: 'worse', required: true });
    expect(found[1]).toMatchObject({ zone: 'worse', required: false });
    expect(found[1]).not.toHaveProperty('adjusted');
  });

  test('the order of the runs does not matter', () => {
    const runs = [run('a', 1, 9, 3, 60), run('b', 2, 7, 9, 40), run('c', 3, 5, 1, 50)];
    const ratchet = [run('x', -3, 50), run('y', -2, 30), run('z', -1, 10)];
    const baseline = run('base', 0, 8);
    const once = regressions({ set, runs, baseline, ratchet, tolerances, errors });
    expect(
      regressions({ set, runs: runs.toReversed(), baseline, ratchet: ratchet.toReversed(), tolerances, errors }),
    ).toEqual(once);
  });
});

describe('the best value that was kept up', () => {
  const [kpi] = set.kpis;
  const higher = setWith([
    {
      id: 'up',
      kind: 'ratio',
      numerator: [{ pointer: '/ok', equals: true }],
      direction: 'higher-is-better',
      target: { min: 0.01 },
    },
  ]);
  const history = (values: (number | 'broken' | 'empty')[], kpis: KpiSet, good: boolean): Run[] =>
    values.map((value, index) =>
      runOf(
        `report-${index}`,
        rowsOfRun(index, value === 'empty' ? 0 : 10, (row) =>
          value === 'broken' ? { ms: -1 } : { ok: row < Number(value) === good },
        ),
        kpis,
      ),
    );

  test.each<[string, (number | 'broken' | 'empty')[], number | undefined, string | undefined]>([
    ['one lucky report moves nothing', [3, 0, 3, 2], 0.3, 'report-2'],
    ['two in a row do', [3, 1, 1, 5], 0.1, 'report-2'],
    ['of two the worse', [5, 1, 2, 5], 0.2, 'report-2'],
    ['of equal ones the latest', [2, 2, 5, 2, 2], 0.2, 'report-4'],
    ['a broken report is left out', [5, 1, 'broken', 1, 5], 0.1, 'report-3'],
    ['and one without samples', [5, 1, 'empty', 1, 5], 0.1, 'report-3'],
    ['a single report is none', [1], undefined, undefined],
    ['nor are broken ones', [1, 'broken', 'broken'], undefined, undefined],
    ['none', [], undefined, undefined],
  ])('%s', (_, values, value, name) => {
    if (kpi === undefined) throw new Error('there is no KPI');
    const anchor = bestSustained(kpi, history(values, set, false));
    expect([anchor?.value, anchor?.reference.name]).toEqual([value, name]);
    expect(bestSustained(kpi, history(values, set, false).toReversed())?.reference.name).toBe(name);
  });

  test('where higher is better the best is the highest', () => {
    const [up] = higher.kpis;
    if (up === undefined) throw new Error('there is no KPI');
    expect(bestSustained(up, history([9, 10, 9, 3], higher, true))).toMatchObject({
      value: 0.9,
      reference: { name: 'report-2' },
    });
  });

  test('two consecutive reports reached it, and no better one was reached by two', () => {
    if (kpi === undefined) throw new Error('there is no KPI');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 7 }), (values) => {
        const anchor = bestSustained(kpi, history(values, set, false));
        const sustained = values.slice(1).map((value, index) => Math.max(value, values[index] ?? 0));
        expect(anchor?.value).toBe(Math.min(...sustained) / 10);
      }),
      { numRuns: 12 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KpiSet, KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { setProblems } from '../../../../shared/domain/kpi/config-problems.ts';
import { percentileAsRate } from '../../../../shared/domain/kpi/interval.ts';
import type { KpiResult } from '../../../../shared/domain/kpi/report-schema.ts';
import { keeps, type Rule } from '../../../../shared/domain/statistics/zone.ts';
import { addedInParts, checkoutRow, checkoutSet, type Row, reportOf, reportOn } from '../../../support/kpi-rows.ts';
import { expectNear } from '../statistics/near.ts';

const setOf = (kpi: object): KpiSet =>
  KpiSetSchema.parse({
    ...checkoutSet,
    timestamp: undefined,
    kpis: [{ id: 'it', direction: 'lower-is-better', ...kpi }],
  });
const rowsOf = (count: number, of: (index: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_, index) => checkoutRow(index, { at: `row ${index}`, ...of(index) }));
const resultOf = (kpi: object, rows: Row[]): KpiResult => {
  const [result] = reportOn(rows, setOf(kpi)).kpis;
  if (result === undefined) throw new Error('there is no KPI');
  return result;
};
const ms = { pointer: '/ms', unit: 'ms' };
const failures = { kind: 'ratio', numerator: [{ pointer: '/ok', equals: false }] };
const crashes = {
  kind: 'rate-per',
  value: { pointer: '/crashes', unit: 'crashes' },
  per: { pointer: '/hours', unit: 'hours', size: 1000 },
};

describe('the method is that of the definition', () => {
  test.each<[string, object, Row[], [method: string, lower: number, upper: number]]>([
    // The exact limits have closed forms at no and at all hits.
    [
      'none of 200, exact',
      { ...failures, target: { max: 0.05 } },
      rowsOf(200),
      ['clopper-pearson', 0, 1 - 0.025 ** (1 / 200)],
    ],
    [
      'all of 40, exact',
      { ...failures, required: false },
      rowsOf(40, () => ({ ok: false })),
      ['clopper-pearson', 0.025 ** (1 / 40), 1],
    ],
    [
      'none of 200 by Wilson: z^2 / (n + z^2)',
      { ...failures, interval: 'wilson', required: false },
      rowsOf(200),
      ['wilson', 0, 1.959963984540054 ** 2 / (200 + 1.959963984540054 ** 2)],
    ],
    // Ranks 40 and 61 of 100 bound the median (binomial tails of 0.0176 each).
    [
      'median of 0 to 99',
      { kind: 'percentile', percentile: 50, value: ms, required: false },
      rowsOf(100, (index) => ({ ms: index })),
      ['order-statistic', 39, 60],
    ],
    // t(0.975, 9) of the numbers 1 to 10.
    [
      'mean of 1 to 10',
      { kind: 'mean', value: ms, required: false },
      rowsOf(10, (index) => ({ ms: index + 1 })),
      [
        'student-t',
        5.5 - 2.262157162798205 * Math.sqrt(82.5 / 9 / 10),
        5.5 + 2.262157162798205 * Math.sqrt(82.5 / 9 / 10),
      ],
    ],
    // Three events in half a unit, as the table of exact limits has it, per 1000 hours.
    [
      'three crashes in 0.5 hours',
      { ...crashes, required: false },
      rowsOf(4, (index) => ({ crashes: index === 2 ? 3 : 0, hours: 0.125 })),
      ['poisson', 1237.3442457912, 17534.5461394847],
    ],
  ])('%s', (_, kpi, rows, [method, lower, upper]) => {
    const { interval } = resultOf(kpi, rows);
    expect(interval).toMatchObject({ method, confidence: 0.95 });
    expectNear(interval?.lower ?? Number.NaN, lower, 1e-11);
    expectNear(interval?.upper ?? Number.NaN, upper, 1e-11);
  });

  test.each<[string, object]>([
    ['bootstrap-bca', { kind: 'mean', value: ms, interval: 'bootstrap', required: false }],
    ['bootstrap-percentile', { kind: 'percentile', percentile: 50, value: ms, interval: 'bootstrap', required: false }],
  ])('%s depends on definition and numbers alone', (method, kpi) => {
    const rows = rowsOf(60, (index) => ({ ms: (index * 37) % 101 }));
    const set = setOf(kpi);
    const { interval } = resultOf(kpi, rows);
    expect(interval).toMatchObject({ method });
    expect(resultOf(kpi, rows.toReversed()).interval).toEqual(interval);
    expect(reportOf(addedInParts(rows, [7, 40], [1], set), set).kpis[0]?.interval).toEqual(interval);
    expect(resultOf({ ...kpi, title: 'Other seed' }, rows).interval).not.toEqual(interval);
  });

  test.each(['count', 'sum', 'min', 'max'])('%s is no estimate', (kind) => {
    const kpi = kind === 'count' ? { kind, numerator: failures.numerator } : { kind, value: ms };
    const result = resultOf({ ...kpi, required: false }, rowsOf(5));
    expect(result).not.toHaveProperty('interval');
    expect(result).not.toHaveProperty('noInterval');
  });
});

describe('without an interval people are told why', () => {
  test.each<[reason: string, needed: number | undefined, kpi: object, rows: Row[]]>([
    ['too-few', 72, { kind: 'percentile', percentile: 95, value: ms, target: { max: 1e6 } }, rowsOf(71)],
    ['too-few', 2, { kind: 'mean', value: ms, target: { max: 1e6 } }, rowsOf(1)],
    ['too-few', 20, { kind: 'mean', interval: 'bootstrap', value: ms, target: { max: 1e6 } }, rowsOf(19)],
    ['no-spread', undefined, { kind: 'mean', value: ms, target: { max: 1e6 } }, rowsOf(9, () => ({ ms: 0.1 }))],
    [
      'no-spread',
      undefined,
      { kind: 'mean', interval: 'bootstrap', value: ms, target: { max: 1e6 } },
      rowsOf(30, () => ({ ms: 7 })),
    ],
    ['not-whole', undefined, { ...crashes, target: { max: 1e6 } }, rowsOf(3, () => ({ crashes: 0.5 }))],
    ['too-many', undefined, { ...crashes, target: { max: 1e15 } }, rowsOf(3, () => ({ crashes: 1e9 }))],
  ])('%s (%p)', (reason, needed, kpi, rows) => {
    const result = resultOf(kpi, rows);
    expect(result.noInterval).toMatchObject({ reason });
    expect(result.noInterval?.needed).toBe(needed);
    expect(result).toMatchObject({ verdict: 'not-measured', because: { code: 'no-interval' } });
    expect(result.because?.message).toBe(result.noInterval?.message);
    expect(resultOf({ ...kpi, evaluate: 'point' }, rows)).toMatchObject({ verdict: 'met', noInterval: { reason } });
  });

  test('a bootstrap refuses a confidence that its resamples do not reach', () => {
    const at = (confidence: number, interval: string) =>
      setProblems(setOf({ kind: 'mean', value: ms, target: { max: 9 }, interval, confidence }));
    expect(at(0.991, 'bootstrap')).toEqual([
      { pointer: '/kpis/0/confidence', message: expect.stringContaining('a confidence of 0.99,') },
    ]);
    expect(at(0.99, 'bootstrap')).toEqual([]);
    expect(at(0.991, 'student-t')).toEqual([]);
    const kpi = { kind: 'mean', value: ms, interval: 'bootstrap', confidence: 0.99, required: false };
    expect(resultOf(kpi, rowsOf(30)).interval).toMatchObject({ confidence: 0.99 });
  });
});

describe('samples that would decide', () => {
  test.each<[string, object, Row[], number | undefined]>([
    // 1 - 0.025^(1/n) < 0.01 from n = 368 on.
    ['no failure', { ...failures, target: { max: 0.01, inclusive: false } }, rowsOf(200), 368],
    ['decided', { ...failures, target: { max: 0.05 } }, rowsOf(200), undefined],
    ['on the target', { ...failures, target: { max: 0.5 } }, rowsOf(10, (index) => ({ ok: index < 5 })), undefined],
    // All values below the limit: 0.95^n <= 0.025 from n = 72 on, which order statistics need anyway.
    [
      'p95 within its limit',
      { kind: 'percentile', percentile: 95, value: ms, target: { max: 1e6 } },
      rowsOf(72),
      undefined,
    ],
    ['no crash', { ...crashes, target: { max: 10 } }, rowsOf(200, () => ({ hours: 1 })), 369],
  ])('%s', (_, kpi, rows, needed) => {
    expect(resultOf(kpi, rows).interval?.needed).toBe(needed);
  });

  test.each<[string, object, (index: number) => Row]>([
    ['ratio', { ...failures, target: { max: 0.2 } }, (index) => ({ ok: index % 10 !== 0 })],
    ['mean', { kind: 'mean', value: ms, target: { max: 60 } }, (index) => ({ ms: (index % 12) * 10 })],
    [
      'p90 from above',
      { kind: 'percentile', percentile: 90, value: ms, target: { max: 100 } },
      (index) => ({ ms: index % 20 === 0 ? 200 : 50 + (index % 50) }),
    ],
    [
      'p10 from below',
      {
        kind: 'percentile',
        percentile: 10,
        value: ms,
        direction: 'higher-is-better',
        target: { min: 20, inclusive: false },
      },
      (index) => ({ ms: index % 20 === 0 ? 20 : 50 + (index % 50) }),
    ],
    ['crashes', { ...crashes, target: { max: 200 } }, (index) => ({ crashes: index % 10 === 0 ? 1 : 0, hours: 1 })],
  ])('%s: with a fifth more than so many it is met, with a fifth less it is not', (_, kpi, of) => {
    const { verdict, interval } = resultOf(kpi, rowsOf(60, of));
    expect(verdict).toBe('inconclusive');
    const needed = interval?.needed ?? 0;
    expect(needed).toBeGreaterThan(60);
    // What was seen comes in blocks, all of which divide 60.
    expect(resultOf(kpi, rowsOf(Math.ceil(needed / 50) * 60, of)).verdict).toBe('met');
    expect(resultOf(kpi, rowsOf(Math.max(60, Math.floor(needed / 75) * 60), of)).verdict).toBe('inconclusive');
  });
});

test('a percentile keeps a rule exactly when enough values are on the right side of it', () => {
  const operators = ['<', '<=', '>', '>='] as const;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(...operators),
      (values, percentile, target, operator) => {
        const rule: Rule = { operator, target };
        const asRate = percentileAsRate(percentile, rule);
        const sorted = values.toSorted((a, b) => a - b);
        const share = values.filter(asRate.counts).length / values.length;
        // Of the two percentiles that nearest-rank could take at a tie, a lower limit is about the upper one.
        const rank = operator.startsWith('<')
          ? Math.ceil((percentile * values.length) / 100)
          : Math.floor((percentile * values.length) / 100) + 1;
        const value = sorted[rank - 1] ?? Number.NaN;
        const borderline = Math.abs(share - percentile / 100) < 1e-12;
        expect(keeps(share, asRate.rule) || borderline).toBe(keeps(value, rule) || borderline);
      },
    ),
  );
});

import { describe, expect, test } from '@jest/globals';
import { type KpiSet, type KpiSetInput, KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { definitionHash } from '../../../../shared/domain/kpi/definition.ts';
import { runtimeCanary } from '../../../../shared/domain/kpi/presets.ts';
import type { KpiReport } from '../../../../shared/domain/kpi/report-schema.ts';
import { placeOf } from '../../../../shared/domain/kpi/sources.ts';
import { targetText } from '../../../../shared/domain/kpi/verdict.ts';
import type { KpiInput } from '../../../support/kpi-inputs.ts';
import {
  addedUp,
  checkoutRow,
  checkoutSet,
  kpiSet,
  now,
  type Row,
  reportOf,
  reportOn,
} from '../../../support/kpi-rows.ts';

const rows = (count: number, of: (index: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_, index) => checkoutRow(index, of(index)));
const verdictOf = (report: KpiReport, id: string): unknown => {
  const { verdict, because } = report.kpis.find((kpi) => kpi.id === id) ?? {};
  return because === undefined ? verdict : `${verdict} (${because.code})`;
};
/** The small set with one KPI in place of its own. */
const only = (kpi: object, more: object = {}): KpiSet => KpiSetSchema.parse({ ...checkoutSet, ...more, kpis: [kpi] });

test('a report tells what was computed, from what, by which definitions', () => {
  const report = reportOn(rows(6, (index) => ({ ok: index !== 2, crashes: index === 3 ? 2 : 0 })));
  expect(report).toMatchObject({
    status: 'passed',
    rows: 6,
    unusable: 0,
    minimumSamples: 4,
    definitionHash: definitionHash(kpiSet()),
    time: { first: '2026-03-10T11:00:00.000Z', last: '2026-03-10T11:05:00.000Z', longestGapMs: 60_000 },
    provenance: [
      { pointer: '/commit', value: 'c0ffee' },
      { pointer: '/flags', value: { fast: true } },
    ],
    covered: true,
    findings: [],
    findingTotals: {},
  });
  expect(report.strata.map(({ value, rows: count, covered }) => [value, count, covered])).toEqual([
    ['buy', 2, true],
    ['return', 2, true],
    ['browse', 2, true],
    [1, 3, true],
    [2, 3, true],
  ]);
  expect(
    report.kpis.map(({ id, value, numerator, denominator, outside, verdict, unit }) => [
      id,
      value,
      numerator,
      denominator,
      outside,
      verdict,
      unit,
    ]),
  ).toEqual([
    ['success', 5 / 6, 5, 6, 0, 'met', undefined],
    ['p50', 102, 4, 4, 2, 'met', 'ms'],
    ['mean', 102.5, 6, 6, 0, 'not-judged', 'ms'],
    ['sum', 615, 6, 6, 0, 'not-judged', 'ms'],
    ['min', 100, 6, 6, 0, 'not-judged', 'ms'],
    ['max', 105, 6, 6, 0, 'not-judged', 'ms'],
    ['failures', 1, 1, 6, 0, 'met', 'rows'],
    ['crashes', 2000 / 3, 6, 6, 0, 'not-judged', 'crashes per 1000 hours'],
  ]);
  expect(report.kpis[2]?.numbers).toEqual({ sum: 615, mean: 102.5, m2: 17.5, min: 100, max: 105 });
  expect(report.kpis[7]?.rate).toEqual({ events: 2, exposure: 3 });
  expect(report.kpis[0]?.strata.slice(0, 3)).toEqual([
    { pointer: '/case', value: 'buy', numerator: 2, denominator: 2, excluded: 0 },
    { pointer: '/case', value: 'return', numerator: 2, denominator: 2, excluded: 0 },
    { pointer: '/case', value: 'browse', numerator: 1, denominator: 2, excluded: 0 },
  ]);
});

/** The median of 100, 101 and 103 against a limit, from a sketch. */
function coarse(max: number): KpiReport {
  const p50 = { ...checkoutSet.kpis[1], filter: [], target: { max } };
  const set = KpiSetSchema.parse({ ...checkoutSet, 'minimum-samples': 1, strata: [], kpis: [p50] });
  const rows = [100, 101, 103].map((ms, index) => checkoutRow(index, { ms }));
  return reportOf(addedUp(rows, set, { problems: 5, values: 2 }), set);
}

describe('status', () => {
  const success = checkoutSet.kpis[0] as KpiInput;
  const p50 = checkoutSet.kpis[1] as KpiInput;

  test.each<[name: string, report: () => KpiReport, status: string, id: string, verdict: string]>([
    ['a target that is met', () => reportOn(rows(6)), 'passed', 'success', 'met'],
    [
      'a target that is missed',
      () => reportOn(rows(6, (index) => ({ ok: index === 0 }))),
      'failed',
      'success',
      'missed',
    ],
    [
      'exactly the limit',
      () =>
        reportOn(
          rows(6, (index) => ({ ok: index < 3 })),
          only(success),
        ),
      'passed',
      'success',
      'met',
    ],
    [
      'exactly a limit that does not count',
      () =>
        reportOn(
          rows(6, (index) => ({ ok: index < 3 })),
          only({ ...success, target: { min: 0.5, inclusive: false } }),
        ),
      'failed',
      'success',
      'missed',
    ],
    [
      'a value that would be the limit when it is rounded',
      () =>
        reportOn(
          rows(6, (index) => ({ ok: index < 4 })),
          only({ ...success, target: { min: 0.666_667 } }),
        ),
      'failed',
      'success',
      'missed',
    ],
    ['no rows', () => reportOn([]), 'unverified', 'success', 'not-measured (no-samples)'],
    ['too few rows', () => reportOn(rows(3)), 'unverified', 'success', 'met'],
    ['a stratum without rows', () => reportOn(rows(6, () => ({ case: 'buy' }))), 'unverified', 'success', 'met'],
    ['one value of a second stratum', () => reportOn(rows(6, () => ({ screens: 1 }))), 'unverified', 'success', 'met'],
    [
      'too few samples',
      () => reportOn(rows(6), only({ ...success, 'minimum-samples': 7 })),
      'unverified',
      'success',
      'not-measured (too-few-samples)',
    ],
    [
      'as many samples as are asked for',
      () => reportOn(rows(6), only({ ...success, 'minimum-samples': 6 })),
      'passed',
      'success',
      'met',
    ],
    [
      'too few samples of a stratum',
      () => reportOn(rows(6), only({ ...success, 'minimum-samples-per-stratum': { browse: 3 } })),
      'unverified',
      'success',
      'not-measured (too-few-samples-in-stratum)',
    ],
    [
      'a filter that matches nothing',
      () => reportOn(rows(6), only({ ...success, filter: [{ pointer: '/ms', 'at-least': 1e6 }] })),
      'unverified',
      'success',
      'not-measured (no-samples)',
    ],
    [
      'a count whose population is empty',
      () =>
        reportOn(
          rows(6),
          only({
            id: 'success',
            kind: 'count',
            filter: [{ pointer: '/ms', 'at-least': 1e6 }],
            direction: 'lower-is-better',
            target: { max: 0 },
          }),
        ),
      'unverified',
      'success',
      'not-measured (no-samples)',
    ],
    [
      'a field that no row has, left out',
      () => reportOn(rows(6), only({ ...p50, value: { pointer: '/msec', unit: 'ms' }, missing: 'exclude' })),
      'unverified',
      'p50',
      'not-measured (no-samples)',
    ],
    [
      'a field that no row has',
      () => reportOn(rows(6), only({ ...p50, value: { pointer: '/msec', unit: 'ms' } })),
      'error',
      'p50',
      'not-measured (rows-broken)',
    ],
    [
      'a numerator whose field no row has',
      () =>
        reportOn(
          rows(6),
          only({
            ...success,
            direction: 'lower-is-better',
            target: { max: 0.1 },
            numerator: [{ pointer: '/faild', equals: true }],
          }),
        ),
      'error',
      'success',
      'not-measured (rows-broken)',
    ],
    [
      'a rate over no time',
      () =>
        reportOn(
          rows(6, () => ({ hours: 0 })),
          only({ ...checkoutSet.kpis[7], required: true, target: { max: 1 }, evaluate: 'point' }),
        ),
      'unverified',
      'crashes',
      'not-measured (no-exposure)',
    ],
    [
      'a row that comes again',
      () => reportOn([...rows(6), checkoutRow(5)]),
      'failed',
      'success',
      'not-measured (rows-broken)',
    ],
    [
      'a broken row',
      () => reportOn([...rows(6), checkoutRow(6, { ms: '1' })]),
      'error',
      'success',
      'not-measured (rows-broken)',
    ],
    [
      'a broken row and a row that comes again',
      () => reportOn([...rows(6), checkoutRow(6, { ms: '1' }), checkoutRow(5)]),
      'error',
      'success',
      'not-measured (rows-broken)',
    ],
    [
      'more numbers than are kept',
      () => reportOf(addedUp(rows(6), kpiSet(), { problems: 5, values: 3 })),
      'passed',
      'p50',
      'met',
    ],
    [
      'more numbers than are kept, and a limit that is too near to tell',
      () => coarse(101.05),
      'unverified',
      'p50',
      'inconclusive (value-too-coarse)',
    ],
    ['more numbers than are kept, and a limit that is missed for sure', () => coarse(100.5), 'failed', 'p50', 'missed'],
    ['more numbers than are kept, and a limit that is met for sure', () => coarse(101.5), 'passed', 'p50', 'met'],
  ])('%s', (_name, report, status, id, verdict) => {
    const made = report();
    expect([made.status, verdictOf(made, id)]).toEqual([status, verdict]);
  });

  test('a value from a sketch names its method and how far it may be from the number', () => {
    const [kpi] = coarse(200).kpis;
    expect(kpi).toMatchObject({ percentile: 50, method: 'ddsketch', relativeError: 0.001, verdict: 'met' });
    expect(Math.abs((kpi?.value ?? 0) - 101)).toBeLessThanOrEqual(0.101);
  });

  test('a row that is no evidence counts in no KPI and no stratum', () => {
    const report = reportOn([...rows(6), checkoutRow(6, { ms: '1' })]);
    expect(report).toMatchObject({ rows: 7, unusable: 1 });
    expect(report.kpis[0]).toMatchObject({ numerator: 6, denominator: 6 });
    expect(report.kpis[0]?.strata[0]).toMatchObject({ value: 'buy', denominator: 2 });
    expect(report.strata[0]).toMatchObject({ value: 'buy', rows: 2 });
  });

  test('an informational KPI decides nothing, whatever its verdict', () => {
    const missed = { ...success, id: 'told', target: { min: 0.99 }, required: false };
    const empty = { ...missed, id: 'empty', filter: [{ pointer: '/ms', 'more-than': 1e6 }] };
    const set = KpiSetSchema.parse({ ...checkoutSet, kpis: [success, missed, empty] } as KpiSetInput);
    const report = reportOn(
      rows(6, (index) => ({ ok: index > 0 })),
      set,
    );
    expect(report.status).toBe('passed');
    expect(['success', 'told', 'empty'].map((id) => verdictOf(report, id))).toEqual([
      'met',
      'missed',
      'not-measured (no-samples)',
    ]);
  });
});

test('a line over all files is a line of one of them', () => {
  const source = (path: string, lines: number) => ({ path, lines, rows: lines, bytes: 1, sha256: '' });
  const sources = [source('a', 3), source('empty', 0), source('b', 2)];
  expect([0, 1, 3, 4, 5, 6].map((line) => placeOf(sources, line))).toEqual([
    undefined,
    { path: 'a', line: 1 },
    { path: 'a', line: 3 },
    { path: 'b', line: 1 },
    { path: 'b', line: 2 },
    undefined,
  ]);
});

test.each([
  [{ max: 0.01, inclusive: false }, '< 0.01'],
  [{ max: 0.01, inclusive: true }, '<= 0.01'],
  [{ min: 0.95, inclusive: true }, '>= 0.95'],
  [{ min: 0.95, inclusive: false }, '> 0.95'],
])('the target %j is written %s', (target, text) => {
  expect(targetText(target)).toBe(text);
});

describe('the runtime canary', () => {
  const checks = runtimeCanary.strata[0]?.values ?? [];
  const canary = KpiSetSchema.parse(runtimeCanary);
  const run = (difference: (check: string) => Row | undefined = () => ({})): Row[] =>
    checks.flatMap((check) => {
      const own = difference(check);
      const at = new Date(now).toISOString();
      return own === undefined
        ? []
        : [{ runId: '1', check, passed: true, commit: 'a'.repeat(40), timestamp: at, ...own }];
    });

  test.each<[string, Row[], string, number | null]>([
    ['all checks passed', run(), 'passed', 1],
    ['one check failed', run((check) => (check === 'durability' ? { passed: false } : {})), 'failed', 5 / 6],
    ['one check is missing', run((check) => (check === 'durability' ? undefined : {})), 'unverified', 1],
    ['one check twice', [...run(), ...run((check) => (check === 'durability' ? {} : undefined))], 'failed', 1],
    [
      'an unknown check',
      [...run(), ...run((check) => (check === 'durability' ? { check: 'luck' } : undefined))],
      'error',
      1,
    ],
    ['a word for passed', run((check) => (check === 'durability' ? { passed: 'yes' } : {})), 'error', 1],
    ['nothing', [], 'unverified', null],
  ])('%s', (_name, list, status, value) => {
    const report = reportOn(list, canary);
    expect([report.status, report.kpis[0]?.value]).toEqual([status, value]);
  });
});

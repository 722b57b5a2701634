import { describe, expect, test } from '@jest/globals';
import { type KpiSetInput, KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { setProblems } from '../../../../shared/domain/kpi/config-problems.ts';
import { definitionHash } from '../../../../shared/domain/kpi/definition.ts';
import { presets } from '../../../../shared/domain/kpi/presets.ts';
import { v1Set } from '../../../../shared/domain/kpi/v1.ts';
import type { KpiInput } from '../../../support/kpi-inputs.ts';
import { checkoutSet, kpiSet } from '../../../support/kpi-rows.ts';

/** The small set with its first KPI replaced, or with other parts. */
const withKpi = (kpi: object): unknown => ({ ...checkoutSet, kpis: [kpi, ...checkoutSet.kpis.slice(1)] });
const [success] = checkoutSet.kpis;
const ratio = success as KpiInput;
const percentile = { ...checkoutSet.kpis[1] } as KpiInput;

describe('the schema refuses', () => {
  test.each<[name: string, set: unknown, pointer: string]>([
    ['a misspelt key', { ...checkoutSet, strat: [] }, ''],
    ['a misspelt key of a KPI', withKpi({ ...ratio, tartget: { min: 1 } }), '/kpis/0'],
    ['no KPI', { ...checkoutSet, kpis: [] }, '/kpis'],
    ['no unique key', { ...checkoutSet, unique: [] }, '/unique'],
    ['an unnamed unique key', (({ unique: _unique, ...rest }) => rest)(checkoutSet), '/unique'],
    ['an unknown kind', withKpi({ ...ratio, kind: 'median' }), '/kpis/0/kind'],
    ['a ratio without numerator', withKpi({ ...ratio, numerator: [] }), '/kpis/0/numerator'],
    ['a percentile of conditions', withKpi({ ...percentile, numerator: [] }), '/kpis/0'],
    ['an unknown percentile method', withKpi({ ...percentile, method: 'mean' }), '/kpis/0/method'],
    ['a missing number as failure', withKpi({ ...percentile, missing: 'count-as-failure' }), '/kpis/0/missing'],
    ['a target with two limits', withKpi({ ...ratio, target: { min: 0, max: 1 } }), '/kpis/0/target'],
    ['a target without limit', withKpi({ ...ratio, target: {} }), '/kpis/0/target'],
    ['an infinite target', withKpi({ ...ratio, target: { min: Number.POSITIVE_INFINITY } }), '/kpis/0/target/min'],
    ['a target in quotes', withKpi({ ...ratio, target: { min: '0.5' } }), '/kpis/0/target/min'],
    ['zero samples', withKpi({ ...ratio, 'minimum-samples': 0 }), '/kpis/0/minimum-samples'],
    ['certainty', withKpi({ ...ratio, confidence: 1 }), '/kpis/0/confidence'],
    ['the bound of a count', withKpi({ ...checkoutSet.kpis[6], evaluate: 'bound' }), '/kpis/0/evaluate'],
    [
      'a rate of both rows and numbers',
      withKpi({ ...checkoutSet.kpis[7], numerator: [{ pointer: '/ok', equals: true }] }),
      '/kpis/0',
    ],
    ['a rate of nothing', withKpi({ ...checkoutSet.kpis[7], value: undefined }), '/kpis/0'],
    ['no pointer', { ...checkoutSet, unique: [['id']] }, '/unique/0/0'],
    ['the pointer of the whole row', { ...checkoutSet, constant: [{ pointer: '' }] }, '/constant/0/pointer'],
    [
      'a broken regular expression',
      { ...checkoutSet, rows: [{ pointer: '/a', type: 'string', pattern: '(' }] },
      '/rows/0/pattern',
    ],
    ['a condition without comparison', withKpi({ ...ratio, filter: [{ pointer: '/ok' }] }), '/kpis/0/filter/0'],
    [
      'a condition with two comparisons',
      withKpi({ ...ratio, filter: [{ pointer: '/ms', 'at-least': 1, 'at-most': 2 }] }),
      '/kpis/0/filter/0',
    ],
    [
      'a comparison with null',
      withKpi({ ...ratio, filter: [{ pointer: '/ok', equals: null }] }),
      '/kpis/0/filter/0/equals',
    ],
    [
      'a length of time without unit',
      { ...checkoutSet, timestamp: { pointer: '/at', 'maximum-age': '24' } },
      '/timestamp/maximum-age',
    ],
  ])('%s', (_name, set, pointer) => {
    const parsed = KpiSetSchema.safeParse(set);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map(({ path }) => path.map((key) => `/${String(key)}`).join(''))).toContain(pointer);
  });
});

describe('what is wrong with a set whose parts are well-formed', () => {
  const kpis = (...list: object[]): object => ({ kpis: [...checkoutSet.kpis, ...list] });
  const next = `/kpis/${checkoutSet.kpis.length}`;
  const numeric = { ...percentile, id: 'x' };
  const share = { ...ratio, id: 'x' };
  const rate = { ...checkoutSet.kpis[7], id: 'x', required: true, target: { max: 1 } };

  test.each<[name: string, difference: object, pointer: string, message: RegExp]>([
    ['two KPIs with one id', kpis({ ...ratio }), `${next}/id`, /success is used twice/],
    ['percentile 0', kpis({ ...numeric, percentile: 0 }), `${next}/percentile`, /out of range/],
    ['percentile 100', kpis({ ...numeric, percentile: 100 }), `${next}/percentile`, /kind min or max/],
    ['percentile -5', kpis({ ...numeric, percentile: -5 }), `${next}/percentile`, /out of range/],
    ['percentile 950', kpis({ ...numeric, percentile: 950 }), `${next}/percentile`, /out of range/],
    ['a percentile with 7 decimals', kpis({ ...numeric, percentile: 99.1234567 }), `${next}/percentile`, /6 decimals/],
    [
      'a maximum for what should be high',
      kpis({ ...share, target: { max: 0.5 } }),
      `${next}/target/max`,
      /contradicts/,
    ],
    ['a minimum for what should be low', kpis({ ...numeric, target: { min: 5 } }), `${next}/target/min`, /contradicts/],
    ['a required KPI without target', kpis({ ...share, target: undefined }), next, /has no target/],
    ['only informational KPIs', { kpis: [{ ...ratio, required: false }] }, '/kpis', /nothing could decide/],
    // Never passes.
    ['a share above 1', kpis({ ...share, target: { min: 1.01 } }), `${next}/target/min`, /no ratio can ever meet/],
    [
      'a share of more than 1',
      kpis({ ...share, target: { min: 1, inclusive: false } }),
      `${next}/target/min`,
      /ever meet/,
    ],
    [
      'the bound of a share of 1',
      kpis({ ...share, target: { min: 1 }, evaluate: 'bound' }),
      `${next}/target/min`,
      /confidence interval/,
    ],
    [
      'the bound of a share of 0',
      kpis({ ...share, direction: 'lower-is-better', target: { max: 0 }, evaluate: 'bound' }),
      `${next}/target/max`,
      /confidence interval/,
    ],
    ['a negative duration', kpis({ ...numeric, target: { max: -1 } }), `${next}/target/max`, /ever meet/],
    [
      'a duration below 0',
      kpis({ ...numeric, target: { max: 0, inclusive: false } }),
      `${next}/target/max`,
      /ever meet/,
    ],
    [
      'more than a number can be',
      kpis({
        ...numeric,
        direction: 'higher-is-better',
        value: { pointer: '/ms', unit: 'ms', max: 10 },
        target: { min: 11 },
      }),
      `${next}/target/min`,
      /ever meet/,
    ],
    ['the bound of a rate of 0', kpis({ ...rate, target: { max: 0 } }), `${next}/target/max`, /ever meet/],
    // Never fails.
    ['a share of at least 0', kpis({ ...share, target: { min: 0 } }), `${next}/target/min`, /asks for nothing/],
    [
      'a share of at most 1',
      kpis({ ...share, direction: 'lower-is-better', target: { max: 1 } }),
      `${next}/target/max`,
      /asks for nothing/,
    ],
    [
      'a share below 1.5',
      kpis({ ...share, direction: 'lower-is-better', target: { max: 1.5, inclusive: false } }),
      `${next}/target/max`,
      /asks for nothing/,
    ],
    [
      'a value within its range',
      kpis({ ...numeric, value: { pointer: '/ms', unit: 'ms', max: 10 }, target: { max: 10 } }),
      `${next}/target/max`,
      /asks for nothing/,
    ],
    [
      'at least 0 rows',
      kpis({ id: 'x', kind: 'count', direction: 'higher-is-better', target: { min: 0 } }),
      `${next}/target/min`,
      /asks for nothing/,
    ],
    // Numbers.
    [
      'a value whose range is empty',
      kpis({ ...numeric, value: { pointer: '/ms', unit: 'ms', min: 5, max: 1 } }),
      `${next}/value/min`,
      /no row could be right/,
    ],
    [
      'a negative number of events',
      kpis({ ...rate, value: { pointer: '/crashes', unit: 'crashes', min: -1 } }),
      `${next}/value/min`,
      /never negative/,
    ],
    [
      'a missing number of events as failure',
      kpis({ ...rate, missing: 'count-as-failure' }),
      `${next}/missing`,
      /cannot be counted/,
    ],
    // Conditions that match nothing.
    [
      'a value that no row may have',
      kpis({ ...share, filter: [{ pointer: '/case', in: ['buy', 'byu'] }] }),
      `${next}/filter/0`,
      /"byu" is none of the values/,
    ],
    [
      'a numerator that no row may have',
      kpis({ ...share, numerator: [{ pointer: '/case', not: 'by' }] }),
      `${next}/numerator/0`,
      /matches nothing/,
    ],
    [
      'a boolean in quotes',
      kpis({ ...share, numerator: [{ pointer: '/ok', equals: 'true' }] }),
      `${next}/numerator/0`,
      /is boolean, so "true" matches nothing/,
    ],
    [
      'a text whose values are not listed',
      kpis({ ...share, filter: [{ pointer: '/id', equals: 'run-1' }] }),
      `${next}/filter/0`,
      /misspelt/,
    ],
    [
      'a field without rule and a text',
      kpis({ ...share, filter: [{ pointer: '/cse', equals: 'buy' }] }),
      `${next}/filter/0`,
      /not listed/,
    ],
    [
      'a field without rule that should exist',
      kpis({ ...share, filter: [{ pointer: '/oka', exists: false }] }),
      `${next}/filter/0`,
      /never exist/,
    ],
    [
      'a rule for rows that cannot be',
      { rows: [...checkoutSet.rows, { pointer: '/x', type: 'string', when: [{ pointer: '/case', equals: 'Buy' }] }] },
      `/rows/${checkoutSet.rows.length}/when/0`,
      /matches nothing/,
    ],
    // Strata.
    [
      'samples of an unknown stratum',
      kpis({ ...share, 'minimum-samples-per-stratum': { bought: 3 } }),
      `${next}/minimum-samples-per-stratum/bought`,
      /no value of a stratum/,
    ],
    [
      'samples of a stratum that the filter leaves out',
      kpis({ ...share, filter: [{ pointer: '/case', in: ['buy'] }], 'minimum-samples-per-stratum': { return: 3 } }),
      `${next}/minimum-samples-per-stratum/return`,
      /leaves return out/,
    ],
    [
      'one value in two strata',
      { strata: [...checkoutSet.strata, { pointer: '/other', values: ['buy'] }] },
      '/strata/2/values/0',
      /buy is used twice/,
    ],
    [
      'a minimum of an unknown value',
      { strata: [{ pointer: '/case', values: ['buy', 'return', 'browse'], 'minimum-each': { by: 2 } }] },
      '/strata/0/minimum-each/by',
      /none of the values/,
    ],
    // Rows.
    [
      'two rules for one field',
      { rows: [...checkoutSet.rows, { pointer: '/ok', type: 'number' }] },
      `/rows/${checkoutSet.rows.length}/pointer`,
      /two rules/,
    ],
    [
      'a pattern for a number',
      { rows: [...checkoutSet.rows, { pointer: '/x', type: 'number', pattern: 'x' }] },
      `/rows/${checkoutSet.rows.length}/pattern`,
      /for a string/,
    ],
    [
      'a range for a text',
      { rows: [...checkoutSet.rows, { pointer: '/x', type: 'string', max: 5 }] },
      `/rows/${checkoutSet.rows.length}/max`,
      /for a number/,
    ],
    [
      'an empty range',
      { rows: [...checkoutSet.rows, { pointer: '/x', type: 'number', min: 5, max: 1 }] },
      `/rows/${checkoutSet.rows.length}/min`,
      /no row could be right/,
    ],
    [
      'a listed value of another type',
      { rows: [...checkoutSet.rows, { pointer: '/x', type: 'integer', enum: [1, 1.5] }] },
      `/rows/${checkoutSet.rows.length}/enum/1`,
      /1.5 is no integer/,
    ],
    [
      'one constant twice',
      { constant: [...checkoutSet.constant, { pointer: '/commit' }] },
      '/constant/2/pointer',
      /named twice/,
    ],
    ['a key that is constant', { unique: [['/commit']] }, '/unique/0', /same in all rows and differ/],
    [
      'gaps without order',
      { timestamp: { pointer: '/at', order: 'any', 'maximum-gap': '1h' } },
      '/timestamp/maximum-gap',
      /ascending/,
    ],
  ])('%s', (_name, difference, pointer, message) => {
    const set = KpiSetSchema.parse({ ...checkoutSet, ...difference });
    const problems = setProblems(set);
    expect(problems).toContainEqual({ pointer, message: expect.stringMatching(message) });
    for (const problem of problems) expect(problem.message).not.toMatch(/undefined|\.$/);
  });

  test.each<[name: string, difference: object]>([
    ['the small set', {}],
    ['limits that can be met and missed', kpis({ ...share, target: { min: 1 }, evaluate: 'point' })],
    [
      'no wrong outcome at all',
      kpis({ ...share, direction: 'lower-is-better', target: { max: 0 }, evaluate: 'point' }),
    ],
    ['an exclusive limit', kpis({ ...share, target: { min: 0, inclusive: false } })],
    [
      'a stratum that the filter keeps',
      kpis({ ...share, filter: [{ pointer: '/case', not: 'buy' }], 'minimum-samples-per-stratum': { return: 3 } }),
    ],
    [
      'a field that may exist',
      {
        rows: [...checkoutSet.rows, { pointer: '/x', type: 'string', required: false }],
        ...kpis({ ...share, filter: [{ pointer: '/x', exists: true }] }),
      },
    ],
    [
      'rules for different rows',
      {
        rows: [
          ...checkoutSet.rows,
          { pointer: '/x', type: 'string', when: [{ pointer: '/case', equals: 'buy' }] },
          { pointer: '/x', type: 'number', when: [{ pointer: '/case', not: 'buy' }] },
        ],
      },
    ],
    [
      'negative values that are allowed',
      kpis({ ...numeric, value: { pointer: '/ms', unit: 'ms', min: -10 }, target: { max: -1 } }),
    ],
  ])('none: %s', (_name, difference) => {
    expect(setProblems(KpiSetSchema.parse({ ...checkoutSet, ...difference }))).toEqual([]);
  });

  test('all at once', () => {
    const set = KpiSetSchema.parse({
      ...checkoutSet,
      constant: [{ pointer: '/commit' }, { pointer: '/commit' }],
      ...kpis({ ...numeric, percentile: 0, target: { min: 5 } }),
    });
    expect(setProblems(set).map(({ pointer }) => pointer)).toEqual([
      '/constant/1/pointer',
      `${next}/percentile`,
      `${next}/target/min`,
    ]);
  });
});

describe('presets', () => {
  test.each(Object.entries(presets))('%s is a sound set', (_name, preset: KpiSetInput) => {
    expect(setProblems(KpiSetSchema.parse(preset))).toEqual([]);
  });

  test('v1 judges the value itself, and never goes below 200 rows', () => {
    expect(setProblems(v1Set())).toEqual([]);
    expect(v1Set().kpis.map(({ evaluate }) => evaluate)).toEqual(['point', 'point', 'point', 'point']);
    expect([v1Set(1), v1Set(200), v1Set(500)].map((set) => set['minimum-samples'])).toEqual([200, 200, 500]);
  });
});

describe('the hash of definitions', () => {
  const hash = (set: KpiSetInput): string => definitionHash(kpiSet(set));

  test('is the same however a definition was written', () => {
    const { rows, kpis, ...rest } = checkoutSet;
    const spelledOut = { ...ratio, required: true, filter: [], missing: 'error' as const };
    expect(hash({ kpis: [spelledOut as KpiInput, ...kpis.slice(1)], ...rest, rows })).toBe(hash(checkoutSet));
    expect(hash(checkoutSet)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, Partial<KpiSetInput>]>([
    ['a target', { kpis: [{ ...ratio, target: { min: 0.49 } }, ...checkoutSet.kpis.slice(1)] }],
    [
      'whether the limit counts',
      { kpis: [{ ...ratio, target: { min: 0.5, inclusive: false } }, ...checkoutSet.kpis.slice(1)] },
    ],
    ['a minimum', { 'minimum-samples': 3 }],
    ['a rule of rows', { rows: checkoutSet.rows.slice(1) }],
    ['a stratum', { strata: checkoutSet.strata.slice(1) }],
    ['an age', { timestamp: { ...checkoutSet.timestamp, 'maximum-age': '31d' } }],
  ])('is another one with another %s', (_name, difference) => {
    expect(hash({ ...checkoutSet, ...difference })).not.toBe(hash(checkoutSet));
  });
});

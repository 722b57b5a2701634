import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KpiSet, KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { presets } from '../../../../shared/domain/kpi/presets.ts';
import { pooledKpis } from '../../../../shared/domain/kpi-gate/pooled.ts';
import { powerProblems } from '../../../../shared/domain/kpi-gate/power.ts';
import { crashRate, failureRate, ms, rowsOfRun, runOf, setWith } from '../../../support/kpi-runs.ts';

const ratio = { ...failureRate, target: { max: 0.01 } };
const p95 = { kind: 'percentile', percentile: 95, value: ms, target: { max: 500 } };
const least = (minimum: number): object => ({ 'minimum-samples': minimum });
const open = { filter: [{ pointer: '/case', in: ['buy', 'return'] }] };

describe('rules that could not be kept by good samples alone', () => {
  test.each<[string, KpiSet, runs: number, needed: number | undefined]>([
    // 1 - 0.025^(1/n) <= 0.01 from n = 368 on.
    ['enough', setWith([{ ...ratio, ...least(184) }]), 2, undefined],
    ['one sample short in each run', setWith([{ ...ratio, ...least(183) }]), 2, 368],
    ['enough in three runs', setWith([{ ...ratio, ...least(123) }]), 3, undefined],
    ['Wilson needs 381', setWith([{ ...ratio, interval: 'wilson', ...least(190) }]), 2, 381],
    ['a higher confidence', setWith([{ ...ratio, confidence: 0.99, ...least(184) }]), 2, 528],
    [
      'at least 95 of 100',
      setWith([
        {
          kind: 'ratio',
          numerator: failureRate.numerator,
          direction: 'higher-is-better',
          target: { min: 0.95 },
          ...least(35),
        },
      ]),
      2,
      72,
    ],
    // The median needs 6 values, the 95th percentile 72.
    ['a percentile', setWith([{ ...p95, ...least(35) }]), 2, 72],
    ['a percentile that has enough', setWith([{ ...p95, ...least(36) }]), 2, undefined],
    [
      'a percentile from below',
      setWith([{ ...p95, percentile: 5, direction: 'higher-is-better', target: { min: 1 }, ...least(35) }]),
      2,
      72,
    ],
    ['a bootstrapped median', setWith([{ ...p95, percentile: 50, interval: 'bootstrap', ...least(9) }]), 2, 20],
    // -ln(0.025) / 0.01 = 368.9
    [
      'a rate by rows',
      setWith([{ ...crashRate, per: { unit: 'rows' }, target: { max: 0.01 }, ...least(184) }]),
      2,
      369,
    ],
    ['a rate per hours that nobody knows beforehand', setWith([{ ...crashRate, target: { max: 0.01 } }]), 2, undefined],
    ['a mean', setWith([{ kind: 'mean', value: ms, target: { max: 1 } }]), 2, undefined],
    ['a count', setWith([{ kind: 'count', target: { max: 1 } }]), 2, undefined],
    ['by point', setWith([{ ...ratio, evaluate: 'point' }]), 2, undefined],
    ['informational', setWith([{ ...ratio, required: false }]), 2, undefined],
    ['rows of which all are samples', setWith([ratio], least(184)), 2, undefined],
    ['rows of which some may be left out', setWith([{ ...ratio, missing: 'exclude' }], least(184)), 2, 368],
    ['rows of which some are filtered', setWith([{ ...ratio, ...open }], least(184)), 2, 368],
    [
      'values of a stratum that pass the filter',
      setWith([{ ...ratio, ...open }], {
        strata: [{ pointer: '/case', values: ['buy', 'return', 'browse'], 'minimum-each': { buy: 100, return: 84 } }],
      }),
      2,
      undefined,
    ],
    [
      'values of a stratum of which one does not pass',
      setWith([{ ...ratio, filter: [{ pointer: '/case', not: 'return' }] }], {
        strata: [
          {
            pointer: '/case',
            values: ['buy', 'return', 'browse'],
            'minimum-samples': 100,
            'minimum-each': { browse: 83 },
          },
        ],
      }),
      2,
      368,
    ],
    [
      'samples in each value of a stratum',
      setWith([{ ...ratio, 'minimum-samples-per-stratum': { buy: 92, return: 92 } }]),
      2,
      undefined,
    ],
    [
      'values of two strata are the same samples',
      setWith([{ ...ratio, 'minimum-samples-per-stratum': { buy: 92, '1': 92 } }]),
      2,
      368,
    ],
  ])('%s', (_, set, runs, needed) => {
    const found = powerProblems(set, { runs });
    expect(found.map(({ pointer }) => pointer)).toEqual(needed === undefined ? [] : ['/kpis/0/minimum-samples']);
    expect(found.map(({ message }) => message).join()).toContain(
      needed === undefined ? '' : `set minimum-samples to ${Math.ceil(needed / runs)}, which is ${needed} in all runs`,
    );
  });
});

describe('comparisons', () => {
  test.each<[string, object, absolute: number, samples: number, messages: string[]]>([
    ['enough', ratio, 0.05, 200, []],
    ['never within', ratio, 0.001, 184, ['could not be within']],
    [
      'never at all',
      ratio,
      0,
      184,
      ['could not be within its tolerance of 0 even if all of them were good with any number'],
    ],
    ['never worse', { ...ratio, target: { max: 0.9 } }, 0.99, 5, ['could not be worse']],
  ])('%s', (_, kpi, absolute, samples, messages) => {
    const set = setWith([{ ...kpi, ...least(samples) }]);
    const found = powerProblems(set, { runs: 2, tolerances: { failures: { absolute } } });
    expect(found.map(({ message }) => message)).toEqual(messages.map((text) => expect.stringContaining(text)));
  });

  test('a relative tolerance depends on values that nobody knows beforehand', () => {
    const set = setWith([{ ...ratio, ...least(184) }]);
    expect(powerProblems(set, { runs: 2, tolerances: { failures: { relative: 0.01 } } })).toEqual([]);
  });
});

test('the presets can be kept in two runs, and not in one', () => {
  const reliability = KpiSetSchema.parse(presets.reliability);
  expect(powerProblems(reliability, { runs: 2 })).toEqual([]);
  expect(powerProblems(reliability, { runs: 1 }).map(({ pointer }) => pointer)).toEqual([
    '/kpis/0/minimum-samples',
    '/kpis/1/minimum-samples',
  ]);
  expect(powerProblems(KpiSetSchema.parse(presets['runtime-canary']), { runs: 1 })).toEqual([]);
});

test('with the number that is told perfect runs are enough, with one less they are not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 400 }),
      fc.constantFrom('wilson', 'clopper-pearson'),
      (permille, interval) => {
        const kpi = { ...failureRate, interval, target: { max: permille / 1000 } };
        const [problem] = powerProblems(setWith([{ ...kpi, ...least(1) }], least(1)), { runs: 1 });
        const needed = Number(/which is (\d+) in all/.exec(problem?.message ?? '')?.[1]);
        const verdict = (count: number) => {
          const set = setWith([kpi], least(1));
          return pooledKpis(set, [runOf('a', rowsOfRun(1, count), set)])[0]?.verdict;
        };
        expect([verdict(needed), verdict(needed - 1)]).toEqual(['met', 'inconclusive']);
      },
    ),
    { numRuns: 20 },
  );
});

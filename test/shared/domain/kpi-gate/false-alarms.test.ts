import { describe, expect, test } from '@jest/globals';
import type { Kpi } from '../../../../shared/domain/kpi/definition.ts';
import type { Measure } from '../../../../shared/domain/kpi/measure.ts';
import { comparison } from '../../../../shared/domain/kpi-gate/comparison.ts';
import type { Tolerance } from '../../../../shared/domain/kpi-gate/tolerance.ts';
import { percentileOf } from '../../../../shared/domain/statistics/percentile.ts';
import { seededDraw } from '../../../../shared/domain/statistics/random.ts';
import { crashRate, failureRate, ms, setWith } from '../../../support/kpi-runs.ts';

/*
 * How often a comparison says "worse" of a value that lies exactly on the edge of the tolerance, and how often it sees one that is
 * clearly beyond. The seeds are fixed, so that the figures do not change.
 */

const errors = { alpha: 0.05, power: 0.8 };
const n = 200;
const target = { target: { max: 1e6 } };
const draw = seededDraw('false alarms');
const uniform = (): number[] => {
  const numbers = new Uint32Array(n);
  draw(numbers, 2 ** 32);
  return Array.from(numbers, (number) => (number + 0.5) / 2 ** 32);
};
const empty: Measure = {
  numerator: 0,
  denominator: n,
  excluded: 0,
  value: undefined,
  noValue: undefined,
  outside: 0,
  strata: [],
  numbers: undefined,
  sorted: undefined,
  sketch: undefined,
  within: undefined,
  rate: undefined,
};

type Simulate = (level: number) => Measure;
/** So many of n happened. */
const ofRatio: Simulate = (rate) => {
  const numerator = uniform().filter((each) => each < rate).length;
  return { ...empty, numerator, value: numerator / n };
};
/** Skewed values with this mean. */
const valuesOf = (mean: number): number[] => uniform().map((each) => -Math.log(each) * mean);
const ofMean: Simulate = (level) => {
  const values = valuesOf(level);
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  const m2 = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ...empty,
    value: mean,
    numbers: { sum: mean * n, mean, m2, min: Math.min(...values), max: Math.max(...values) },
  };
};
const ofMedian: Simulate = (level) => {
  const sorted = Float64Array.from(valuesOf(level / Math.LN2)).sort();
  return { ...empty, sorted, value: percentileOf(sorted, 50, 'linear') };
};
/** Events that come by themselves while n was observed. */
const ofEvents: Simulate = (rate) => {
  let [time, events] = [0, -1];
  for (const each of [...uniform(), ...uniform()]) {
    if (time > n) break;
    time += -Math.log(each) / rate;
    events += 1;
  }
  return { ...empty, rate: { events, exposure: n }, value: events / n };
};

const only = (kpi: object): Kpi => setWith([{ ...kpi, ...target }]).kpis[0] ?? (undefined as never);
const cases: [string, Kpi, Simulate, reference: number, edge: number, beyond: number, Tolerance, times: number][] = [
  ['a ratio', only(failureRate), ofRatio, 0.1, 0.15, 0.32, { absolute: 0.05 }, 150],
  ['a ratio by a share', only(failureRate), ofRatio, 0.2, 0.3, 0.55, { relative: 0.5 }, 150],
  ['a mean', only({ kind: 'mean', value: ms }), ofMean, 100, 120, 200, { absolute: 20 }, 60],
  ['a mean by a share', only({ kind: 'mean', value: ms }), ofMean, 100, 120, 200, { relative: 0.2 }, 60],
  ['a median', only({ kind: 'percentile', percentile: 50, value: ms }), ofMedian, 100, 120, 240, { relative: 0.2 }, 40],
  ['events', only(crashRate), ofEvents, 0.3, 0.4, 0.7, { absolute: 0.1 }, 20],
  ['events by a share', only(crashRate), ofEvents, 0.3, 0.45, 0.9, { relative: 0.5 }, 150],
];

describe.each(cases)('%s', (_, kpi, simulate, reference, edge, beyond, tolerance, times) => {
  const share = (level: number, zone: string): number => {
    let count = 0;
    for (let index = 0; index < times; index += 1)
      if (comparison(kpi, simulate(level), simulate(reference), tolerance, errors).zone === zone) count += 1;
    return count / times;
  };
  // Three standard errors above half of alpha, which is what one side of the interval may miss.
  const most = 0.025 + 3 * Math.sqrt((0.025 * 0.975) / times);

  test('on the edge it is seldom worse, and seldom within', () => {
    expect(share(edge, 'worse')).toBeLessThan(most);
    expect(share(edge, 'within')).toBeLessThan(most);
  });

  test('clearly beyond it is nearly always worse', () => {
    expect(share(beyond, 'worse')).toBeGreaterThan(0.9);
  });
});

import { expect, test } from '@jest/globals';
import { KpiSetSchema } from '../../../../shared/domain/kpi/config.ts';
import { measureOf } from '../../../../shared/domain/kpi/measure.ts';
import { type Interval, kpiVerdict } from '../../../../shared/domain/kpi/verdict.ts';
import { addedUp, checkoutRow, checkoutSet } from '../../../support/kpi-rows.ts';

test.each<[string, Partial<Interval> | undefined, value: number, verdict: string]>([
  ['none', undefined, 1, 'not-measured (no-interval)'],
  ['one that keeps the target', { lower: 0.5 }, 1, 'met'],
  ['one that does not', { lower: 0.499 }, 1, 'inconclusive (interval-too-wide)'],
  ['one that more samples would decide', { lower: 0.499, needed: 40 }, 1, 'inconclusive (interval-too-wide)'],
  ['an open one', { lower: Number.NEGATIVE_INFINITY }, 1, 'inconclusive (interval-too-wide)'],
  ['no lower end', { lower: Number.NaN }, 1, 'not-measured (no-interval)'],
  ['no upper end', { lower: 0.9, upper: Number.NaN }, 1, 'not-measured (no-interval)'],
  ['less confidence than is asked for', { lower: 0.9, confidence: 0.5 }, 1, 'not-measured (no-interval)'],
  // No interval makes that good.
  ['a value that misses the target', { lower: 0.9 }, 0.2, 'missed'],
])('the interval decides: %s', (_name, interval, value, expected) => {
  const set = KpiSetSchema.parse({ ...checkoutSet, kpis: [{ ...checkoutSet.kpis[0], evaluate: 'bound' }] });
  const [kpi] = set.kpis;
  const [tally] = addedUp(
    Array.from({ length: 6 }, (_, index) => checkoutRow(index)),
    set,
  ).kpis;
  if (kpi === undefined || tally === undefined) throw new Error('there is one KPI');
  const { verdict, because } = kpiVerdict({
    kpi,
    measure: { ...measureOf(kpi, tally), value },
    strata: set.strata,
    interval: interval && { lower: 0.1, upper: 1, confidence: 0.95, method: 'wilson', ...interval },
    sound: true,
  });
  expect(because === undefined ? verdict : `${verdict} (${because.code})`).toBe(expected);
});

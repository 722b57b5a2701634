import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allowanceOf, limitOf, type Tolerance } from '../../../../shared/domain/kpi-gate/tolerance.ts';
import { zoneOf } from '../../../../shared/domain/statistics/zone.ts';
import { compared, type Of, p90, slower, target } from '../../../support/kpi-comparison.ts';
import { crashRate, failureRate, ms } from '../../../support/kpi-runs.ts';
import { expectNear } from '../statistics/near.ts';

const failing =
  (every: number): Of =>
  (index) => ({ ok: index % every !== 0 });
const ratio = { ...failureRate, ...target };
const success = {
  kind: 'ratio',
  numerator: [{ pointer: '/ok', equals: true }],
  direction: 'higher-is-better',
  target: { min: 0.01 },
};
const mean = { kind: 'mean', value: ms, ...target };
const crashing =
  (every: number): Of =>
  (index) => ({ crashes: index % every === 0 ? 1 : 0, hours: 1 });
const crashes = { ...crashRate, ...target };

describe('three zones', () => {
  test.each<
    [
      string,
      object,
      current: [number, Of?],
      reference: [number, Of?],
      Tolerance,
      zone: string,
      judged: string,
      method: string,
    ]
  >([
    ['no failure on either side', ratio, [400], [400], { absolute: 0.01 }, 'within', 'difference', 'newcombe'],
    ['too few to tell', ratio, [100], [100], { absolute: 0.01 }, 'inconclusive', 'difference', 'newcombe'],
    ['every fourth fails', ratio, [200, failing(4)], [200], { absolute: 0.01 }, 'worse', 'difference', 'newcombe'],
    [
      'a fourth as many as before',
      ratio,
      [200, failing(20)],
      [200, failing(4)],
      { absolute: 0.01 },
      'within',
      'difference',
      'newcombe',
    ],
    [
      'half as many again, twice is allowed',
      ratio,
      [400, failing(4)],
      [400, failing(5)],
      { relative: 1 },
      'within',
      'difference',
      'newcombe',
    ],
    ['fewer successes', success, [200, failing(4)], [200], { absolute: 0.05 }, 'worse', 'difference', 'newcombe'],
    [
      'fewer successes, within a share',
      success,
      [400, failing(20)],
      [400, failing(20)],
      { relative: 0.1 },
      'within',
      'difference',
      'newcombe',
    ],
    ['a mean as before', mean, [100, slower(0)], [100, slower(0)], { absolute: 20 }, 'within', 'difference', 'welch-t'],
    ['a mean 50 above', mean, [100, slower(50)], [100, slower(0)], { relative: 0.1 }, 'worse', 'difference', 'welch-t'],
    [
      'a mean 10 above, 10 allowed',
      mean,
      [100, slower(10)],
      [100, slower(0)],
      { absolute: 10 },
      'inconclusive',
      'difference',
      'welch-t',
    ],
    [
      'a percentile as before',
      p90,
      [200, slower(0)],
      [200, slower(0)],
      { relative: 0.2 },
      'within',
      'difference',
      'bootstrap-percentile',
    ],
    [
      'a percentile 100 above',
      p90,
      [200, slower(100)],
      [200, slower(0)],
      { relative: 0.2 },
      'worse',
      'difference',
      'bootstrap-percentile',
    ],
    [
      'a percentile 20 above, 20 allowed',
      p90,
      [200, slower(20)],
      [200, slower(0)],
      { absolute: 20 },
      'inconclusive',
      'difference',
      'bootstrap-percentile',
    ],
    [
      'crashes as before',
      crashes,
      [400, crashing(20)],
      [400, crashing(20)],
      { absolute: 0.1 },
      'within',
      'difference',
      'mover',
    ],
    [
      'four times the crashes',
      crashes,
      [400, crashing(5)],
      [400, crashing(20)],
      { relative: 0.5 },
      'worse',
      'ratio',
      'conditional-binomial',
    ],
    [
      'some more crashes',
      crashes,
      [400, crashing(16)],
      [400, crashing(20)],
      { relative: 0.5 },
      'inconclusive',
      'ratio',
      'conditional-binomial',
    ],
  ])('%s', (_, kpi, current, reference, tolerance, zone, judged, method) => {
    const found = compared(kpi, current, reference, tolerance);
    expect(found).toMatchObject({ zone, judged, method, interval: { confidence: 0.95 } });
    expect(found.p).toBeGreaterThanOrEqual(0);
    expect(found.p).toBeLessThanOrEqual(1);
    // Only what is worse is unlikely to be no worse.
    expect((found.p ?? 1) < 0.03).toBe(zone === 'worse');
  });

  test.each<[string, object, [number, Of?], [number, Of?], Tolerance]>([
    ['ratio', ratio, [100, failing(20)], [100, failing(25)], { absolute: 0.02 }],
    ['success', success, [100, failing(20)], [100, failing(25)], { absolute: 0.02 }],
    ['mean', mean, [100, slower(8)], [100, slower(0)], { absolute: 10 }],
    ['percentile', p90, [200, slower(18)], [200, slower(0)], { absolute: 16 }],
    ['crashes', crashes, [400, crashing(16)], [400, crashing(20)], { absolute: 0.02 }],
  ])(
    'what is inconclusive tells what would be seen, and how many more would decide: %s',
    (_, kpi, current, reference, tolerance) => {
      const found = compared(kpi, current, reference, tolerance);
      const { zone, limit = Number.NaN, detectable = Number.NaN, more = 0, interval } = found;
      expect(zone).toBe('inconclusive');
      const sign = kpi === success ? -1 : 1;
      expect(sign * (detectable - limit)).toBeGreaterThan(0);
      expect(more).toBeGreaterThan(0);
      // In the order of the width: half of it for alpha, and 0.43 of that for power.
      const half = ((interval?.upper ?? 0) - (interval?.lower ?? 0)) / 2;
      expect(Math.abs(detectable - limit) / half).toBeGreaterThan(1);
      expect(Math.abs(detectable - limit) / half).toBeLessThan(2);
    },
  );
});

describe('values alone', () => {
  test.each<[string, object, Of, Tolerance, string]>([
    ['a count', { kind: 'count', numerator: failureRate.numerator, ...target }, failing(5), { absolute: 10 }, 'within'],
    [
      'a count above',
      { kind: 'count', numerator: failureRate.numerator, ...target },
      failing(5),
      { absolute: 9 },
      'worse',
    ],
    ['a sum', { kind: 'sum', value: ms, ...target }, () => ({ ms: 11 }), { relative: 0.1 }, 'within'],
    [
      'a minimum',
      { kind: 'min', value: ms, direction: 'higher-is-better', target: { min: 1 } },
      () => ({ ms: 9 }),
      { absolute: 0.5 },
      'worse',
    ],
    ['a maximum', { kind: 'max', value: ms, ...target }, () => ({ ms: 9 }), { absolute: 0 }, 'within'],
    ['a ratio by point', { ...ratio, evaluate: 'point' }, failing(5), { absolute: 0.2 }, 'within'],
  ])('%s', (_, kpi, of, tolerance, zone) => {
    const found = compared(kpi, [50, of], [50, () => ({ ms: 10 })], tolerance);
    expect(found).toMatchObject({ zone, judged: 'point', method: 'point' });
    expect(found).not.toHaveProperty('interval');
    expect(found).not.toHaveProperty('p');
  });
});

describe('not measured', () => {
  test.each<[string, object, [number, Of?], [number, Of?], boolean, code: string, message: string]>([
    ['no samples', ratio, [0], [9], true, 'no-value', 'no value'],
    ['no samples of the reference', ratio, [9], [0], true, 'no-reference', 'no value'],
    [
      'a percentile of reports without intervals',
      p90,
      [30],
      [30],
      false,
      'rows-needed',
      'needs the rows of both sides',
    ],
    ['too few for a percentile', p90, [200], [30], true, 'no-interval', 'at least 36 are needed'],
    [
      'means without spread',
      mean,
      [9, () => ({ ms: 7 })],
      [9, () => ({ ms: 8 })],
      true,
      'no-interval',
      'all values are the same',
    ],
    ['one value', mean, [1], [9], true, 'no-interval', 'at least 2'],
    ['no exposure', crashes, [9, () => ({ hours: 0 })], [9], true, 'no-value', 'no value'],
    ['half events', crashes, [9, () => ({ crashes: 0.5 })], [9], true, 'rows-needed', 'no whole number'],
  ])('%s', (_, kpi, current, reference, read, code, message) => {
    const found = compared(kpi, current, reference, { absolute: 1 / 2 }, read);
    expect(found).toMatchObject({ zone: 'not-measured', because: { code, message: expect.stringContaining(message) } });
  });
});

test('what is worse stays worse with a smaller tolerance, and what is within stays within with a larger one', () => {
  const rank = { within: 0, inconclusive: 1, worse: 2, 'not-measured': 3 };
  const tolerance = fc.double({ min: 0.001, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 2, max: 30 }),
      tolerance,
      tolerance,
      (a, b, x, y) => {
        const at = (absolute: number) => rank[compared(ratio, [120, failing(a)], [120, failing(b)], { absolute }).zone];
        expect(at(Math.max(x, y))).toBeLessThanOrEqual(at(Math.min(x, y)));
      },
    ),
    { numRuns: 40 },
  );
});

test('tolerances as what must hold', () => {
  const lower = { direction: 'lower-is-better' } as const;
  const higher = { direction: 'higher-is-better' } as const;
  expect(limitOf(allowanceOf(lower, { absolute: 5 }), 100)).toBe(105);
  expect(limitOf(allowanceOf(higher, { absolute: 5 }), 100)).toBe(95);
  expectNear(limitOf(allowanceOf(lower, { relative: 0.05 }), 100), 105, 1e-12);
  expectNear(limitOf(allowanceOf(higher, { relative: 0.05 }), 100), 95, 1e-12);
  for (const tolerance of [{ absolute: 5 }, { relative: 0.05 }])
    for (const direction of [lower, higher]) {
      const { factor, rule } = allowanceOf(direction, tolerance);
      const zone = (value: number) => zoneOf({ lower: value - factor * 100, upper: value - factor * 100 }, rule);
      const worse = direction === lower ? 105.1 : 94.9;
      expect([zone(100), zone(worse), zone(200 - worse)]).toEqual(['met', 'missed', 'met']);
    }
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gammaQuantile, gammaTails } from '../../../../shared/domain/statistics/gamma.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { greatestEvents, rateInterval } from '../../../../shared/domain/statistics/poisson.ts';
import { moreExposure } from '../../../../shared/domain/statistics/sample-size.ts';
import { zoneOf } from '../../../../shared/domain/statistics/zone.ts';
import { expectKind, expectNear } from './near.ts';
import { gammaQuantiles, gammaTailsTable, rateIntervals } from './reference/poisson.ts';

const two = (confidence: number): Level => ({ confidence, sides: 'two' });

describe('gamma distribution', () => {
  test.each(gammaTailsTable)('tails at %p of %p', (x, a, lower, upper) => {
    const tails = gammaTails(x, a);
    // The rounding of x itself shows in the digits of a tail far out.
    if (lower < 0.5) expectNear(tails.lower, lower, 1e-10);
    if (upper < 0.5) expectNear(tails.upper, upper, 1e-10);
    expectNear(tails.lower + tails.upper, 1, 1e-14);
  });

  test.each(gammaQuantiles)('quantile %p of %p', (p, a, x) => {
    expectNear(gammaQuantile(p, a), x, 1e-11);
  });

  test('the ends, and what has no value', () => {
    expect(gammaTails(0, 2)).toEqual({ lower: 0, upper: 1, rate: 0 });
    expect(gammaTails(Number.POSITIVE_INFINITY, 2)).toEqual({ lower: 1, upper: 0, rate: 0 });
    for (const [x, a] of [
      [-1, 1],
      [1, 0],
      [1, Number.NaN],
      [Number.NaN, 1],
      [1, Number.POSITIVE_INFINITY],
    ] as const)
      expect(() => gammaTails(x, a)).toThrow('no gamma distribution');
    for (const [p, a] of [
      [0, 2],
      [1, 2],
      [0.5, 0.5],
    ] as const)
      expect(() => gammaQuantile(p, a)).toThrow('no quantile');
  });

  test('the quantile is where the tail is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }),
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        (p, a) => {
          const { lower, upper } = gammaTails(gammaQuantile(p, a), a);
          expectNear(p < 0.5 ? lower : upper, p < 0.5 ? p : 1 - p, 1e-8);
        },
      ),
    );
  });
});

describe('rate of events', () => {
  test.each(rateIntervals)('%p events in %p at %p', (events, exposure, confidence, lower, upper) => {
    const found = expectKind(rateInterval({ events, exposure }, two(confidence)), 'interval');
    expect(found).toMatchObject({ method: 'poisson', confidence, sides: 'two' });
    expectNear(found.lower, lower, 1e-11);
    expectNear(found.upper, upper, 1e-11);
  });

  test('one-sided bounds have the other end of the scale', () => {
    const level = (sides: Level['sides']): Level => ({ confidence: 0.95, sides });
    expect(rateInterval({ events: 3, exposure: 2 }, level('upper'))).toMatchObject({ lower: 0 });
    expect(rateInterval({ events: 3, exposure: 2 }, level('lower'))).toMatchObject({
      upper: Number.POSITIVE_INFINITY,
    });
  });

  test('no exposure and too many events give none; what is no count is a fault', () => {
    expect(rateInterval({ events: 0, exposure: 0 }, two(0.95))).toEqual({ kind: 'none', reason: 'too-few' });
    expect(rateInterval({ events: greatestEvents + 1, exposure: 1 }, two(0.95))).toEqual({
      kind: 'none',
      reason: 'too-many',
      limit: greatestEvents,
    });
    for (const seen of [
      { events: 0.5, exposure: 1 },
      { events: -1, exposure: 1 },
      { events: 1, exposure: -1 },
      { events: 1, exposure: Number.POSITIVE_INFINITY },
    ])
      expect(() => rateInterval(seen, two(0.95))).toThrow('statistics');
  });

  test('coverage over all counts is never below the confidence', () => {
    const ends = Array.from({ length: 200 }, (_, events) =>
      expectKind(rateInterval({ events, exposure: 1 }, two(0.9)), 'interval'),
    );
    for (const rate of [0.01, 0.5, 1, 3.7, 20, 80]) {
      let [covered, probability] = [0, Math.exp(-rate)];
      for (const [events, { lower, upper }] of ends.entries()) {
        if (lower <= rate && rate <= upper) covered += probability;
        probability *= rate / (events + 1);
      }
      expect(covered).toBeGreaterThanOrEqual(0.9);
    }
  });
});

describe('how much more exposure decides', () => {
  test.each<[string, Parameters<typeof moreExposure>, ReturnType<typeof moreExposure>]>([
    // -ln(0.025) / 0.01 = 368.9 units, of which 200 were seen in 100 samples.
    [
      'no event',
      [{ events: 0, exposure: 200, n: 100 }, { operator: '<', target: 0.01 }, two(0.95)],
      { more: 85, zone: 'met' },
    ],
    [
      'decided already',
      [{ events: 0, exposure: 400, n: 100 }, { operator: '<', target: 0.01 }, two(0.95)],
      { more: 0, zone: 'met' },
    ],
    ['on the target', [{ events: 10, exposure: 1000, n: 100 }, { operator: '<=', target: 0.01 }, two(0.95)], undefined],
    ['nothing seen', [{ events: 0, exposure: 0, n: 0 }, { operator: '<=', target: 0.01 }, two(0.95)], undefined],
  ])('%s', (_, given, more) => {
    expect(moreExposure(...given)).toEqual(more);
  });

  test('with so much more it is decided, with one sample less it is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 50, max: 90 }), (events, percent) => {
        const rule = { operator: '<=', target: 1 } as const;
        // In whole multiples, so that the events stay whole.
        const seen = { events, exposure: (events * 100) / percent, n: 1 };
        const decided = moreExposure(seen, rule, two(0.95));
        const more = decided?.more ?? Number.NaN;
        const zoneAt = (times: number) =>
          zoneOf(
            expectKind(
              rateInterval({ events: events * times, exposure: seen.exposure * times }, two(0.95)),
              'interval',
            ),
            rule,
          );
        expect(decided?.zone).toBe('met');
        expect(zoneAt(1 + more)).toBe('met');
        expect(more === 0 || zoneAt(more) === 'undecided').toBe(true);
      }),
    );
  });
});

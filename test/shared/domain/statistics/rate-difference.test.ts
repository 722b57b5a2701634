import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newcombeBounds } from '../../../../shared/domain/statistics/difference.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { invertedP, moverBounds } from '../../../../shared/domain/statistics/mover.ts';
import { normalUpperQuantile, normalUpperTail } from '../../../../shared/domain/statistics/normal.ts';
import { proportionBounds } from '../../../../shared/domain/statistics/proportion.ts';
import {
  rateDifference,
  rateDifferenceP,
  rateRatio,
  rateRatioP,
} from '../../../../shared/domain/statistics/rate-difference.ts';
import { expectKind, expectNear } from './near.ts';

const two: Level = { confidence: 0.95, sides: 'two' };

/** scipy 1.17.1: gamma.ppf and isf combined by hand, beta.ppf and isf, binom.sf and cdf. undefined: without end. */
const reference: readonly {
  a: { events: number; exposure: number };
  b: { events: number; exposure: number };
  factor: number;
  difference: readonly [number, number];
  ratio: readonly [number, number];
  above: number;
  below: number;
}[] = [
  {
    a: { events: 30, exposure: 100 },
    b: { events: 20, exposure: 100 },
    factor: 1,
    difference: [-0.04621809505571797, 0.2500370098412104],
    ratio: [0.8241318992309122, 2.7867543069625684],
    above: 0.10131937553227033,
    below: 0.9405397737202819,
  },
  {
    a: { events: 5, exposure: 50 },
    b: { events: 9, exposure: 60 },
    factor: 1.2,
    difference: [-0.25523115134677943, 0.08531936692104666],
    ratio: [0.17551334279037595, 2.2151050777926033],
    above: 0.91021728515625,
    below: 0.21197509765625,
  },
  {
    a: { events: 0, exposure: 100 },
    b: { events: 4, exposure: 80 },
    factor: 1.1,
    difference: [-0.14082184428680083, -0.000576370410786918],
    ratio: [0, 1.2118934874926968],
    above: 1,
    below: 0.031430084176763524,
  },
  {
    a: { events: 12, exposure: 7 },
    b: { events: 0, exposure: 3 },
    factor: 0.9,
    difference: [0.33186055637077216, 2.994512149739566],
    ratio: [1.1908274273820676, Number.POSITIVE_INFINITY],
    above: 0.009338802927829234,
    below: 1,
  },
  {
    a: { events: 400, exposure: 1000 },
    b: { events: 380, exposure: 990 },
    factor: 1.1,
    difference: [-0.08102026251513077, 0.03616841650735678],
    ratio: [0.9033241777204739, 1.2023687534646648],
    above: 0.7855021068902487,
    below: 0.23598945361988966,
  },
];

describe.each(reference)('$a and $b', ({ a, b, factor, difference, ratio, above, below }) => {
  test('difference', () => {
    const found = expectKind(rateDifference(a, b, two, factor), 'interval');
    expectNear(found.lower, difference[0], 1e-10);
    expectNear(found.upper, difference[1], 1e-10);
  });

  test('ratio and its exact test', () => {
    const found = expectKind(rateRatio(a, b, two), 'interval');
    expectNear(found.lower, ratio[0], 1e-10);
    expectNear(found.upper, ratio[1], 1e-10);
    expectNear(rateRatioP(a, b, factor, 'greater') as number, above, 1e-10);
    expectNear(rateRatioP(a, b, factor, 'less') as number, below, 1e-10);
  });

  test('the p-value of the difference is 0.025 exactly at an end of its interval', () => {
    const at = (margin: number, alternative: 'greater' | 'less') =>
      rateDifferenceP(a, b, { factor, margin, alternative }) as number;
    expectNear(at(difference[0], 'greater'), 0.025, 1e-6);
    expectNear(at(difference[1], 'less'), 0.025, 1e-6);
  });
});

test.each<[string, number, number, number, number]>([
  ['no exposure', 0, 0, 1, 1],
  ['no exposure of the other', 1, 1, 0, 0],
  ['too many events', 2e9, 1, 1, 1],
])('%s gives nothing', (_, eventsA, exposureA, eventsB, exposureB) => {
  const [a, b] = [
    { events: eventsA, exposure: exposureA },
    { events: eventsB, exposure: exposureB },
  ];
  const claim = { factor: 1, margin: 0, alternative: 'greater' } as const;
  for (const found of [
    rateDifference(a, b, two),
    rateRatio(a, b, two),
    rateDifferenceP(a, b, claim),
    rateRatioP(a, b, 1, 'less'),
  ])
    expect(found).toMatchObject({ kind: 'none' });
});

test('without any event the ratio is unknown, and the difference is not', () => {
  const none = { events: 0, exposure: 10 };
  expect(rateRatio(none, none, two)).toMatchObject({ kind: 'none', reason: 'too-few' });
  expect(rateRatioP(none, none, 1, 'greater')).toMatchObject({ kind: 'none', reason: 'too-few' });
  const found = expectKind(rateDifference(none, none, two), 'interval');
  expectNear(found.upper, -Math.log(0.025) / 10, 1e-12);
  expectNear(found.lower, Math.log(0.025) / 10, 1e-12);
  expect(() => rateRatioP(none, none, 0, 'less')).toThrow('a ratio must be');
});

test('for limits of Wilson the combined bounds are those of Newcombe', () => {
  const rate = fc.integer({ min: 0, max: 50 });
  fc.assert(
    fc.property(rate, rate, fc.double({ min: 0.5, max: 2, noNaN: true }), (x, y, factor) => {
      const limits = (successes: number) => {
        const [lower, upper] = proportionBounds({ successes, n: 50 }, 'wilson', 0.025);
        return { value: successes / 50, lower, upper };
      };
      const [a, b] = [
        { successes: x, n: 50 },
        { successes: y, n: 50 },
      ];
      expect(moverBounds(limits(x), limits(y), factor)).toEqual(newcombeBounds(a, b, 0.025, factor));
    }),
  );
});

test('inverting the bounds of a normal distribution gives its tail', () => {
  const boundsAt = (mean: number) => (tail: number) => {
    const z = tail === 0.5 ? 0 : normalUpperQuantile(tail);
    return [mean - z, mean + z] as const;
  };
  for (const z of [0.1, 1, 1.96, 4]) {
    expectNear(invertedP(boundsAt(z), 0, 'greater'), normalUpperTail(z), 1e-9);
    expectNear(invertedP(boundsAt(-z), 0, 'less'), normalUpperTail(z), 1e-9);
    expect(invertedP(boundsAt(-z), 0, 'greater')).toBe(1);
  }
  expect(invertedP(boundsAt(9), 0, 'greater')).toBe(1e-12);
});

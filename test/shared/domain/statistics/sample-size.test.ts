import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectableMeanDifference, detectableRate } from '../../../../shared/domain/statistics/detectable.ts';
import { meanContrastOf, proportionDifference } from '../../../../shared/domain/statistics/difference.ts';
import type { Level } from '../../../../shared/domain/statistics/interval.ts';
import { meanIntervalOf } from '../../../../shared/domain/statistics/mean.ts';
import { type ProportionMethod, proportionInterval } from '../../../../shared/domain/statistics/proportion.ts';
import {
  moreTrials,
  moreTrialsToCompare,
  moreValues,
  smallestToCompare,
  smallestToMeet,
} from '../../../../shared/domain/statistics/sample-size.ts';
import { keeps, type Rule, type Zone, zoneOf } from '../../../../shared/domain/statistics/zone.ts';
import { meanFigures } from '../../../support/mean-figures.ts';
import { expectKind, expectNear } from './near.ts';
import { detectableRates, smallestTrials } from './reference/sample-size.ts';

const two: Level = { confidence: 0.95, sides: 'two' };
const above: Level = { confidence: 0.95, sides: 'upper' };
const below: Level = { confidence: 0.95, sides: 'lower' };
const rule = (operator: Rule['operator'], target: number): Rule => ({ operator, target });
const methods: ProportionMethod[] = ['wilson', 'clopper-pearson'];

describe('zone', () => {
  test.each<[number, number, Rule['operator'], Zone]>([
    [0, 0.9, '<', 'met'],
    [0, 1, '<', 'undecided'],
    [0, 1, '<=', 'met'],
    [0.5, 1.5, '<=', 'undecided'],
    [1, 1, '<', 'missed'],
    [1, 2, '<', 'missed'],
    [1, 2, '<=', 'undecided'],
    [1.1, 2, '<=', 'missed'],
    [1.1, 2, '>', 'met'],
    [1, 2, '>', 'undecided'],
    [1, 2, '>=', 'met'],
    [0, 1, '>', 'missed'],
    [0, 1, '>=', 'undecided'],
    [0, 0.9, '>=', 'missed'],
    [Number.NEGATIVE_INFINITY, 0.5, '<', 'met'],
    [Number.NEGATIVE_INFINITY, 1.5, '<', 'undecided'],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, '>=', 'undecided'],
    [Number.NaN, 0.5, '<', 'undecided'],
    [0.5, Number.NaN, '>', 'undecided'],
    [Number.NaN, Number.NaN, '>', 'undecided'],
  ])('from %p to %p, %s 1: %s', (lower, upper, operator, zone) => {
    expect(zoneOf({ lower, upper }, rule(operator, 1))).toBe(zone);
  });

  test('NaN keeps no rule', () => {
    for (const operator of ['<', '<=', '>', '>='] as const) expect(keeps(Number.NaN, rule(operator, 1))).toBe(false);
  });
});

describe('smallest number of trials', () => {
  test.each(smallestTrials)('%s %p by %s at %p: %p', (operator, target, method, confidence, n) => {
    const level: Level = { confidence, sides: operator === '<' ? 'upper' : 'lower' };
    expect(smallestToMeet(rule(operator, target), method, level)).toBe(n);
  });

  test.each<[Rule, Level, number | undefined]>([
    [rule('<', 0.01), above, 299],
    [rule('>=', 0.95), below, 59],
    [rule('<', 0.01), two, 368],
    [rule('<=', 0.5), two, 6],
    [rule('<', 0.99), two, 1],
    [rule('<', 0), two, undefined],
    [rule('<=', 0), two, undefined],
    [rule('<=', 1), two, 1],
    [rule('>', 1), two, undefined],
    [rule('>=', 1), two, undefined],
    [rule('>=', 0), two, 1],
  ])('%j, %j: %p', (target, level, meet) => {
    expect(smallestToMeet(target, 'clopper-pearson', level)).toBe(meet);
  });

  test('is the first that the best outcome decides', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.constantFrom(...methods), (target, method) => {
        const n = smallestToMeet(rule('<=', target), method, two) ?? Number.NaN;
        const zone = (count: number) =>
          zoneOf(
            expectKind(proportionInterval({ successes: 0, n: count }, method, two), 'interval'),
            rule('<=', target),
          );
        expect(zone(n)).toBe('met');
        expect(n === 1 || zone(n - 1) === 'undecided').toBe(true);
      }),
    );
  });

  test('to compare: at least the tolerance must be within reach', () => {
    for (const [zone, target] of [
      ['met', rule('<=', 0.02)],
      ['met', rule('>=', -0.02)],
      ['missed', rule('<=', 0.02)],
      ['missed', rule('>=', -0.02)],
    ] as const) {
      const n = smallestToCompare(zone, target, two) ?? Number.NaN;
      const less = target.operator === '<=';
      const zoneAt = (count: number) => {
        const [none, all] = [0, count].map((successes) => ({ successes, n: count }));
        if (none === undefined || all === undefined) throw new Error('two counts');
        const best = less ? none : all;
        const a = zone === 'met' ? best : less ? all : none;
        return zoneOf(expectKind(proportionDifference(a, best, two), 'interval'), target);
      };
      expect(zoneAt(n)).toBe(zone);
      expect(zoneAt(n - 1)).toBe('undecided');
    }
    expect(smallestToCompare('met', rule('<=', 0.02), two)).toBe(189);
    expect(smallestToCompare('met', rule('<=', 0), two)).toBeUndefined();
    expect(smallestToCompare('missed', rule('<=', 1), two)).toBeUndefined();
    expect(smallestToCompare('missed', rule('<=', 0.02), above)).toBeUndefined();
  });
});

describe('how many more', () => {
  test.each<[string, number, number, Rule, Level, object | undefined]>([
    ['one perfect run says too little', 0, 200, rule('<', 0.01), above, { more: 99, zone: 'met' }],
    ['two do', 0, 400, rule('<', 0.01), above, { more: 0, zone: 'met' }],
    ['40 of 40', 40, 40, rule('>=', 0.95), below, { more: 19, zone: 'met' }],
    ['half is surely no 95 percent', 20, 40, rule('>=', 0.95), two, { more: 0, zone: 'missed' }],
    ['on the target nothing decides', 190, 200, rule('>=', 0.95), two, undefined],
    ['nothing to go by', 0, 0, rule('>=', 0.95), two, undefined],
    ['the level does not claim the side', 20, 40, rule('>=', 0.95), above, { more: 0, zone: 'missed' }],
    ['the level claims the other side only', 40, 40, rule('>=', 0.95), above, undefined],
  ])('%s', (_, successes, n, target, level, expected) => {
    expect(moreTrials({ successes, n }, target, 'clopper-pearson', level)).toEqual(expected);
  });

  test('decide when that many more come in at the same rate, and not with clearly fewer', () => {
    const counted = fc
      .integer({ min: 10, max: 500 })
      .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }));
    fc.assert(
      fc.property(
        counted,
        fc.constantFrom(0.02, 0.1, 0.5, 0.9),
        fc.constantFrom(...methods),
        (seen, target, method) => {
          const found = moreTrials(seen, rule('<=', target), method, two);
          const zoneAt = (times: number): Zone => {
            const counts = { successes: seen.successes * times, n: seen.n * times };
            return zoneOf(expectKind(proportionInterval(counts, method, two), 'interval'), rule('<=', target));
          };
          // Only on the target itself there is no number that decides.
          expect(found === undefined).toBe(Math.abs(seen.successes / seen.n - target) < 1e-9);
          if (found === undefined) return;
          const times = (seen.n + found.more) / seen.n;
          expect(zoneAt(Math.ceil(times))).toBe(found.zone);
          expect(times <= 1 || zoneAt(Math.ceil(times) - 1) === 'undecided').toBe(true);
        },
      ),
    );
  });

  test('of two sides', () => {
    const [a, b] = [
      { successes: 4, n: 200 },
      { successes: 8, n: 400 },
    ];
    const found = moreTrialsToCompare(a, b, rule('<=', 0.01), two);
    expect(found?.zone).toBe('met');
    const zoneAt = (times: number) => {
      const [ofA, ofB] = [a, b].map(({ successes, n }) => ({ successes: successes * times, n: n * times }));
      if (ofA === undefined || ofB === undefined) throw new Error('two counts');
      return zoneOf(expectKind(proportionDifference(ofA, ofB, two), 'interval'), rule('<=', 0.01));
    };
    const times = (200 + (found?.more ?? Number.NaN)) / 200;
    expect(times).toBeGreaterThan(2);
    expect(zoneAt(Math.ceil(times))).toBe('met');
    expect(zoneAt(Math.floor(times))).toBe('undecided');
    expect(moreTrialsToCompare(a, a, rule('<=', 0), two)).toBeUndefined();
    expect(moreTrialsToCompare({ successes: 0, n: 0 }, a, rule('<=', 0), two)).toBeUndefined();
    expect(moreTrialsToCompare({ successes: 100, n: 200 }, a, rule('<=', 0.01), two)).toEqual({
      more: 0,
      zone: 'missed',
    });
  });

  test('of values for a mean', () => {
    const figures = meanFigures([9, 10, 11, 12, 8, 10]);
    const standardError = Math.sqrt(2 / 6);
    const seen = { n: 6, mean: 10, standardError };
    const interval = expectKind(meanIntervalOf(figures, two), 'interval');
    expect(moreValues(seen, rule('<=', interval.upper + 1e-9), two)).toEqual({ more: 0, zone: 'met' });
    expect(moreValues(seen, rule('<=', interval.upper - 1e-9), two)).toEqual({ more: 1, zone: 'met' });
    expect(moreValues(seen, rule('<=', interval.lower - 1e-9), two)).toEqual({ more: 0, zone: 'missed' });
    // 1.96 standard deviations of sqrt(2) by sqrt(n) are 0.1 at n = 768; Student's t asks for a few more.
    const found = moreValues(seen, rule('<=', 10.1), two);
    expect(found?.more).toBeGreaterThan(762);
    expect(found?.more).toBeLessThan(770);
    for (const none of [
      { ...seen, n: 1 },
      { ...seen, standardError: 0 },
    ]) {
      expect(moreValues(none, rule('<=', 11), two)).toBeUndefined();
    }
    expect(moreValues(seen, rule('<=', 10), two)).toBeUndefined();
    expect(moreValues(seen, rule('<=', 5), above)).toBeUndefined();
  });
});

describe('detectable', () => {
  test.each(detectableRates)(
    'from %p of %p, with %p trials, alpha %p, power %p: %p',
    (rate, ofBaseline, n, alpha, power, expected) => {
      const found = detectableRate({ rate, n: ofBaseline }, n, 0, { alpha, power });
      expectNear(found ?? Number.NaN, expected ?? Number.NaN, 1e-9);
    },
  );

  test('a tolerance comes on top, and more trials see less', () => {
    const errors = { alpha: 0.05, power: 0.8 };
    const base = { rate: 0.02, n: 1000 };
    const plain = detectableRate(base, 1000, 0, errors) ?? Number.NaN;
    const tolerant = detectableRate(base, 1000, 0.01, errors) ?? Number.NaN;
    expect(tolerant).toBeGreaterThan(plain + 0.005);
    expect(detectableRate(base, 5000, 0.01, errors)).toBeLessThan(tolerant);
    expect(detectableRate({ rate: 0.99, n: 10 }, 10, 0.02, errors)).toBeUndefined();
  });

  test('of means: what the margin and both errors ask for', () => {
    const contrast = expectKind(meanContrastOf(meanFigures([1, 2, 3, 4]), meanFigures([2, 3, 5, 9]), 1), 'contrast');
    // Welch: variances 5/3 and 115/12, 6 of 1 / (...) degrees of freedom, t.isf(0.05) and t.isf(0.2) there.
    const small = detectableMeanDifference(contrast, { alpha: 0.05, power: 0.8 });
    expect(small).toBeGreaterThan(contrast.standardError * (1.6449 + 0.8416));
    expect(detectableMeanDifference(contrast, { alpha: 0.05, power: 0.9 })).toBeGreaterThan(small);
    expectNear(
      detectableMeanDifference({ standardError: 2, degreesOfFreedom: 1e12 }, { alpha: 0.05, power: 0.8 }),
      2 * (1.6448536269514722 + 0.8416212335729143),
    );
    const known = detectableMeanDifference({ standardError: 1, degreesOfFreedom: 10 }, { alpha: 0.05, power: 0.8 });
    expectNear(known, 1.8124611228107335 + 0.8790578285505888);
  });

  test.each([
    [0, 0.8],
    [1, 0.8],
    [0.05, 0],
    [0.05, 1],
    [0.2, 0.1],
    [0.05, Number.NaN],
  ])('alpha %p with power %p is refused', (alpha, power) => {
    expect(() => detectableRate({ rate: 0.1, n: 10 }, 10, 0, { alpha, power })).toThrow('statistics:');
    const contrast = { standardError: 1, degreesOfFreedom: 3 };
    expect(() => detectableMeanDifference(contrast, { alpha, power })).toThrow('statistics:');
  });
});

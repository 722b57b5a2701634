import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { demand } from './precondition.ts';
import { demandProportion, type Proportion, proportionBounds } from './proportion.ts';
import { studentUpperQuantile } from './student-t.ts';

/**
 * Every interval here is of `a - factor * b`, for two independent samples. Factor 1 is the difference; 1.1 asks whether a is more than
 * ten percent above b: it is when the whole interval is above 0.
 */
const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** Refuses a factor that is not positive and finite. */
export function demandFactor(factor: number): void {
  demand(factor > 0 && Number.isFinite(factor), `a factor must be > 0, not ${factor}`);
}

/**
 * The interval of rate a - factor * rate b by Newcombe's hybrid score (Newcombe 1998, method 10): the Wilson limits of each rate, their
 * distances combined as squares. None while one of the sides has no trials.
 */
export function proportionDifference(a: Proportion, b: Proportion, level: Level, factor = 1): Interval | NoInterval {
  demandProportion(a);
  demandProportion(b);
  demandFactor(factor);
  const tail = tailOf(level);
  if (a.n === 0 || b.n === 0) return { kind: 'none', reason: 'too-few', needed: 1 };
  return claimed('newcombe', level, newcombeBounds(a, b, tail, factor), [-factor, 1]);
}

/** Both bounds of `proportionDifference`, each of which misses with probability `tail`. The counts may be fractions; n > 0. */
export function newcombeBounds(a: Proportion, b: Proportion, tail: number, factor: number): readonly [number, number] {
  const [rateA, rateB] = [a.successes / a.n, b.successes / b.n];
  const [lowA, highA] = proportionBounds(a, 'wilson', tail);
  const [lowB, highB] = proportionBounds(b, 'wilson', tail);
  const difference = rateA - factor * rateB;
  return [
    difference - Math.hypot(rateA - lowA, factor * (highB - rateB)),
    difference + Math.hypot(highA - rateA, factor * (rateB - lowB)),
  ];
}

/** A difference of means, its standard error and the degrees of freedom of Welch and Satterthwaite. */
export interface MeanContrast {
  kind: 'contrast';
  difference: number;
  standardError: number;
  degreesOfFreedom: number;
}

/** What is known of values whose moments were computed already; `variance` has the divisor n - 1. */
export interface MeanFigures {
  n: number;
  mean: number | undefined;
  variance: number | undefined;
}

/** mean a - factor * mean b with what a test or an interval needs. None below 2 values a side, and none when neither side has spread. */
export function meanContrastOf(a: MeanFigures, b: MeanFigures, factor: number): MeanContrast | NoInterval {
  demandFactor(factor);
  const [meanA, meanB, varianceA, varianceB] = [a.mean, b.mean, a.variance, b.variance];
  if (meanA === undefined || meanB === undefined || varianceA === undefined || varianceB === undefined) {
    return { kind: 'none', reason: 'too-few', needed: 2 };
  }
  const [ofA, ofB] = [varianceA / a.n, (factor * factor * varianceB) / b.n];
  const total = ofA + ofB;
  if (total === 0) return { kind: 'none', reason: 'no-spread' };
  // As shares of the total, since the square of a variance can be out of range.
  const [shareA, shareB] = [ofA / total, ofB / total];
  return {
    kind: 'contrast',
    difference: meanA - factor * meanB,
    standardError: Math.sqrt(total),
    degreesOfFreedom: 1 / (shareA ** 2 / (a.n - 1) + shareB ** 2 / (b.n - 1)),
  };
}

/** The interval of a difference of means by Welch's t (Welch 1947): unequal variances and sizes. */
export function contrastInterval(contrast: MeanContrast, level: Level): Interval {
  const tail = tailOf(level);
  const half = studentUpperQuantile(tail, contrast.degreesOfFreedom) * contrast.standardError;
  return claimed('welch-t', level, [contrast.difference - half, contrast.difference + half], infinite);
}

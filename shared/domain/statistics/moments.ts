import { addExactly, addProduct, type ExactSum, roundedSum } from './exact-sum.ts';
import { demand } from './precondition.ts';

/**
 * What is kept of values to give their count, sum, mean, variance, minimum and maximum. Sums are exact, so that every figure is the
 * same whatever the order of the values and however they were split and merged. Plain data: it may be copied between threads.
 */
export interface Moments {
  n: number;
  sum: ExactSum;
  squares: ExactSum;
  /** +Infinity while n is 0. */
  min: number;
  /** -Infinity while n is 0. */
  max: number;
}

/** The greatest magnitude of a value: beyond it the squares of many could leave the range of doubles. */
export const greatestValue = 1e140;

/** Whether a value can be counted in: finite and not beyond `greatestValue`. Others are bad data, for the caller to report. */
export function isMeasurable(value: number): boolean {
  return Math.abs(value) <= greatestValue;
}

export function noMoments(): Moments {
  return { n: 0, sum: [], squares: [], min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
}

/** Counts a measurable value in, in place. */
export function addValue(moments: Moments, value: number): void {
  demand(isMeasurable(value), `${value} is not a value that can be counted in`);
  moments.n += 1;
  addExactly(moments.sum, value);
  addProduct(moments.squares, value, value);
  if (value < moments.min) moments.min = value;
  if (value > moments.max) moments.max = value;
}

export function momentsOf(values: Iterable<number>): Moments {
  const moments = noMoments();
  for (const value of values) addValue(moments, value);
  return moments;
}

/** The moments of both sets of values together; neither argument changes. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const sum = [...a.sum];
  for (const part of b.sum) addExactly(sum, part);
  const squares = [...a.squares];
  for (const part of b.squares) addExactly(squares, part);
  return { n: a.n + b.n, sum, squares, min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** The sum, rounded once; 0 of no values. */
export function sumOf(moments: Moments): number {
  return roundedSum(moments.sum);
}

/** The arithmetic mean; undefined of no values. */
export function meanOf(moments: Moments): number | undefined {
  return moments.n === 0 ? undefined : sumOf(moments) / moments.n;
}

/** The sample variance, with divisor n - 1, in squared units; undefined below 2 values, exactly 0 only when all are the same. */
export function varianceOf({ n, sum, squares, min, max }: Moments): number | undefined {
  if (n < 2) return undefined;
  if (min === max) return 0;
  // n * squares - sum^2 without rounding: as doubles the two could agree in every digit.
  const spread: ExactSum = [];
  for (const part of squares) addProduct(spread, n, part);
  for (const a of sum) for (const b of sum) addProduct(spread, -a, b);
  // Squares of less than 1e-154 have no digits left.
  return Math.max(Number.MIN_VALUE, roundedSum(spread) / n / (n - 1));
}

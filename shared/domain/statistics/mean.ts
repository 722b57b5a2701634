import { claimed, type Interval, type Level, type NoInterval, tailOf } from './interval.ts';
import { studentUpperQuantile } from './student-t.ts';

/**
 * Student's t interval of a mean: exact for normally distributed values, good for others when n is large for their skewness (else see
 * `bootstrapMean`). In the unit of the values. None below 2 values, and none when all values are the same: their spread was not seen,
 * so nothing says how far the mean may be off. `variance` has the divisor n - 1.
 */
export function meanIntervalOf(
  { n, mean, variance }: { n: number; mean: number | undefined; variance: number | undefined },
  level: Level,
): Interval | NoInterval {
  const tail = tailOf(level);
  if (n < 2 || mean === undefined || variance === undefined) return { kind: 'none', reason: 'too-few', needed: 2 };
  if (variance === 0) return { kind: 'none', reason: 'no-spread' };
  const half = studentUpperQuantile(tail, n - 1) * Math.sqrt(variance / n);
  return claimed('student-t', level, [mean - half, mean + half], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
}

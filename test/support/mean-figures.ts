import { varianceOf } from '../../shared/domain/kpi/interval.ts';
import type { MeanFigures } from '../../shared/domain/statistics/difference.ts';
import { addExactly, addSquare, type ExactSum, moments } from '../../shared/domain/statistics/exact-sum.ts';

/** What a KPI knows of its numbers when it asks for the interval of their mean. */
export function meanFigures(values: readonly number[]): MeanFigures {
  const n = values.length;
  if (n === 0) return { n, mean: undefined, variance: undefined };
  const [sum, squares]: [ExactSum, ExactSum] = [[], []];
  for (const value of values) {
    addExactly(sum, value);
    addSquare(squares, value);
  }
  const figures = moments(n, sum, squares);
  const numbers = { ...figures, sum: figures.mean * n, min: Math.min(...values), max: Math.max(...values) };
  return { n, mean: figures.mean, variance: varianceOf(n, numbers) };
}

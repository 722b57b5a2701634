import { demand } from './precondition.ts';

/** A p-value after the correction. */
export interface Corrected {
  /** The smallest family-wise error at which this hypothesis is rejected; at most 1. */
  adjusted: number;
  rejected: boolean;
}

/**
 * Holm's step-down correction (Holm 1979): the probability of rejecting any true hypothesis of the family is at most `alpha`, whatever
 * their dependence. One entry per p-value, in the same order. A member that could not be tested stays in the family with the
 * p-value 1: leaving it out would make the others look better.
 */
export function holm(pValues: readonly number[], alpha: number): Corrected[] {
  demand(alpha > 0 && alpha < 1, `alpha must be between 0 and 1, not ${alpha}`);
  for (const p of pValues) demand(p >= 0 && p <= 1, `a p-value must be between 0 and 1, not ${p}`);
  const order = [...pValues.keys()].sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const corrected: Corrected[] = [];
  let adjusted = 0;
  for (const [step, index] of order.entries()) {
    adjusted = Math.min(1, Math.max(adjusted, (pValues.length - step) * (pValues[index] ?? 1)));
    corrected[index] = { adjusted, rejected: adjusted <= alpha };
  }
  return corrected;
}

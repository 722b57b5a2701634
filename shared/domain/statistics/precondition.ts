import { GovernanceError } from '../../core/errors.ts';

/**
 * Refuses arguments for which a statistic has no meaning: a fault of the caller (`INTERNAL`), never of the data. Data that
 * suffice for nothing give `NoInterval` instead.
 */
export function demand(holds: boolean, message: string): asserts holds {
  if (!holds) throw new GovernanceError('INTERNAL', `statistics: ${message}`);
}

/** Refuses what is not a whole number of at least `least`. */
export function demandCount(value: number, name: string, least = 0): void {
  demand(Number.isSafeInteger(value) && value >= least, `${name} must be a whole number >= ${least}, not ${value}`);
}

/** Refuses what is not strictly between 0 and 1. */
export function demandOpenUnit(value: number, name: string): void {
  demand(value > 0 && value < 1, `${name} must be between 0 and 1, not ${value}`);
}

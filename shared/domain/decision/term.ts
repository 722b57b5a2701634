import type { AllowanceUse } from '../../core/allowed.ts';
import { type Moment, millisecondsPerDay, startOfDay } from '../../core/time.ts';

/** The whole days from the start of `from` to the end of `to`, both ISO days in UTC. */
export function daysThrough(from: string, to: string): number {
  return (startOfDay(to) - startOfDay(from)) / millisecondsPerDay + 1;
}

/**
 * Why a term of ISO days (UTC, both included) does not hold: it has ended at the later of event and now, or had not begun
 * at the earlier of them. Undefined while it holds.
 */
export function lapse(from: string, to: string, time: Moment): Pick<AllowanceUse, 'state' | 'message'> | undefined {
  if (time.latest >= startOfDay(to) + millisecondsPerDay) return { state: 'expired', message: `ended on ${to}` };
  if (time.earliest < startOfDay(from)) return { state: 'void', message: `holds only from ${from}` };
  return undefined;
}

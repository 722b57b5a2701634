import type { Chart } from '../../core/exhibit.ts';
import type { Target } from './definition.ts';

/** A value with its interval, beside what is asked of it. */
export interface ShownInterval {
  label: string;
  value: number | null | undefined;
  interval?: { lower: number | null; upper: number | null } | undefined;
  target?: Target | undefined;
  unit?: string | undefined;
}

/** A picture of its own for each value that has an interval: on one axis a rate of 0.005 beside one of 0.95 could not be read. */
export function intervalCharts(shown: readonly ShownInterval[]): Chart[] {
  return shown.flatMap(({ label, value, interval, target, unit }): Chart[] => {
    if (value === null || value === undefined || interval === undefined) return [];
    const item = { label, value, lower: end(interval.lower), upper: end(interval.upper), ...limitOf(target) };
    return [{ kind: 'interval', unit: unit ?? 'ratio', items: [item] }];
  });
}

/** JSON has no infinity: an open end is null. */
function end(bound: number | null): number | null {
  return bound !== null && Number.isFinite(bound) ? bound : null;
}

function limitOf(target: Target | undefined): { limit?: { kind: 'min' | 'max'; value: number } } {
  if (target?.max !== undefined) return { limit: { kind: 'max', value: target.max } };
  return target?.min === undefined ? {} : { limit: { kind: 'min', value: target.min } };
}

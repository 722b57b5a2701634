import type { Interval } from './interval.ts';

/** What a value must be. For a difference from a baseline the target is the tolerance. */
export interface Rule {
  operator: '<' | '<=' | '>' | '>=';
  target: number;
}

/** `met`: every value of the interval keeps the rule. `missed`: none does. `undecided`: the data allow both. */
export type Zone = 'met' | 'missed' | 'undecided';

/** Whether a number keeps a rule, compared as it is, unrounded. NaN keeps none. */
export function keeps(value: number, { operator, target }: Rule): boolean {
  switch (operator) {
    case '<':
      return value < target;
    case '<=':
      return value <= target;
    case '>':
      return value > target;
    case '>=':
      return value >= target;
  }
}

/**
 * The zone of an interval. With one claimed side only one of `met` and `missed` can come out; an interval that has NaN in it is
 * `undecided`.
 */
export function zoneOf({ lower, upper }: Pick<Interval, 'lower' | 'upper'>, rule: Rule): Zone {
  if (Number.isNaN(lower) || Number.isNaN(upper)) return 'undecided';
  const [low, high] = [keeps(lower, rule), keeps(upper, rule)];
  if (low && high) return 'met';
  return low || high ? 'undecided' : 'missed';
}

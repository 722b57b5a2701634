import { demand } from './precondition.ts';

/** A function and its derivative at one point. */
export interface Slope {
  value: number;
  slope: number;
}

/**
 * Where an increasing function is zero between `low` and `high`, to the last digits that the function can tell apart. Newton steps;
 * one that would leave what is still possible is replaced by halving it. The function must be negative at `low` and positive at
 * `high`; neither end is asked.
 */
export function root(increasing: (x: number) => Slope, low: number, high: number, start: number): number {
  let [least, most] = [low, high];
  let x = start > low && start < high ? start : (low + high) / 2;
  for (let step = 0; step < 400; step += 1) {
    const { value, slope } = increasing(x);
    demand(!Number.isNaN(value), `a function without a value at ${x}`);
    if (value === 0) return x;
    if (value > 0) most = x;
    else least = x;
    const newton = x - value / slope;
    const next = newton > least && newton < most ? newton : (least + most) / 2;
    if (next <= least || next >= most || Math.abs(next - x) <= 2 * Number.EPSILON * Math.abs(x)) return next;
    x = next;
  }
  return x;
}

/**
 * The smallest whole number from `from` to `limit` for which `holds`, or undefined when there is none. `holds` must stay true once
 * it is true.
 */
export function smallestWhole(holds: (n: number) => boolean, from: number, limit: number): number | undefined {
  if (holds(from)) return from;
  let below = from;
  for (let width = 1; ; width *= 2) {
    const n = Math.min(from + width, limit);
    if (holds(n)) return between(holds, below, n);
    if (n >= limit) return undefined;
    below = n;
  }
}

function between(holds: (n: number) => boolean, below: number, at: number): number {
  let [no, yes] = [below, at];
  while (yes - no > 1) {
    const middle = no + Math.floor((yes - no) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

import { demandFactor } from './difference.ts';

/** An estimate with both of its limits. */
export interface Limits {
  value: number;
  lower: number;
  upper: number;
}

/**
 * The bounds of a - factor * b from the limits of each: their distances combined as squares (method of variance estimates recovery; Zou
 * and Donner 2008; for proportions that of Newcombe). As good as the limits: it keeps their skewness, and is approximate.
 */
export function moverBounds(a: Limits, b: Limits, factor: number): readonly [number, number] {
  demandFactor(factor);
  const difference = a.value - factor * b.value;
  return [
    difference - Math.hypot(a.value - a.lower, factor * (b.upper - b.value)),
    difference + Math.hypot(a.upper - a.value, factor * (b.value - b.lower)),
  ];
}

const smallestP = 1e-12;

/**
 * The smallest tail at which the bound that a claim needs reaches the margin: the p-value of "above" (lower bound) or "below" (upper
 * bound) the margin, by inverting the interval. Between 1e-12 and 1; a claim that not even half of the confidence supports has 1.
 * `boundsAt` gives both bounds at a tail; the bounds must not widen as the tail grows.
 */
export function invertedP(
  boundsAt: (tail: number) => readonly [number, number],
  margin: number,
  alternative: 'greater' | 'less',
): number {
  const supports = (tail: number): boolean => {
    const [lower, upper] = boundsAt(tail);
    return alternative === 'greater' ? lower > margin : upper < margin;
  };
  if (!supports(0.5)) return 1;
  if (supports(smallestP)) return smallestP;
  let [no, yes] = [Math.log(smallestP), Math.log(0.5)];
  for (let step = 0; step < 36; step += 1) {
    const middle = (no + yes) / 2;
    if (supports(Math.exp(middle))) yes = middle;
    else no = middle;
  }
  return Math.exp(yes);
}

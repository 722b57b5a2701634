import { betaTails } from './beta.ts';
import { demand, demandOpenUnit } from './precondition.ts';
import { root } from './root.ts';

/** The probability that Student's t with `df` > 0 degrees of freedom (need not be whole) is greater than `t`. */
export function studentUpperTail(t: number, df: number): number {
  demand(df > 0 && Number.isFinite(df), `no Student t with ${df} degrees of freedom`);
  if (t < 0) return 1 - studentUpperTail(-t, df);
  return halves(t, df).lower / 2;
}

/** Where the upper tail of Student's t is `p` (0 < p < 1), to about 1e-13 of itself. */
export function studentUpperQuantile(p: number, df: number): number {
  demandOpenUnit(p, 'a tail probability');
  demand(df > 0 && Number.isFinite(df), `no Student t with ${df} degrees of freedom`);
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentUpperQuantile(1 - p, df);
  // Near the middle the probability of the middle has the digits, beyond it that of the tails.
  const side = p < 0.25 ? 'lower' : 'upper';
  const target = Math.log(side === 'lower' ? 2 * p : 1 - 2 * p);
  const logarithm = root(
    (log) => {
      const tails = halves(Math.exp(log), df);
      const sign = side === 'lower' ? -1 : 1;
      return { value: sign * (Math.log(tails[side]) - target), slope: (2 * tails.rate) / tails[side] };
    },
    -300,
    300,
    0,
  );
  return Math.exp(logarithm);
}

/** Both tails together (`lower`) and the middle (`upper`) of Student's t at `t` >= 0, as a beta distribution. */
function halves(t: number, df: number): ReturnType<typeof betaTails> {
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return betaTails(df / square, 1, df / 2, 0.5);
  return betaTails(df / (df + square), square / (df + square), df / 2, 0.5);
}

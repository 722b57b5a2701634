import { demand } from './precondition.ts';
import { root } from './root.ts';
import { deviance, stirlingError } from './stirling.ts';

/**
 * The two tails of a gamma distribution of scale 1 at a point, and how fast they change there. The smaller tail keeps its relative
 * precision (about 1e-13).
 */
export interface GammaTails {
  /** The regularised incomplete gamma function P(a, x). */
  lower: number;
  /** Q(a, x) = 1 - P(a, x). */
  upper: number;
  /** x times the density: the derivative of `lower` by the logarithm of x. */
  rate: number;
}

/**
 * P(a, x) and Q(a, x) for a > 0, x >= 0: the series DLMF 8.11.4 below the peak, the continued fraction DLMF 8.9.2 by the method of
 * Lentz beyond it. Needs in the order of the square root of a steps.
 */
export function gammaTails(x: number, a: number): GammaTails {
  demand(a > 0 && Number.isFinite(a) && x >= 0, `no gamma distribution (${a}) at ${x}`);
  if (x === 0) return { lower: 0, upper: 1, rate: 0 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0, rate: 0 };
  // x^a e^-x / gamma(a + 1), as the distance from the peak.
  const peak = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  const rate = a * peak;
  if (x < a + 1) {
    const lower = Math.min(1, peak * series(x, a));
    return { lower, upper: 1 - lower, rate };
  }
  const upper = Math.min(1, rate * fraction(x, a));
  return { lower: 1 - upper, upper, rate };
}

/** Where the lower tail of the gamma distribution of shape `a` >= 1 and scale 1 is `p` (0 < p < 1), to about 1e-13 of itself. */
export function gammaQuantile(p: number, a: number): number {
  demand(a >= 1 && Number.isFinite(a) && p > 0 && p < 1, `no quantile ${p} of the gamma distribution (${a})`);
  // The logarithms of both tails are concave functions of the logarithm of x; the smaller tail is the one that has digits.
  const side = p <= 0.5 ? 'lower' : 'upper';
  const target = Math.log(Math.min(p, 1 - p));
  const logarithm = root(
    (log) => {
      const tails = gammaTails(Math.exp(log), a);
      const sign = side === 'lower' ? 1 : -1;
      return { value: sign * (Math.log(tails[side]) - target), slope: tails.rate / tails[side] };
    },
    -745,
    709,
    Math.log(a),
  );
  return Math.exp(logarithm);
}

function series(x: number, a: number): number {
  let [term, sum] = [1, 1];
  for (let k = 1; term > sum * Number.EPSILON * 0.1; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function fraction(x: number, a: number): number {
  let below = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / below;
  let value = d;
  const most = 1000 + 100 * Math.sqrt(a);
  for (let k = 1; k <= most; k += 1) {
    const numerator = k * (a - k);
    below += 2;
    d = 1 / nonZero(below + numerator * d);
    c = nonZero(below + numerator / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= Number.EPSILON) return value;
  }
  demand(false, `the gamma distribution (${a}) at ${x} did not converge`);
  return Number.NaN;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

import { demand } from './precondition.ts';
import { root } from './root.ts';
import { deviance, stirlingError } from './stirling.ts';

/**
 * The two tails of a beta distribution at a point, and how fast they change there. Each tail keeps its relative precision (about 1e-13)
 * however small it is, unless the other is smaller still.
 */
export interface BetaTails {
  /** The regularised incomplete beta function I_x(a, b). */
  lower: number;
  /** 1 - I_x(a, b). */
  upper: number;
  /** x (1 - x) times the density: the derivative of `lower` by the logit of x. */
  rate: number;
}

/**
 * I_x(a, b) for a, b > 0, by a continued fraction. `y` must be 1 - x; it is asked for so that an x near 1 loses
 * nothing.
 */
export function betaTails(x: number, y: number, a: number, b: number): BetaTails {
  demand(a > 0 && b > 0 && x >= 0 && y >= 0, `no beta distribution (${a}, ${b}) at ${x}`);
  if (x === 0) return { lower: 0, upper: 1, rate: 0 };
  if (y === 0) return { lower: 1, upper: 0, rate: 0 };
  const rate = Math.exp(logPower(x, y, a, b));
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, rate * fraction(x, y, a, b));
    return { lower, upper: 1 - lower, rate };
  }
  const upper = Math.min(1, rate * fraction(y, x, b, a));
  return { lower: 1 - upper, upper, rate };
}

/** Where the lower tail of the beta distribution is `p` (0 < p < 1), to about 1e-14 of itself; for a, b >= 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  demand(a >= 1 && b >= 1 && p > 0 && p < 1, `no quantile ${p} of the beta distribution (${a}, ${b})`);
  // Near 1 the distance to 1 has more digits than the value.
  if (a > b) return 1 - quantileByLogarithm(p, b, a, 'upper');
  return quantileByLogarithm(p, a, b, 'lower');
}

/**
 * Where one tail is `p`. The logarithm of a tail is a concave function of the logarithm of x, so that Newton steps approach the root
 * from one side; the smaller tail is the one that has digits.
 */
function quantileByLogarithm(p: number, a: number, b: number, side: 'lower' | 'upper'): number {
  const solved = p <= 0.5 ? side : side === 'lower' ? 'upper' : 'lower';
  const target = Math.log(Math.min(p, 1 - p));
  const logarithm = root(
    (log) => {
      const y = -Math.expm1(log);
      const tails = betaTails(Math.exp(log), y, a, b);
      const sign = solved === 'lower' ? 1 : -1;
      return { value: sign * (Math.log(tails[solved]) - target), slope: tails.rate / (y * tails[solved]) };
    },
    -750,
    0,
    Math.log(a / (a + b)),
  );
  return Math.exp(logarithm);
}

/** P(B <= k) and P(B > k) for B binomial with `n` trials of probability `q`; k whole, from -1 to n. */
export function binomialTails(k: number, n: number, q: number): { lower: number; upper: number } {
  if (k < 0) return { lower: 0, upper: 1 };
  if (k >= n) return { lower: 1, upper: 0 };
  const { lower, upper } = betaTails(q, 1 - q, k + 1, n - k);
  return { lower: upper, upper: lower };
}

/**
 * The part of I_x(a, b) beyond x^a y^b / B(a, b), for x up to about the mean: the continued fraction of Didonato and Morris (1992), from the
 * distance of x to the mean, by the method of Lentz. Needs in the order of the square root of a and b steps.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const distance = a * y - b * x + 1;
  let value = nonZero((a * distance) / (a + 1));
  let c = value;
  let d = 0;
  const most = 1000 + 100 * Math.sqrt(a + b);
  for (let m = 1; m <= most; m += 1) {
    const before = a + 2 * m - 1;
    const numerator = ((a + m - 1) / before) * ((a + b + m - 1) / before) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / before + ((a + m) * (distance + m * (1 + y))) / (a + 2 * m + 1);
    d = 1 / nonZero(denominator + numerator * d);
    c = nonZero(denominator + numerator / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= Number.EPSILON) return 1 / value;
  }
  demand(false, `the beta distribution (${a}, ${b}) at ${x} did not converge`);
  return Number.NaN;
}

function nonZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/**
 * The logarithm of x^a (1-x)^b / B(a, b) as the distance from the peak and the errors of Stirling's formula (Loader, Fast and accurate
 * computation of binomial probabilities, 2000): differences of logarithms of the gamma function would lose a digit for each power
 * of ten of a and b.
 */
function logPower(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return errors - deviance(a, n * x) - deviance(b, n * y) + 0.5 * Math.log(((a / n) * b) / (2 * Math.PI));
}

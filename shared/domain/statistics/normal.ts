import { demandOpenUnit } from './precondition.ts';
import { root } from './root.ts';

/** The density of the standard normal distribution. */
function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The probability that a standard normal variable is greater than `z`, to about 1e-14 of itself. From the series DLMF 7.6.2 near 0 and the
 * continued fraction of Mills' ratio (DLMF 7.9.3) beyond.
 */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  if (z > 38.6) return 0;
  if (z <= 2.5) {
    let [term, sum] = [z, z];
    for (let k = 3; term > sum * Number.EPSILON * 0.1; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let ratio = z;
  for (let k = 160; k >= 1; k -= 1) ratio = z + k / ratio;
  return density(z) / ratio;
}

/** Where the upper tail of the standard normal distribution is `p` (0 < p < 1). */
export function normalUpperQuantile(p: number): number {
  demandOpenUnit(p, 'a tail probability');
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalUpperQuantile(1 - p);
  const target = Math.log(p);
  return root(
    (z) => {
      const tail = normalUpperTail(z);
      return { value: target - Math.log(tail), slope: density(z) / tail };
    },
    0,
    38.6,
    Math.sqrt(-2 * target) - 0.5,
  );
}

/*
 * The two parts of which the logarithms of binomial, beta, gamma and Poisson probabilities consist near their peak (Loader, Fast and
 * accurate computation of binomial probabilities, 2000).
 */

/** log gamma(z + 1) - ((z + 1/2) log z - z + log(2 pi) / 2), for z > 0: the series (DLMF 5.11.1) from 16 on, below it by recurrence. */
export function stirlingError(z: number): number {
  let error = 0;
  let from = z;
  while (from < 16) {
    error += (from + 0.5) * Math.log1p(1 / from) - 1;
    from += 1;
  }
  const s = 1 / (from * from);
  const series = 1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))));
  return error + series / from;
}

/** k log(k / m) + m - k: zero where both agree, without losing digits near there. */
export function deviance(k: number, m: number): number {
  const v = (k - m) / (k + m);
  if (Math.abs(v) > 0.1) return k * Math.log(k / m) + m - k;
  let sum = (k - m) * v;
  let term = 2 * k * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

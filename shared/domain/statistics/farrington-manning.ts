import { demand } from './precondition.ts';
import { root } from './root.ts';

/** A rate that was observed or is expected in n trials. */
export interface Rate {
  rate: number;
  n: number;
}

/** The hypothesis that rate a is `factor` * rate b + `margin`. */
export interface Contrast {
  factor: number;
  margin: number;
}

/** Refuses a hypothesis that no two rates between 0 and 1 can fulfil. */
export function demandContrast({ factor, margin }: Contrast): void {
  demand(factor > 0 && Number.isFinite(factor), `a factor must be > 0, not ${factor}`);
  demand(margin < 1 && margin > -factor, `no rates lie ${margin} apart at a factor of ${factor}`);
}

/**
 * The variance of rate a - factor * rate b if they lay on the edge of the hypothesis: at the rates that make what was seen most likely
 * there (Farrington and Manning 1990). Both difference (factor 1) and ratio (margin 0) of that paper are cases of it.
 */
export function restrictedVariance(a: Rate, b: Rate, contrast: Contrast): number {
  demandContrast(contrast);
  const { factor, margin } = contrast;
  const low = Math.max(0, -margin / factor);
  const high = Math.min(1, (1 - margin) / factor);
  const atB = root(
    (p) => {
      const score = factor * a.n * scoreOf(a.rate, factor * p + margin) + b.n * scoreOf(b.rate, p);
      const slope = factor ** 2 * a.n * steepness(a.rate, factor * p + margin) + b.n * steepness(b.rate, p);
      return { value: -score, slope };
    },
    low,
    high,
    (low + high) / 2,
  );
  const atA = Math.min(1, Math.max(0, factor * atB + margin));
  return (atA * (1 - atA)) / a.n + (factor ** 2 * atB * (1 - atB)) / b.n;
}

/** The derivative of the logarithm of the likelihood by the rate, for one trial. */
function scoreOf(observed: number, rate: number): number {
  return (observed === 0 ? 0 : observed / rate) - (observed === 1 ? 0 : (1 - observed) / (1 - rate));
}

/** How fast that derivative falls. */
function steepness(observed: number, rate: number): number {
  return (observed === 0 ? 0 : observed / rate ** 2) + (observed === 1 ? 0 : (1 - observed) / (1 - rate) ** 2);
}

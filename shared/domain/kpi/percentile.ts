import type { PercentileMethod } from './definition.ts';

/**
 * The percentile of numbers in ascending order, at least one; `percentile` is between 0 and 100 with at most 6 decimals, so
 * that ranks are whole numbers and do not depend on rounding.
 *
 * - `nearest-rank`: the number of rank ceil(p n), which is one of the numbers
 * - `linear`: between the neighbours of rank (n - 1) p + 1 (type 7 of Hyndman and Fan)
 */
export function percentileOf(sorted: Float64Array, percentile: number, method: PercentileMethod): number {
  const whole = 100_000_000n;
  const scaled = BigInt(Math.round(percentile * 1_000_000));
  const n = BigInt(sorted.length);
  if (method === 'nearest-rank') {
    const rank = (scaled * n + whole - 1n) / whole;
    return sorted[Number(rank) - 1] ?? Number.NaN;
  }
  const position = scaled * (n - 1n);
  const index = Number(position / whole);
  const share = Number(position % whole) / Number(whole);
  const below = sorted[index] ?? Number.NaN;
  const above = sorted[index + 1] ?? below;
  return below + share * (above - below);
}

import { demand } from './precondition.ts';

declare const ascending: unique symbol;

/** Finite numbers in ascending order. Only `sortedSample` makes one, so that no statistic meets numbers in another order. */
export type SortedSample = Float64Array & { readonly [ascending]: true };

/** The values in ascending order, as a copy; -0 counts as 0. Values that are not finite are bad data, which the caller must have reported. */
export function sortedSample(values: ArrayLike<number>): SortedSample {
  const sorted = Float64Array.from(values, (value) => {
    demand(Number.isFinite(value), `${value} is not a value of a sample`);
    return value + 0;
  }).sort();
  return sorted as SortedSample;
}

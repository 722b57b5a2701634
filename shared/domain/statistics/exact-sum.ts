/**
 * A sum of doubles without any rounding: the parts do not overlap, ascend in magnitude and add up to exactly what was added (Shewchuk
 * 1997). Because nothing is lost, the order of the additions and how they were split among workers cannot be seen in the result. Plain
 * data: it may be copied between threads.
 */
export type ExactSum = number[];

/** Adds a finite number in place. No partial sum may go beyond the range of doubles. */
export function addExactly(sum: ExactSum, value: number): void {
  let high = value;
  let kept = 0;
  for (let index = 0; index < sum.length; index += 1) {
    const part = sum[index] ?? 0;
    const total = high + part;
    const back = total - high;
    const low = high - (total - back) + (part - back);
    if (low !== 0) {
      sum[kept] = low;
      kept += 1;
    }
    high = total;
  }
  sum.length = kept;
  if (high !== 0) sum.push(high);
}

/** Adds the product of two numbers in place, as the rounded product and its rounding error (Dekker 1971). */
export function addProduct(sum: ExactSum, a: number, b: number): void {
  const product = a * b;
  const [highA, highB] = [upperHalf(a), upperHalf(b)];
  const [lowA, lowB] = [a - highA, b - highB];
  const error = highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
  addExactly(sum, product);
  if (error !== 0) addExactly(sum, error);
}

/** The upper 26 bits of the 53 of a double, so that products of halves are exact. */
function upperHalf(value: number): number {
  const scaled = value * 134_217_729;
  return scaled - (scaled - value);
}

/** The double that is nearest to the sum; a tie goes to the even one. */
export function roundedSum(sum: ExactSum): number {
  let high = 0;
  for (let index = sum.length - 1; index >= 0; index -= 1) {
    const part = sum[index] ?? 0;
    const total = high + part;
    const low = part - (total - high);
    if (low !== 0) {
      // Half a last digit was cut off: what lies below decides to which side it belongs.
      const below = sum[index - 1] ?? 0;
      const twice = total + 2 * low;
      return below !== 0 && below > 0 === low > 0 && twice - total === 2 * low ? twice : total;
    }
    high = total;
  }
  return high;
}

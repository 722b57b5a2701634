/*
 * Sums without rounding, so that they depend neither on the order of the rows nor on how a file was cut for its readers. A sum
 * is kept as doubles that do not overlap (J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997); it is rounded
 * once, at the end. The numbers must be of a magnitude of at most 1e100.
 */

/** Doubles whose exact sum is the sum. */
export type ExactSum = number[];

/** Adds one number. */
export function addExactly(sum: ExactSum, value: number): void {
  let carry = value;
  let used = 0;
  for (const part of sum) {
    const total = carry + part;
    const ofPart = total - carry;
    const error = carry - (total - ofPart) + (part - ofPart);
    if (error !== 0) {
      sum[used] = error;
      used += 1;
    }
    carry = total;
  }
  sum.length = used;
  if (carry !== 0) sum.push(carry);
}

const splitter = 2 ** 27 + 1;

/** Adds the square of a number, also the digits of it that do not fit into a double. */
export function addSquare(sum: ExactSum, value: number): void {
  const square = value * value;
  const scaled = splitter * value;
  const high = scaled - (scaled - value);
  const low = value - high;
  addExactly(sum, square);
  addExactly(sum, high * high - square + 2 * high * low + low * low);
}

/** The sum of both. */
export function mergedSum(a: ExactSum, b: ExactSum): ExactSum {
  const sum = [...a];
  for (const part of b) addExactly(sum, part);
  return sum;
}

/** The smallest positive double is 2^-1074: in this unit every double is whole. */
const unit = 1074n;
const view = new DataView(new ArrayBuffer(8));

function inUnits(sum: ExactSum): bigint {
  let total = 0n;
  for (const part of sum) {
    view.setFloat64(0, part);
    const bits = view.getBigUint64(0);
    const exponent = (bits >> 52n) & 0x7ffn;
    const fraction = bits & 0xf_ffff_ffff_ffffn;
    const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
    total += part < 0 ? -magnitude : magnitude;
  }
  return total;
}

/** The double nearest to a fraction. */
function quotient(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  const magnitude = numerator < 0n ? -numerator : numerator;
  const bits = (value: bigint): number => value.toString(16).length * 4;
  // More digits than a double has, and the last of them says whether anything was cut off, so that Number rounds rightly.
  const shift = 72 - bits(magnitude) + bits(denominator);
  const scaled = shift > 0 ? magnitude << BigInt(shift) : magnitude;
  const divisor = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const rounded = Number((scaled / divisor) | (scaled % divisor === 0n ? 0n : 1n));
  // In two steps: the power itself may be out of range.
  const half = Math.trunc(-shift / 2);
  const value = rounded * 2 ** half * 2 ** (-shift - half);
  return numerator < 0n ? -value : value;
}

/** The sum, rounded once. */
export function roundedSum(sum: ExactSum): number {
  return quotient(inUnits(sum), 1n << unit);
}

/** Mean and sum of squared deviations from it, each rounded once; `n` is at least 1. */
export function moments(n: number, sum: ExactSum, squares: ExactSum): { mean: number; m2: number } {
  const count = BigInt(n);
  const first = inUnits(sum);
  const second = inUnits(squares);
  const deviations = (second << unit) * count - first * first;
  // A square too small for a double is lost, and could leave less than nothing.
  const m2 = quotient(deviations < 0n ? 0n : deviations, count << (2n * unit));
  return { mean: quotient(first, count << unit), m2 };
}

/** One sum divided by another; undefined when that is zero. */
export function dividedSum(sum: ExactSum, by: ExactSum): number | undefined {
  const divisor = inUnits(by);
  return divisor <= 0n ? undefined : quotient(inUnits(sum), divisor);
}

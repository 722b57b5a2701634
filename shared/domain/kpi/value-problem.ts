import { kindOf, shown } from './field.ts';
import type { RowProblem } from './problem.ts';

/** Above this magnitude sums of squares could leave the range of doubles; no measurement is that large. */
export const largestNumber = 1e100;

/**
 * Why a value is no number to calculate with; undefined when it is one. A number in quotes is a text. `1e400` in JSON is
 * read as infinity, so that is no number either.
 */
export function numberProblem(
  pointer: string,
  value: unknown,
  { min, max, expected = 'number' }: { min?: number | undefined; max?: number | undefined; expected?: string } = {},
): RowProblem | undefined {
  if (typeof value !== 'number') return wrongType(pointer, expected, value);
  if (!Number.isFinite(value))
    return {
      code: 'not-finite',
      pointer,
      message: `${pointer} is not a finite number`,
      expected: 'a finite number',
      actual: shown(value),
    };
  if (Math.abs(value) > largestNumber)
    return {
      code: 'too-large',
      pointer,
      message: `${pointer} is larger than any measurement`,
      expected: `a number of at most ${largestNumber}`,
      actual: value,
    };
  if (min !== undefined && value < min)
    return {
      code: 'below-minimum',
      pointer,
      message: `${pointer} is below ${min}`,
      expected: `>= ${min}`,
      actual: value,
    };
  if (max !== undefined && value > max)
    return {
      code: 'above-maximum',
      pointer,
      message: `${pointer} is above ${max}`,
      expected: `<= ${max}`,
      actual: value,
    };
  return undefined;
}

/** The problem of a value of another type than the one that is compared or asked for. */
export function wrongType(pointer: string, expected: string, value: unknown): RowProblem {
  return {
    code: 'wrong-type',
    pointer,
    message: `${pointer} is ${kindOf(value)}, expected ${expected}`,
    expected,
    actual: shown(value),
  };
}

/** The problem of a field that a row does not have; `null` counts as not there. */
export function missingProblem(pointer: string, why: string): RowProblem {
  return { code: 'missing', pointer, message: `${pointer} is missing: ${why}`, actual: null };
}

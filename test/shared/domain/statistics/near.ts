import { expect } from '@jest/globals';

/** Asserts that a number agrees with the expected one in all but the last digits. */
export function expectNear(actual: number, expected: number, relative = 1e-9): void {
  if (Object.is(actual, expected) || Math.abs(actual - expected) <= Math.abs(expected) * relative) return;
  // Fails, and shows both.
  expect({ number: actual, within: relative }).toEqual({ number: expected, within: relative });
  throw new Error(`${actual} is not ${expected}`);
}

/** The result, which must be of this kind. */
export function expectKind<T extends { kind: string }, K extends T['kind']>(
  result: T,
  kind: K,
): Extract<T, { kind: K }> {
  expect(result).toMatchObject({ kind });
  return result as Extract<T, { kind: K }>;
}

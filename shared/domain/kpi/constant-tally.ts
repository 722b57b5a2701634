import { isObject } from '../../core/json.ts';

/** The values of a field that must be the same in all rows, each with the line in which it came first. */
export interface ConstantTally {
  values: { value: unknown; line: number }[];
  /** There were further values than are kept. */
  more: boolean;
}

/** Values that are kept: nobody reads more of what must be one. */
const mostValues = 10;

export function constantTally(): ConstantTally {
  return { values: [], more: false };
}

export function addConstant(tally: ConstantTally, value: unknown, line: number): void {
  const [first] = tally.values;
  // Nearly all rows have the first value.
  if (first !== undefined && isSame(first.value, value)) return;
  if (tally.values.some((known) => isSame(known.value, value))) return;
  if (tally.values.length < mostValues) tally.values.push({ value, line });
  else tally.more = true;
}

/** Whether two values of JSON are equal; the order of members does not matter. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

/** Both, `b` being `shift` lines further down. */
export function mergeConstants(a: ConstantTally, b: ConstantTally, shift: number): ConstantTally {
  const merged = { values: [...a.values], more: a.more || b.more };
  for (const { value, line } of b.values) addConstant(merged, value, line + shift);
  return merged;
}

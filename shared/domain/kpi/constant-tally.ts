import { stableJson } from '../../core/json.ts';

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
  if (first !== undefined && first.value === value) return;
  const text = stableJson(value);
  if (tally.values.some((known) => stableJson(known.value) === text)) return;
  if (tally.values.length < mostValues) tally.values.push({ value, line });
  else tally.more = true;
}

/** Both, `b` being `shift` lines further down. */
export function mergeConstants(a: ConstantTally, b: ConstantTally, shift: number): ConstantTally {
  const merged = { values: [...a.values], more: a.more || b.more };
  for (const { value, line } of b.values) addConstant(merged, value, line + shift);
  return merged;
}

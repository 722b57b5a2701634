import type { ZodError } from 'zod';
import { formatPointer } from './pointer.ts';

/** Something that is wrong with a value, by its JSON Pointer; the message says no place. */
export interface PointerProblem {
  pointer: string;
  message: string;
}

/** Every issue of a schema, in its order. */
export function pointerProblems(error: ZodError): PointerProblem[] {
  return error.issues.map(({ path, message }) => ({
    pointer: formatPointer(path.map((token) => (typeof token === 'number' ? token : String(token)))),
    message,
  }));
}

/** A problem at each value that is there again; `noun` is what they are called: `there are two drills release`. */
export function repeatedProblems(
  values: readonly string[],
  pointer: (index: number) => string,
  noun: string,
): PointerProblem[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    if (seen.has(value)) return [{ pointer: pointer(index), message: `there are two ${noun} ${value}` }];
    seen.add(value);
    return [];
  });
}

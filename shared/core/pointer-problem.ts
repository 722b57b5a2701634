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

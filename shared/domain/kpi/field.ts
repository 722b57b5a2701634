import { isObject } from '../../core/json.ts';
import { parsePointer } from '../../core/pointer.ts';
import { z } from '../../core/zod.ts';

/** A JSON Pointer to a field of a row, in the configuration. */
export const FieldPointer = z
  .string()
  .refine(
    (text) => text !== '' && parsePointer(text) !== undefined,
    'expected a JSON Pointer such as /probe/durationMs',
  )
  .meta({ description: 'JSON Pointer (RFC 6901) into a row.' });

/** The value of a field of a row; undefined when the row does not have it, and for `null`, which measures nothing. */
export type FieldReader = (row: unknown) => unknown;

/** Finds out how the field of a pointer is read. */
export type FieldReaders = (pointer: string) => FieldReader;

/** Reads fields of rows that are lists of their fields, in the order of the pointers. Only those can be read. */
export function fieldsReader(pointers: readonly string[]): FieldReaders {
  const indexes = new Map(pointers.map((pointer, index) => [pointer, index]));
  return (pointer) => {
    const index = indexes.get(pointer) ?? -1;
    return (row) => (row as readonly unknown[])[index];
  };
}

/** Reads own members only: a field called `constructor` or `length` is there when the row has it, and not otherwise. */
export function fieldReader(pointer: string): FieldReader {
  const tokens = parsePointer(pointer);
  if (tokens === undefined) return () => undefined;
  const { length } = tokens;
  return (row) => {
    let value = row;
    for (let index = 0; index < length; index += 1) value = member(value, tokens[index] ?? '');
    return value ?? undefined;
  };
}

function member(value: unknown, token: string): unknown {
  if (isObject(value)) return Object.hasOwn(value, token) ? value[token] : undefined;
  return Array.isArray(value) && /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
}

/** What kind of value it is, in words that follow "got". */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : `a ${typeof value}`;
}

const longestShown = 120;

/** A value as a problem shows it: scalars themselves, long texts cut, objects and lists by their kind. */
export function shown(value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return value.length > longestShown ? `${value.slice(0, longestShown - 3)}...` : value;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return value === undefined || value === null ? null : kindOf(value);
}

const deepest = 8;

/** Whether a value can be compared as a whole: a scalar, or objects and lists that are not nested deeper than any row needs. */
export function isComparable(value: unknown, depth = deepest): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isComparable(inner, depth - 1));
}

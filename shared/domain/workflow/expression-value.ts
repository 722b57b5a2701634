import type { Json } from '../../core/json.ts';

/** A value that only GitHub or a run knows; `unknown` names what it depends on, e.g. `vars.os`. */
export interface Unknown {
  readonly unknown: string;
}

/** A value of an expression: what JSON has, objects as maps in the order of their keys, and what is not known. */
export type Value = null | boolean | number | string | readonly Value[] | ValueMap | Unknown;
export type ValueMap = ReadonlyMap<string, Value>;

export function isMap(value: Value): value is ValueMap {
  return value instanceof Map;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isUnknown(value: Value): value is Unknown {
  return typeof value === 'object' && value !== null && !isMap(value) && !isList(value);
}

/** What the value, or anything inside it, depends on that is not known; nothing when all of it is known. */
export function unknowns(value: Value): string[] {
  if (isUnknown(value)) return [value.unknown];
  if (isList(value)) return value.flatMap(unknowns);
  return isMap(value) ? [...value.values()].flatMap(unknowns) : [];
}

export function valueOf(json: Json): Value {
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json !== 'object' || json === null) return json;
  return new Map(Object.entries(json).map(([key, member]) => [key, valueOf(member)]));
}

/** A member of an object; keys do not differ by case alone. `null` when there is none, or when it is no object. */
export function memberOf(value: Value, key: string): Value {
  if (isUnknown(value)) return value;
  if (!isMap(value)) return null;
  const exact = value.get(key);
  if (exact !== undefined) return exact;
  const folded = key.toUpperCase();
  for (const [own, member] of value) if (own.toUpperCase() === folded) return member;
  return null;
}

/** A number as the runner writes it: 15 digits, with an exponent below 0.0001 and from 1E+15 on (.NET's format G15). */
export function numberText(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e15)) return String(value);
  const [mantissa = '', power = '0'] = value.toExponential(14).split('e');
  const exponent = Number(power);
  if (exponent > -5 && exponent < 15) return trimZeros(value.toFixed(14 - exponent));
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${trimZeros(mantissa)}E${exponent < 0 ? '-' : '+'}${digits}`;
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** The text that stands for a value inside a longer text. Not for values that are not known. */
export function textOf(value: Exclude<Value, Unknown>): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (isList(value)) return 'Array';
  return isMap(value) ? 'Object' : String(value);
}

export function isTruthy(value: Exclude<Value, Unknown>): boolean {
  return !(value === null || value === false || value === '' || value === 0 || Number.isNaN(value));
}

/** Everything that is not a text of a number becomes NaN; the empty text becomes 0. */
export function numberOf(value: Exclude<Value, Unknown>): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim();
  if (text === 'Infinity' || text === '-Infinity') return Number(text);
  return /^(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+)?$/.test(text)
    ? Number(text)
    : Number.NaN;
}

/** `==` of expressions: texts without regard to case, different types as numbers, objects and lists only as themselves. */
export function looseEqual(a: Exclude<Value, Unknown>, b: Exclude<Value, Unknown>): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.toUpperCase() === b.toUpperCase();
  if (a === null && b === null) return true;
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) return a === b;
  return numberOf(a) === numberOf(b);
}

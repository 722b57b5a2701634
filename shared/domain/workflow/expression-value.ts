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

/*
 * The runner of GitHub computes as .NET does. Where that and this may differ (what letters beyond ASCII fold to, which numbers a text can
 * be, what two keys that differ by case alone become) nothing is computed: the value is not known. Source: actions/runner, EvaluationResult,
 * ExpressionUtility.ParseNumber, Index and DictionaryContextData.
 */

/** The value of what .NET may compute otherwise. */
export const notPortable: Unknown = { unknown: 'what GitHub may compute otherwise' };

/** Whether everyone folds, trims and escapes the text alike. */
export function isPlainText(text: string): boolean {
  return /^[\t\n\r\x20-\x7e]*$/.test(text);
}

/** Whether two texts are the same but for case; undefined where that depends on how letters beyond ASCII fold. */
export function sameText(a: string, b: string): boolean | undefined {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  if (isPlainText(a) && isPlainText(b)) return a.toUpperCase() === b.toUpperCase();
  for (let index = 0; index < a.length; index += 1) {
    const [one = '', other = ''] = [a[index], b[index]];
    if (isPlainText(one) && isPlainText(other) && one.toUpperCase() !== other.toUpperCase()) return false;
  }
  return undefined;
}

/**
 * A member of an object, of which no two keys may be one. `null` when there is none, or when it is no object; not known where it depends on
 * how letters fold.
 */
export function memberOf(value: Value, key: string): Value {
  if (isUnknown(value)) return value;
  if (!isMap(value)) return null;
  const exact = value.get(key);
  if (exact !== undefined) return exact;
  for (const [own, member] of value) {
    const same = sameText(own, key);
    if (same !== false) return same === undefined ? notPortable : member;
  }
  return null;
}

/** Whether no two of the keys may be one. */
export function areApart(keys: readonly string[]): boolean {
  return keys.every((key, index) => keys.slice(index + 1).every((other) => sameText(key, other) === false));
}

/** Whether a value is read alike by everyone: no two keys of an object that may be one, no number beyond 32 bits. */
export function isPortable(value: Value): boolean {
  if (typeof value === 'number') return Math.abs(value) < 2 ** 31 && !Object.is(value, -0);
  if (isList(value)) return value.every(isPortable);
  if (!isMap(value)) return true;
  return areApart([...value.keys()]) && [...value.values()].every(isPortable);
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

/**
 * Everything that is not a text of a number becomes NaN; the empty text becomes 0. Undefined for a text that .NET may take for another
 * number: of more than 15 digits, beyond 32 bits, or with something else than ASCII.
 */
export function numberOf(value: Exclude<Value, Unknown>): number | undefined {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return Number.NaN;
  if (!isPlainText(value)) return undefined;
  const text = value.trim();
  if (text === '') return 0;
  if (text === 'Infinity' || text === '-Infinity') return Number(text);
  if (/^(?:0x[0-9a-f]{1,7}|0o[0-7]{1,10})$/i.test(text))
    return text[1] === 'x' || text[1] === 'o' ? Number(text) : Number.NaN;
  if (/^[-+]?(?:0[xo]|infinity$|nan$)/i.test(text)) return undefined;
  const [, digits, exponent = '0'] = /^[-+]?(\d+\.?\d*|\.\d+)(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  if (digits === undefined) return Number.NaN;
  const number = Number(text);
  const isSafe = digits.length <= 16 && exponent.length <= 4 && Math.abs(Number(exponent)) <= 290;
  return isSafe && !Object.is(number, -0) ? number : undefined;
}

/**
 * `==` of expressions: texts without regard to case, different types as numbers, objects and lists only as themselves. Undefined where
 * GitHub may see it otherwise.
 */
export function looseEqual(a: Exclude<Value, Unknown>, b: Exclude<Value, Unknown>): boolean | undefined {
  if (typeof a === 'string' && typeof b === 'string') return sameText(a, b);
  if (a === null && b === null) return true;
  // Whether one object is told from a copy of it depends on where it comes from.
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) return a === b ? undefined : false;
  const [one, other] = [numberOf(a), numberOf(b)];
  return one === undefined || other === undefined ? undefined : one === other;
}

import type { Json } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import type { Scope } from './expression.ts';
import {
  areApart,
  isList,
  isMap,
  isPortable,
  isUnknown,
  looseEqual,
  memberOf,
  notPortable,
  textOf,
  unknowns,
  type Value,
} from './expression-value.ts';
import { hasExpression, parseTemplate, valueOfTemplate } from './template.ts';

/** One job of a matrix. */
export interface Leg {
  /** What `matrix` holds in it. */
  values: ReadonlyMap<string, Value>;
  /** The values that are appended to a name without expressions. */
  shown: readonly string[];
}

/**
 * The jobs of a matrix in the order in which they are made. `unknown`: what it depends on cannot be known from the file.
 * `invalid`: GitHub refuses it; each message is a clause that continues "the matrix …".
 */
export type Expanded =
  | { kind: 'legs'; legs: readonly Leg[] }
  | { kind: 'unknown'; unknown: readonly string[] }
  | { kind: 'invalid'; messages: readonly string[] };

/** GitHub's own limit of one matrix. */
export const maxLegs = 256;

/** What is wrong with a matrix without expressions, as clauses that continue "the matrix …". Its jobs are built only where needed. */
export function matrixProblems(source: Json): readonly string[] {
  const messages: string[] = [];
  const { vectors, include } = readMatrix(resolved(source, { contexts: new Map() }), messages);
  if (messages.length > 0 || combinationsOf(vectors) + include.length <= maxLegs) return messages;
  const expanded = expandMatrix(source, { contexts: new Map() });
  return expanded.kind === 'invalid' ? expanded.messages : [];
}

function combinationsOf(vectors: Matrix['vectors']): number {
  return [...vectors.values()].reduce((size, vector) => size * vector.length, 1);
}

interface Matrix {
  vectors: Map<string, readonly Value[]>;
  include: readonly ReadonlyMap<string, Value>[];
  exclude: readonly ReadonlyMap<string, Value>[];
}

/**
 * Expands a matrix as the runner does: all combinations of the vectors, the last one changing fastest; minus those that
 * an `exclude` matches; an `include` adds its other keys to every combination left whose values it repeats, and is a job of
 * its own when there is none. Values are compared as `==` does. Never throws.
 */
export function expandMatrix(source: Json, scope: Scope): Expanded {
  const value = resolved(source, scope);
  const missing = isPortable(value) ? unknowns(value) : [notPortable.unknown];
  if (missing.length > 0) return { kind: 'unknown', unknown: [...new Set(missing)] };
  const messages: string[] = [];
  const matrix = readMatrix(value, messages);
  if (messages.length === 0 && combinationsOf(matrix.vectors) > maxLegs)
    messages.push(`has more than ${maxLegs} combinations`);
  if (messages.length > 0) return { kind: 'invalid', messages };
  const legs = legsOf(matrix);
  if (legs === undefined) return { kind: 'unknown', unknown: [notPortable.unknown] };
  if (legs.length > maxLegs) return { kind: 'invalid', messages: [`has more than ${maxLegs} combinations`] };
  return { kind: 'legs', legs };
}

/** The value with its expressions evaluated. */
function resolved(source: Json, scope: Scope): Value {
  if (typeof source === 'string' && hasExpression(source)) {
    const parsed = parseTemplate(source);
    return parsed.ok ? valueOfTemplate(parsed.template, scope) : { unknown: quote(source, 60) };
  }
  if (Array.isArray(source)) return source.map((item) => resolved(item, scope));
  if (typeof source !== 'object' || source === null) return source;
  const members = new Map<string, Value>();
  for (const [key, item] of Object.entries(source)) {
    if (hasExpression(key)) return { unknown: quote(key, 60) };
    members.set(key, resolved(item, scope));
  }
  return members;
}

function readMatrix(value: Value, messages: string[]): Matrix {
  const matrix: Matrix = { vectors: new Map(), include: [], exclude: [] };
  if (!isMap(value)) {
    messages.push('is no mapping of names to lists of values');
    return matrix;
  }
  for (const [key, vector] of value) {
    if (key === 'include' || key === 'exclude') continue;
    if (!isList(vector)) messages.push(`has the key ${quote(key)} with something else than a list of values`);
    else if (vector.length === 0) messages.push(`has the key ${quote(key)} without any value`);
    else matrix.vectors.set(key, vector);
  }
  matrix.include = mappings(value, 'include', messages);
  matrix.exclude = mappings(value, 'exclude', messages);
  for (const key of matrix.exclude.flatMap((filter) => [...filter.keys()])) {
    if (memberOf(matrix.vectors, key) === null) {
      messages.push(`excludes by the key ${quote(key)}, which it does not have`);
    }
  }
  if (messages.length === 0 && matrix.vectors.size === 0 && matrix.include.length === 0) {
    messages.push('has neither a key with values nor an include');
  }
  return matrix;
}

function mappings(
  value: ReadonlyMap<string, Value>,
  key: 'include' | 'exclude',
  messages: string[],
): ReadonlyMap<string, Value>[] {
  const list = value.get(key);
  if (list === undefined) return [];
  if (!isList(list)) {
    messages.push(`has ${key} with something else than a list`);
    return [];
  }
  const found = list.filter((item) => isMap(item) && item.size > 0);
  if (found.length < list.length) messages.push(`has an entry of ${key} that is no mapping with values`);
  return found as ReadonlyMap<string, Value>[];
}

/** Whether a key that is not written as that of a vector is one all the same. */
function namesVector(vectors: Matrix['vectors'], key: string): boolean {
  return !vectors.has(key) && memberOf(vectors, key) !== null;
}

/** Undefined where GitHub may match other combinations. */
function legsOf({ vectors, include, exclude }: Matrix): Leg[] | undefined {
  const keys = new Set([...vectors.keys(), ...[...include, ...exclude].flatMap((row) => [...row.keys()])]);
  // Rows may add one key in two cases, and name one of the vectors in another case.
  if (include.length + exclude.length > 0 && !areApart([...keys].filter((key) => !namesVector(vectors, key))))
    return undefined;
  if ([...keys].some((key) => isUnknown(memberOf(vectors, key)))) return undefined;
  const rows = include.map((row) => {
    const isVector = (key: string): boolean => memberOf(vectors, key) !== null;
    const filter = new Map([...row].filter(([key]) => isVector(key)));
    const extra = new Map([...row].filter(([key]) => !isVector(key)));
    return { filter, extra, used: false };
  });
  const legs: Leg[] = [];
  for (const combination of combinations(vectors)) {
    const excluded = exclude.map((filter) => matches(filter, combination));
    if (excluded.includes(true)) continue;
    // What an include adds is not part of the name, and does not count for the entries behind it.
    const shown = leaves(combination);
    const matching = rows.map((row) => ({ row, matched: matches(row.filter, combination) }));
    if (excluded.includes(undefined) || matching.some(({ matched }) => matched === undefined)) return undefined;
    for (const { row, matched } of matching) {
      if (matched !== true) continue;
      row.used = true;
      for (const [key, value] of row.extra) combination.set(key, value);
    }
    legs.push({ values: combination, shown });
  }
  for (const { filter, extra, used } of rows) {
    // The keys that the matrix has come first, whatever the order in the entry.
    if (!used) legs.push({ values: new Map([...filter, ...extra]), shown: leaves(new Map([...filter, ...extra])) });
  }
  return legs;
}

function combinations(vectors: ReadonlyMap<string, readonly Value[]>): Map<string, Value>[] {
  if (vectors.size === 0) return [];
  const keys = [...vectors];
  const found: Map<string, Value>[] = [];
  const chosen = keys.map(() => 0);
  for (;;) {
    const combination = new Map<string, Value>();
    for (const [place, [key, vector]] of keys.entries()) combination.set(key, vector[chosen[place] ?? 0] ?? null);
    found.push(combination);
    let place = keys.length - 1;
    for (; place >= 0; place -= 1) {
      const next = (chosen[place] ?? 0) + 1;
      chosen[place] = next;
      if (next < (keys[place]?.[1].length ?? 0)) break;
      chosen[place] = 0;
    }
    if (place < 0) return found;
  }
}

/** Every scalar inside the filter must equal what stands at the same path; what else stands there does not matter. */
function matches(filter: Value, value: Value): boolean | undefined {
  const members = isMap(filter)
    ? [...filter].map(([key, item]) => matches(item, memberOf(value, key)))
    : isList(filter)
      ? filter.map((item, index) => matches(item, isList(value) ? (value[index] ?? null) : null))
      : undefined;
  if (members !== undefined) return members.includes(false) ? false : !members.includes(undefined) || undefined;
  return isUnknown(filter) || isUnknown(value) ? undefined : looseEqual(value, filter);
}

/** The scalars inside a value, depth first, as they stand in names: null and the empty text do not. */
function leaves(value: Value, found: string[] = []): string[] {
  if (isMap(value)) for (const item of value.values()) leaves(item, found);
  else if (isList(value)) for (const item of value) leaves(item, found);
  else {
    const text = isUnknown(value) ? '' : textOf(value);
    if (text !== '') found.push(text);
  }
  return found;
}

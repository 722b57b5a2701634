import type { Json } from '../../core/json.ts';
import { stableJson } from '../../core/json.ts';
import { sameRepository } from '../../parse/repository.ts';
import type { Comparison } from './config.ts';

/** What two values of a field have to do with each other. `missing` and `unexpected` are only there for sets. */
export interface Difference {
  missing?: Json[];
  unexpected?: Json[];
}

/** Whether two versions are the same one; needed for `semver` only, so that the caller loads the library only then. */
export type SameVersion = (a: string, b: string) => boolean;

/**
 * How `actual` differs from `expected`, or undefined when it does not. Text from Markdown has no type: there `text` is true
 * and a number, boolean or list is compared with what the text spells (items of a list apart by commas).
 */
export function difference(
  comparison: Comparison,
  expected: Json,
  actual: Json,
  text: { expected: boolean; actual: boolean },
  sameVersion?: SameVersion,
): Difference | undefined {
  switch (comparison) {
    case 'ignore':
      return undefined;
    case 'equal':
      return same(expected, actual, text) ? undefined : {};
    case 'semver':
      return typeof expected === 'string' && typeof actual === 'string' && sameVersion?.(expected, actual) === true
        ? undefined
        : {};
    case 'repository':
      return typeof expected === 'string' && typeof actual === 'string' && sameRepository(expected, actual)
        ? undefined
        : {};
    case 'list-equal': {
      const [left, right] = [items(expected, text.expected), items(actual, text.actual)];
      if (left === undefined || right === undefined) return {};
      const key = itemKey(text.expected !== text.actual);
      return left.map(key).join('\n') === right.map(key).join('\n') ? undefined : {};
    }
    case 'set-equal': {
      const [left, right] = [items(expected, text.expected), items(actual, text.actual)];
      if (left === undefined || right === undefined) return {};
      const key = itemKey(text.expected !== text.actual);
      const [inLeft, inRight] = [new Set(left.map(key)), new Set(right.map(key))];
      const missing = left.filter((item) => !inRight.has(key(item)));
      const unexpected = right.filter((item) => !inLeft.has(key(item)));
      return missing.length + unexpected.length === 0 ? undefined : { missing, unexpected };
    }
  }
}

/** What tells items apart: their JSON, or, where one side is text, how scalars are spelt. */
function itemKey(spelt: boolean): (item: Json) => string {
  return (item) =>
    spelt && isScalar(item) && typeof item !== 'string' ? JSON.stringify(stableJson(item)) : stableJson(item);
}

/** The items that occur more than once in a list, each once. */
export function duplicates(value: Json, text: boolean): Json[] {
  const seen = new Set<string>();
  const twice = new Map<string, Json>();
  for (const item of items(value, text) ?? []) {
    const key = stableJson(item);
    if (seen.has(key)) twice.set(key, item);
    seen.add(key);
  }
  return [...twice.values()];
}

function items(value: Json, text: boolean): Json[] | undefined {
  if (Array.isArray(value)) return value;
  if (!text || typeof value !== 'string') return undefined;
  return value.split(',').map((item) => item.trim().replace(/^`(.*)`$/, '$1'));
}

function same(a: Json, b: Json, text: { expected: boolean; actual: boolean }): boolean {
  const key = itemKey(text.expected !== text.actual);
  return key(a) === key(b);
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

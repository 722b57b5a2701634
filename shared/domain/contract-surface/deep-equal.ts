import { isObject, type Json, stableJson } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { localTarget } from './reference.ts';

/**
 * Whether two values mean the same where nothing is known of them but that they are JSON: equal without regard to the order of
 * keys, references inside the documents replaced by what they lead to. Undefined when that takes too long or too deep.
 */
export function sameMeaning(
  before: { document: JsonDocument; value: Json | undefined },
  after: { document: JsonDocument; value: Json | undefined },
): boolean | undefined {
  const seen = new Set<string>();
  let left = 100_000;
  const target = (document: JsonDocument, value: Record<string, unknown>): Json | undefined => {
    const reference = value['$ref'];
    const pointer = typeof reference === 'string' ? localTarget(reference, undefined) : undefined;
    return pointer === undefined ? undefined : document.get(pointer);
  };
  const compare = (a: Json | undefined, b: Json | undefined, depth: number): boolean | undefined => {
    left -= 1;
    if (left < 0 || depth > 400) return undefined;
    if (Array.isArray(a) && Array.isArray(b)) {
      return a.length !== b.length ? false : all(a.map((item, index) => () => compare(item, b[index], depth + 1)));
    }
    if (!isObject(a) || !isObject(b)) return stableJson(a) === stableJson(b);
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length || keys.some((key) => !Object.hasOwn(b, key))) return false;
    const parts = keys.map((key) => () => {
      if (key !== '$ref') return compare(a[key] as Json, b[key] as Json, depth + 1);
      const pair = `${JSON.stringify(a[key])} ${JSON.stringify(b[key])}`;
      const [old, now] = [target(before.document, a), target(after.document, b)];
      if (old === undefined || now === undefined) return stableJson(a[key]) === stableJson(b[key]);
      if (seen.has(pair)) return true;
      seen.add(pair);
      return compare(old, now, depth + 1);
    });
    return all(parts);
  };
  return compare(before.value, after.value, 0);
}

function all(parts: readonly (() => boolean | undefined)[]): boolean | undefined {
  let result: boolean | undefined = true;
  for (const part of parts) {
    const each = part();
    if (each === false) return false;
    if (each === undefined) result = undefined;
  }
  return result;
}

import { isObject, type Json, stableJson } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { localTarget } from './reference.ts';
import { subtypesOf } from './subtypes.ts';

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
  const target = (document: JsonDocument, reference: unknown): Place | undefined => {
    const pointer = typeof reference === 'string' ? localTarget(reference, undefined) : undefined;
    const value = pointer === undefined ? undefined : document.get(pointer);
    return pointer === undefined || value === undefined ? undefined : { pointer, value };
  };
  const targets = (old: Place, now: Place, depth: number): boolean | undefined => {
    const pair = JSON.stringify([old.pointer, now.pointer]);
    if (seen.has(pair)) return true;
    seen.add(pair);
    return compare(old.value, now.value, depth + 1, old.pointer, now.pointer);
  };
  /** What stands in the place of either by a discriminator. */
  const subtypes = (a: Json, b: Json, depth: number, [from, to]: [string, string]): (() => boolean | undefined)[] => {
    const [olds, nows] = [subtypesOf(before.document, from, a), subtypesOf(after.document, to, b)];
    if (olds.size !== nows.size) return [() => false];
    return [...olds].map(([name, { pointer: old }]) => () => {
      const now = nows.get(name)?.pointer;
      if (old === undefined || now === undefined) return old === now;
      const [one, other] = [before.document.get(old), after.document.get(now)];
      if (one === undefined || other === undefined) return false;
      return targets({ pointer: old, value: one }, { pointer: now, value: other }, depth);
    });
  };
  const compare = (
    a: Json | undefined,
    b: Json | undefined,
    depth: number,
    from = '',
    to = '',
  ): boolean | undefined => {
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
      const [old, now] = [target(before.document, a[key]), target(after.document, b[key])];
      if (old === undefined || now === undefined) return stableJson(a[key]) === stableJson(b[key]);
      return targets(old, now, depth);
    });
    return all([...parts, ...subtypes(a as Json, b as Json, depth, [from, to])]);
  };
  return compare(before.value, after.value, 0);
}

interface Place {
  pointer: string;
  value: Json;
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

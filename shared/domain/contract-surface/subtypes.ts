import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { localTarget } from './reference.ts';

/** A schema that a `discriminator` lets stand in the place of another one: its pointer, or undefined with the text that names it. */
export interface Subtype {
  pointer: string | undefined;
  written: string;
}

const components = '/components/schemas';

/**
 * What may stand in the place of a schema with a `discriminator`, by the value of that: the schemas of its `mapping`, and every
 * component that has the schema in its `allOf`, also through others. `pointer`: where the schema stands.
 */
export function subtypesOf(document: JsonDocument, pointer: string, value: Json | undefined): Map<string, Subtype> {
  const found = new Map<string, Subtype>();
  const discriminator = isObject(value) ? value['discriminator'] : undefined;
  if (!isObject(discriminator)) return found;
  const mapping = isObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  for (const [name, written] of Object.entries(mapping)) {
    if (typeof written === 'string') found.set(name, { pointer: mapped(document, written), written });
  }
  const known = new Set([...found.values()].map((subtype) => subtype.pointer));
  const pending = [pointer];
  const seen = new Set(pending);
  for (let base = pending.pop(); base !== undefined; base = pending.pop()) {
    for (const name of extending(document).get(base) ?? []) {
      const at = childPointer(components, name);
      if (seen.has(at)) continue;
      seen.add(at);
      pending.push(at);
      if (!known.has(at) && !found.has(name)) found.set(name, { pointer: at, written: name });
    }
  }
  return found;
}

/** The name of a component, or a reference. */
function mapped(document: JsonDocument, written: string): string | undefined {
  const named = childPointer(components, written);
  if (document.get(named) !== undefined) return named;
  const target = localTarget(written, undefined);
  return target !== undefined && written.includes('#') && document.get(target) !== undefined ? target : undefined;
}

const indexes = new WeakMap<JsonDocument, Map<string, string[]>>();

/** The names of components by the pointer of what stands in their `allOf`. */
function extending(document: JsonDocument): Map<string, string[]> {
  const known = indexes.get(document);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  indexes.set(document, index);
  const all = document.get(components);
  for (const [name, schema] of Object.entries(isObject(all) ? all : {})) {
    const branches = isObject(schema) && Array.isArray(schema['allOf']) ? schema['allOf'] : [];
    for (const reference of [schema, ...branches].map((branch) => (isObject(branch) ? branch['$ref'] : undefined))) {
      const base = typeof reference === 'string' ? localTarget(reference, undefined) : undefined;
      if (base !== undefined) index.set(base, [...(index.get(base) ?? []), name]);
    }
  }
  return index;
}

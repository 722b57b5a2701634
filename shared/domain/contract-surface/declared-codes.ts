import { locate } from '../../core/location.ts';
import { parsePointer } from '../../core/pointer.ts';
import { composition } from './composition.ts';
import type { ListedTexts } from './listed-texts.ts';
import { mayBeJson } from './media-type.ts';
import type { SchemaLink } from './schema.ts';
import type { Surface } from './surface.ts';

/**
 * The values that the schemas of failed answers (4XX, 5XX, default; a JSON Schema of errors) name for fields of the body, each once.
 * `fields` are JSON Pointers; `*` stands for items and fields of any name. A schema that names no values says nothing.
 */
export function declaredCodes(surface: Surface, path: string, fields: readonly string[]): ListedTexts {
  const list: ListedTexts = { path, place: { kind: 'pointer', pointer: '' }, items: [], at: { path }, problems: [] };
  const known = new Set<string>();
  for (const field of fields) {
    let links = failedBodies(surface);
    for (const token of parsePointer(field) ?? [])
      links = composition(surface, links, { choice: true }).flatMap(({ properties, items, additional }) => {
        if (token !== '*') return properties.get(token) ?? [];
        return [...properties.values(), items ?? [], typeof additional === 'object' ? additional : []].flat();
      });
    for (const { pointer, values, valuesOf } of composition(surface, links, { choice: true })) {
      for (const [index, value] of (values ?? []).entries()) {
        if (typeof value !== 'string' || known.has(value)) continue;
        known.add(value);
        const at = valuesOf === 'const' ? `${pointer}/const` : `${pointer}/enum/${index}`;
        list.items.push({ text: value, at: locate(path, surface.document.near(at)) });
      }
    }
  }
  return list;
}

function failedBodies(surface: Surface): SchemaLink[] {
  if (surface.kind === 'json-schema') return surface.role === 'error' ? [surface.root] : [];
  const links: SchemaLink[] = [];
  for (const { responses } of surface.operations.values())
    for (const [status, { content }] of responses)
      for (const [type, { schema }] of /^(?:[45]|default)/.test(status) ? content : [])
        if (schema !== undefined && mayBeJson(type)) links.push(schema);
  return links;
}

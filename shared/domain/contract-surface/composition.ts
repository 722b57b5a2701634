import type { Schema, SchemaLink } from './schema.ts';
import type { Surface } from './surface.ts';

/** Keywords with schemas of which some hold. */
const choices = ['anyOf', 'oneOf', 'then', 'else'];

/**
 * The schemas that hold together where links stand: what they lead to, and all that is in their `allOf`. With `choice` also those of
 * which one or another holds.
 */
export function composition(
  { schemas }: Surface,
  links: SchemaLink | undefined | readonly SchemaLink[],
  { choice = false } = {},
): Schema[] {
  const found = new Set<Schema>();
  const pending: (SchemaLink | undefined)[] = [links].flat();
  while (pending.length > 0) {
    const target = pending.pop()?.target;
    const schema = target === undefined ? undefined : schemas.get(target);
    if (schema === undefined || found.has(schema)) continue;
    found.add(schema);
    pending.push(...schema.allOf);
    if (!choice) continue;
    pending.push(...schema.subtypes.values());
    for (const keyword of choices) pending.push(...(schema.opaque.get(keyword)?.schemas.values() ?? []));
  }
  return [...found];
}

/** What schemas that hold together say of a field that none of them names. */
export interface Unnamed {
  /** One of them does not allow it. */
  closed: boolean;
  /** The schemas that it must keep, each by the keyword that says so. */
  links: { link: SchemaLink; name: string }[];
  /** The regular expressions of which it is not known whether they are about it. */
  unknown: string[];
}

export function unnamedField(surface: Surface, top: SchemaLink, field: string): Unnamed {
  const unnamed: Unnamed = { closed: false, links: [], unknown: [] };
  const { links } = unnamed;
  const all = composition(surface, top);
  const hold = (link: SchemaLink, keyword: string): void => {
    const [schema] = link.target === undefined ? [] : [surface.schemas.get(link.target)];
    if (schema?.types?.length === 0) unnamed.closed = true;
    else if (!links.some((other) => other.link.target === link.target))
      links.push({ link, name: links.length === 0 ? keyword : `${keyword} ${links.length + 1}` });
  };
  let matched = false;
  for (const schema of all) {
    if (schema.properties.has(field)) continue;
    let own = false;
    const patterns = schema.opaque.get('patternProperties')?.schemas ?? new Map<string, SchemaLink>();
    for (const [pattern, link] of [...patterns].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const matches = prefixMatches(pattern, field);
      if (matches === undefined) unnamed.unknown.push(pattern);
      else if (matches) {
        own = true;
        hold(link, 'patternProperties');
      }
    }
    matched ||= own;
    // A field that a pattern is about is no additional one.
    if (own) continue;
    if (schema.additional === 'none') unnamed.closed = true;
    else if (typeof schema.additional === 'object') hold(schema.additional, 'additionalProperties');
  }
  const evaluated =
    matched || all.some(({ additional, properties }) => typeof additional === 'object' && !properties.has(field));
  for (const schema of evaluated ? [] : all) {
    const unevaluated = schema.opaque.get('unevaluatedProperties')?.schemas.get('');
    if (unevaluated !== undefined) hold(unevaluated, 'unevaluatedProperties');
  }
  return unnamed;
}

/** Whether an expression that is nothing but the beginning of a name finds it; others are not run, they may take for ever. */
function prefixMatches(pattern: string, field: string): boolean | undefined {
  const prefix = /^\^([\w-]+)(?:\.\*\$?)?$/.exec(pattern)?.[1];
  return prefix === undefined ? undefined : field.startsWith(prefix);
}

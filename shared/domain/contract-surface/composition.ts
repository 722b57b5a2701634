import type { Schema, SchemaLink } from './schema.ts';
import type { Surface } from './surface.ts';

/** The schemas that hold together where a link stands: what it leads to, and all that is in its `allOf`. */
export function composition({ schemas }: Surface, link: SchemaLink | undefined): Schema[] {
  const found = new Set<Schema>();
  const pending = [link];
  while (pending.length > 0) {
    const target = pending.pop()?.target;
    const schema = target === undefined ? undefined : schemas.get(target);
    if (schema === undefined || found.has(schema)) continue;
    found.add(schema);
    pending.push(...schema.allOf);
  }
  return [...found];
}

/** What schemas that hold together say of a field that none of them names. */
export interface Unnamed {
  /** One of them does not allow it. */
  closed: boolean;
  /** The schemas that it must keep, and the keyword that says so. */
  links: { link: SchemaLink; keyword: string }[];
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
    else if (!links.some((other) => other.link.target === link.target)) links.push({ link, keyword });
  };
  let matched = false;
  for (const schema of all) {
    if (schema.properties.has(field)) continue;
    let own = false;
    for (const [pattern, link] of schema.opaque.get('patternProperties')?.schemas ?? []) {
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

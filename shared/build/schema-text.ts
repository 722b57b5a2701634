import { isObject } from '../core/json.ts';

/** One key of a configuration, as a row of a table: path, what it holds, what it means. */
export type KeyRow = [path: string, holds: string, meaning: string];

/** The keys of a JSON Schema in the order in which they stand: `a.b`, `list[].c`, `map.<name>.d`. */
export function keyRows(schema: unknown, path: string, required = false): KeyRow[] {
  if (!isObject(schema)) return [];
  const rows: KeyRow[] = path === '' ? [] : [[path, holds(schema, required), text(schema['description'])]];
  const needed = Array.isArray(schema['required']) ? schema['required'] : [];
  for (const [name, inner] of Object.entries(isObject(schema['properties']) ? schema['properties'] : {})) {
    rows.push(...keyRows(inner, path === '' ? name : `${path}.${name}`, needed.includes(name)));
  }
  if (isObject(schema['items']) && schema['items']['type'] === 'object')
    rows.push(...keyRows(schema['items'], `${path}[]`).slice(1));
  if (isObject(schema['additionalProperties']) && schema['additionalProperties']['type'] === 'object') {
    rows.push(...keyRows(schema['additionalProperties'], `${path}.<name>`).slice(1));
  }
  return rows;
}

function holds(schema: Record<string, unknown>, required: boolean): string {
  const choices = Array.isArray(schema['enum']) ? schema['enum'].map(text).join(', ') : undefined;
  const exactly = 'const' in schema ? text(schema['const']) : undefined;
  const either = Array.isArray(schema['anyOf'])
    ? schema['anyOf'].map((each) => (isObject(each) ? holds(each, false) : '')).join(' or ')
    : undefined;
  const form = choices ?? exactly ?? either ?? (typeof schema['type'] === 'string' ? schema['type'] : 'anything');
  if ('default' in schema) return `${form}; default ${text(schema['default'])}`;
  return required ? `${form}; required` : form;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

import { isObject } from '../core/json.ts';

/** One key of a configuration, as a row of a table: path, what it holds, what it means. */
export type KeyRow = [path: string, holds: string, meaning: string];

/** The keys of a JSON Schema in the order in which they stand: `a.b`, `list[].c`, `map.<name>.d`. */
export function keyRows(schema: unknown, path: string, required = false): KeyRow[] {
  if (!isObject(schema)) return [];
  const rows: KeyRow[] = path === '' ? [] : [[path, holds(schema, required), text(schema['description'])]];
  return [...rows, ...innerRows(schema, path)];
}

/** The keys of what a value may hold; of one with several forms those of each. */
function innerRows(schema: unknown, path: string): KeyRow[] {
  if (!isObject(schema)) return [];
  const needed = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  return [
    ...properties.flatMap(([name, inner]) =>
      keyRows(inner, path === '' ? name : `${path}.${name}`, needed.includes(name)),
    ),
    ...(Array.isArray(schema['anyOf']) ? schema['anyOf'].flatMap((form) => innerRows(form, path)) : []),
    ...innerRows(schema['items'], `${path}[]`),
    ...innerRows(schema['additionalProperties'], `${path}.<name>`),
  ];
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

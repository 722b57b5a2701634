import { isObject, stableJson } from '../core/json.ts';

/** One key of a configuration, as a row of a table: path, what it holds, what it means. */
export type KeyRow = [path: string, holds: string, meaning: string];

/** A shape with at least so many keys is told once; where it stands again, it is named by its first place. */
const longShape = 8;

/** The keys of a JSON Schema in the order in which they stand: `a.b`, `list[].c`, `map.<name>.d`. */
export function keyRows(
  schema: unknown,
  path: string,
  required = false,
  told: Map<string, string> = new Map<string, string>(),
): KeyRow[] {
  if (!isObject(schema)) return [];
  const rows: KeyRow[] = path === '' ? [] : [[path, holds(schema, required), text(schema['description'])]];
  const shape = path === '' ? [] : innerRows(schema, '', new Map());
  if (shape.length < longShape) return [...rows, ...innerRows(schema, path, told)];
  const key = stableJson(shape);
  const first = told.get(key);
  if (first !== undefined) return [...rows, [`${path}.…`, `as \`${first}\``, 'The same keys.']];
  told.set(key, path);
  return [...rows, ...innerRows(schema, path, told)];
}

/** The keys of what a value may hold; of one with several forms those of each. */
function innerRows(schema: unknown, path: string, told: Map<string, string>): KeyRow[] {
  if (!isObject(schema)) return [];
  const needed = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  return [
    ...properties.flatMap(([name, inner]) =>
      keyRows(inner, path === '' ? name : `${path}.${name}`, needed.includes(name), told),
    ),
    ...formsOf(schema).flatMap((form) => innerRows(form, path, told)),
    ...innerRows(schema['items'], `${path}[]`, told),
    ...innerRows(schema['additionalProperties'], `${path}.<name>`, told),
  ];
}

/** The forms of a value, without those that say another one of them under a single key (`{ exactly: 2 }` beside `2`). */
function formsOf({ anyOf }: Record<string, unknown>): unknown[] {
  if (!Array.isArray(anyOf)) return [];
  const forms = new Set(anyOf.map(stableJson));
  return anyOf.filter((form: unknown) => {
    const properties = isObject(form) && isObject(form['properties']) ? Object.values(form['properties']) : [];
    return !(properties.length === 1 && forms.has(stableJson(properties[0])));
  });
}

function holds(schema: Record<string, unknown>, required: boolean): string {
  const choices = Array.isArray(schema['enum']) ? schema['enum'].map(text).join(', ') : undefined;
  const exactly = 'const' in schema ? text(schema['const']) : undefined;
  const forms = Array.isArray(schema['anyOf'])
    ? schema['anyOf'].map((each) => (isObject(each) ? (wrapper(each) ?? holds(each, false)) : ''))
    : undefined;
  const either = forms === undefined ? undefined : [...new Set(forms)].join(' or ');
  const form = choices ?? exactly ?? either ?? (typeof schema['type'] === 'string' ? schema['type'] : 'anything');
  if ('default' in schema) return `${form}; default ${text(schema['default'])}`;
  return required ? `${form}; required` : form;
}

/** `{ exactly }` for a form that has just that key. */
function wrapper({ properties }: Record<string, unknown>): string | undefined {
  const names = isObject(properties) ? Object.keys(properties) : [];
  return names.length === 1 ? `{ ${names[0]} }` : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

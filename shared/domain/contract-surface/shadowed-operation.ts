import type { Schema } from './schema.ts';
import type { OpenApiSurface, Operation } from './surface.ts';

/** The operation that answered at the address of a new one, where the new one names what was the value of a parameter. */
export function shadowedBy({ method, path }: Operation, { operations, schemas }: OpenApiSurface): string | undefined {
  const segments = path.split('/');
  for (const [name, other] of operations) {
    const templates = other.path.split('/');
    if (other.method !== method || templates.length !== segments.length) continue;
    let position = 0;
    const takes = templates.every((template, index) => {
      const segment = segments[index] ?? '';
      const parameters = [...template.matchAll(/\{[^{}]*\}/g)].length;
      position += parameters;
      if (parameters === 0 || segment.includes('{'))
        return template.replace(/\{[^{}]*\}/g, '{}') === segment.replace(/\{[^{}]*\}/g, '{}');
      const link = other.parameters.get(`path:${position}`)?.schema;
      const schema = link?.target === undefined ? undefined : schemas.get(link.target);
      return /^\{[^{}]*\}$/.test(template) ? schema === undefined || mayBe(schema, segment) : true;
    });
    if (
      takes &&
      templates.some((template, index) => template.includes('{') && segments[index]?.includes('{') === false)
    )
      return name;
  }
  return undefined;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text in an address may be a value of a schema: expressions are not run. */
function mayBe({ types, values, bounds, constraints }: Schema, text: string): boolean {
  const number = /^-?[0-9]/.test(text);
  if (
    types !== undefined &&
    !types.includes('string') &&
    !(number && types.some((type) => /number|integer/.test(type)))
  )
    return false;
  if (values !== undefined && !values.some((value) => value === text || JSON.stringify(value) === text)) return false;
  if (text.length < (bounds.get('minLength')?.value ?? 0) || text.length > (bounds.get('maxLength')?.value ?? Infinity))
    return false;
  return constraints.get('format') !== 'uuid' || uuid.test(text);
}

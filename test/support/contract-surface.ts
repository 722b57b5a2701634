import type { Json } from '../../shared/core/json.ts';
import type { ComparisonOptions } from '../../shared/domain/contract-surface/comparison-options.ts';
import { readJsonSchema } from '../../shared/domain/contract-surface/json-schema.ts';
import { readOpenApi } from '../../shared/domain/contract-surface/openapi.ts';
import type { ReadSurface, SchemaRole, Surface } from '../../shared/domain/contract-surface/surface.ts';

export const rules: ComparisonOptions = {
  errorCodes: ['/error/code'],
  envelope: ['/version'],
  closedResponses: 'breaking',
};

/** An OpenAPI 3.1 document with these members. */
export function openApi(members: Record<string, Json>): Surface {
  const whole = { openapi: '3.1.0', info: { title: 'x', version: '1' }, ...members };
  const info = members['info'] === undefined ? whole.info : { title: 'x', ...(members['info'] as object) };
  return surfaceOf(readOpenApi({ path: 'openapi.json', text: JSON.stringify({ ...whole, info }) }));
}

export function jsonSchema(schema: Json, role: SchemaRole): Surface {
  return surfaceOf(readJsonSchema({ path: 'schema.json', text: JSON.stringify(schema) }, role));
}

export function surfaceOf(read: ReadSurface): Surface {
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.surface;
}

import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { type DataText, readSource } from '../data-file/source.ts';
import { problemSink } from './problem.ts';
import { schemaReading } from './schemas.ts';
import type { ReadSurface, SchemaRole } from './surface.ts';

/** A JSON Schema (2019-09 or newer; older ones as far as they mean the same) in JSON or YAML. Never throws. */
export function readJsonSchema(text: DataText, role: SchemaRole): ReadSurface {
  const read = readSource(text);
  if (!read.ok) return read;
  const { document } = read;
  const { value } = document;
  const problems = problemSink(document);
  if (!isObject(value) && typeof value !== 'boolean') {
    problems.add('not-a-surface', '', 'is no JSON Schema: expected an object, true or false');
    return { ok: false, problems: problems.list };
  }
  const id = isObject(value) && typeof value['$id'] === 'string' ? value['$id'].replace(/#.*$/s, '') : undefined;
  const reading = schemaReading(document, { siblings: true, base: id, openapi30: false }, problems);
  const root = reading.link('');
  const schemas = reading.finish();
  const components = new Map<string, Json>();
  for (const store of ['/$defs', '/definitions']) {
    const members = document.get(store);
    for (const name of isObject(members) ? Object.keys(members) : []) {
      const pointer = childPointer(store, name);
      components.set(pointer, document.get(pointer) ?? null);
    }
  }
  return {
    ok: true,
    surface: { kind: 'json-schema', role, document, root, components, schemas, problems: problems.list },
  };
}

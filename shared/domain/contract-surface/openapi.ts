import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import { quote } from '../../parse/text.ts';
import { type DataText, readSource } from '../data-file/source.ts';
import { sorted } from './members.ts';
import { methods, type OpenApiReader, operationName, readOperation } from './operation.ts';
import { problemSink } from './problem.ts';
import { follow } from './reference.ts';
import { schemaReading } from './schemas.ts';
import type { OpenApiSurface, Operation, ReadSurface } from './surface.ts';

const rootKeys = new Set(['openapi', 'info', 'servers', 'paths', 'components', 'security']);
const rootDocs = new Set(['tags', 'externalDocs']);
const itemDocs = new Set(['summary', 'description']);
const mostOperations = 5_000;

/** An OpenAPI 3.0, 3.1 or 3.2 document in JSON or YAML. Never throws: what cannot be read is a problem with its place. */
export function readOpenApi(text: DataText): ReadSurface {
  const read = readSource(text);
  if (!read.ok) return read;
  const { document } = read;
  const problems = problemSink(document);
  const root = document.value;
  const spoken = isObject(root) ? root['openapi'] : undefined;
  if (!isObject(root) || typeof spoken !== 'string' || !/^3\.[0-2]\.[0-9]+(-|$)/.test(spoken)) {
    const actual = spoken === undefined ? 'it has no member openapi' : `openapi is ${quote(JSON.stringify(spoken))}`;
    problems.add(
      'not-a-surface',
      isObject(root) ? '/openapi' : '',
      `is no OpenAPI 3.0, 3.1 or 3.2 document: ${actual}`,
    );
    return { ok: false, problems: problems.list };
  }
  const openapi30 = spoken.startsWith('3.0');
  const rules = { siblings: !openapi30, base: undefined, openapi30 };
  const schemas = schemaReading(document, rules, problems);
  const reader: OpenApiReader = {
    document,
    problems,
    link: schemas.link,
    references: schemas.references,
    follow: (pointer) => follow(document, pointer, rules, problems, false),
    security: (root['security'] as Json | undefined) ?? null,
  };
  const rest = new Map<string, Json>();
  const docs = new Map<string, Json>();
  for (const [key, value] of Object.entries(root as Record<string, Json>)) {
    if (rootKeys.has(key)) continue;
    (rootDocs.has(key) || key.startsWith('x-') ? docs : rest).set(childPointer('', key), value);
  }
  const info = root['info'];
  if (!isObject(info)) problems.add('malformed', '/info', 'has no info: expected an object');
  else
    for (const [key, value] of Object.entries(info))
      if (key !== 'version') docs.set(childPointer('/info', key), value as Json);
  const version = isObject(info) && typeof info['version'] === 'string' ? info['version'] : undefined;
  if (isObject(info) && version === undefined)
    problems.add('malformed', '/info/version', 'has no info.version: expected a text');

  const operations = readPaths(reader, rest, docs);
  const components = readComponents(reader, rest, docs);
  for (const pointer of rest.keys()) reader.references(pointer);
  const surface: OpenApiSurface = {
    kind: 'openapi',
    document,
    version,
    operations,
    servers: readServers(reader),
    rest,
    docs,
    components,
    schemas: schemas.finish(),
    problems: problems.list,
  };
  return { ok: true, surface };
}

function readPaths(reader: OpenApiReader, rest: Map<string, Json>, docs: Map<string, Json>): Map<string, Operation> {
  const { document, problems } = reader;
  const operations = new Map<string, Operation>();
  const paths = document.get('/paths');
  if (paths === undefined) return operations;
  if (!isObject(paths)) {
    problems.add('malformed', '/paths', 'has paths of another form: expected an object');
    return operations;
  }
  for (const path of Object.keys(paths)) {
    const written = childPointer('/paths', path);
    if (path.startsWith('x-')) {
      docs.set(written, paths[path] as Json);
      continue;
    }
    if (!path.startsWith('/')) problems.add('malformed', written, 'has a path that does not begin with /');
    const { at, via } = reader.follow(written);
    // What stands beside a reference belongs to the path item too.
    const places = [...via, ...(at === undefined ? [] : [at])];
    const seen = new Set<string>();
    for (const place of places) {
      const item = document.get(place);
      if (!isObject(item)) {
        problems.add('malformed', place, 'has a path item of another form: expected an object');
        continue;
      }
      for (const [key, value] of Object.entries(item as Record<string, Json>)) {
        if (key === '$ref') continue;
        const pointer = childPointer(place, key);
        if (seen.has(key) && !itemDocs.has(key) && !key.startsWith('x-')) {
          const message = `has ${quote(key)} beside a reference to a path item that has it too: which of them counts depends on the reader`;
          problems.add('malformed', pointer, message);
        }
        seen.add(key);
        if (key === 'parameters' || key === 'servers') continue;
        if (itemDocs.has(key) || key.startsWith('x-')) docs.set(pointer, value);
        else if (!methods.includes(key)) rest.set(pointer, value);
        else {
          if (operations.size >= mostOperations) {
            problems.add('too-large', pointer, `has more than ${mostOperations} operations: the rest was not read`);
            return operations;
          }
          const name = operationName(key, path);
          const twice = operations.get(name);
          if (twice === undefined)
            operations.set(name, readOperation(reader, pointer, { path, method: key, items: places }));
          else if (!twice.items.some((each) => places.includes(each)) || twice.path !== path)
            problems.add('malformed', pointer, `has the operation ${quote(name, 120)} twice`);
        }
      }
    }
  }
  return operations;
}

/** Schemas, parameters, bodies, headers and responses count where something refers to them; the rest is compared as it is. */
const followed = new Set(['schemas', 'parameters', 'responses', 'requestBodies', 'headers', 'examples', 'pathItems']);

function readComponents(reader: OpenApiReader, rest: Map<string, Json>, docs: Map<string, Json>): Map<string, Json> {
  const components = new Map<string, Json>();
  const all = reader.document.get('/components');
  if (all === undefined) return components;
  if (!isObject(all)) {
    reader.problems.add('malformed', '/components', 'has components of another form: expected an object');
    return components;
  }
  for (const [kind, members] of Object.entries(all as Record<string, Json>)) {
    const pointer = childPointer('/components', kind);
    if (kind.startsWith('x-')) docs.set(pointer, members);
    else if (!followed.has(kind)) rest.set(pointer, members);
    else if (isObject(members)) {
      for (const [name, value] of Object.entries(members)) components.set(childPointer(pointer, name), value as Json);
    } else reader.problems.add('malformed', pointer, 'has components of another form: expected an object');
  }
  return components;
}

function readServers({ document, problems }: OpenApiReader): OpenApiSurface['servers'] {
  const servers = new Map<string, { pointer: string; rest: Json; docs: Json }>();
  const list = document.get('/servers');
  // Without any it is the address that the document itself has.
  if (list === undefined || (Array.isArray(list) && list.length === 0)) {
    return servers.set('/', { pointer: '/servers', rest: {}, docs: {} });
  }
  if (!Array.isArray(list)) problems.add('malformed', '/servers', 'has servers of another form: expected a list');
  for (const [index, server] of (Array.isArray(list) ? list : []).entries()) {
    const pointer = childPointer('/servers', index);
    const url = isObject(server) ? server['url'] : undefined;
    if (!isObject(server) || typeof url !== 'string') problems.add('malformed', pointer, 'has a server without a url');
    else servers.set(url, { pointer, ...sorted(server, new Set(['url']), new Set(['description', 'name'])) });
  }
  return servers;
}

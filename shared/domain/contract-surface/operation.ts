import { isObject, type Json, stableJson } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import { sorted } from './members.ts';
import type { ProblemSink } from './problem.ts';
import type { Followed } from './reference.ts';
import type { SchemaLink } from './schema.ts';
import type { MediaType, Operation, Parameter, RequestBody, Response } from './surface.ts';

/** The methods of a path item. */
export const methods: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
];

export interface OpenApiReader {
  document: JsonDocument;
  problems: ProblemSink;
  link(pointer: string): SchemaLink;
  /** Says which references in a part that is only compared lead to what is not known. */
  references(pointer: string): void;
  follow(pointer: string): Followed;
  /** `security` of the document. */
  security: Json;
}

const words = new Set(['summary', 'description', 'example', 'examples', 'externalDocs', 'deprecated', 'tags']);

/** What an operation is known by, whatever its path parameters are called: `GET /v1/things/{}`. */
export function operationName(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^{}]*\}/g, '{}')}`;
}

/** An operation of a path item, which is written at `items`: where its references are, and where they lead. */
export function readOperation(
  reader: OpenApiReader,
  pointer: string,
  { path, method, items }: { path: string; method: string; items: readonly string[] },
): Operation {
  const { document, problems } = reader;
  const value = objectOf(reader, pointer, 'an operation') ?? {};
  const parameters = new Map<string, Parameter>();
  // Those of the operation stand for those of the path item of the same name.
  for (const around of [...items, pointer]) {
    const list = document.get(childPointer(around, 'parameters'));
    if (list !== undefined && !Array.isArray(list)) {
      problems.add('malformed', childPointer(around, 'parameters'), 'has parameters of another form: expected a list');
    }
    const own = new Set<string>();
    for (const at of (Array.isArray(list) ? list : []).keys()) {
      const read = readParameter(reader, childPointer(childPointer(around, 'parameters'), at), undefined);
      if (read === undefined) continue;
      const name = read.in === 'path' ? `path:${positionIn(path, read.name)}` : `${read.in}:${keyOf(read)}`;
      if (own.has(name)) problems.add('malformed', read.pointer, `has the parameter ${quote(read.name)} twice`);
      own.add(name);
      if (around === pointer || !parameters.has(name)) parameters.set(name, read);
    }
  }
  const responses = new Map<string, Response>();
  const listed = childPointer(pointer, 'responses');
  const written = document.get(listed);
  if (isObject(written)) {
    for (const status of Object.keys(written)) {
      if (status.startsWith('x-')) continue;
      const place = childPointer(listed, status);
      if (!/^(?:[1-5][0-9]{2}|[1-5]XX|default)$/.test(status)) {
        problems.add('malformed', place, `has a response for ${quote(status)}: expected a status, 4XX or default`);
      }
      const response = readResponse(reader, place);
      if (response !== undefined) responses.set(status, response);
    }
  } else if (written !== undefined)
    problems.add('malformed', listed, 'has responses of another form: expected an object');
  const read = new Set(['parameters', 'requestBody', 'responses', 'security', 'servers', 'operationId']);
  const servers = [pointer, ...items].map((around) => document.get(childPointer(around, 'servers')));
  return {
    pointer,
    items,
    method,
    path,
    id: value['operationId'] ?? null,
    parameters,
    body: value['requestBody'] === undefined ? undefined : readBody(reader, childPointer(pointer, 'requestBody')),
    responses,
    security: sameSecurity(value['security'] ?? reader.security),
    servers: servers.find((list) => list !== undefined) ?? null,
    ...partsOf(reader, pointer, value, read),
  };
}

/** What must be known of the caller, one of several: their order says nothing, and none at all is nothing. */
function sameSecurity(value: Json): Json {
  if (!Array.isArray(value)) return value ?? [];
  const sortedScopes = (scopes: Json): Json => (Array.isArray(scopes) ? [...scopes].sort(inTextOrder) : scopes);
  const all = value.map(
    (each): Json =>
      isObject(each)
        ? Object.fromEntries(
            Object.entries(each as Record<string, Json>).map(([key, scopes]) => [key, sortedScopes(scopes)]),
          )
        : each,
  );
  return all.sort(inTextOrder);
}

function inTextOrder(a: Json, b: Json): number {
  const [one, other] = [stableJson(a), stableJson(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The members that are not read, in two groups; what is only compared must not lead to what is not known. */
function partsOf(
  reader: OpenApiReader,
  pointer: string,
  value: Record<string, Json>,
  read: ReadonlySet<string>,
): { rest: { [key: string]: Json }; docs: Json } {
  const parts = sorted(value, read, words);
  for (const key of Object.keys(parts.rest)) reader.references(childPointer(pointer, key));
  return parts;
}

function keyOf({ in: where, name }: Parameter): string {
  return where === 'header' ? name.toLowerCase() : name;
}

/** Path parameters are known by where they stand: another name for the same place is no other address. */
function positionIn(path: string, name: string): string {
  const index = [...path.matchAll(/\{([^{}]*)\}/g)].findIndex((match) => match[1] === name);
  return index === -1 ? `unused ${name}` : String(index + 1);
}

function objectOf(reader: OpenApiReader, pointer: string, what: string): Record<string, Json> | undefined {
  const value = reader.document.get(pointer);
  if (isObject(value)) return value as Record<string, Json>;
  reader.problems.add('malformed', pointer, `is not ${what}: expected an object`);
  return undefined;
}

/** A parameter, or a header of a response (`header` is then its name). */
function readParameter(reader: OpenApiReader, pointer: string, header: string | undefined): Parameter | undefined {
  const followed = reader.follow(pointer);
  const { at } = followed;
  if (at === undefined) return undefined;
  const value = objectOf(reader, at, header === undefined ? 'a parameter' : 'a header');
  if (value === undefined) return undefined;
  const name = header ?? value['name'];
  const where = header === undefined ? value['in'] : 'header';
  if (typeof name !== 'string' || typeof where !== 'string') {
    reader.problems.add('malformed', at, 'has a parameter without name or in');
    return undefined;
  }
  const required = value['required'];
  if (required !== undefined && typeof required !== 'boolean') {
    reader.problems.add('malformed', `${at}/required`, 'has a required of another form: expected true or false');
  }
  const read = new Set(['name', 'in', 'required', 'schema', 'content']);
  return {
    pointer: at,
    in: where,
    name,
    required: required === true,
    schema: value['schema'] === undefined ? undefined : reader.link(childPointer(at, 'schema')),
    content: readContent(reader, at),
    ...withBeside(partsOf(reader, at, withoutDefaults(where, value), read), followed),
  };
}

/** Without what says the same when it is left out. */
function withoutDefaults(where: string, value: Record<string, Json>): Record<string, Json> {
  const usual = where === 'query' || where === 'cookie' ? 'form' : 'simple';
  const explode = (value['style'] ?? usual) === 'form';
  const defaults: Record<string, Json> = { style: usual, explode, allowReserved: false, allowEmptyValue: false };
  return Object.fromEntries(Object.entries(value).filter(([key, member]) => defaults[key] !== member));
}

function readContent(reader: OpenApiReader, around: string): Map<string, MediaType> {
  const content = new Map<string, MediaType>();
  const pointer = childPointer(around, 'content');
  const written = reader.document.get(pointer);
  if (written === undefined) return content;
  if (!isObject(written)) {
    reader.problems.add('malformed', pointer, 'has a content of another form: expected an object');
    return content;
  }
  for (const type of Object.keys(written)) {
    const at = childPointer(pointer, type);
    const value = objectOf(reader, at, 'a media type');
    if (value === undefined) continue;
    const key = type.toLowerCase().replace(/\s*;\s*/g, ';');
    if (content.has(key)) reader.problems.add('malformed', at, `has the media type ${quote(key)} twice`);
    content.set(key, {
      pointer: at,
      schema: value['schema'] === undefined ? undefined : reader.link(childPointer(at, 'schema')),
      ...partsOf(reader, at, value, new Set(['schema'])),
    });
  }
  return content;
}

function readBody(reader: OpenApiReader, pointer: string): RequestBody | undefined {
  const followed = reader.follow(pointer);
  const { at } = followed;
  const value = at === undefined ? undefined : objectOf(reader, at, 'a request body');
  if (at === undefined || value === undefined) return undefined;
  const required = value['required'];
  if (required !== undefined && typeof required !== 'boolean') {
    reader.problems.add('malformed', `${at}/required`, 'has a required of another form: expected true or false');
  }
  const parts = withBeside(partsOf(reader, at, value, new Set(['required', 'content'])), followed);
  return { pointer: at, required: required === true, content: readContent(reader, at), ...parts };
}

function readResponse(reader: OpenApiReader, pointer: string): Response | undefined {
  const followed = reader.follow(pointer);
  const { at, named } = followed;
  const value = at === undefined ? undefined : objectOf(reader, at, 'a response');
  if (at === undefined || value === undefined) return undefined;
  const headers = new Map<string, Parameter>();
  const written = value['headers'];
  if (isObject(written)) {
    for (const name of Object.keys(written)) {
      const header = readParameter(reader, childPointer(childPointer(at, 'headers'), name), name);
      // The specification ignores a header of this name: media types say it.
      const key = name.toLowerCase();
      if (header === undefined || key === 'content-type') continue;
      if (headers.has(key)) reader.problems.add('malformed', header.pointer, `has the header ${quote(key)} twice`);
      headers.set(key, header);
    }
  } else if (written !== undefined) {
    reader.problems.add('malformed', `${at}/headers`, 'has headers of another form: expected an object');
  }
  return {
    pointer: at,
    component: named ? at : undefined,
    headers,
    content: readContent(reader, at),
    ...withBeside(partsOf(reader, at, value, new Set(['headers', 'content'])), followed),
  };
}

/** The words beside a reference belong to the words of what it leads to; what else is there is only compared. */
function withBeside(
  parts: { rest: { [key: string]: Json }; docs: Json },
  { docs, ignored }: Followed,
): { rest: Json; docs: Json } {
  return {
    rest: ignored.length === 0 ? parts.rest : { ...parts.rest, 'beside $ref': Object.fromEntries(ignored) },
    docs: docs.length === 0 ? parts.docs : [parts.docs, ...docs.map(([key, value]) => [key, value])],
  };
}

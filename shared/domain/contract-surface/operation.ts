import { isObject, type Json } from '../../core/json.ts';
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
  follow(pointer: string): Followed;
  /** `security` of the document. */
  security: Json;
}

const words = new Set([
  'summary',
  'description',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'tags',
  'operationId',
]);

/** An operation of the path item at `item`. */
export function readOperation(
  reader: OpenApiReader,
  pointer: string,
  { path, method, item }: { path: string; method: string; item: string },
): Operation {
  const { document, problems } = reader;
  const value = objectOf(reader, pointer, 'an operation') ?? {};
  const parameters = new Map<string, Parameter>();
  // Those of the operation stand for those of the path item of the same name.
  for (const [index, around] of [item, pointer].entries()) {
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
      if (index === 1 || !parameters.has(name)) parameters.set(name, read);
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
  const read = new Set(['parameters', 'requestBody', 'responses', 'security', 'servers']);
  return {
    pointer,
    method,
    path,
    parameters,
    body: value['requestBody'] === undefined ? undefined : readBody(reader, childPointer(pointer, 'requestBody')),
    responses,
    security: (value['security'] as Json | undefined) ?? reader.security,
    servers: (value['servers'] as Json | undefined) ?? document.get(childPointer(item, 'servers')) ?? null,
    ...sorted(value, read, words),
  };
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
  const { at, docs: beside } = reader.follow(pointer);
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
    ...withWords(sorted(value, read, words), beside),
  };
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
      ...sorted(value, new Set(['schema']), words),
    });
  }
  return content;
}

function readBody(reader: OpenApiReader, pointer: string): RequestBody | undefined {
  const { at, docs: beside } = reader.follow(pointer);
  const value = at === undefined ? undefined : objectOf(reader, at, 'a request body');
  if (at === undefined || value === undefined) return undefined;
  const required = value['required'];
  if (required !== undefined && typeof required !== 'boolean') {
    reader.problems.add('malformed', `${at}/required`, 'has a required of another form: expected true or false');
  }
  const { docs } = withWords(sorted(value, new Set(['required', 'content']), words), beside);
  return { pointer: at, required: required === true, content: readContent(reader, at), docs };
}

function readResponse(reader: OpenApiReader, pointer: string): Response | undefined {
  const { at, named, docs: beside } = reader.follow(pointer);
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
    ...withWords(sorted(value, new Set(['headers', 'content']), words), beside),
  };
}

/** The words beside a reference belong to the words of what it leads to. */
function withWords(parts: { rest: Json; docs: Json }, beside: Followed['docs']): { rest: Json; docs: Json } {
  return beside.length === 0
    ? parts
    : { rest: parts.rest, docs: [parts.docs, ...beside.map(([key, value]) => [key, value])] };
}

import type { Json } from '../../core/json.ts';
import type { JsonDocument } from '../../parse/document.ts';
import type { SurfaceProblem } from './problem.ts';
import type { SchemaLink, Schemas } from './schema.ts';

/** What bodies of a media type look like; `schema` undefined when anything goes. */
export interface MediaType {
  pointer: string;
  schema: SchemaLink | undefined;
  /** Members that are only compared for equality, as `encoding`. */
  rest: Json;
  docs: Json;
}

/** A parameter of a request or a header of a response. */
export interface Parameter {
  pointer: string;
  /** `query`, `path`, `header` or `cookie`. */
  in: string;
  name: string;
  required: boolean;
  schema: SchemaLink | undefined;
  content: ReadonlyMap<string, MediaType>;
  rest: Json;
  docs: Json;
}

export interface RequestBody {
  pointer: string;
  required: boolean;
  content: ReadonlyMap<string, MediaType>;
  rest: Json;
  docs: Json;
}

export interface Response {
  pointer: string;
  /** The name of the component, when a reference leads there: its pointer. */
  component: string | undefined;
  headers: ReadonlyMap<string, Parameter>;
  content: ReadonlyMap<string, MediaType>;
  rest: Json;
  docs: Json;
}

export interface Operation {
  pointer: string;
  /** Where its path item is written: the references, and what they lead to. */
  items: readonly string[];
  /** `get`, `post`, … */
  method: string;
  /** As it is written, with the names of its parameters. */
  path: string;
  /** `operationId`, null without one: generated clients call it so. */
  id: Json;
  /** By `in:name`; headers in lower case. Those of the path item are among them. */
  parameters: ReadonlyMap<string, Parameter>;
  body: RequestBody | undefined;
  /** By status code, `4XX` or `default`. */
  responses: ReadonlyMap<string, Response>;
  /** What must be known of the caller, with that of the document where the operation says nothing. */
  security: Json;
  servers: Json;
  rest: Json;
  docs: Json;
}

interface Read {
  document: JsonDocument;
  schemas: Schemas;
  /** What could not be read. The rest is a part of the surface, and not all of it. */
  problems: readonly SurfaceProblem[];
}

/** An OpenAPI 3.0, 3.1 or 3.2 document. */
export interface OpenApiSurface extends Read {
  kind: 'openapi';
  /** `info.version`; undefined when it is missing. */
  version: string | undefined;
  /** By `GET /v1/things/{}`: the names of path parameters are no part of the key. */
  operations: ReadonlyMap<string, Operation>;
  /** The addresses of `servers`, in order; `/` where there are none. */
  servers: ReadonlyMap<string, { pointer: string; rest: Json; docs: Json }>;
  /** Members of the document that are only compared for equality: `webhooks`, `components.securitySchemes`, … by pointer. */
  rest: ReadonlyMap<string, Json>;
  docs: ReadonlyMap<string, Json>;
  /** Every component by pointer, whether or not something refers to it. */
  components: ReadonlyMap<string, Json>;
}

/** What a document that a JSON Schema describes is for: that decides who breaks when the schema changes. */
export type SchemaRole = 'request' | 'response' | 'error' | 'both';

export interface JsonSchemaSurface extends Read {
  kind: 'json-schema';
  role: SchemaRole;
  root: SchemaLink;
  /** Every definition of the document by pointer, whether or not something refers to it. */
  components: ReadonlyMap<string, Json>;
}

export type Surface = OpenApiSurface | JsonSchemaSurface;

/** A surface, or why nothing of it is known. */
export type ReadSurface = { ok: true; surface: Surface } | { ok: false; problems: readonly SurfaceProblem[] };

import type { Json } from '../../core/json.ts';

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

export const jsonTypes: readonly JsonType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** A place where a schema stands, and the schema that it means. */
export interface SchemaLink {
  /** Where it is written. */
  pointer: string;
  /** The key of the schema in the model: the pointer of what the references lead to; undefined when that is not known. */
  target: string | undefined;
  /** A reference leads there, so that the schema has a name of its own. */
  named: boolean;
  /** The reference out of the document, as it is written. */
  remote?: string | undefined;
  /** Words beside the reference. */
  docs: readonly [key: string, value: Json][];
  /** What else stands beside a reference of OpenAPI 3.0: no part of the schema, though some readers take it for one. */
  ignored: readonly [key: string, value: Json][];
}

/** A limit for numbers, lengths or counts. `exclusive` is there for `minimum` and `maximum` only. */
export interface Bound {
  value: number;
  exclusive: boolean;
}

export const boundNames = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;
export type BoundName = (typeof boundNames)[number];

/** A keyword that this model only compares: for equality, schema by schema. */
export interface OpaqueKeyword {
  /** Its value with every schema in it replaced by null. */
  rest: Json;
  /** The schemas in it by where they stand in it (`''` when the value itself is one). */
  schemas: ReadonlyMap<string, SchemaLink>;
}

/** A JSON Schema or OpenAPI schema object. References are links, so that schemas may contain themselves. */
export interface Schema {
  pointer: string;
  /** The types that are allowed; undefined when none is excluded, empty for the schema `false`. */
  types: readonly JsonType[] | undefined;
  /** The values of `enum` or `const`; undefined when any is allowed. */
  values: readonly Json[] | undefined;
  /** The keyword that the values come from. */
  valuesOf: 'enum' | 'const';
  properties: ReadonlyMap<string, SchemaLink>;
  required: readonly string[];
  /** Whether members beyond `properties` are allowed: any, none, or those of a schema. */
  additional: 'any' | 'none' | SchemaLink;
  items: SchemaLink | undefined;
  /** Schemas that hold too: `allOf`, and a `$ref` with others beside it. */
  allOf: readonly SchemaLink[];
  bounds: ReadonlyMap<BoundName, Bound>;
  /** `format`, `pattern`, `multipleOf`, `uniqueItems`: there or not, or another one. */
  constraints: ReadonlyMap<string, Json>;
  /** What a value that is left out stands for; undefined when nothing is said. */
  default: Json | undefined;
  readOnly: boolean;
  writeOnly: boolean;
  opaque: ReadonlyMap<string, OpaqueKeyword>;
  /** What may stand in its place by its `discriminator`, by the value of that. */
  subtypes: ReadonlyMap<string, SchemaLink>;
  docs: ReadonlyMap<string, Json>;
}

/** The schemas that can be reached, by pointer. */
export type Schemas = ReadonlyMap<string, Schema>;

import { isObject, type Json } from '../../core/json.ts';
import { childPointer } from '../../core/pointer.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { quote } from '../../parse/text.ts';
import type { ProblemSink } from './problem.ts';
import { wordKeys } from './reference.ts';
import {
  type Bound,
  type BoundName,
  boundNames,
  type JsonType,
  jsonTypes,
  type OpaqueKeyword,
  type Schema,
  type SchemaLink,
} from './schema.ts';
import { subtypesOf } from './subtypes.ts';

/** What reading one schema needs: how to link its parts, and whether the words of OpenAPI 3.0 are spoken. */
export interface SchemaReader {
  document: JsonDocument;
  link(pointer: string): SchemaLink;
  /** Says which references in a part that is only compared lead to what is not known. */
  references(pointer: string): void;
  problems: ProblemSink;
  openapi30: boolean;
}

/** The keyword's value is a schema, a list of schemas, or schemas by name. Where each stands decides how it is compared. */
const schemaKeywords = new Set([
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'additionalItems',
  'contentSchema',
]);
const listKeywords = new Set(['anyOf', 'oneOf', 'prefixItems']);
const mapKeywords = new Set(['patternProperties', 'dependentSchemas']);
const constraintKeywords = new Set(['format', 'pattern', 'multipleOf', 'uniqueItems']);
const dynamicKeywords = new Set(['$dynamicRef', '$recursiveRef']);
/** Where definitions are kept: they count where something refers to them. What the document is called is compared with it. */
const storeKeywords = new Set(['$defs', 'definitions']);
const documentKeywords = new Set(['$schema', '$id']);
const known = new Set<string>([
  ...boundNames,
  ...['type', 'nullable', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items', 'allOf', '$ref'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'default', 'readOnly', 'writeOnly'],
]);

/** One schema with links to its parts. What has not the form of the specification is a problem, and is then left out. */
export function readSchema(value: Json, pointer: string, reader: SchemaReader): Schema {
  const { problems, link } = reader;
  const base = emptySchema(pointer);
  if (value === true) return base;
  if (value === false) return { ...base, types: [] };
  if (!isObject(value)) {
    problems.add('malformed', pointer, 'is no schema: expected an object, true or false');
    return base;
  }
  const schema = value as Record<string, Json>;
  const at = (key: string): string => childPointer(pointer, key);
  const malformed = (key: string, expected: string): void =>
    problems.add('malformed', at(key), `has a ${key} of another form: expected ${expected}`);
  const flag = (key: string): boolean => {
    const set = schema[key];
    if (set !== undefined && typeof set !== 'boolean') malformed(key, 'true or false');
    return set === true;
  };
  const links = (key: string): Map<string, SchemaLink> => {
    const members = schema[key];
    if (members === undefined) return new Map();
    if (isObject(members))
      return new Map(Object.keys(members).map((name) => [name, link(childPointer(at(key), name))]));
    malformed(key, 'an object of schemas');
    return new Map();
  };
  const listOf = (key: string): SchemaLink[] => {
    const members = schema[key];
    if (members === undefined) return [];
    if (Array.isArray(members)) return members.map((_, index) => link(childPointer(at(key), index)));
    malformed(key, 'a list of schemas');
    return [];
  };

  const opaque = new Map<string, OpaqueKeyword>();
  const docs = new Map<string, Json>();
  const constraints = new Map<string, Json>();
  for (const [key, member] of Object.entries(schema)) {
    if (known.has(key) || storeKeywords.has(key) || (pointer === '' && documentKeywords.has(key))) continue;
    if (wordKeys.has(key) || key.startsWith('x-')) docs.set(key, member);
    else if (constraintKeywords.has(key)) {
      if (!(key === 'uniqueItems' && member === false)) constraints.set(key, member);
    } else if (schemaKeywords.has(key)) opaque.set(key, { rest: null, schemas: new Map([['', link(at(key))]]) });
    else if (listKeywords.has(key)) {
      const members = listOf(key);
      opaque.set(key, { rest: members.length, schemas: new Map(members.map((one, index) => [String(index), one])) });
    } else if (mapKeywords.has(key)) opaque.set(key, { rest: null, schemas: links(key) });
    else if (dynamicKeywords.has(key))
      problems.add(
        'remote',
        at(key),
        `refers by ${key}: what it leads to depends on who refers here, and is not known`,
      );
    else {
      opaque.set(key, { rest: member, schemas: new Map() });
      if (key !== 'discriminator') reader.references(at(key));
    }
  }
  // Without a type beside it, or where the word is not spoken, some take it to allow null and some do not.
  if (schema['nullable'] === true && !(reader.openapi30 && schema['type'] !== undefined))
    opaque.set('nullable', { rest: true, schemas: new Map() });
  const items = schema['items'];
  if (Array.isArray(items))
    opaque.set('items', { rest: items.length, schemas: new Map(listOf('items').map((one, i) => [String(i), one])) });
  const required = schema['required'];
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  if (required !== undefined && (!Array.isArray(required) || names.length !== required.length)) {
    malformed('required', 'a list of names');
  }
  const more = schema['additionalProperties'];
  const anything = more === undefined || more === true || (isObject(more) && Object.keys(more).length === 0);
  return {
    pointer,
    types: readTypes(schema, reader, malformed),
    ...readValues(schema, malformed),
    properties: links('properties'),
    required: [...new Set(names)],
    additional: anything ? 'any' : more === false ? 'none' : link(at('additionalProperties')),
    items: items === undefined || Array.isArray(items) ? undefined : link(at('items')),
    allOf: [...(schema['$ref'] === undefined ? [] : [link(`${pointer}/$ref`)]), ...listOf('allOf')],
    bounds: readBounds(schema, malformed),
    constraints,
    default: schema['default'],
    readOnly: flag('readOnly'),
    writeOnly: flag('writeOnly'),
    opaque,
    subtypes: readSubtypes(schema, pointer, reader),
    docs,
  };
}

function readSubtypes(schema: Record<string, Json>, pointer: string, reader: SchemaReader): Map<string, SchemaLink> {
  const links = new Map<string, SchemaLink>();
  for (const [name, subtype] of subtypesOf(reader.document, pointer, schema)) {
    if (subtype.pointer !== undefined) links.set(name, { ...reader.link(subtype.pointer), named: true });
    else {
      const place = childPointer(`${pointer}/discriminator/mapping`, name);
      reader.problems.add(
        'remote',
        place,
        `leads to ${quote(subtype.written, 80)}, which is no schema of the document`,
      );
    }
  }
  return links;
}

/** The schema that allows everything. */
export function emptySchema(pointer: string): Schema {
  return {
    pointer,
    types: undefined,
    values: undefined,
    valuesOf: 'enum',
    properties: new Map(),
    required: [],
    additional: 'any',
    items: undefined,
    allOf: [],
    bounds: new Map(),
    constraints: new Map(),
    default: undefined,
    readOnly: false,
    writeOnly: false,
    opaque: new Map(),
    subtypes: new Map(),
    docs: new Map(),
  };
}

type Malformed = (key: string, expected: string) => void;

function readTypes(schema: Record<string, Json>, reader: SchemaReader, malformed: Malformed): JsonType[] | undefined {
  const written = schema['type'];
  const nullable = schema['nullable'];
  if (nullable !== undefined && typeof nullable !== 'boolean') malformed('nullable', 'true or false');
  if (written === undefined) return undefined;
  const list = Array.isArray(written) ? written : [written];
  const types = jsonTypes.filter((type) => list.includes(type));
  const strange = list.find((type) => !jsonTypes.some((known) => known === type));
  if (strange !== undefined || list.length === 0) {
    malformed('type', `one of ${jsonTypes.join(', ')}, not ${quote(JSON.stringify(strange ?? []))}`);
  }
  if (reader.openapi30 && nullable === true && !types.includes('null')) return ['null', ...types];
  return types;
}

function readValues(
  schema: Record<string, Json>,
  malformed: Malformed,
): { values: readonly Json[] | undefined; valuesOf: 'enum' | 'const' } {
  const { enum: list, const: constant } = schema;
  if (list !== undefined && !Array.isArray(list)) malformed('enum', 'a list of values');
  // A const next to an enum that lists it says all there is; one that it does not list allows nothing.
  if (constant !== undefined) {
    const excluded = Array.isArray(list) && !list.some((value) => JSON.stringify(value) === JSON.stringify(constant));
    return { values: excluded ? [] : [constant], valuesOf: 'const' };
  }
  return { values: Array.isArray(list) ? list : undefined, valuesOf: 'enum' };
}

function readBounds(schema: Record<string, Json>, malformed: Malformed): Map<BoundName, Bound> {
  const bounds = new Map<BoundName, Bound>();
  for (const name of boundNames) {
    const value = schema[name];
    if (value === undefined) continue;
    if (typeof value === 'number') bounds.set(name, { value, exclusive: false });
    else malformed(name, 'a number');
  }
  for (const [key, name] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const value = schema[key];
    const plain = bounds.get(name);
    if (typeof value === 'boolean') {
      // OpenAPI 3.0: the flag belongs to the bound beside it.
      if (plain !== undefined) bounds.set(name, { value: plain.value, exclusive: value });
    } else if (typeof value === 'number') {
      const stricter = plain === undefined || (name === 'minimum' ? value >= plain.value : value <= plain.value);
      if (stricter) bounds.set(name, { value, exclusive: true });
    } else if (value !== undefined) malformed(key, 'a number, or true or false');
  }
  return bounds;
}

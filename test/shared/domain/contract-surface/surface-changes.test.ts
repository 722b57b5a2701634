import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../shared/core/json.ts';
import type { ChangeKind } from '../../../../shared/domain/contract-surface/change-kind.ts';
import { changeKinds } from '../../../../shared/domain/contract-surface/change-kind.ts';
import { readOpenApi } from '../../../../shared/domain/contract-surface/openapi.ts';
import { surfaceChanges } from '../../../../shared/domain/contract-surface/surface-changes.ts';
import { jsonSchema, openApi, rules, surfaceOf } from '../../../support/contract-surface.ts';

type Row = [kind: ChangeKind, request: string, response: string, before: Json, after: Json];
const closed = { type: 'object', additionalProperties: false };
const b = 'breaking';
const a = 'additive';

/** What a schema says before and after, and who breaks. */
const schemaRows: Row[] = [
  ['field-added', a, a, { properties: {} }, { properties: { x: {} } }],
  ['field-added', a, b, { ...closed, properties: {} }, { ...closed, properties: { x: {} } }],
  ['field-added-required', b, a, { properties: {} }, { properties: { x: {} }, required: ['x'] }],
  ['field-removed', b, b, { properties: { x: {} } }, { properties: {} }],
  ['field-removed', b, b, { properties: { x: {} }, required: ['x'] }, { properties: {} }],
  ['field-became-required', b, a, { properties: { x: {} } }, { properties: { x: {} }, required: ['x'] }],
  ['field-became-required', b, a, {}, { required: ['x'] }],
  ['field-became-optional', a, b, { properties: { x: {} }, required: ['x'] }, { properties: { x: {} } }],
  ['type-widened', a, b, { type: 'integer' }, { type: 'number' }],
  ['type-widened', a, b, { type: 'string' }, { type: ['string', 'null'] }],
  ['type-widened', a, b, { type: 'string' }, {}],
  ['type-widened', a, b, false, true],
  ['type-narrowed', b, a, { type: 'number' }, { type: 'integer' }],
  ['type-narrowed', b, a, { type: ['string', 'null'] }, { type: 'string' }],
  ['type-narrowed', b, a, {}, { type: 'string' }],
  ['type-changed', b, b, { type: 'string' }, { type: 'integer' }],
  ['type-changed', b, b, { type: ['string', 'null'] }, { type: ['string', 'integer'] }],
  ['value-added', a, b, { enum: ['x'] }, { enum: ['x', 'y'] }],
  ['value-added', a, b, { const: 'x' }, { enum: ['x', 'y'] }],
  ['value-removed', b, a, { enum: ['x', 'y'] }, { enum: ['x'] }],
  ['value-removed', b, a, { enum: ['x', 'y'] }, { const: 'x' }],
  ['values-restricted', b, a, {}, { enum: ['x'] }],
  ['values-restricted', b, a, {}, { const: 'x' }],
  ['values-freed', a, b, { enum: ['x'] }, {}],
  ['const-changed', b, b, { const: 'v2' }, { const: 'v3' }],
  ['closed', b, a, { additionalProperties: true }, { additionalProperties: false }],
  ['closed', b, a, {}, { additionalProperties: { type: 'string' } }],
  ['opened', a, b, { additionalProperties: false }, {}],
  ['opened', a, b, { additionalProperties: false }, { additionalProperties: { type: 'string' } }],
  ['type-widened', a, b, { additionalProperties: { type: 'integer' } }, { additionalProperties: { type: 'number' } }],
  ['bound-tightened', b, a, {}, { minLength: 1 }],
  ['bound-tightened', b, a, { maximum: 9 }, { maximum: 8 }],
  ['bound-tightened', b, a, { minimum: 1 }, { exclusiveMinimum: 1 }],
  ['bound-loosened', a, b, { maxItems: 3 }, { maxItems: 4 }],
  ['bound-loosened', a, b, { minProperties: 3 }, {}],
  ['bound-loosened', a, b, { maximum: 1, exclusiveMaximum: true }, { maximum: 1 }],
  ['constraint-added', b, a, {}, { pattern: '^a' }],
  ['constraint-added', b, a, { uniqueItems: false }, { uniqueItems: true }],
  ['constraint-removed', a, b, { format: 'uuid' }, {}],
  ['constraint-changed', b, b, { multipleOf: 2 }, { multipleOf: 4 }],
  ['items-restricted', b, a, { type: 'array' }, { type: 'array', items: { type: 'string' } }],
  ['items-freed', a, b, { type: 'array', items: { type: 'string' } }, { type: 'array' }],
  ['type-narrowed', b, a, { items: { type: ['string', 'null'] } }, { items: { type: 'string' } }],
  ['branch-added', b, a, {}, { allOf: [{ minLength: 1 }] }],
  ['branch-removed', a, b, { allOf: [{ minLength: 1 }, { maxLength: 3 }] }, { allOf: [{ minLength: 1 }] }],
  ['bound-tightened', b, a, { allOf: [{ minLength: 1 }] }, { allOf: [{ minLength: 2 }] }],
  ['default-changed', b, b, { default: 1 }, { default: 2 }],
  ['default-changed', b, b, {}, { default: 2 }],
  ['not-provable', b, b, { anyOf: [{ type: 'string' }] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  ['not-provable', b, b, { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'integer' }] }],
  ['not-provable', b, b, { not: { type: 'string' } }, { not: { type: 'integer' } }],
  ['not-provable', b, b, { patternProperties: { '^a': {} } }, { patternProperties: { '^b': {} } }],
  ['not-provable', b, b, {}, { if: { type: 'string' } }],
  ['not-provable', b, b, { dependentRequired: { x: ['y'] } }, { dependentRequired: { x: ['z'] } }],
  ['not-provable', b, b, { unheardOf: 1 }, { unheardOf: 2 }],
  ['not-provable', b, b, { items: [{}] }, { items: [{}, {}] }],
  ['not-provable', b, b, {}, { nullable: true }],
  ['not-provable', b, b, { $id: 'https://a.example/x' }, { $id: 'https://a.example/y' }],
  ['words-changed', 'docs', 'docs', {}, { readOnly: true }],
  ['component-changed', 'docs', 'docs', { $defs: { unused: {} } }, { $defs: { unused: { type: 'string' } } }],
  [
    'field-added',
    a,
    b,
    { properties: {}, unevaluatedProperties: false },
    { properties: { x: {} }, unevaluatedProperties: false },
  ],
  [
    'field-added',
    a,
    b,
    { allOf: [{ properties: {} }, { additionalProperties: false }] },
    { allOf: [{ properties: { x: {} } }, { additionalProperties: false }] },
  ],
  ['words-changed', 'docs', 'docs', { description: 'x' }, { description: 'y' }],
  ['words-changed', 'docs', 'docs', { 'x-owner': 'x' }, {}],
  ['words-changed', 'docs', 'docs', { anyOf: [{ title: 'x' }] }, { anyOf: [{ title: 'y' }] }],
];

/** Schemas that are written in another way and mean the same. */
const same: [name: string, before: Json, after: Json][] = [
  ['order of keys', { type: 'string', minLength: 1 }, { minLength: 1, type: 'string' }],
  ['order of required', { required: ['x', 'y'] }, { required: ['y', 'x'] }],
  ['order of values', { enum: ['x', 'y'] }, { enum: ['y', 'x'] }],
  ['order of types', { type: ['string', 'null'] }, { type: ['null', 'string'] }],
  ['an integer that is a number anyway', { type: 'number' }, { type: ['number', 'integer'] }],
  ['a default of the specification', {}, { additionalProperties: true }],
  ['a flag that is not set', {}, { uniqueItems: false, readOnly: false, nullable: false }],
  ['a schema that allows everything', { additionalProperties: true }, { additionalProperties: {} }],
  [
    'in place or by reference',
    { items: { type: 'string' } },
    { items: { $ref: '#/$defs/s' }, $defs: { s: { type: 'string' } } },
  ],
  ['const or one value', { const: 'x' }, { enum: ['x'] }],
];

describe('a schema that changes', () => {
  test.each(schemaRows)('%s: %s for requests, %s for answers (%j -> %j)', (kind, request, response, before, after) => {
    for (const [role, expected] of [
      ['request', request],
      ['response', response],
    ] as const) {
      const found = surfaceChanges(jsonSchema(before, role), jsonSchema(after, role), rules);
      const inClosed = expected === b && kind === 'field-added' && role === 'response' ? 'field-added-to-closed' : kind;
      expect(found.changes.map((change) => [change.kind, change.class, change.who])).toEqual([
        [inClosed, expected, role],
      ]);
      expect(found.problems).toEqual([]);
      expect(found.changes[0]?.because ?? '').toMatch(kind === 'not-provable' ? /not known/ : /^$/);
    }
  });

  test.each(same)('does not by %s', (_, before, after) => {
    for (const role of ['request', 'response', 'error', 'both'] as const) {
      expect(surfaceChanges(jsonSchema(before, role), jsonSchema(after, role), rules).changes).toEqual([]);
    }
  });

  test('counts a field added to a closed answer as it is configured', () => {
    const [before, after] = [{ ...closed }, { ...closed, properties: { x: {} } }].map((each) =>
      jsonSchema(each, 'response'),
    );
    if (before === undefined || after === undefined) throw new Error('two surfaces');
    const { changes } = surfaceChanges(before, after, { ...rules, closedResponses: 'additive' });
    expect(changes.map((change) => change.class)).toEqual([a]);
  });

  test('does not count a field that is only read in requests, nor one that is only written in answers', () => {
    const found = (role: 'request' | 'response', field: Json): string[] =>
      surfaceChanges(
        jsonSchema({ properties: {} }, role),
        jsonSchema({ properties: { x: field }, required: ['x'] }, role),
        rules,
      ).changes.map(({ kind }) => kind);
    expect(found('request', { readOnly: true })).toEqual([]);
    expect(found('response', { readOnly: true })).toEqual(['field-added-required']);
    expect(found('response', { writeOnly: true })).toEqual([]);
    expect(found('request', { writeOnly: true })).toEqual(['field-added-required']);
  });

  test('tells error codes and the envelope of failures from the rest', () => {
    const failure = (codes: string[]): Json => ({
      properties: { error: { properties: { code: { enum: codes } } }, hint: { enum: codes } },
    });
    const found = surfaceChanges(
      jsonSchema(failure(['x', 'y']), 'error'),
      jsonSchema(failure(['x', 'z']), 'error'),
      rules,
    );
    expect(found.changes.map((change) => [change.what, change.kind, change.class, change.who, change.value])).toEqual([
      ['/error/code', 'value-removed', b, 'error-code', 'y'],
      ['/hint', 'value-added', b, 'envelope', 'z'],
      ['/error/code', 'value-added', a, 'error-code', 'z'],
      ['/hint', 'value-removed', a, 'envelope', 'y'],
    ]);
  });

  test('may contain itself', () => {
    const tree = (leaf: Json): Json => ({
      anyOf: [{ $ref: '#' }, { $ref: '#/$defs/leaf' }],
      properties: { next: { $ref: '#' } },
      $defs: { leaf },
    });
    const of = (before: Json, after: Json) =>
      surfaceChanges(jsonSchema(tree(before), 'both'), jsonSchema(tree(after), 'both'), rules);
    expect(of({ type: 'string' }, { type: 'string' }).changes).toEqual([]);
    expect(of({ type: 'string' }, { type: 'integer' }).changes.map(({ kind, who }) => [kind, who])).toEqual([
      ['not-provable', 'request'],
      ['not-provable', 'response'],
    ]);
  });
});

const response = (content: Json): Json => ({ '200': { description: 'x', content } });
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const q = (more: Record<string, Json> = {}): Json => ({ in: 'query', name: 'q', ...more });

/** An operation before and after. */
const operationRows: [
  kind: ChangeKind,
  judged: string,
  who: string,
  before: Record<string, Json>,
  after: Record<string, Json>,
][] = [
  ['security-changed', b, 'request', {}, { security: [{ key: [] }] }],
  ['parameter-added', a, 'request', {}, { parameters: [q()] }],
  ['parameter-added-required', b, 'request', {}, { parameters: [q({ required: true })] }],
  ['parameter-removed', b, 'request', { parameters: [q()] }, {}],
  ['parameter-became-required', b, 'request', { parameters: [q()] }, { parameters: [q({ required: true })] }],
  ['parameter-became-optional', a, 'request', { parameters: [q({ required: true })] }, { parameters: [q()] }],
  ['schema-added', b, 'request', { parameters: [q()] }, { parameters: [q({ schema: {} })] }],
  ['schema-removed', a, 'request', { parameters: [q({ schema: {} })] }, { parameters: [q()] }],
  [
    'type-changed',
    b,
    'request',
    { parameters: [q({ schema: { type: 'string' } })] },
    { parameters: [q({ schema: { type: 'integer' } })] },
  ],
  ['not-provable', b, 'request', { parameters: [q()] }, { parameters: [q({ explode: false })] }],
  ['words-changed', 'docs', 'request', { parameters: [q()] }, { parameters: [q({ description: 'x' })] }],
  ['body-added', a, 'request', {}, { requestBody: { content: json({}) } }],
  ['body-added-required', b, 'request', {}, { requestBody: { required: true, content: json({}) } }],
  ['body-removed', b, 'request', { requestBody: { content: json({}) } }, {}],
  [
    'body-became-required',
    b,
    'request',
    { requestBody: { content: {} } },
    { requestBody: { required: true, content: {} } },
  ],
  [
    'body-became-optional',
    a,
    'request',
    { requestBody: { required: true, content: {} } },
    { requestBody: { content: {} } },
  ],
  ['media-type-added', a, 'request', { requestBody: { content: {} } }, { requestBody: { content: json({}) } }],
  ['media-type-removed', b, 'request', { requestBody: { content: json({}) } }, { requestBody: { content: {} } }],
  [
    'field-became-required',
    b,
    'request',
    { requestBody: { content: json({}) } },
    { requestBody: { content: json({ required: ['x'] }) } },
  ],
  ['status-added', a, 'response', {}, { responses: response({}) }],
  ['status-removed', b, 'response', { responses: response({}) }, {}],
  ['media-type-added', a, 'response', { responses: response({}) }, { responses: response(json({})) }],
  ['media-type-removed', b, 'response', { responses: response(json({})) }, { responses: response({}) }],
  [
    'schema-removed',
    b,
    'response',
    { responses: response(json({})) },
    { responses: response({ 'application/json': {} }) },
  ],
  [
    'field-removed',
    b,
    'response',
    { responses: response(json({ properties: { x: {} } })) },
    { responses: response(json({ properties: {} })) },
  ],
  [
    'field-removed',
    b,
    'envelope',
    { responses: { '404': { content: json({ properties: { x: {} } }) } } },
    { responses: { '404': { content: json({ properties: {} }) } } },
  ],
  [
    'field-removed',
    b,
    'envelope',
    { responses: response(json({ properties: { version: {} } })) },
    { responses: response(json({ properties: {} })) },
  ],
  [
    'value-added',
    a,
    'error-code',
    { responses: { default: { content: json({ properties: { error: { properties: { code: { enum: ['x'] } } } } }) } } },
    {
      responses: {
        default: { content: json({ properties: { error: { properties: { code: { enum: ['x', 'y'] } } } } }) },
      },
    },
  ],
  [
    'parameter-added-required',
    a,
    'response',
    { responses: { '200': { description: 'x' } } },
    { responses: { '200': { description: 'x', headers: { Etag: { required: true } } } } },
  ],
  [
    'parameter-removed',
    b,
    'response',
    { responses: { '200': { headers: { Etag: {} } } } },
    { responses: { '200': {} } },
  ],
  ['not-provable', b, 'response', { responses: { '200': {} } }, { responses: { '200': { links: { x: {} } } } }],
  ['not-provable', b, 'request', {}, { callbacks: { x: {} } }],
  ['not-provable', b, 'request', { servers: [{ url: 'https://a' }] }, { servers: [{ url: 'https://b' }] }],
  ['not-provable', b, 'request', { operationId: 'x' }, { operationId: 'y' }],
  ['words-changed', 'docs', 'request', {}, { operationId: 'x' }],
  ['not-provable', b, 'request', { requestBody: { content: {} } }, { requestBody: { content: {}, strange: 1 } }],
  ['not-provable', b, 'request', { parameters: [q({ schema: {} })] }, { parameters: [q({ content: json({}) })] }],
  [
    'not-provable',
    b,
    'response',
    { responses: { '200': { headers: { Etag: { schema: {} } } } } },
    { responses: { '200': { headers: { Etag: { content: json({}) } } } } },
  ],
  ['words-changed', 'docs', 'request', { summary: 'x' }, { summary: 'y' }],
  [
    'words-changed',
    'docs',
    'response',
    { responses: { '200': { description: 'x' } } },
    { responses: { '200': { description: 'y' } } },
  ],
];

/** A document whose answer may have subtypes by the name of their schema, of which one may extend another. */
function polymorphic(names: string[], tail = 'string'): Record<string, Json> {
  const subtype = (base: string): Json => ({
    allOf: [{ $ref: `#/components/schemas/${base}` }, { properties: { tail: { type: tail } } }],
  });
  return {
    paths: { '/x': { get: { responses: response(json({ $ref: '#/components/schemas/Pet' })) } } },
    components: {
      schemas: {
        Pet: { discriminator: { propertyName: 'kind' } },
        ...Object.fromEntries(names.map((name, index) => [name, subtype(names[index - 1] ?? 'Pet')])),
      },
    },
  };
}

/** The same, where only equality counts. */
function inWebhook({ paths, components }: Record<string, Json>): Record<string, Json> {
  return { webhooks: paths ?? {}, components: components ?? {} };
}

/** Addresses below one, of which a parameter has this schema. */
function items(schema: Json, segments: string[]): Record<string, Json> {
  const parameters = [{ in: 'path', name: 'id', required: true, schema }];
  return {
    paths: Object.fromEntries(
      segments.map((segment) => [`/x/${segment}`, { get: segment === '{id}' ? { parameters } : {} }]),
    ),
  };
}

/** A document before and after. */
const documentRows: [kind: ChangeKind, judged: string, before: Record<string, Json>, after: Record<string, Json>][] = [
  ['operation-added', a, { paths: {} }, { paths: { '/x': { get: {} } } }],
  ['operation-removed', b, { paths: { '/x': { get: {}, put: {} } } }, { paths: { '/x': { get: {} } } }],
  ['version-changed', 'docs', { info: { version: '1' } }, { info: { version: '2' } }],
  ['server-added', a, {}, { servers: [{ url: '/' }, { url: 'https://a' }] }],
  ['server-removed', b, { servers: [{ url: '/' }, { url: 'https://a' }] }, { servers: [{ url: '/' }] }],
  ['not-provable', b, { servers: [{ url: 'a' }, { url: '/' }] }, { servers: [{ url: '/' }, { url: 'a' }] }],
  ['type-changed', b, polymorphic(['Cat']), polymorphic(['Cat'], 'integer')],
  ['not-provable', b, { servers: [{ url: 'https://a' }] }, { servers: [{ url: 'https://a', variables: {} }] }],
  ['not-provable', b, {}, { webhooks: { x: {} } }],
  [
    'not-provable',
    b,
    { components: { securitySchemes: { k: { type: 'http' } } } },
    { components: { securitySchemes: {} } },
  ],
  ['component-changed', 'docs', {}, { components: { schemas: { X: {} } } }],
  ['words-changed', 'docs', {}, { tags: [{ name: 'x' }] }],
  ['words-changed', 'docs', { paths: { '/x': {} } }, { paths: { '/x': { description: 'x' } } }],
];

describe('an interface that changes', () => {
  test.each(operationRows)('%s is %s for the %s', (kind, judged, who, before, after) => {
    const of = (operation: Record<string, Json>) => openApi({ paths: { '/x/{id}': { post: operation } } });
    const { changes, problems } = surfaceChanges(of(before), of(after), rules);
    expect(problems).toEqual([]);
    expect(changes.map((change) => [change.kind, change.class, change.who])).toEqual([[kind, judged, who]]);
    expect(changes[0]).toMatchObject({ where: 'POST /x/{}', operations: ['POST /x/{}'] });
    expect(changes[0]?.before.position).toBeDefined();
    expect(changes[0]?.after.position).toBeDefined();
  });

  test.each(documentRows)('%s is %s (%j -> %j)', (kind, judged, before, after) => {
    const { changes, problems } = surfaceChanges(openApi(before), openApi(after), rules);
    expect(problems).toEqual([]);
    expect(changes.map((change) => [change.kind, change.class])).toEqual([[kind, judged]]);
  });

  test.each<[name: string, before: Record<string, Json>, after: Record<string, Json>, changes: [ChangeKind, string][]]>(
    [
      [
        'a subtype that is new',
        polymorphic(['Cat']),
        polymorphic(['Cat', 'Dog']),
        [
          ['subtype-added', b],
          ['component-changed', 'docs'],
        ],
      ],
      [
        'a subtype that is gone',
        polymorphic(['Cat', 'Dog']),
        polymorphic(['Cat']),
        [
          ['subtype-removed', a],
          ['component-changed', 'docs'],
        ],
      ],
      [
        'a subtype in a webhook',
        inWebhook(polymorphic(['Cat'])),
        inWebhook(polymorphic(['Cat'], 'integer')),
        [
          ['not-provable', b],
          ['component-changed', 'docs'],
        ],
      ],
      [
        'an address that another one had',
        items({ type: 'string' }, ['{id}']),
        items({ type: 'string' }, ['{id}', 'mine']),
        [
          ['not-provable', b],
          ['operation-added', a],
        ],
      ],
      [
        'the first server, where the default one was',
        {},
        { servers: [{ url: 'https://a' }] },
        [
          ['server-removed', b],
          ['server-added', a],
        ],
      ],
    ],
  )('%s', (_name, before, after, expected) => {
    const { changes, problems } = surfaceChanges(openApi(before), openApi(after), rules);
    expect(problems).toEqual([]);
    expect(changes.map((change) => [change.kind, change.class])).toEqual(expected);
  });

  test('every kind of change has a case', () => {
    const cased = new Set<string>([...schemaRows, ...operationRows, ...documentRows].map(([kind]) => kind));
    for (const kind of ['field-added-to-closed', 'subtype-added', 'subtype-removed']) cased.add(kind);
    // Those of documents and of whole files have their cases beside these.
    for (const kind of [
      'member-added',
      'member-removed',
      'member-changed',
      'identity-changed',
      'file-added',
      'file-removed',
    ])
      cased.add(kind);
    expect(Object.keys(changeKinds).filter((kind) => !cased.has(kind))).toEqual([]);
    expect([schemaRows.length, operationRows.length, documentRows.length]).toEqual([65, 40, 13]);
  });

  test('does not by another name for a path parameter, but for the words', () => {
    const of = (name: string) =>
      openApi({ paths: { [`/x/{${name}}`]: { get: { parameters: [{ in: 'path', name, required: true }] } } } });
    expect(surfaceChanges(of('id'), of('key'), rules).changes.map(({ kind }) => kind)).toEqual(['words-changed']);
  });

  test('tells once what happened to a component, and which operations use it', () => {
    const of = (fields: Json) => {
      const operation = {
        responses: { '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/X' } } } } },
      };
      return openApi({
        paths: { '/a': { get: operation }, '/b': { get: operation } },
        components: { schemas: { X: { properties: fields } } },
      });
    };
    const { changes } = surfaceChanges(of({ x: {} }), of({}), rules);
    expect(changes.map(({ where, what, operations, message }) => [where, what, operations, message])).toEqual([
      ['#/components/schemas/X', '/x', ['GET /a', 'GET /b'], '#/components/schemas/X /x was removed'],
    ]);
  });

  test('sees what a reference inside something unknown leads to', () => {
    const of = (type: string) =>
      openApi({
        paths: {
          '/a': {
            get: { callbacks: { done: { x: { post: { requestBody: { $ref: '#/components/requestBodies/B' } } } } } },
          },
        },
        components: { requestBodies: { B: { content: { [type]: {} } } } },
      });
    expect(surfaceChanges(of('text/plain'), of('text/html'), rules).changes.map(({ kind }) => kind)).toContain(
      'not-provable',
    );
  });

  test.each<[name: string, before: Record<string, Json>, after: Record<string, Json>]>([
    ['no credentials', {}, { security: [] }],
    ['credentials in another order', { security: [{ k: ['x', 'y'] }, {}] }, { security: [{}, { k: ['y', 'x'] }] }],
    [
      'the defaults of parameters',
      { parameters: [q(), { in: 'header', name: 'h' }] },
      {
        parameters: [
          q({ style: 'form', explode: true, allowReserved: false }),
          { in: 'header', name: 'h', style: 'simple', explode: false },
        ],
      },
    ],
    [
      'the default of a style',
      { parameters: [q({ style: 'pipeDelimited' })] },
      { parameters: [q({ style: 'pipeDelimited', explode: false })] },
    ],
  ])('does not by %s written out', (_name, before, after) => {
    const of = (operation: Record<string, Json>) => openApi({ paths: { '/x': { post: operation } } });
    expect(surfaceChanges(of(before), of(after), rules)).toEqual({ changes: [], problems: [] });
  });

  const answers = (responses: Record<string, Json>): Record<string, Json> => ({
    paths: { '/x': { post: { responses } } },
  });
  const body = (schema: Json): Json => ({ content: json(schema) });
  const error = body({ properties: { error: { type: 'string' } } });
  test.each<[name: string, before: Record<string, Json>, after: Record<string, Json>]>([
    ['a failure that is like default', answers({ default: error }), answers({ default: error, '404': error })],
    ['a failure that is like its range', answers({ '4XX': error }), answers({ '4XX': error, '409': error })],
    [
      'another success beside a default of failures',
      answers({ '200': body({ type: 'string' }), default: error }),
      answers({ '200': body({ type: 'string' }), '202': body({ type: 'integer' }), default: error }),
    ],
    [
      'a media type that is like its range',
      answers({ '200': { content: { '*/*': { schema: {} } } } }),
      answers({ '200': { content: { '*/*': { schema: {} }, 'text/plain': { schema: {} } } } }),
    ],
    [
      'an address that no number can be',
      items({ type: 'integer' }, ['{id}']),
      items({ type: 'integer' }, ['{id}', 'mine']),
    ],
    [
      'an address that no uuid can be',
      items({ type: 'string', format: 'uuid' }, ['{id}']),
      items({ type: 'string', format: 'uuid' }, ['{id}', 'mine']),
    ],
    ['an address deeper than another', items({}, ['{id}']), items({}, ['{id}', '{id}/parts'])],
    ['another server at the end', { servers: [{ url: '/a' }] }, { servers: [{ url: '/a' }, { url: '/b' }] }],
    [
      'a field beside those of a schema, of that schema',
      answers({ '200': body({ additionalProperties: { type: 'string' } }) }),
      answers({ '200': body({ properties: { x: { type: 'string' } }, additionalProperties: { type: 'string' } }) }),
    ],
    [
      'a field beside a pattern that is not about it',
      answers({ '200': body({ patternProperties: { '^x-': { type: 'string' } } }) }),
      answers({
        '200': body({ properties: { y: { type: 'integer' } }, patternProperties: { '^x-': { type: 'string' } } }),
      }),
    ],
    [
      'a field in a branch',
      answers({ '200': body({ allOf: [{ properties: {} }, { properties: {} }] }) }),
      answers({ '200': body({ allOf: [{ properties: { x: {} } }, { properties: {} }] }) }),
    ],
    [
      'a field of a subtype',
      polymorphic(['Cat']),
      JSON.parse(JSON.stringify(polymorphic(['Cat'])).replace('"tail":', '"claws":{},"tail":')) as Record<string, Json>,
    ],
    [
      'a limit that no double can hold, beside another one',
      answers({ '200': body({ properties: { x: { maximum: '@' } } }) }),
      answers({
        '200': body({ properties: { x: { maximum: '@' }, y: { maximum: '@' } } }),
      }),
    ],
  ])('by %s goes on working for everybody', (_name, before, after) => {
    const of = (members: Record<string, Json>) =>
      surfaceOf(
        readOpenApi({
          path: 'x.json',
          // The largest integer of 64 bits, which no double holds.
          text: JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, ...members }).replaceAll(
            '"@"',
            '9223372036854775807',
          ),
        }),
      );
    const { changes, problems } = surfaceChanges(of(before), of(after), rules);
    expect(problems).toEqual([]);
    expect(changes.map((change) => change.class)).toContain(a);
    expect(changes.filter((change) => change.class === b)).toEqual([]);
  });

  test('whose field gets another schema than unnamed ones had has the difference', () => {
    const of = (schema: Json) => jsonSchema(schema, 'response');
    const more = {
      additionalProperties: { type: 'string' },
      patternProperties: { '^n-': { type: 'integer' }, '(a+)+$': {} },
    };
    const kinds = (field: string, schema: Json) =>
      surfaceChanges(of(more), of({ ...more, properties: { [field]: schema } }), rules).changes.map(
        ({ kind, what, value }) => [kind, what, value],
      );
    expect(kinds('x', { type: 'string' })).toEqual([
      ['not-provable', '/x', 'patternProperties'],
      ['field-added', '/x', undefined],
    ]);
    expect(kinds('x', { type: 'integer' })).toContainEqual([
      'type-changed',
      '/x(additionalProperties)',
      'string -> integer',
    ]);
    expect(kinds('n-x', { type: 'string' })).toContainEqual([
      'type-changed',
      '/n-x(patternProperties)',
      'integer -> string',
    ]);
  });

  test('never compares an OpenAPI document with a JSON Schema as if they were alike', () => {
    const { changes } = surfaceChanges(openApi({}), jsonSchema({}, 'both'), rules);
    expect(changes.map(({ kind, class: judged }) => [kind, judged])).toEqual([['not-provable', b]]);
  });
});

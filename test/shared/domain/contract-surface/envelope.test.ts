import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../shared/core/json.ts';
import { type EnvelopeFields, envelopeProblems } from '../../../../shared/domain/contract-surface/envelope.ts';
import { payloadFindings } from '../../../../shared/domain/contract-surface/envelope-payload.ts';
import { openApiEnvelopes, schemaFindings } from '../../../../shared/domain/contract-surface/envelope-schema.ts';
import { parseJson } from '../../../../shared/parse/json.ts';
import { jsonSchema, openApi } from '../../../support/contract-surface.ts';

const fields = (more: Partial<EnvelopeFields>): EnvelopeFields => ({
  requires: [],
  optional: [],
  forbids: [],
  ...more,
});
const object = (more: Record<string, Json>): Json => ({ type: 'object', additionalProperties: false, ...more });
const error = (more: Record<string, Json>): Json =>
  object({ required: ['error'], properties: { error: object(more) } });
const code = { properties: { code: {} } };

/** Whether a schema keeps what is asked of one field. */
const rows: [
  demand: keyof EnvelopeFields,
  field: string,
  schema: Json,
  holds: true | false | 'unknown',
  because: RegExp | undefined,
][] = [
  ['requires', '/a', object({ properties: { a: {} }, required: ['a'] }), true, undefined],
  ['requires', '/a', object({ properties: { a: {} } }), false, /does not require it/],
  ['requires', '/a', object({}), false, /does not allow/],
  ['requires', '/a', { type: 'object' }, false, /has no \/a/],
  ['requires', '/a', { required: ['a'], properties: { a: {} } }, 'unknown', /not understood/],
  [
    'requires',
    '/a',
    { type: 'object', properties: { a: {} }, anyOf: [{ required: ['a'] }] },
    'unknown',
    /not understood/,
  ],
  ['requires', '/a', { allOf: [{ type: 'object', properties: { a: {} } }, { required: ['a'] }] }, true, undefined],
  [
    'requires',
    '/a',
    { allOf: [{ type: 'object', required: ['a'], properties: { a: {} } }, object({})] },
    false,
    /does not allow/,
  ],
  ['requires', '/error/code', error({ ...code, required: ['code'] }), true, undefined],
  ['requires', '/error/code', error(code), false, /does not require/],
  [
    'requires',
    '/error/code',
    object({ properties: { error: object({ ...code, required: ['code'] }) } }),
    false,
    /does not require/,
  ],
  ['requires', '/error/code', object({}), false, /does not allow/],
  ['requires', '/a', false, false, /has no/],
  ['optional', '/a', object({ properties: { a: {} } }), true, undefined],
  ['optional', '/a', { type: 'object' }, true, undefined],
  ['optional', '/a', object({ properties: { a: {} }, required: ['a'] }), false, /requires \/a/],
  ['optional', '/a', object({}), false, /does not allow/],
  ['optional', '/a', { oneOf: [{ required: ['a'] }] }, 'unknown', /not understood/],
  ['forbids', '/a', object({}), true, undefined],
  ['forbids', '/a', { type: 'object', properties: { a: false } }, true, undefined],
  ['forbids', '/a', object({ properties: { a: {} } }), false, /has \/a/],
  ['forbids', '/a', { type: 'object' }, 'unknown', /additionalProperties is not false/],
  ['forbids', '/a', { type: 'object', not: { required: ['a'] } }, 'unknown', /not understood/],
  ['forbids', '/a', { type: 'object', required: ['a'] }, false, /has \/a/],
  ['forbids', '/error/code', error({}), true, undefined],
  ['forbids', '/error/code', object({}), true, undefined],
  ['forbids', '/error/code', error(code), false, /has \/error\/code/],
];

/** Whether a sample keeps it. */
const samples: [demand: keyof EnvelopeFields, field: string, body: Json, holds: boolean][] = [
  ['requires', '/a', { a: null }, true],
  ['requires', '/a', {}, false],
  ['requires', '/error/code', { error: { code: 'x' } }, true],
  ['requires', '/error/code', { error: 'x' }, false],
  ['requires', '/a', [], false],
  ['optional', '/a', {}, true],
  ['optional', '/a', { a: 1 }, true],
  ['forbids', '/a', {}, true],
  ['forbids', '/a', { a: null }, false],
  ['forbids', '/error/code', { code: 'x' }, true],
];

describe('the envelope of answers', () => {
  test.each(rows)('%s %s: %j', (demand, field, schema, holds, because) => {
    const surface = jsonSchema(schema, 'error');
    if (surface.kind !== 'json-schema') throw new Error('a schema');
    const [finding] = schemaFindings(surface, surface.root, fields({ [demand]: [field] }));
    expect([finding?.holds, finding?.demand, finding?.field]).toEqual([holds, demand, field]);
    expect(finding?.because ?? '').toMatch(because ?? /^$/);
    expect(finding?.position?.line).toBe(1);
  });

  test.each(samples)('of a sample: %s %s: %j', (demand, field, body, holds) => {
    const parsed = parseJson(JSON.stringify(body));
    if (!parsed.ok) throw new Error(parsed.message);
    const [finding] = payloadFindings(parsed.document, fields({ [demand]: [field] }));
    expect([finding?.holds, finding?.because === undefined]).toEqual([holds, holds]);
  });

  test('is held against every JSON body by its status, and is not known without a schema', () => {
    const content = (schema: Json): Json => ({ content: { 'application/json': { schema }, 'text/plain': {} } });
    const surface = openApi({
      paths: {
        '/a': {
          get: {
            responses: {
              '200': content(object({ properties: { v: {} }, required: ['v'] })),
              '204': { description: 'none' },
              '404': content(object({ properties: { legacy: {} } })),
              default: { content: { 'application/problem+json': {} } },
            },
          },
        },
      },
    });
    if (surface.kind !== 'openapi') throw new Error('an interface');
    const policy = { version: '2', failure: fields({ forbids: ['/legacy'] }), success: fields({ requires: ['/v'] }) };
    const held = openApiEnvelopes(surface, policy);
    expect(held.map(({ name, findings }) => [name, findings.map(({ demand, holds }) => `${demand} ${holds}`)])).toEqual(
      [
        ['GET /a 200 application/json', ['requires true']],
        ['GET /a 404 application/json', ['forbids false']],
        ['GET /a default application/problem+json', ['forbids unknown']],
      ],
    );
    expect(openApiEnvelopes(surface, { version: '2', failure: policy.failure }).map(({ name }) => name)).toEqual([
      'GET /a 404 application/json',
      'GET /a default application/problem+json',
    ]);
  });

  test.each([
    ['*/*', true],
    ['application/*', true],
    ['text/*;charset=utf-8', true],
    ['application/vnd.x+json', true],
    ['image/*', false],
    ['application/xml', false],
  ])('is asked of %s: %s', (type, asked) => {
    const surface = openApi({
      paths: { '/a': { get: { responses: { '500': { content: { [type]: { schema: {} } } } } } } },
    });
    if (surface.kind !== 'openapi') throw new Error('an interface');
    const policy = { version: '2', failure: fields({ forbids: ['/legacy'] }) };
    expect(openApiEnvelopes(surface, policy)).toHaveLength(asked ? 1 : 0);
  });

  test('may not contradict itself', () => {
    expect(envelopeProblems(fields({ requires: ['/a'], optional: ['/b'], forbids: ['/c'] }))).toEqual([]);
    expect(
      envelopeProblems(fields({ requires: ['a', '/b', '/c/d'], optional: ['/b'], forbids: ['/c', '//'] })),
    ).toEqual([
      'requires "a" is no JSON Pointer to a field',
      'forbids "//" is no JSON Pointer to a field',
      '/c/d is required, but /c is forbidden',
      '/b is named by requires and by optional',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { filesOf } from '../actions/contract-change/fixtures.ts';
import { memoryHistory, type Version } from '../support/memory-history.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * A producer breaks its consumers under the same version, by constructs of OpenAPI, JSON Schema and YAML. None of it may end green: each of
 * these differences breaks somebody, or cannot be proved not to.
 */

type Json = Record<string, unknown>;

const text = { type: 'string' };
const whole = { type: 'integer' };
const of = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more });
const body = (schema: unknown): Json => ({ description: 'x', content: { 'application/json': { schema } } });

/** An OpenAPI document with one operation, and what is said otherwise. */
function api(operation: Json = {}, more: Json = {}, openapi = '3.1.0'): string {
  const responses = { '204': { description: 'Done' } };
  return JSON.stringify({
    openapi,
    info: { title: 'Orders', version: 'orders.v2' },
    paths: { '/orders': { post: { responses, ...operation } } },
    ...more,
  });
}
const answer = (schema: unknown, schemas: Json = {}, openapi = '3.1.0'): string =>
  api({ responses: { '200': body(schema) } }, { components: { schemas } }, openapi);
const asked = (schema: unknown, schemas: Json = {}, openapi = '3.1.0'): string =>
  api({ requestBody: body(schema) }, { components: { schemas } }, openapi);

const surface = {
  id: 'orders',
  openapi: ['api.json'],
  versions: [{ id: 'service', breaking: 'number', places: [{ path: 'api.json', pointer: '/info/version' }] }],
  'error-codes': {
    fields: ['/error/code'],
    lists: [{ path: 'codes.json', pointer: '/codes' }],
  },
};
const beside: Version = { 'codes.json': '{"codes": ["a"]}' };

async function judged(before: Version, after: Version, entry: Json = surface): Promise<Evaluation> {
  return evaluateWith(control, {
    files: filesOf(after),
    base: filesOf(before),
    history: memoryHistory([{ before, after }]),
    lists: { surfaces: [entry] },
  });
}

function open({ results }: Evaluation): string[] {
  return results
    .filter(({ status, severity }) => (status === 'failed' || status === 'unverified') && severity !== 'info')
    .map(({ rule }) => rule.replace('contract-change/', ''));
}

test('nothing else than the attack turns these red', async () => {
  const same = { ...beside, 'api.json': api() };
  expect(reportStatus((await judged(same, same)).results)).toBe('passed');
  const added = { ...beside, 'api.json': api({}, { paths: { '/orders': { post: { responses: {} } } } }) };
  expect(open(await judged(same, added))).toContain('breaking-bumped');
});

const pathItem = (more: Json): string =>
  api(
    {},
    {
      paths: { '/orders': { $ref: '#/components/pathItems/Orders', ...more } },
      components: { pathItems: { Orders: { get: { responses: { '200': body(text) } } } } },
    },
  );
const pets = (dog: unknown, mapped: boolean): string =>
  answer(
    { $ref: '#/components/schemas/Pet' },
    {
      Pet: of(
        { kind: text },
        {
          required: ['kind'],
          discriminator: { propertyName: 'kind', ...(mapped ? { mapping: { dog: '#/components/schemas/Dog' } } : {}) },
        },
      ),
      Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, dog] },
    },
    '3.0.3',
  );
const read = (readOnly: boolean): string =>
  asked(of({ id: { allOf: [{ ...text, readOnly }] } }, { required: ['id'] }), {}, '3.0.3');
const written = (writeOnly: boolean): string =>
  answer(
    of({ id: { allOf: [{ $ref: '#/components/schemas/Id' }] } }, { required: ['id'] }),
    { Id: { ...text, writeOnly } },
    '3.0.3',
  );
const nullable = (more: Json): string =>
  answer(of({ by: { allOf: [{ $ref: '#/components/schemas/By' }], ...more } }), { By: of({ name: text }) }, '3.0.3');
const number = (schema: Json, digits: string): string => answer(of({ a: schema })).replace('"@"', digits);

describe('OpenAPI', () => {
  test.each<[name: string, before: string, after: string]>([
    [
      'an operation beside the $ref of a path item is removed',
      pathItem({ delete: { responses: { '204': { description: 'Gone' } } } }),
      pathItem({}),
    ],
    [
      'a required parameter beside the $ref of a path item',
      pathItem({}),
      pathItem({ parameters: [{ name: 'q', in: 'query', required: true, schema: text }] }),
    ],
    ['a subtype by discriminator and mapping', pets(of({ bark: text }), true), pets(of({ bark: whole }), true)],
    ['a subtype by discriminator alone', pets(of({ bark: text }), false), pets(of({ woof: text }), false)],
    [
      'a field added to an answer that unevaluatedProperties closes',
      answer(of({ a: text }, { unevaluatedProperties: false })),
      answer(of({ a: text, b: text }, { unevaluatedProperties: false })),
    ],
    [
      'a field added to a branch of an answer that unevaluatedProperties closes',
      answer({ allOf: [{ $ref: '#/components/schemas/B' }], unevaluatedProperties: false }, { B: of({ a: text }) }),
      answer(
        { allOf: [{ $ref: '#/components/schemas/B' }], unevaluatedProperties: false },
        { B: of({ a: text, b: text }) },
      ),
    ],
    [
      'a field of another type in an answer whose other fields had a schema',
      answer(of({ a: text }, { additionalProperties: text })),
      answer(of({ a: text, b: whole }, { additionalProperties: text })),
    ],
    [
      'a field of another type in a request whose other fields had a schema',
      asked(of({ a: text }, { additionalProperties: text })),
      asked(of({ a: text, b: whole }, { additionalProperties: text })),
    ],
    [
      'a field of another type in an answer with patternProperties',
      answer(of({ a: text }, { patternProperties: { '^x': text } })),
      answer(of({ a: text, xb: whole }, { patternProperties: { '^x': text } })),
    ],
    ['a field that is no longer only read, said in allOf', read(true), read(false)],
    ['a field that is only written from now on, said behind allOf', written(false), written(true)],
    ['an answer that may be null, said beside allOf', nullable({}), nullable({ nullable: true })],
    [
      'a status taken out of default',
      api({ responses: { default: body(text) } }),
      api({ responses: { default: body(text), '404': body(whole) } }),
    ],
    [
      'a status taken out of 4XX',
      api({ responses: { '4XX': body(of({ error: text })) } }),
      api({ responses: { '4XX': body(of({ error: text })), '404': body(of({ fault: text })) } }),
    ],
    [
      'a media type taken out of a range',
      api({ responses: { '200': { description: 'x', content: { '*/*': { schema: text } } } } }),
      api({
        responses: {
          '200': { description: 'x', content: { '*/*': { schema: text }, 'application/json': { schema: whole } } },
        },
      }),
    ],
    [
      'a media type of a request taken out of a range',
      api({ requestBody: { content: { '*/*': { schema: text } } } }),
      api({ requestBody: { content: { '*/*': { schema: text }, 'application/json': { schema: whole } } } }),
    ],
    [
      'a query parameter that is JSON from now on',
      api({ parameters: [{ name: 'q', in: 'query', required: true, schema: text }] }),
      api({
        parameters: [{ name: 'q', in: 'query', required: true, content: { 'application/json': { schema: text } } }],
      }),
    ],
    ['the first server, where the default one was', api(), api({}, { servers: [{ url: 'https://new.example/v9' }] })],
    [
      'a value that differs beyond what a double holds',
      number({ type: 'integer', enum: ['@'] }, '9007199254740993'),
      number({ type: 'integer', enum: ['@'] }, '9007199254740992'),
    ],
    [
      'a constant that differs beyond what a double holds',
      number({ type: 'number', const: '@' }, '0.1'),
      number({ type: 'number', const: '@' }, '0.10000000000000000555'),
    ],
  ])('%s', async (_name, before, after) => {
    const evaluation = await judged({ ...beside, 'api.json': before }, { ...beside, 'api.json': after });
    expect(open(evaluation)).not.toEqual([]);
    expect(reportStatus(evaluation.results)).not.toBe('passed');
  });

  test.each<[name: string, members: (schema: Json) => string]>([
    ['a webhook', (schema) => api({}, { webhooks: { paid: { post: { requestBody: body(schema), responses: {} } } } })],
    ['a callback', (schema) => api({ callbacks: { paid: { '{$url}': { post: { requestBody: body(schema) } } } } })],
    [
      'a header of an encoding',
      (schema) =>
        api({
          requestBody: {
            content: {
              'multipart/form-data': { schema: of({ a: text }), encoding: { a: { headers: { 'X-A': { schema } } } } },
            },
          },
        }),
    ],
  ])('%s that refers to another file, which changes, is not known to be the same', async (_name, members) => {
    const document = members({ $ref: './paid.json' });
    const [before, after] = [of({ id: text }), of({ nr: whole }, { required: ['nr'] })].map((schema) => ({
      ...beside,
      'api.json': document,
      'paid.json': JSON.stringify(schema),
    }));
    expect(open(await judged(before ?? {}, after ?? {}))).not.toEqual([]);
  });

  test('an operation beside the $ref of a path item is held against the envelope', async () => {
    const envelope = { version: 'service', policies: { 'orders.v2': { failure: { forbids: ['/trace'] } } } };
    const closed = of({ a: text }, { additionalProperties: false });
    const document = (more: Json): string =>
      api(
        { responses: { '500': body(closed) } },
        {
          paths: {
            '/orders': {
              $ref: '#/components/pathItems/Orders',
              delete: { responses: { '500': body(of({ trace: text }, { required: ['trace'] })) } },
            },
          },
          components: { pathItems: { Orders: { get: { responses: { '500': body(closed) } } } } },
          ...more,
        },
      );
    const files = { ...beside, 'api.json': document({}) };
    expect(open(await judged(files, files, { ...surface, envelope }))).not.toEqual([]);
  });

  test.each(['*/*', 'application/*'])('a failure of %s is held against the envelope, or not verified', async (type) => {
    const envelope = { version: 'service', policies: { 'orders.v2': { failure: { forbids: ['/trace'] } } } };
    const closed = of({ a: text }, { additionalProperties: false });
    const files = {
      ...beside,
      'api.json': api({
        responses: {
          '500': body(closed),
          '400': { description: 'x', content: { [type]: { schema: of({ trace: text }, { required: ['trace'] }) } } },
        },
      }),
    };
    expect(open(await judged(files, files, { ...surface, envelope }))).not.toEqual([]);
  });

  test('the codes of failed answers beside the one place that is configured are held against the lists', async () => {
    const failure = (codes: string[]): Json => of({ error: of({ code: { type: 'string', enum: codes } }) });
    const entry = {
      ...surface,
      'error-codes': {
        fields: ['/error/code'],
        lists: [
          { path: 'api.json', pointer: '/components/schemas/Failure/properties/error/properties/code/enum' },
          { path: 'codes.json', pointer: '/codes' },
        ],
      },
    };
    const document = (schema: Json): string =>
      api({ responses: { '400': body(schema) } }, { components: { schemas: { Failure: failure(['a']) } } });
    const before = { ...beside, 'api.json': document({ $ref: '#/components/schemas/Failure' }) };
    const after = { ...beside, 'api.json': document(failure(['a', 'frozen'])) };
    expect(open(await judged(before, before, entry))).toEqual([]);
    expect(open(await judged(before, after, entry))).toContain('error-codes-agree');
  });
});

describe('JSON Schema', () => {
  const entry = {
    ...surface,
    openapi: [],
    schemas: [{ path: 'entry.json', role: 'response' }],
    versions: [{ id: 'service', breaking: 'number', places: [{ path: 'codes.json', pointer: '/version' }] }],
    'error-codes': undefined,
  };
  const version = { 'codes.json': '{"version": "orders.v2"}' };
  const schema = (members: Json): Version => ({
    ...version,
    'entry.json': JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...members }),
  });

  test.each<[name: string, before: Json, after: Json]>([
    [
      'a field added where unevaluatedProperties closes',
      { $ref: '#/$defs/B', unevaluatedProperties: false, $defs: { B: of({ a: text }) } },
      { $ref: '#/$defs/B', unevaluatedProperties: false, $defs: { B: of({ a: text, b: text }) } },
    ],
    [
      'the name by which others refer to it',
      { $id: 'https://example.test/entry', type: 'object' },
      { $id: 'https://example.test/other', type: 'object' },
    ],
  ])('%s', async (_name, before, after) => {
    expect(open(await judged(schema(before), schema(after), entry))).not.toEqual([]);
  });

  test('dependencies that refer to another file are not known to be the same', async () => {
    const files = schema({ type: 'object', dependencies: { a: { $ref: './b.json' } } });
    const evaluation = await judged(
      { ...files, 'b.json': '{"required": ["c"]}' },
      { ...files, 'b.json': '{"required": ["d"]}' },
      entry,
    );
    expect(open(evaluation)).not.toEqual([]);
  });
});

describe('documents', () => {
  const entry = (path: string): Json => ({
    id: 'orders',
    documents: [{ path }],
    versions: [{ id: 'service', breaking: 'number', places: [{ path: 'version.json', pointer: '/version' }] }],
  });
  const version = { 'version.json': '{"version": "orders.v2"}' };

  test('a number of a YAML document that changes beyond what a double holds', async () => {
    const [before, after] = ['9007199254740993', '9007199254740992'].map((digits) => ({
      ...version,
      'manifest.yaml': `limit: ${digits}\n`,
    }));
    expect(open(await judged(before ?? {}, after ?? {}, entry('manifest.yaml')))).not.toEqual([]);
  });

  test('a version that is written as a number is compared as it is written', async () => {
    const files = {
      'manifest.json': '{"limit": 1, "version": 1.10}',
      'version.json': '{"version": "1.1"}',
    };
    const versions = [
      {
        id: 'service',
        breaking: 'number',
        places: [
          { path: 'version.json', pointer: '/version' },
          { path: 'manifest.json', pointer: '/version' },
        ],
      },
    ];
    const evaluation = await judged(files, files, { ...entry('manifest.json'), versions });
    expect(open(evaluation)).toContain('versions-agree');
  });
});

describe('the impact statement', () => {
  const entry = (impact: Json): Json => ({
    id: 'orders',
    documents: [{ path: 'manifest.json', identity: [] }],
    versions: [{ id: 'service', breaking: 'number', places: [{ path: 'manifest.json', pointer: '/version' }] }],
    impact: [impact],
  });

  test.each([
    ['letters that nobody sees (Hangul filler)', '\u3164'],
    ['letters that nobody sees (half-width filler)', '\uffa0'],
    ['letters that nobody sees (choseong filler)', '\u115f'],
    ['a mark struck through', '~~TODO~~'],
    ['a mark with dots', 'T.B.D.'],
    ['a mark with a hyphen', 'to-do'],
    ['the template in wide letters', 'ｎｏｎｅ｜ｄｅｓｃｒｉｂｅ'],
  ])('of %s is none', async (_name, words) => {
    const manifest = (members: Json): string => JSON.stringify({ version: 'orders.v2', ...members });
    const impact = { path: 'CHANGELOG.md', heading: 'Unreleased', labels: ['Behaviour'] };
    const evaluation = await judged(
      { 'manifest.json': manifest({}), 'CHANGELOG.md': '# Changes\n\n## Unreleased\n' },
      { 'manifest.json': manifest({ a: 1 }), 'CHANGELOG.md': `# Changes\n\n## Unreleased\n\n- Behaviour: ${words}\n` },
      entry(impact),
    );
    expect(open(evaluation)).toContain('impact-statement');
  });
});

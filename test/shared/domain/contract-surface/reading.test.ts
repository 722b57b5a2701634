import { describe, expect, test } from '@jest/globals';
import { readJsonSchema } from '../../../../shared/domain/contract-surface/json-schema.ts';
import { readOpenApi } from '../../../../shared/domain/contract-surface/openapi.ts';
import { surfaceChanges } from '../../../../shared/domain/contract-surface/surface-changes.ts';
import { rules, surfaceOf } from '../../../support/contract-surface.ts';

const head = 'openapi: 3.1.0\ninfo: {title: x, version: "1"}\n';
const answer = (schema: string): string =>
  `${head}paths:\n  /a:\n    get:\n      responses:\n        200:\n          content:\n            application/json:\n              schema: ${schema}\n`;

/** Texts of which nothing can be known, and what is said about them. */
const refused: [name: string, text: string, code: string, message: RegExp, line: number][] = [
  ['nothing', '', 'unreadable', /^is empty/, 1],
  ['no YAML', `${head}paths: [`, 'unreadable', /^is not valid YAML/, 3],
  ['a key twice', `${head}paths: {}\npaths: {}\n`, 'unreadable', /paths/, 4],
  ['a list', '- openapi: 3.1.0\n', 'not-a-surface', /it has no member openapi/, 1],
  ['another document', 'swagger: "2.0"\n', 'not-a-surface', /it has no member openapi/, 1],
  ['another version', 'info: {}\nopenapi: 4.0.0\n', 'not-a-surface', /openapi is "\\?"?4\.0\.0/, 2],
  ['a version that is a number', 'openapi: 3.1\n', 'not-a-surface', /openapi is "3\.1"/, 1],
  ['too much', `${head}# ${'x'.repeat(4 * 1024 * 1024)}`, 'too-large', /more than 4194304/, 0],
];

/** Documents of which a part is not known. */
const problems: [name: string, text: string, code: string, message: RegExp, line: number][] = [
  ['no version', 'openapi: 3.1.0\ninfo: {title: x}\n', 'malformed', /no info\.version/, 2],
  ['paths that are a list', `${head}paths: []\n`, 'malformed', /paths of another form/, 3],
  ['a path that is none', `${head}paths: {a: {}}\n`, 'malformed', /does not begin with/, 3],
  ['a path item that is a text', `${head}paths:\n  /a: x\n`, 'malformed', /path item of another form/, 4],
  ['an operation that is a text', `${head}paths:\n  /a:\n    get: x\n`, 'malformed', /is not an operation/, 5],
  ['two operations at one address', `${head}paths:\n  /{a}: {get: {}}\n  /{b}: {get: {}}\n`, 'malformed', /twice/, 5],
  [
    'parameters that are no list',
    `${head}paths:\n  /a:\n    get: {parameters: {}}\n`,
    'malformed',
    /parameters of another form/,
    5,
  ],
  [
    'a parameter without a name',
    `${head}paths:\n  /a:\n    get: {parameters: [{in: query}]}\n`,
    'malformed',
    /without name or in/,
    5,
  ],
  [
    'a parameter twice',
    `${head}paths:\n  /a:\n    get: {parameters: [{in: query, name: a}, {in: query, name: a}]}\n`,
    'malformed',
    /parameter "a" twice/,
    5,
  ],
  [
    'a response to no status',
    `${head}paths:\n  /a:\n    get: {responses: {ok: {}}}\n`,
    'malformed',
    /response for "ok"/,
    5,
  ],
  [
    'a media type twice',
    `${head}paths:\n  /a:\n    get: {requestBody: {content: {a/b: {}, A/B: {}}}}\n`,
    'malformed',
    /media type "a\/b" twice/,
    5,
  ],
  [
    'a header twice',
    `${head}paths:\n  /a:\n    get: {responses: {200: {headers: {a: {}, A: {}}}}}\n`,
    'malformed',
    /header "a" twice/,
    5,
  ],
  ['a schema that is a number', answer('3'), 'malformed', /is no schema/, 10],
  ['a type that is none', answer('{type: text}'), 'malformed', /expected|another form/, 10],
  ['properties that are a list', answer('{properties: []}'), 'malformed', /properties of another form/, 10],
  ['a required that is a flag', answer('{required: true}'), 'malformed', /required of another form/, 10],
  ['a bound that is a text', answer('{minLength: "1"}'), 'malformed', /minLength of another form/, 10],
  ['a reference that is a number', answer('{$ref: 3}'), 'malformed', /no text/, 10],
  ['a reference to nothing', answer('{$ref: "#/components/schemas/X"}'), 'unresolved', /does not have/, 10],
  [
    'a reference to itself',
    `${answer('{$ref: "#/components/schemas/X"}')}components: {schemas: {X: {$ref: "#/components/schemas/X"}}}\n`,
    'unresolved',
    /circle/,
    10,
  ],
  ['a reference to a file', answer('{$ref: "other.yaml#/X"}'), 'remote', /other\.yaml/, 10],
  ['a reference to an address', answer('{$ref: "https://example.com/x.json"}'), 'remote', /example\.com/, 10],
  ['a reference by an anchor', answer('{$ref: "#thing"}'), 'remote', /#thing/, 10],
];

describe('an OpenAPI document', () => {
  test.each(refused)('with %s is not read', (_, text, code, message, line) => {
    const read = readOpenApi({ path: 'openapi.yaml', text });
    if (read.ok) throw new Error('was read');
    expect(read.problems[0]).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(read.problems[0]?.position?.line ?? 0).toBe(line);
  });

  test.each(problems)('with %s is read but for that', (_, text, code, message, line) => {
    const surface = surfaceOf(readOpenApi({ path: 'openapi.yaml', text }));
    expect(surface.problems).toEqual([
      expect.objectContaining({
        code,
        message: expect.stringMatching(message),
        position: expect.objectContaining({ line }),
      }),
    ]);
    // Even compared with itself nothing is said to be known.
    const compared = surfaceChanges(surface, surface, rules);
    expect(compared.changes).toEqual([]);
    expect(compared.problems.map(({ side }) => side)).toEqual(['before', 'after']);
  });

  test('may be JSON with a key twice only to be refused at its line', () => {
    const read = readOpenApi({ path: 'a.json', text: '{"openapi": "3.1.0",\n"info": {},\n"info": {}}' });
    expect(read).toMatchObject({
      ok: false,
      problems: [{ code: 'unreadable', pointer: '/info', position: { line: 3 } }],
    });
  });

  test('of version 3.0 leaves open what stands beside a reference, one of 3.1 does not', () => {
    const of = (version: string, beside: string) =>
      surfaceOf(
        readOpenApi({
          path: 'openapi.yaml',
          text: `${answer(`{$ref: "#/components/schemas/X"${beside}}`).replace('3.1.0', version)}components: {schemas: {X: {}}}\n`,
        }),
      );
    const kinds = (version: string) =>
      surfaceChanges(of(version, ', minLength: 1'), of(version, ', minLength: 2'), rules).changes.map(
        ({ kind }) => kind,
      );
    expect(kinds('3.0.3')).toEqual(['not-provable']);
    expect(kinds('3.1.0')).toEqual(['bound-tightened']);
  });

  test('has the members beside the reference of a path item, and none of them twice', () => {
    const of = (beside: string) =>
      surfaceOf(
        readOpenApi({
          path: 'openapi.yaml',
          text: `${head}paths:\n  /a: {$ref: "#/components/pathItems/A"${beside}}\ncomponents: {pathItems: {A: {get: {}, parameters: []}}}\n`,
        }),
      );
    const names = (surface: ReturnType<typeof of>) =>
      surface.kind === 'openapi' ? [...surface.operations.keys()] : [];
    expect(names(of(', put: {}')).sort()).toEqual(['GET /a', 'PUT /a']);
    expect(of(', put: {}').problems).toEqual([]);
    for (const twice of ['get: {}', 'parameters: []']) {
      expect(of(`, ${twice}`).problems).toEqual([
        expect.objectContaining({ code: 'malformed', message: expect.stringContaining('depends on the reader') }),
      ]);
    }
  });

  test.each<[name: string, members: string, code: string]>([
    ['a webhook out of the document', 'webhooks: {example: {$ref: "x.json"}}', 'remote'],
    [
      'a webhook to nothing',
      'webhooks: {a: {post: {requestBody: {$ref: "#/components/requestBodies/X"}}}}',
      'unresolved',
    ],
    ['a property of a webhook', 'webhooks: {a: {post: {x: {properties: {examples: {$ref: "x.json"}}}}}}', 'remote'],
    [
      'what a webhook leads to',
      'webhooks: {a: {$ref: "#/components/pathItems/A"}}\ncomponents: {pathItems: {A: {post: {$ref: "x.json"}}}}',
      'remote',
    ],
    ['a credential', 'components: {securitySchemes: {k: {$ref: "x.json"}}}', 'remote'],
  ])('with a reference of %s is read but for that', (_name, members, code) => {
    const surface = surfaceOf(readOpenApi({ path: 'openapi.yaml', text: `${head}${members}\n` }));
    expect(surface.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test('may have examples and values that look like references', () => {
    const text = `${head}webhooks: {a: {post: {example: {$ref: "x.json"}, examples: {one: {$ref: "x.json"}}, x-a: {$ref: "y"}}}}\n`;
    expect(surfaceOf(readOpenApi({ path: 'openapi.yaml', text })).problems).toEqual([]);
  });

  test.each<[name: string, mapping: string, code: string | undefined]>([
    ['the name of a component', 'A', undefined],
    ['a pointer', '"#/components/schemas/A"', undefined],
    ['a file', 'a.json', 'remote'],
    ['no component', 'B', 'remote'],
  ])('with a discriminator that maps to %s', (_name, mapping, code) => {
    const text = `${answer(`{discriminator: {propertyName: k, mapping: {a: ${mapping}}}}`)}components: {schemas: {A: {}}}\n`;
    const surface = surfaceOf(readOpenApi({ path: 'openapi.yaml', text }));
    expect(surface.problems.map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
  });

  test('of version 3.0 says null by nullable', () => {
    const of = (schema: string, version: string) =>
      surfaceOf(readOpenApi({ path: 'openapi.yaml', text: answer(schema).replace('3.1.0', version) }));
    const old = of('{type: string, nullable: true}', '3.0.3');
    expect(surfaceChanges(old, of('{type: [string, "null"]}', '3.1.0'), rules).changes).toEqual([]);
    expect(surfaceChanges(old, of('{type: string}', '3.0.3'), rules).changes.map(({ kind }) => kind)).toEqual([
      'type-narrowed',
    ]);
  });

  test('that nests schemas without an end stops at a cap, and says so', () => {
    const chain = Array.from(
      { length: 300 },
      (_, index) => `S${index}: {properties: {x: {$ref: "#/components/schemas/S${index + 1}"}}}`,
    );
    const text = `${answer('{$ref: "#/components/schemas/S0"}')}components: {schemas: {${chain.join(', ')}, S300: {}}}\n`;
    const surface = surfaceOf(readOpenApi({ path: 'openapi.yaml', text }));
    expect(surface.problems).toEqual([]);
    const { problems: found } = surfaceChanges(surface, surface, rules);
    expect(found).toMatchObject([{ side: 'comparison', problem: { code: 'too-large' } }]);
  });
});

describe('a JSON Schema', () => {
  test.each<[name: string, schema: object, message: RegExp, pointer: string]>([
    [
      'a dynamic reference',
      { items: { $dynamicRef: '#x' }, $defs: { x: { $dynamicAnchor: 'x' } } },
      /by \$dynamicRef/,
      '/items/$dynamicRef',
    ],
    ['a recursive reference', { items: { $recursiveRef: '#' } }, /by \$recursiveRef/, '/items/$recursiveRef'],
    [
      'a schema with an address of its own',
      { items: { $id: 'x', items: { $ref: '#/$defs/y' }, $defs: { y: {} } }, $defs: { y: {} } },
      /an \$id of its own/,
      '/items/$id',
    ],
  ])('with %s is read but for that', (_name, schema, message, pointer) => {
    const surface = surfaceOf(readJsonSchema({ path: 's.json', text: JSON.stringify(schema) }, 'both'));
    expect(surface.problems).toEqual([
      expect.objectContaining({ code: 'remote', pointer, message: expect.stringMatching(message) }),
    ]);
  });

  test('may have a field that is called like an address', () => {
    const text = JSON.stringify({ properties: { $id: { type: 'string' }, x: {} }, required: ['$id'] });
    expect(surfaceOf(readJsonSchema({ path: 's.json', text }, 'both')).problems).toEqual([]);
  });

  test('in another dialect is another, but for an empty fragment', () => {
    const of = (dialect: string) =>
      surfaceOf(readJsonSchema({ path: 's.json', text: JSON.stringify({ $schema: dialect }) }, 'response'));
    const kinds = (before: string, after: string) =>
      surfaceChanges(of(before), of(after), rules).changes.map(({ kind }) => kind);
    expect(kinds('http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema')).toEqual([
      'not-provable',
    ]);
    expect(kinds('http://json-schema.org/draft-07/schema#', 'http://json-schema.org/draft-07/schema')).toEqual([]);
  });

  test('may refer to itself by its own address', () => {
    const text = JSON.stringify({
      $id: 'https://example.com/s.json',
      items: { $ref: 'https://example.com/s.json#/$defs/x' },
      $defs: { x: {} },
    });
    expect(surfaceOf(readJsonSchema({ path: 's.json', text }, 'both')).problems).toEqual([]);
  });

  test('is an object or a flag', () => {
    expect(readJsonSchema({ path: 's.json', text: '[]' }, 'both')).toMatchObject({
      ok: false,
      problems: [{ code: 'not-a-surface' }],
    });
    expect(readJsonSchema({ path: 's.json', text: 'false' }, 'both').ok).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isObject, type Json } from '../../../../shared/core/json.ts';
import { changeKinds } from '../../../../shared/domain/contract-surface/change-kind.ts';
import { readJsonSchema } from '../../../../shared/domain/contract-surface/json-schema.ts';
import { readOpenApi } from '../../../../shared/domain/contract-surface/openapi.ts';
import { surfaceChanges } from '../../../../shared/domain/contract-surface/surface-changes.ts';
import { jsonSchema, openApi, rules } from '../../../support/contract-surface.ts';

const name = fc.constantFrom('a', 'b', 'error', 'code', 'version');
const types = fc.constantFrom('string', 'integer', 'number', 'null', 'object', 'array', 'boolean');

/** Schemas that use every keyword of the model, and refer to two definitions, also in circles. */
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthSize: 'xsmall', withCrossShrink: true },
    fc.constantFrom<Json>(true, { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }),
    fc.record<Record<string, Json>>(
      {
        type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 })) as fc.Arbitrary<Json>,
        enum: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }) as fc.Arbitrary<Json>,
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<Json>,
        required: fc.uniqueArray(name, { maxLength: 3 }) as fc.Arbitrary<Json>,
        additionalProperties: fc.oneof(fc.boolean(), tie('schema')) as fc.Arbitrary<Json>,
        items: tie('schema'),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) as fc.Arbitrary<Json>,
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) as fc.Arbitrary<Json>,
        minLength: fc.nat({ max: 3 }),
        maximum: fc.nat({ max: 3 }),
        pattern: fc.constantFrom('a', 'b'),
        default: fc.nat({ max: 2 }),
        description: fc.constantFrom('one', 'two'),
        readOnly: fc.boolean(),
      },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<Json>,
  ),
}));

const content = schema.map((each): Json => ({ 'application/json': { schema: each } }));
const operation = fc.record(
  {
    requestBody: fc.record({ required: fc.boolean(), content }, { noNullPrototype: true }),
    responses: fc.dictionary(
      fc.constantFrom('200', '404', 'default'),
      content.map((each) => ({ description: 'x', content: each })),
      {
        noNullPrototype: true,
      },
    ),
    parameters: schema.map((each): Json => [{ in: 'query', name: 'q', schema: each }]),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const members = fc
  .record({ paths: fc.dictionary(fc.constantFrom('/a', '/b'), fc.record({ post: operation })), a: schema, b: schema })
  .map(({ paths, a, b }) => ({
    paths: JSON.parse(JSON.stringify(paths)) as Json,
    components: { schemas: { A: { allOf: [a] }, B: { properties: { next: b } } } } as Json,
  }));

/** The same value with the keys of every object in the opposite order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each as Json)]),
  );
}

/** The value without one of its leaves, or with another leaf in its place; undefined when there is none. */
function leaves(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (!isObject(value) && !Array.isArray(value)) return [path];
  return Object.entries(value as Record<string, Json>).flatMap(([key, each]) => leaves(each, [...path, key]));
}

function replaced(value: Json, path: readonly (string | number)[], by: Json): Json {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((each, index) => (index === Number(first) ? replaced(each, rest, by) : each));
  return isObject(value)
    ? {
        ...(value as Record<string, Json>),
        [first]: replaced((value as Record<string, Json>)[first] ?? null, rest, by),
      }
    : by;
}

const changes = (before: Record<string, Json>, after: Record<string, Json>) =>
  surfaceChanges(openApi(before), openApi(after), rules);

describe('two versions of any interface', () => {
  test('have no change when they are the same, whatever the order of keys', () => {
    fc.assert(
      fc.property(members, (each) => {
        const other = reversed(each as unknown as Json) as Record<string, Json>;
        expect(changes(each, each)).toEqual({ changes: [], problems: [] });
        expect(changes(each, other).changes).toEqual([]);
      }),
    );
  });

  test('have the opposite changes when they are swapped', () => {
    fc.assert(
      fc.property(members, members, (before, after) => {
        const forth = changes(before, after).changes;
        const back = changes(after, before).changes;
        const key = (where: string, what: string, who: string) => `${where} ${what} ${who}`;
        // Named components may have another name on the other side, so that only those of one name are compared.
        const plain = (list: typeof forth) => list.filter(({ where }) => !where.includes('->'));
        for (const change of plain(forth)) {
          const opposite = plain(back).filter(
            (other) =>
              key(other.where, other.what, other.who) === key(change.where, change.what, change.who) &&
              (changeKinds[change.kind].inverse as readonly string[]).includes(other.kind),
          );
          expect([change, opposite.length > 0]).toEqual([change, true]);
        }
        // A field that is added where others were shut out, and elsewhere, is removed in one way.
        const places = (list: typeof forth) => [...new Set(list.map(({ where, what, who }) => key(where, what, who)))];
        expect(places(plain(back)).sort()).toEqual(places(plain(forth)).sort());
      }),
    );
  });

  test('have ids that do not depend on lines and order, and no id twice', () => {
    fc.assert(
      fc.property(members, members, (before, after) => {
        const ids = changes(before, after).changes.map(({ id }) => id);
        const other = changes(reversed(before as unknown as Json) as typeof before, after).changes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(other.sort()).toEqual([...ids].sort());
      }),
    );
  });

  test('never differ in a leaf without a change or a problem', () => {
    fc.assert(
      fc.property(members, fc.nat(), (drawn, at) => {
        // What is only read is no part of a request: what changes in it there is no change of the interface.
        const before = JSON.parse(
          JSON.stringify(drawn).replaceAll('"readOnly":true', '"readOnly":false'),
        ) as typeof drawn;
        const paths = leaves(before as unknown as Json);
        const path = paths[at % Math.max(paths.length, 1)];
        if (path === undefined) return;
        const after = replaced(before as unknown as Json, path, 'changed') as typeof before;
        const read = readOpenApi({
          path: 'x.json',
          text: JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, ...after }),
        });
        if (!read.ok) return;
        const found = changes(before, after);
        expect([path, found.changes.length + found.problems.length > 0]).toEqual([path, true]);
      }),
      { numRuns: 200 },
    );
  });

  test('are never read with an exception, whatever the text says', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('x.json', 'x.yaml'), (text, path) => {
        for (const read of [readOpenApi({ path, text }), readJsonSchema({ path, text }, 'both')]) {
          expect(read.ok || read.problems.length > 0).toBe(true);
        }
      }),
    );
  });

  test('are never read with an exception, whatever stands in place of a part', () => {
    fc.assert(
      fc.property(members, fc.nat(), fc.jsonValue({ maxDepth: 2 }), (each, at, odd) => {
        const paths = leaves(each as unknown as Json).flatMap((path) =>
          path.map((_, index) => path.slice(0, index + 1)),
        );
        const path = paths[at % Math.max(paths.length, 1)];
        if (path === undefined) return;
        const after = replaced(each as unknown as Json, path, odd as Json) as Record<string, Json>;
        const found = changes(each, after);
        expect(found.changes.every(({ message }) => message.length > 0)).toBe(true);
      }),
    );
  });

  test('of a schema are the same in place and as a component', () => {
    fc.assert(
      fc.property(schema, (each) => {
        const of = (inner: Json): Json => ({
          properties: { x: inner },
          components: { schemas: { A: {}, B: {}, C: each } },
        });
        const found = surfaceChanges(
          jsonSchema(of(each), 'both'),
          jsonSchema(of({ $ref: '#/components/schemas/C' }), 'both'),
          rules,
        );
        expect(found.changes.filter(({ kind }) => kind !== 'not-provable')).toEqual([]);
      }),
    );
  });
});

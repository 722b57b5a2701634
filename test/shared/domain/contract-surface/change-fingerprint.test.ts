import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../../shared/core/json.ts';
import {
  changeFingerprint,
  changesFingerprint,
} from '../../../../shared/domain/contract-surface/change-fingerprint.ts';
import type { Surface } from '../../../../shared/domain/contract-surface/surface.ts';
import { surfaceChanges } from '../../../../shared/domain/contract-surface/surface-changes.ts';
import { openApi, rules } from '../../../support/contract-surface.ts';

type Members = Record<string, Json>;
const response = (schema: Json): Json => ({
  get: { responses: { 200: { description: 'd', content: { 'application/json': { schema } } } } },
});
const object = (properties: Members, more: Members = {}): Json => ({ type: 'object', properties, ...more });

function fingerprints(before: Surface, after: Surface): string[] {
  return surfaceChanges(before, after, rules).changes.map((change) =>
    changeFingerprint({ surface: 's', path: 'a.json', change, after: after.document }),
  );
}

/** One added field of an answer, with this schema. */
const added = (schema: Json, components: Members = {}): string[] =>
  fingerprints(
    openApi({ paths: { '/a': response(object({ x: { type: 'string' } })) } }),
    openApi({
      paths: { '/a': response(object({ x: { type: 'string' }, y: schema })) },
      components: { schemas: components },
    }),
  );

/** One operation that was added, in a document with these other members. */
const operation = (item: Members, members: Members = {}): string[] =>
  fingerprints(
    openApi({ paths: {} }),
    openApi({ paths: { '/new': { get: { responses: {} }, ...item } }, ...members }),
  ).slice(0, 1);

describe('what a change stays known by', () => {
  test('has its form', () => {
    expect(added({ type: 'string' })).toEqual([expect.stringMatching(/^c1:[0-9a-f]{32}$/)]);
  });

  test.each<[name: string, one: string[], other: string[]]>([
    [
      'the words of what is added',
      added({ type: 'string', description: 'a' }),
      added({ type: 'string', description: 'b' }),
    ],
    ['the order of keys', added({ type: 'string', minLength: 1 }), added({ minLength: 1, type: 'string' })],
    [
      'where a schema is written',
      added({ type: 'string' }),
      added({ $ref: '#/components/schemas/Y' }, { Y: { type: 'string' } }),
    ],
    [
      'what a component is called',
      added({ $ref: '#/components/schemas/Z' }, { Z: { type: 'string' } }),
      added({ $ref: '#/components/schemas/Y' }, { Y: { type: 'string' } }),
    ],
  ])('does not depend on %s', (_name, one, other) => {
    expect(one.length).toBeGreaterThan(0);
    expect(other[0]).toBe(one[0]);
  });

  test.each<[name: string, one: string[], other: string[]]>([
    ['the type of what is added', added({ type: 'string' }), added({ type: 'integer' })],
    [
      'a property called description',
      added(object({ description: { type: 'string' } })),
      added(object({ description: { type: 'integer' } })),
    ],
    ['words inside of a value', added({ const: { title: 'a' } }), added({ const: { title: 'b' } })],
    [
      'what stands behind a reference',
      added({ $ref: '#/components/schemas/Y' }, { Y: { type: 'string' } }),
      added({ $ref: '#/components/schemas/Y' }, { Y: { type: 'integer' } }),
    ],
    [
      'what stands behind two references',
      added(
        { $ref: '#/components/schemas/Y' },
        { Y: object({ z: { $ref: '#/components/schemas/Z' } }), Z: { type: 'string' } },
      ),
      added(
        { $ref: '#/components/schemas/Y' },
        { Y: object({ z: { $ref: '#/components/schemas/Z' } }), Z: { type: 'number' } },
      ),
    ],
    [
      'what stands behind a reference of a property called default',
      added(object({ default: { $ref: '#/components/schemas/Y' } }), { Y: { type: 'string' } }),
      added(object({ default: { $ref: '#/components/schemas/Y' } }), { Y: { type: 'integer' } }),
    ],
    [
      'what may stand in its place by a discriminator',
      added(
        { $ref: '#/components/schemas/Y' },
        {
          Y: { discriminator: { propertyName: 'k' } },
          Z: { allOf: [{ $ref: '#/components/schemas/Y' }, { minProperties: 1 }] },
        },
      ),
      added(
        { $ref: '#/components/schemas/Y' },
        {
          Y: { discriminator: { propertyName: 'k' } },
          Z: { allOf: [{ $ref: '#/components/schemas/Y' }, { minProperties: 2 }] },
        },
      ),
    ],
    [
      'parameters beside the reference of a path item',
      operation({ $ref: '#/components/pathItems/X' }, { components: { pathItems: { X: { put: {} } } } }),
      operation(
        { $ref: '#/components/pathItems/X', parameters: [{ name: 'q', in: 'query', required: true }] },
        { components: { pathItems: { X: { put: {} } } } },
      ),
    ],
    [
      'parameters around an operation',
      operation({}),
      operation({ parameters: [{ name: 'q', in: 'query', required: true }] }),
    ],
    [
      'credentials that the document asks for',
      operation({}, { security: [] }),
      operation({}, { security: [{ key: [] }] }),
    ],
  ])('depends on %s', (_name, one, other) => {
    expect(one[0]).toMatch(/^c1:/);
    expect(other[0]).not.toBe(one[0]);
  });

  test('ends where a schema contains itself', () => {
    const tree = object({ left: { $ref: '#/components/schemas/Tree' } });
    const wide = object({ left: { $ref: '#/components/schemas/Tree' }, right: { $ref: '#/components/schemas/Tree' } });
    const [one, other] = [
      added({ $ref: '#/components/schemas/Tree' }, { Tree: tree }),
      added({ $ref: '#/components/schemas/Tree' }, { Tree: wide }),
    ];
    expect(one[0]).not.toBe(other[0]);
  });

  test('depends on all of a document that is too large to follow', () => {
    const level = (index: number): Json =>
      object({ a: { $ref: `#/components/schemas/L${index}` }, b: { $ref: `#/components/schemas/L${index}` } });
    const levels = (last: Json): Members => ({
      ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`L${index}`, level(index + 1)])),
      L20: last,
    });
    const reference = { $ref: '#/components/schemas/L0' };
    expect(added(reference, levels({ type: 'string' }))[0]).not.toBe(added(reference, levels({ type: 'integer' }))[0]);
  });

  test('is another in another surface or file', () => {
    const [change] = surfaceChanges(openApi({ paths: { '/a': response({}) } }), openApi({ paths: {} }), rules).changes;
    if (change === undefined) throw new Error('there is a change');
    const of = (surface: string, path: string): string =>
      changeFingerprint({ surface, path, change, after: undefined });
    expect(new Set([of('s', 'a'), of('t', 'a'), of('s', 'b')]).size).toBe(3);
  });

  test('of several is one, whatever their order', () => {
    expect(changesFingerprint(['c1:a', 'c1:b'])).toBe(changesFingerprint(['c1:b', 'c1:a', 'c1:a']));
    expect(changesFingerprint(['c1:a', 'c1:b'])).not.toBe(changesFingerprint(['c1:a']));
  });
});

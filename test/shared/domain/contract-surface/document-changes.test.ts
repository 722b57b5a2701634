import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../shared/core/json.ts';
import { documentChanges } from '../../../../shared/domain/contract-surface/document-changes.ts';
import type { JsonDocument } from '../../../../shared/parse/document.ts';
import { parseJson } from '../../../../shared/parse/json.ts';

const rules = { identity: ['/tag'], versions: ['/version'], codes: ['/codes', '/status'] };

function document(text: string): JsonDocument {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

const changed = (before: Json, after: Json): string[] =>
  documentChanges(document(JSON.stringify(before)), document(JSON.stringify(after)), rules).changes.map(
    ({ class: judged, kind, who, where, value }) =>
      [judged, kind, who, where, value === undefined ? '' : JSON.stringify(value)]
        .filter((part) => part !== '')
        .join(' '),
  );

describe('a document of a contract', () => {
  test.each<[name: string, before: Json, after: Json, changes: string[]]>([
    ['that is the same in another order', { a: 1, b: [1, { c: 2, d: 3 }] }, { b: [1, { d: 3, c: 2 }], a: 1 }, []],
    ['with another release', { tag: 'v1' }, { tag: 'v2' }, ['docs identity-changed response /tag']],
    ['whose release is gone', { tag: 'v1' }, {}, ['breaking member-removed response /tag']],
    [
      'with another version',
      { version: 'v2' },
      { version: 'v3' },
      ['docs version-changed response /version "v2 -> v3"'],
    ],
    ['with a member more', { a: {} }, { a: { b: 1 } }, ['additive member-added response /a/b']],
    ['with a member less', { a: { b: null } }, { a: {} }, ['breaking member-removed response /a/b']],
    ['with another value', { a: { b: 1 } }, { a: { b: 2 } }, ['breaking member-changed response /a/b "1 -> 2"']],
    ['with another kind of value', { a: [1] }, { a: { b: 1 } }, ['breaking member-changed response /a']],
    ['with a list in another order', { a: [1, 2] }, { a: [2, 1] }, ['breaking member-changed response /a']],
    ['with codes in another order', { codes: ['a', 'b'] }, { codes: ['b', 'a'] }, []],
    [
      'with other codes',
      { codes: ['a', 'b'] },
      { codes: ['b', 'c'] },
      ['breaking value-removed error-code /codes "a"', 'additive value-added error-code /codes "c"'],
    ],
    ['with its first codes', {}, { codes: ['a'] }, ['additive value-added error-code /codes "a"']],
    ['without its codes', { codes: ['a'] }, {}, ['breaking value-removed error-code /codes "a"']],
    ['with codes that are none', { codes: ['a'] }, { codes: [7] }, ['breaking member-changed error-code /codes']],
    [
      'with a code as a key',
      { status: { a: 400 } },
      { status: { a: 400, b: 404 } },
      ['additive value-added error-code /status "b"'],
    ],
    [
      'with another status of a code',
      { status: { a: 400 } },
      { status: { a: 409 } },
      ['breaking member-changed response /status/a "400 -> 409"'],
    ],
    [
      'with its codes as keys in place of a list',
      { codes: ['a'] },
      { codes: { a: 400 } },
      ['breaking member-changed error-code /codes'],
    ],
    [
      'with a release of another type',
      { tag: 'v1' },
      { tag: { name: 'v1' } },
      ['breaking member-changed response /tag'],
    ],
    ['with a release at last', { tag: null }, { tag: 'v1' }, ['docs identity-changed response /tag']],
    [
      'with a version of another type',
      { version: '2' },
      { version: 3 },
      ['breaking member-changed response /version "2 -> 3"'],
    ],
    ['that is another thing altogether', [1], 'x', ['breaking member-changed response']],
  ])('%s', (_name, before, after, changes) => {
    expect(changed(before, after)).toEqual(changes);
  });

  test('with a number that loses digits is not known', () => {
    const { problems } = documentChanges(document('{"a": 1}'), document('{"a": 1.00000000000000000001}'), rules);
    expect(problems.map(({ side, problem }) => [side, problem.pointer])).toEqual([['after', '/a']]);
  });

  test.each<[name: string, before: string, after: string, sides: string[]]>([
    ['a number that is written alike on both sides', '{"a": 9007199254740993}', '{"b": 1, "a": 9007199254740993}', []],
    ['one more of the same number', '{"a": 9007199254740993}', '{"a": 9007199254740993, "b": 9007199254740993}', []],
    ['another number that is read as the same', '{"a": 9007199254740993}', '{"a": 9007199254740992}', ['before']],
    ['the same number in another form', '{"a": 9007199254740993}', '{"a": 9007199254740993.0}', []],
    [
      'two numbers that change places',
      '{"a": 9007199254740993, "b": 9007199254740992}',
      '{"a": 9007199254740992, "b": 9007199254740993}',
      ['before', 'after'],
    ],
    ['numbers too great for any double', '{"a": 1e400}', '{"a": 1e500}', ['before', 'after']],
  ])('with %s hides that or not', (_name, before, after, sides) => {
    const { problems } = documentChanges(document(before), document(after), rules);
    expect(problems.map(({ side }) => side)).toEqual(sides);
  });

  test('has no change exactly when nothing but the order of keys and codes differs', () => {
    const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(value, (json) => {
        expect(changed(json, json)).toEqual([]);
        expect(changed({ a: json, b: 1 }, { b: 1, a: json })).toEqual([]);
        expect(changed({ a: json }, { a: [json] })).not.toEqual([]);
      }),
    );
  });
});

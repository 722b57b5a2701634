import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Listed } from '../../../../shared/domain/organisation/listed.ts';
import {
  matchesName,
  type Selection,
  SelectionSchema,
  select,
} from '../../../../shared/domain/organisation/selection.ts';
import { isInShard, parseShard } from '../../../../shared/domain/organisation/shard.ts';
import { listed } from './world.ts';

const cases: [name: string, Selection, Partial<Listed>, string][] = [
  ['everything', {}, {}, 'in'],
  ['an archived one', {}, { archived: true }, 'archived'],
  ['an archived one that is asked for', { archived: 'include' }, { archived: true }, 'in'],
  ['only archived ones', { archived: 'only' }, {}, 'archived'],
  ['a fork', {}, { fork: true }, 'fork'],
  ['not known whether a fork', {}, { fork: undefined }, 'open'],
  ['not known whether a fork, and forks are in', { forks: 'include' }, { fork: undefined }, 'in'],
  ['its name', { names: 'app' }, {}, 'in'],
  ['a pattern of names', { names: ['x', 'A*'] }, {}, 'in'],
  ['another name', { names: ['x', 'appl?'] }, {}, 'name'],
  ['a name that is left out', { 'exclude-names': '*p' }, {}, 'name'],
  ['a topic', { topics: ['a', 'b'] }, { topics: ['b'] }, 'in'],
  ['no such topic', { topics: ['a'] }, {}, 'topic'],
  ['topics that are not known', { topics: ['a'] }, { topics: undefined }, 'open'],
  ['a property', { properties: [{ name: 'tier', value: '1' }] }, { properties: { tier: '1' } }, 'in'],
  [
    'a property with several values',
    { properties: [{ name: 'tier', value: '1' }] },
    { properties: { tier: ['0', '1'] } },
    'in',
  ],
  ['another value', { properties: [{ name: 'tier', value: '1' }] }, { properties: { tier: null } }, 'property'],
  ['properties that are not known', { properties: [{ name: 'tier', value: '1' }] }, { properties: undefined }, 'open'],
  ['its visibility', { visibility: ['public', 'internal'] }, {}, 'in'],
  ['another visibility', { visibility: ['private'] }, {}, 'visibility'],
  ['a visibility that is not known', { visibility: ['public'] }, { visibility: undefined }, 'open'],
  ['out for sure although a topic is not known', { names: 'x', topics: ['a'] }, { topics: undefined }, 'name'],
];

test.each(cases)('%s', (_, selection, changed, expected) => {
  const { repositories, leftOut, open } = select([listed('acme/app', changed)], SelectionSchema.parse(selection));
  const found = repositories.length > 0 ? 'in' : open.length > 0 ? 'open' : Object.keys(leftOut).join();
  expect(found).toBe(expected);
});

test.each([
  ['1/1', { index: 1, of: 1 }],
  [' 3/4 ', { index: 3, of: 4 }],
  ['0/4', undefined],
  ['5/4', undefined],
  ['1/0', undefined],
  ['1/257', undefined],
  ['1', undefined],
  ['01/2', undefined],
])('shard %s', (text, shard) => expect(parseShard(text)).toEqual(shard));

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{1,12}$/), { maxLength: 60 });

test('shards are a partition, whatever else is in the listing', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 12 }), (some, of) => {
      const listing = some.map((name) => listed(`acme/${name}`));
      const parts = Array.from({ length: of }, (_, index) => select(listing, {}, { index: index + 1, of }));
      const all = parts.flatMap(({ repositories }) => repositories.map(({ repository }) => repository));
      expect(all.sort()).toEqual(some.map((name) => `acme/${name}`).sort());
    }),
  );
});

test('shards of many repositories are of like size', () => {
  const sizes = [1, 2, 3, 4].map(
    (index) =>
      Array.from({ length: 4000 }, (_, n) => `acme/app-${n}`).filter((name) => isInShard(name, { index, of: 4 }))
        .length,
  );
  expect(Math.min(...sizes)).toBeGreaterThan(900);
});

test('a pattern matches as the same pattern of a regular expression', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab*?]{0,8}$/), fc.stringMatching(/^[ab]{0,8}$/), (pattern, name) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
      expect(matchesName(pattern, name)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

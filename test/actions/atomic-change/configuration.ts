import { describe, expect, test } from '@jest/globals';
import { control } from '../../../actions/atomic-change/control.ts';
import { asksFor } from '../../../shared/core/config.ts';
import { contractEntry } from '../../support/contract-files.ts';
import { memoryHistory } from '../../support/memory-history.ts';
import { configurationOf, evaluateWith } from '../../support/world.ts';

const group = { id: 'g', 'all-of': ['a', 'b'] };
const pointers = ['a.json', 'b.json'].map((path) => ({ path, pointer: '/tag' }));
const fact = (first: object) => ({ id: 'g', semantic: { tag: [first, pointers[1]] } });

const wrong: [name: string, groups: unknown, problem: RegExp][] = [
  ['no group', [], /^\/atomic-change\/groups: .*name at least one group/m],
  ['two groups with one id', [group, group], /^\/atomic-change\/groups\/1\/id: .*the id g is used twice/m],
  ['an id in capitals', [{ ...group, id: 'G' }], /lower-case letters/],
  ['a key misspelt', [{ ...group, reason: 'x' }], /unknown key reason/],
  ['no kind', [{ id: 'g' }], /give exactly one of all-of, existing/],
  ['two kinds', [{ ...group, existing: ['c', 'd'] }], /give exactly one of all-of, existing/],
  ['when without then', [{ id: 'g', when: { 'any-of': ['a'] } }], /when and then belong together/],
  ['then without when', [{ ...group, then: { 'any-of': ['a'] } }], /when and then belong together/],
  ['an empty condition', [{ id: 'g', when: {}, then: { 'any-of': ['a'] } }], /give either any-of or all-of/],
  [
    'a condition of two lists',
    [{ id: 'g', when: { 'any-of': ['a'], 'all-of': ['b'] }, then: { 'any-of': ['c'] } }],
    /give either any-of or all-of/,
  ],
  ['nothing that follows', [{ id: 'g', when: { 'any-of': ['a'] }, then: {} }], /give any-of, all-of or both/],
  ['one pattern alone', [{ id: 'g', 'all-of': ['a'] }], /name at least two patterns/],
  ['a side without patterns', [{ id: 'g', 'never-with': { these: ['a'], those: [] } }], /name at least one pattern/],
  ['a pattern twice', [{ id: 'g', 'all-of': ['a', 'b', 'a'] }], /groups\/0\/all-of\/2: .*a is listed twice/],
  [
    'a pattern as its own consequence',
    [{ id: 'g', when: { 'any-of': ['a'] }, then: { 'any-of': ['a'] } }],
    /groups\/0\/then\/any-of\/0: .*a is listed twice/,
  ],
  [
    'a pattern on both sides',
    [{ id: 'g', 'never-with': { these: ['a'], those: ['a'] } }],
    /those\/0: .*a is listed twice/,
  ],
  ['an absolute path', [{ id: 'g', 'all-of': ['/a', 'b'] }], /the pattern is absolute/],
  ['a regular expression', [{ id: 'g', 'all-of': ['^a', 'b'] }], /looks like a regular expression/],
  [
    'deletions where none is judged',
    [{ id: 'g', 'never-with': { these: ['a'], those: ['b'] }, deletions: 'finding' }],
    /deletions says nothing/,
  ],
  ['copies where none counts', [{ id: 'g', semantic: { tag: pointers }, copies: 'ignore' }], /copies says nothing/],
  ['no fact', [{ id: 'g', semantic: {} }], /name at least one fact/],
  ['a fact in one place', [{ id: 'g', semantic: { tag: [pointers[0]] } }], /name at least two places/],
  ['a place twice', [{ id: 'g', semantic: { tag: [pointers[0], pointers[0]] } }], /the place is listed twice/],
  ['a place without a spot', [fact({ path: 'c.json' })], /give a pointer, or a heading/],
  ['a place with two spots', [fact({ path: 'c.md', heading: 'H', bullet: 'B', column: 'C' })], /give a pointer, or a/],
  ['a bullet without a heading', [fact({ path: 'c.md', bullet: 'B' })], /give a pointer, or a heading/],
  ['a pointer that is none', [fact({ path: 'c.json', pointer: 'tag' })], /expected a JSON Pointer/],
  ['a pointer into Markdown', [fact({ path: 'c.md', pointer: '/tag' })], /ends in \.json, \.yml or \.yaml/],
  ['a heading in JSON', [fact({ path: 'c.json', heading: 'H', bullet: 'B' })], /ends in \.md/],
  ['a place outside', [fact({ path: '../c.json', pointer: '/tag' })], /the path leaves the repository/],
  [
    'a contract that is not there',
    [group, { id: 'h', semantic: { contract: 'nobody' } }],
    /^\/atomic-change\/groups\/1\/semantic\/contract: there is no contract nobody/m,
  ],
];

export function configurationTests(): void {
  describe('the configuration', () => {
    test.each(wrong)('%s', (_name, groups, problem) => {
      expect(() => configurationOf(control, { section: { groups } })).toThrow(problem);
    });

    test('a contract of which no field is in two places', () => {
      const contracts = [{ ...contractEntry, fields: { tag: { pin: '/tag', expect: 'v1.0.0' } } }];
      const section = { groups: [{ id: 'g', semantic: { contract: 'ledger' } }] };
      expect(() => configurationOf(control, { section, lists: { contracts } })).toThrow(
        /nothing could change together/,
      );
    });

    test('a contract that is there twice', () => {
      const contracts = [contractEntry, contractEntry];
      const section = { groups: [{ id: 'g', semantic: { contract: 'ledger' } }] };
      expect(() => configurationOf(control, { section, lists: { contracts } })).toThrow(/is there 2 times/);
    });

    test('every form of a group fits', () => {
      const section = {
        range: 'a..b',
        'each-commit': true,
        groups: [
          { ...group, why: 'because', deletions: 'allowed', copies: 'ignore' },
          { id: 'e', existing: ['a/**', '*.md'] },
          { id: 's', semantic: { tag: [pointers[0], { path: 'x.md', heading: 'H', column: 'C' }] } },
          { id: 'c', semantic: { contract: 'ledger' } },
          { id: 'w', when: { 'all-of': ['a', 'b'] }, then: { 'any-of': ['c'], 'all-of': ['d'] } },
          { id: 'n', 'never-with': { these: ['a'], those: ['b'] } },
        ],
      };
      const config = configurationOf(control, { section, lists: { contracts: [contractEntry] } });
      expect(config.sections).toMatchObject({ 'atomic-change': section });
    });

    test('contracts alone do not ask for it', () => {
      const config = configurationOf(control, { lists: { contracts: [contractEntry] } });
      expect(asksFor(control, config)).toBe(false);
      expect(asksFor(control, configurationOf(control, { section: { groups: [group] } }))).toBe(true);
    });

    test('a section without groups is a wrong input', async () => {
      await expect(evaluateWith(control, { section: {}, history: memoryHistory([]) })).rejects.toThrow(
        /groups is required/,
      );
    });
  });
}

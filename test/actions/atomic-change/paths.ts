import { describe, expect, test } from '@jest/globals';
import type { UnitData } from '../../support/memory-history.ts';
import { change, type Group, type Judge, resultOf, unreadable, verdicts } from './fixtures.ts';

const pair: Group = { id: 'pair', why: 'the record says what the pin says', 'all-of': ['pin.json', 'record.md'] };
const files = { 'pin.json': '{"a": 1}', 'record.md': 'one two\n', 'tool.py': 'if x:\n  y\n', 'other.txt': 'other' };
const none: string[] = ['member-deleted passed', 'together passed'];
const lacks: string[] = ['member-deleted passed', 'together failed'];

const together: [name: string, group: Group, unit: UnitData, verdicts: string[]][] = [
  ['both changed', pair, change(files, { 'pin.json': '{"a": 2}', 'record.md': 'two\n' }), none],
  ['none changed', pair, change(files, { 'other.txt': 'new' }), none],
  ['one changed', pair, change(files, { 'pin.json': '{"a": 2}' }), lacks],
  ['the other changed', pair, change(files, { 'record.md': 'two\n' }), lacks],
  ['one added', pair, change({}, { 'pin.json': '{}' }), lacks],
  ['both added', pair, change({}, { 'pin.json': '{}', 'record.md': '' }), none],
  ['one deleted', pair, change(files, { 'pin.json': null }), ['member-deleted failed', 'together failed']],
  [
    'both deleted',
    pair,
    change(files, { 'pin.json': null, 'record.md': null }),
    ['member-deleted failed', 'together passed'],
  ],
  [
    'both deleted where that is allowed',
    { ...pair, deletions: 'allowed' },
    change(files, { 'pin.json': null, 'record.md': null }),
    ['together passed'],
  ],
  [
    'one deleted and the other changed where deletions are allowed',
    { ...pair, deletions: 'allowed' },
    change(files, { 'pin.json': null, 'record.md': 'none\n' }),
    ['together passed'],
  ],
  ['white space alone asks for nothing', pair, change(files, { 'pin.json': '{\n  "a": 1\n}\n' }), none],
  ['white space alone does not follow', pair, change(files, { 'pin.json': '{"a":2}', 'record.md': ' one two' }), lacks],
  ['words joined ask for the other, and do not follow', pair, change(files, { 'record.md': 'onetwo\n' }), lacks],
  [
    'the indentation of Python is content',
    { id: 'code', 'all-of': ['tool.py', 'record.md'] },
    change(files, { 'tool.py': 'if x:\n    y\n', 'record.md': 'two' }),
    none,
  ],
  ['the mode alone asks for nothing', pair, change(files, { 'pin.json': { executable: '{"a": 1}' } }), none],
  [
    'the mode alone does not follow',
    pair,
    change(files, { 'pin.json': { executable: '{"a": 1}' }, 'record.md': 'two' }),
    lacks,
  ],
  [
    'bytes that are no text count',
    pair,
    change(
      { ...files, 'record.md': new Uint8Array([0, 1]) },
      { 'pin.json': '{}', 'record.md': new Uint8Array([0, 2]) },
    ),
    none,
  ],
  [
    'a file that is too large to compare counts',
    pair,
    change(
      { ...files, 'record.md': 'x'.repeat(1 << 21) },
      { 'pin.json': '{}', 'record.md': 'x'.repeat((1 << 21) + 1) },
    ),
    none,
  ],
  [
    'a rename is a deletion of the old name',
    pair,
    change(files, { 'pin.json': null, 'new.json': files['pin.json'] }),
    ['member-deleted failed', 'together failed'],
  ],
  [
    'a rename is an addition of the new name',
    pair,
    change({ 'old.json': '{"b": 1}', 'record.md': 'a' }, { 'old.json': null, 'pin.json': '{"b": 1}' }),
    lacks,
  ],
  ['a copy asks as its source does', pair, change(files, { 'copy.json': files['pin.json'] }), lacks],
  [
    'a copy does not follow as its source',
    pair,
    change(files, { 'copy.json': files['pin.json'], 'record.md': 'two' }),
    lacks,
  ],
  [
    'a copy that is ignored asks for nothing',
    { ...pair, copies: 'ignore' },
    change(files, { 'copy.json': files['pin.json'] }),
    none,
  ],
  [
    'a copy is an addition of its own name',
    pair,
    change({ 'source.json': '{"a": 1}', 'record.md': 'a' }, { 'pin.json': '{"a": 1}', 'record.md': 'b' }),
    none,
  ],
  [
    'a copy that is ignored is still an addition',
    { ...pair, copies: 'ignore' },
    change({ 'source.json': '{"a": 1}', 'record.md': 'a' }, { 'pin.json': '{"a": 1}' }),
    lacks,
  ],
  [
    'a glob is satisfied by one path',
    { id: 'g', 'all-of': ['src/**', 'docs/*.md'] },
    change({ 'src/a.ts': 'a', 'docs/x.md': 'x', 'docs/y.md': 'y' }, { 'src/a.ts': 'b', 'docs/y.md': 'z' }),
    none,
  ],
  [
    'a glob does not reach beyond its folder',
    { id: 'g', 'all-of': ['src/**', 'docs/*.md'] },
    change({ 'src/a.ts': 'a' }, { 'src/a.ts': 'b', 'docs/deep/y.md': 'z' }),
    lacks,
  ],
  [
    'a glob is proved by any of its paths',
    { id: 'g', 'all-of': ['src/**', 'docs/*.md'] },
    change(
      { 'src/a.ts': 'a', 'docs/x.md': 'x', 'docs/y.md': 'y' },
      { 'src/a.ts': 'b', 'docs/x.md': 'x\n', 'docs/y.md': 'z' },
    ),
    none,
  ],
  [
    'what may not be read is unverified',
    pair,
    change({ ...files, 'record.md': 'a' }, { 'pin.json': '{}', 'record.md': unreadable }),
    ['member-deleted passed', 'together unverified'],
  ],
  [
    'what may not be read cannot excuse another lack',
    { id: 't', 'all-of': ['pin.json', 'record.md', 'other.txt'] },
    change(files, { 'pin.json': '{}', 'record.md': unreadable }),
    lacks,
  ],
  [
    'alone, what may not be read is unverified',
    pair,
    change(files, { 'record.md': unreadable }),
    ['member-deleted passed', 'together unverified'],
  ],
  [
    'a glob does not read on behind a proof',
    { id: 'g', 'all-of': ['a/*', 'b'] },
    change({ 'a/1': 'x', 'a/2': 'x', b: 'x' }, { 'a/1': 'y', 'a/2': unreadable, b: 'y' }),
    none,
  ],
  [
    'a folder is no file',
    { id: 'g', 'all-of': ['src', 'docs'] },
    change({ 'src/a.ts': 'a' }, { 'src/a.ts': 'b' }),
    ['member-deleted passed', 'together unverified'],
  ],
  [
    'a submodule that moved counts',
    { id: 'g', 'all-of': ['lib', 'pin.json'] },
    change({ lib: { submodule: '1'.repeat(40) }, 'pin.json': '1' }, { lib: { submodule: '2'.repeat(40) } }),
    lacks,
  ],
  [
    'a link that became a file again is no deletion',
    pair,
    change({ ...files, 'pin.json': { link: 'x' } }, { 'pin.json': '{}', 'record.md': 'b' }),
    none,
  ],
];

const small: Group = { id: 'small', existing: ['pin.json', 'record.md', 'docs/*.md'] };
const existing: typeof together = [
  ['only the pin is there', small, change({ 'pin.json': '1' }, { 'pin.json': '2' }), none],
  ['the record is there too', small, change({ 'pin.json': '1', 'record.md': 'a' }, { 'pin.json': '2' }), lacks],
  ['a file of the glob is there too', small, change({ 'pin.json': '1', 'docs/x.md': 'a' }, { 'pin.json': '2' }), lacks],
  [
    'the record was there',
    small,
    change({ 'pin.json': '1', 'record.md': 'a' }, { 'pin.json': '2', 'record.md': null }),
    ['member-deleted failed', 'together passed'],
  ],
  ['the record is a link', small, change({ 'pin.json': '1', 'record.md': { link: 'x' } }, { 'pin.json': '2' }), lacks],
  [
    'a folder of that name is no file',
    small,
    change({ 'pin.json': '1', 'record.md/x': 'a' }, { 'pin.json': '2' }),
    none,
  ],
  [
    'the record may not be read',
    small,
    change({ 'pin.json': '1', 'record.md': unreadable }, { 'pin.json': '2' }),
    ['member-deleted passed', 'together unverified'],
  ],
  [
    'the record changed in white space only',
    small,
    change({ 'pin.json': '1', 'record.md': 'a' }, { 'pin.json': '2', 'record.md': 'a\n' }),
    lacks,
  ],
];

const schema: Group = {
  id: 'schema',
  when: { 'any-of': ['db/**', 'model.ts'] },
  then: { 'any-of': ['notes.md', 'docs/*.md'], 'all-of': ['CHANGELOG.md'] },
};
const both: Group = { id: 'both', when: { 'all-of': ['a', 'b'] }, then: { 'any-of': ['c'] } };
const tree = {
  'db/1.sql': '1',
  'model.ts': 'm',
  'notes.md': 'n',
  'docs/x.md': 'x',
  'CHANGELOG.md': 'c',
  a: '1',
  b: '1',
  c: '1',
};
const followed = ['follows passed', 'member-deleted passed'];
const left = ['follows failed', 'member-deleted passed'];
const follows: typeof together = [
  ['the condition does not hold', schema, change(tree, { 'CHANGELOG.md': 'd' }), followed],
  ['nothing followed', schema, change(tree, { 'db/1.sql': '2' }), left],
  ['only one of both lists followed', schema, change(tree, { 'db/1.sql': '2', 'CHANGELOG.md': 'd' }), left],
  ['only the other followed', schema, change(tree, { 'db/1.sql': '2', 'notes.md': 'd' }), left],
  ['all followed', schema, change(tree, { 'db/2.sql': '2', 'CHANGELOG.md': 'd', 'docs/x.md': 'y' }), followed],
  ['a deletion is a condition', schema, change(tree, { 'db/1.sql': null }), left],
  [
    'a deletion does not follow unseen',
    schema,
    change(tree, { 'model.ts': '2', 'CHANGELOG.md': null, 'notes.md': 'o' }),
    ['follows passed', 'member-deleted failed'],
  ],
  ['one of a condition of all', both, change(tree, { a: '2' }), followed],
  ['a condition of all', both, change(tree, { a: '2', b: '2' }), left],
  ['a condition of all, followed', both, change(tree, { a: '2', b: '2', c: '2' }), followed],
  [
    'a condition that may not be read',
    both,
    change(tree, { a: '2', b: unreadable }),
    ['follows unverified', 'member-deleted passed'],
  ],
  ['a condition that cannot hold whatever the unreadable says', both, change(tree, { b: unreadable }), followed],
  [
    'a condition that may not be read, followed anyway',
    both,
    change(tree, { a: '2', b: unreadable, c: '2' }),
    followed,
  ],
  [
    'what follows may not be read',
    both,
    change(tree, { a: '2', b: '2', c: unreadable }),
    ['follows unverified', 'member-deleted passed'],
  ],
  [
    'one of any that may not be read beside a proof',
    schema,
    change(tree, { 'model.ts': '2', 'CHANGELOG.md': 'd', 'notes.md': unreadable, 'docs/x.md': 'y' }),
    followed,
  ],
];

const split: Group = { id: 'split', 'never-with': { these: ['app/**'], those: ['db/**', 'infra.tf'] } };
const sides = { 'app/a': '1', 'db/1.sql': '1', 'infra.tf': '1' };
const apart: typeof together = [
  ['one side', split, change(sides, { 'app/a': '2' }), ['apart passed']],
  ['the other side', split, change(sides, { 'db/1.sql': '2', 'infra.tf': '2' }), ['apart passed']],
  ['both sides', split, change(sides, { 'app/a': '2', 'infra.tf': '2' }), ['apart failed']],
  ['a deletion and an addition', split, change(sides, { 'app/a': null, 'db/2.sql': '2' }), ['apart failed']],
  [
    'both sides, one in its mode',
    split,
    change(sides, { 'app/a': { executable: '1' }, 'infra.tf': '2' }),
    ['apart passed'],
  ],
  ['a side that may not be read', split, change(sides, { 'app/a': unreadable, 'infra.tf': '2' }), ['apart unverified']],
  ['a side that may not be read beside nothing', split, change(sides, { 'app/a': unreadable }), ['apart passed']],
];

export function pathTests(judge: Judge): void {
  describe.each([
    ['all-of', together],
    ['existing', existing],
    ['when and then', follows],
    ['never-with', apart],
  ] as const)('%s', (_kind, cases) => {
    test.each(cases)('%s', async (_name, group, unit, expected) => {
      expect(verdicts(await judge([group], [unit]))).toEqual(expected);
    });
  });

  describe('a finding', () => {
    test('says what changed, what did not, and what to do', async () => {
      const unit = { ...change(files, { 'pin.json': '{"a": 2}', 'record.md': 'one  two' }), name: 'pull request #4' };
      expect(resultOf(await judge([pair], [unit]), 'together')).toMatchObject({
        message:
          'pull request #4: pin.json changed, but record.md changed in its white space only (pair: the record says what the pin says)',
        severity: 'high',
        about: ['pair'],
        expected: ['pin.json', 'record.md'],
        actual: ['pin.json'],
        location: { path: 'record.md' },
        fix: 'change record.md too (white space, mode and a copy do not count), or take pin.json out of pull request #4',
      });
    });

    test('names the changed path where what lacks is a glob', async () => {
      const group = { id: 'g', 'all-of': ['src/**', 'docs/*.md'] };
      const result = resultOf(await judge([group], [change({ 'src/a.ts': 'a' }, { 'src/a.ts': 'b' })]), 'together');
      expect(result).toMatchObject({
        message: 'pull request #7: src/a.ts changed, but docs/*.md did not change (g)',
        location: { path: 'src/a.ts' },
      });
    });

    test('says that one of several would do', async () => {
      const unit = change(tree, { 'db/1.sql': '2', 'CHANGELOG.md': 'd' });
      expect(resultOf(await judge([schema], [unit]), 'follows')).toMatchObject({
        message: 'pull request #7: db/1.sql changed, but none of notes.md, docs/*.md changed (schema)',
        fix: expect.stringContaining('(of those under any-of one is enough)'),
      });
    });

    test('tells a rename and a link from a deletion', async () => {
      const unit = change(files, { 'pin.json': null, 'moved.json': files['pin.json'], 'record.md': { link: 'x' } });
      expect(resultOf(await judge([pair], [unit]), 'member-deleted')).toMatchObject({
        actual: ['pin.json was renamed to moved.json', 'record.md became a link or a submodule'],
        location: { path: 'pin.json' },
      });
    });

    test('does not grow with the change', async () => {
      const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`src/${index}.ts`, 'x']));
      const unit: UnitData = { before: many, after: {} };
      const result = resultOf(await judge([{ id: 'g', 'all-of': ['src/**', 'b'] }], [unit]), 'member-deleted');
      expect(result.message.length).toBeLessThan(300);
      expect(result.actual).toHaveLength(51);
    });
  });

  describe('a waiver is bound to exactly this change', () => {
    const hash = async (unit: UnitData, rule = 'together', group = pair) =>
      resultOf(await judge([group], [unit]), rule, 'failed').valueHash;
    const lone = (pin: string, more: Parameters<typeof change>[1] = {}) => change(files, { 'pin.json': pin, ...more });

    test.each<[string, UnitData, UnitData, boolean]>([
      ['the same change', lone('{"a": 2}'), lone('{"a": 2}'), true],
      [
        'with another file that the group does not name',
        lone('{"a": 2}'),
        lone('{"a": 2}', { 'other.txt': 'n' }),
        true,
      ],
      ['other content', lone('{"a": 2}'), lone('{"a": 3}'), false],
      ['white space in the other file', lone('{"a": 2}'), lone('{"a": 2}', { 'record.md': 'one  two' }), false],
      ['a deletion in place of a change', lone('{"a": 2}'), change(files, { 'pin.json': null }), false],
      ['the other file in place of this one', lone('{"a": 2}'), change(files, { 'record.md': 'x' }), false],
    ])('%s', async (_name, one, other, same) => {
      expect((await hash(one)) === (await hash(other))).toBe(same);
    });

    test('also where no object ids are known', async () => {
      const [one, again, other] = await Promise.all(
        ['{"a": 2}', '{"a": 2}', '{"a": 3}'].map((pin) => hash({ ...lone(pin), withoutIds: true })),
      );
      expect(again).toBe(one);
      expect(other).not.toBe(one);
    });

    test('also when files were deleted, and when both sides changed', async () => {
      const gone = change({ 'pin.json': '1', 'record.md': '2' }, { 'pin.json': null });
      const otherGone = change({ 'pin.json': '3', 'record.md': '2' }, { 'pin.json': null });
      expect(await hash(gone, 'member-deleted')).not.toBe(await hash(otherGone, 'member-deleted'));
      const [two, three] = ['2', '3'].map((app) => change(sides, { 'app/a': app, 'infra.tf': '2' }));
      expect(await hash(two as UnitData, 'apart', split)).not.toBe(await hash(three as UnitData, 'apart', split));
    });
  });
}

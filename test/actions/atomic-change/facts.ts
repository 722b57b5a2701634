import { describe, expect, test } from '@jest/globals';
import { contractEntry, contractFiles, facts, paths } from '../../support/contract-files.ts';
import type { UnitData } from '../../support/memory-history.ts';
import { statusesOf } from '../../support/results.ts';
import { change, type Group, type Judge, resultOf, unreadable, verdicts } from './fixtures.ts';

const release: Group = {
  id: 'release',
  semantic: {
    tag: [
      { path: 'pin.json', pointer: '/release/tag' },
      { path: 'values.yaml', pointer: '/image/tag' },
      { path: 'notes.md', heading: 'Release', bullet: 'Tag' },
      { path: 'notes.md', heading: 'History', column: 'Tag' },
    ],
  },
};

interface Values {
  pin: string;
  yaml: string;
  bullet: string;
  rows: string[];
}

function filesOf({ pin, yaml, bullet, rows }: Values): Record<string, string> {
  const table = rows.map((row) => `| ${row} | x |`).join('\n');
  return {
    'pin.json': `{"release": {"tag": ${pin}}, "note": "n"}\n`,
    'values.yaml': `# values\nimage:\n  tag: ${yaml}\n`,
    'notes.md': `# Notes\n\n## Release\n\n- Tag: \`${bullet}\`\n- Other: o\n\n## History\n\n| Tag | Note |\n| --- | --- |\n${table}\n\n## Prose\n\nText.\n`,
  };
}

const one: Values = { pin: '"v1"', yaml: 'v1', bullet: 'v1', rows: ['v1'] };
const two: Values = { pin: '"v2"', yaml: 'v2', bullet: 'v2', rows: ['v1', 'v2'] };
const before = filesOf(one);
const after = filesOf(two);
const pinOnly = { 'pin.json': after['pin.json'] ?? '' };
const passed = ['facts-together passed', 'member-deleted passed'];
const failed = ['facts-together failed', 'member-deleted passed'];
const unverified = ['facts-together unverified', 'member-deleted passed'];
const only = (path: string, version: Record<string, string> = before) => ({ [path]: version[path] ?? '' });

const cases: [name: string, unit: UnitData, verdicts: string[]][] = [
  ['the fact changed at every place', change(before, after), passed],
  ['nothing changed', change(before, { 'other.txt': 'x' }), passed],
  ['the fact changed in the pin only', change(before, pinOnly), failed],
  ['the fact changed in YAML only', change(before, only('values.yaml', after)), failed],
  ['the fact changed in the bullet only', change(before, filesOf({ ...one, bullet: 'v2' })), failed],
  ['the fact changed in the column only', change(before, filesOf({ ...one, rows: ['v2'] })), failed],
  ['a row was added and nothing else', change(before, filesOf({ ...one, rows: ['v1', 'v2'] })), failed],
  ['all but the column', change(before, filesOf({ ...two, rows: ['v1'] })), failed],
  ['all but the bullet, in the same file', change(before, filesOf({ ...two, bullet: 'v1' })), failed],
  [
    'prose of every file beside the fact in one',
    change(before, {
      ...pinOnly,
      'values.yaml': `${before['values.yaml'] ?? ''}other: 1\n`,
      'notes.md': `${before['notes.md'] ?? ''}More text.\n`,
    }),
    failed,
  ],
  [
    'prose, key order and other fields only',
    change(before, {
      'pin.json': '{"note": "other", "release": {"more": 1, "tag": "v1"}}',
      'values.yaml': '# other\nimage: {tag: v1, more: 1}\n',
      'notes.md': (before['notes.md'] ?? '').replace('Text.', 'Other text.').replace('Other: o', 'Other: p'),
    }),
    passed,
  ],
  ['only the pin is there', change(only('pin.json'), pinOnly), passed],
  ['pin and notes are there', change({ ...only('pin.json'), ...only('notes.md') }, pinOnly), failed],
  ['the fact appeared in the pin', change({ ...before, 'pin.json': '{}' }, only('pin.json')), failed],
  ['the fact disappeared from the pin', change(before, { 'pin.json': '{"release": {}}' }), failed],
  ['all files are new', change({}, after), passed],
  ['one file is new', change({ ...only('pin.json') }, only('values.yaml')), failed],
  [
    'every file was deleted',
    change(before, { 'pin.json': null, 'values.yaml': null, 'notes.md': null }),
    ['facts-together passed', 'member-deleted failed'],
  ],
  ['one file was deleted', change(before, { 'pin.json': null }), ['facts-together failed', 'member-deleted failed']],
  [
    'the mode of the others changed',
    change(before, { ...pinOnly, 'notes.md': { executable: before['notes.md'] ?? '' } }),
    failed,
  ],
  ['a file that does not parse any more', change(before, { 'pin.json': '{' }), unverified],
  ['a file that did not parse before', change({ ...before, 'pin.json': '{' }, pinOnly), unverified],
  ['a file that may not be read', change(before, { 'pin.json': unreadable }), unverified],
  [
    'a file that is a link',
    change({ ...before, 'pin.json': { link: 'a' } }, { 'pin.json': { link: 'b' } }),
    unverified,
  ],
  ['bytes that are no text', change(before, { 'pin.json': new Uint8Array([0xff, 0xfe]) }), unverified],
  ['a file that does not parse, and one that lacks', change(before, { ...pinOnly, 'values.yaml': 'a: [' }), failed],
  ['a file that does not parse, and none that lacks', change(before, { ...after, 'values.yaml': 'a: [' }), unverified],
  [
    'an unchanged file that does not parse',
    change({ ...before, 'values.yaml': 'a: [' }, { ...pinOnly, ...only('notes.md', after) }),
    unverified,
  ],
  ['a key given twice', change(before, { 'pin.json': '{"release": {"tag": "v2", "tag": "v1"}}' }), unverified],
  [
    'a key given twice elsewhere',
    change(before, { 'pin.json': '{"release": {"tag": "v1"}, "note": 1, "note": 2}' }),
    passed,
  ],
  [
    'numbers that differ beyond a double',
    change(
      { ...before, 'pin.json': '{"release": {"tag": 9007199254740993}}' },
      { 'pin.json': '{"release": {"tag": 9007199254740992}}' },
    ),
    unverified,
  ],
  [
    'a table that is broken',
    change(before, { ...after, 'notes.md': (after['notes.md'] ?? '').replace('| --- | --- |\n', '') }),
    unverified,
  ],
  [
    'the bullet twice',
    change(before, { 'notes.md': (before['notes.md'] ?? '').replace('- Other: o', '- Tag: `v2`') }),
    unverified,
  ],
  [
    'the heading twice',
    change(before, { 'notes.md': `${before['notes.md'] ?? ''}\n## Release\n\n- Tag: \`v2\`\n` }),
    unverified,
  ],
  ['a row without its cells', change(before, filesOf({ ...two, rows: ['v1', 'v2 |\n| v3'] })), unverified],
  [
    'the column twice',
    change(before, { ...after, 'notes.md': (after['notes.md'] ?? '').replace('| Tag | Note |', '| Tag | Tag |') }),
    unverified,
  ],
  [
    'two tables',
    change(before, {
      'notes.md': (before['notes.md'] ?? '').replace('## Prose', '| Tag |\n| --- |\n| v2 |\n\n## Prose'),
    }),
    unverified,
  ],
];

const contract: Group = { id: 'ledger', semantic: { contract: 'ledger' } };
const tagged = { tag: 'v2.5.0' };
const ledger = contractFiles();
const repinned = contractFiles({ tag: 'v2.5.0', commit: 'c'.repeat(40) });
const fields = Object.keys(contractEntry.fields).filter((name) => name !== 'error-codes');
const failing = (names: string[]) =>
  Object.fromEntries(names.map((name) => [`facts-together ledger/${name}`, 'failed']));
const appended = { ...contractEntry, matrix: { ...contractEntry.matrix, rows: 'append-only' } };
const earlierRows = [['5.0.0', facts.tag, facts.commit, facts.service, 'Approved']];
const at = (path: string, version: Record<string, string> = ledger): string => version[path] ?? '';

const contracts: [name: string, entry: object, unit: UnitData, notPassed: Record<string, string>][] = [
  ['everything moved to another release', contractEntry, change(ledger, repinned), {}],
  [
    'only the pin moved',
    contractEntry,
    change(ledger, { [paths.pin]: at(paths.pin, contractFiles(tagged)) }),
    failing(['tag', 'manifest-sha256']),
  ],
  ['only prose of the matrix', contractEntry, change(ledger, { [paths.matrix]: `${at(paths.matrix)}More.\n` }), {}],
  [
    'the repository in another spelling',
    contractEntry,
    change(ledger, { [paths.pin]: at(paths.pin).replace(facts.repository, `${facts.repository}.git`) }),
    {},
  ],
  [
    'another repository',
    contractEntry,
    change(ledger, { [paths.pin]: at(paths.pin).replace('harbour-example/ledger', 'other/ledger') }),
    failing(['repository']),
  ],
  [
    'a row for a new release, whose service is the same',
    appended,
    change(ledger, contractFiles({ tag: 'v2.5.0', commit: 'c'.repeat(40), earlierRows })),
    {},
  ],
  [
    'a row for a new release, and no pin of it',
    appended,
    change(ledger, {
      [paths.matrix]: at(paths.matrix, contractFiles({ tag: 'v2.5.0', earlierRows })).replace('`v2.5.0`', '`v2.4.0`'),
    }),
    failing(['tag', 'manifest-sha256']),
  ],
  [
    'a consumer that holds only the pin',
    contractEntry,
    change({ [paths.pin]: at(paths.pin) }, { [paths.pin]: at(paths.pin, repinned) }),
    {},
  ],
  [
    'a field that is not compared',
    {
      ...contractEntry,
      fields: { ...contractEntry.fields, service: { ...contractEntry.fields.service, compare: 'ignore' } },
    },
    change(ledger, { [paths.pin]: at(paths.pin).replace(facts.service, 'ledger.v3') }),
    {},
  ],
  [
    'a version in another spelling',
    { ...contractEntry, fields: { ...contractEntry.fields, tag: { ...contractEntry.fields.tag, compare: 'semver' } } },
    change(ledger, { [paths.pin]: at(paths.pin).replace('"v2.4.0"', '"2.4.0"') }),
    {},
  ],
];

export function factTests(judge: Judge): void {
  describe('semantic', () => {
    test.each(cases)('%s', async (_name, unit, expected) => {
      expect(verdicts(await judge([release], [unit]))).toEqual(expected);
    });

    test('a finding says where the fact changed, where not, and what to write', async () => {
      const unit = change({ ...only('pin.json'), ...only('values.yaml') }, pinOnly);
      expect(resultOf(await judge([release], [unit]), 'facts-together')).toMatchObject({
        message:
          'pull request #7: tag changed at /release/tag of pin.json, but not at /image/tag of values.yaml (release)',
        about: ['release', 'tag'],
        location: { path: 'values.yaml', line: 3, column: 8 },
        actual: ['/release/tag of pin.json'],
        fix: 'write "v2" at /image/tag of values.yaml, or leave tag as it was at /release/tag of pin.json',
      });
    });

    test('what cannot be read is named', async () => {
      const result = resultOf(await judge([release], [change(before, { 'pin.json': '{' })]), 'facts-together');
      expect(result.because).toMatchObject({
        code: 'NO_DATA',
        message: expect.stringMatching(/^pin\.json is not valid JSON/),
      });
    });

    test('a waiver is bound to the values', async () => {
      const hash = async (pin: string) =>
        resultOf(await judge([release], [change(before, filesOf({ ...one, pin }))]), 'facts-together').valueHash;
      expect(await hash('"v2"')).toBe(await hash('"v2"'));
      expect(await hash('"v2"')).not.toBe(await hash('"v3"'));
    });

    test('a key given twice inside of the value, or around it, leaves the value unknown', async () => {
      const places = ['a.json', 'b.json'].map((path) => ({ path, pointer: '/x' }));
      const text = '{"x": {"y": 1}}';
      for (const twice of ['{"x": {"y": 2, "y": 1}}', '{"x": {"y": 2}, "x": {"y": 1}}']) {
        const unit = change({ 'a.json': text, 'b.json': text }, { 'a.json': twice });
        expect(verdicts(await judge([{ id: 'g', semantic: { x: places } }], [unit]))).toEqual(unverified);
      }
    });

    test('each fact is judged by itself', async () => {
      const places = (pointer: string) => ['a.json', 'b.json'].map((path) => ({ path, pointer }));
      const group = { id: 'two', semantic: { x: places('/x'), y: places('/y'), contract: places('/z') } };
      const text = '{"x": 1, "y": 1, "z": 1}';
      const unit = change({ 'a.json': text, 'b.json': text }, { 'a.json': '{"x": 2, "y": 1, "z": 1}' });
      expect(statusesOf((await judge([group], [unit])).results)).toMatchObject({
        'facts-together two/x': 'failed',
        'facts-together two/y': 'passed',
        'facts-together two/contract': 'passed',
      });
    });
  });

  describe('the facts of a contract', () => {
    test('are its fields in two places or more', async () => {
      const { results } = await judge([contract], [change(ledger, {})], { lists: { contracts: [contractEntry] } });
      const judged = results.filter(({ rule }) => rule === 'atomic-change/facts-together');
      expect(judged.map(({ about }) => about)).toEqual(fields.map((name) => ['ledger', name]));
    });

    test.each(contracts)('%s', async (_name, entry, unit, notPassed) => {
      const { results } = await judge([contract], [unit], { lists: { contracts: [entry] } });
      const about = Object.entries(statusesOf(results)).filter(([name]) => name.startsWith('facts-together'));
      expect(Object.fromEntries(about.filter(([, status]) => status !== 'passed'))).toEqual(notPassed);
    });
  });
}

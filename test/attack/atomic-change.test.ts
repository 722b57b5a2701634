import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/atomic-change/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { memoryHistory, type UnitData } from '../support/memory-history.ts';
import { evaluateWith } from '../support/world.ts';

/*
 * The author changes one file of a group and dodges the other: by names, by kinds of change that say nothing, by forms of the
 * same bytes, by dividing the change. None of it ends green.
 */

const pin = 'config/pin.json';
const record = 'docs/record.md';
const values = 'config/values.yaml';
const pinned = '{"tag": "v1", "note": "n"}\n';
const moved = '{"tag": "v2", "note": "n"}\n';
const before = {
  [pin]: pinned,
  [record]: '# Record\n\n- Tag: `v1`\n- By: us\n',
  [values]: 'image:\n  tag: v1\n  pull: always\n',
};
const recordText = before[record] ?? '';

const pair = { id: 'pair', 'all-of': [pin, record] };
const facts = {
  id: 'facts',
  semantic: {
    tag: [
      { path: pin, pointer: '/tag' },
      { path: record, heading: 'Record', bullet: 'Tag' },
    ],
  },
};
const migrations = { id: 'migrations', 'never-with': { these: ['app/**'], those: ['db/**'] } };
const changelog = { id: 'changelog', when: { 'any-of': ['app/**'] }, then: { 'any-of': ['CHANGELOG.md'] } };

type Version = UnitData['after'];
const without = (version: Version, ...paths: string[]): Version =>
  Object.fromEntries(Object.entries(version).filter(([path]) => !paths.includes(path)));
const after = (changes: Version, ...gone: string[]): UnitData => ({
  before,
  after: { ...without(before, ...gone), ...changes },
});

const cases: [name: string, group: object, unit: UnitData, rule: string][] = [
  ['a rename that hides the old name', pair, after({ 'config/pin2.json': pinned }, pin), 'together'],
  [
    'a rename of every file, so that the group names none',
    pair,
    after({ a: pinned, b: recordText }, pin, record),
    'member-deleted',
  ],
  ['every file of the group deleted: all of them changed', pair, after({}, pin, record), 'member-deleted'],
  ['every place of a fact deleted', facts, after({}, pin, record), 'member-deleted'],
  [
    'the other file replaced by a link to the first',
    pair,
    after({ [pin]: moved, [record]: { link: '../config/pin.json' } }),
    'member-deleted',
  ],
  [
    'the other file replaced by a link whose target is its text',
    pair,
    after({ [pin]: moved, [record]: { link: recordText } }),
    'member-deleted',
  ],
  [
    'the other file replaced by a submodule',
    pair,
    after({ [pin]: moved, [record]: { submodule: '1'.repeat(40) } }),
    'member-deleted',
  ],
  [
    'the other file replaced by a folder',
    pair,
    after({ [pin]: moved, [`${record}/x`]: 'x' }, record),
    'member-deleted',
  ],
  [
    'the mode of the other file changed',
    pair,
    after({ [pin]: moved, [record]: { executable: recordText } }),
    'together',
  ],
  ['white space of the other file changed', pair, after({ [pin]: moved, [record]: `${recordText}\n\n` }), 'together'],
  [
    'line ends of the other file changed',
    pair,
    after({ [pin]: moved, [record]: recordText.replaceAll('\n', '\r\n') }),
    'together',
  ],
  [
    'a byte order mark added to the other file',
    pair,
    after({ [pin]: moved, [record]: `\uFEFF${recordText}` }),
    'together',
  ],
  [
    'words of the other file joined',
    pair,
    after({ [pin]: moved, [record]: recordText.replace('By: us', 'By:us').replace('# Record', '#Record') }),
    'together',
  ],
  ['the other file copied elsewhere', pair, after({ [pin]: moved, 'docs/record-2.md': recordText }), 'together'],
  ['a path in another case', pair, after({ [pin]: moved, 'docs/Record.md': 'new' }), 'together'],
  ['the first file renamed to another case', pair, after({ 'config/Pin.json': moved }, pin), 'together'],
  ['a path with a letter that looks the same', pair, after({ [pin]: moved, 'docs/r\u0435cord.md': 'new' }), 'together'],
  ['a path with a sign that is not seen', pair, after({ [pin]: moved, 'docs/record\u200b.md': 'new' }), 'together'],
  ['a path that ends in a line break', pair, after({ [pin]: moved, [`${record}\n`]: 'new' }), 'together'],
  [
    'prose of the other file',
    facts,
    after({ [pin]: moved, [record]: recordText.replace('us', 'them') }),
    'facts-together',
  ],
  [
    'the new fact in a comment',
    facts,
    after({ [pin]: moved, [record]: `${recordText}<!--\n- Tag: \`v2\`\n-->\n` }),
    'facts-together',
  ],
  [
    'the new fact in a code block',
    facts,
    after({ [pin]: moved, [record]: `${recordText}\n    - Tag: \`v2\`\n` }),
    'facts-together',
  ],
  [
    'the new fact under another heading',
    facts,
    after({ [pin]: moved, [record]: `${recordText}\n# Other\n\n- Tag: \`v2\`\n` }),
    'facts-together',
  ],
  [
    'the new fact under a label that looks the same',
    facts,
    after({ [pin]: moved, [record]: `${recordText}- T\u0430g: \`v2\`\n` }),
    'facts-together',
  ],
  [
    'the fact given twice, the new one second',
    facts,
    after({ [pin]: moved, [record]: `${recordText}- Tag: \`v2\`\n` }),
    'facts-together',
  ],
  ['a key given twice, so that tools differ', facts, after({ [pin]: '{"tag": "v2", "tag": "v1"}' }), 'facts-together'],
  ['a place that cannot be parsed any more', facts, after({ [pin]: '{"tag": "v2"' }), 'facts-together'],
  [
    'YAML moved to another level by indentation',
    { id: 'yaml', 'all-of': [values, record] },
    after({ [values]: 'image:\n  tag: v1\npull: always\n' }),
    'together',
  ],
  [
    'a shell command broken by a space',
    { id: 'sh', 'all-of': ['run.sh', 'run.md'] },
    { before: { 'run.sh': 'rm -rf /var/x', 'run.md': 'x' }, after: { 'run.sh': 'rm -rf / var/x', 'run.md': 'x' } },
    'together',
  ],
  [
    'a link that points elsewhere by white space',
    { id: 'link', 'all-of': ['l', record] },
    { before: { ...before, l: { link: 'a b' } }, after: { ...before, l: { link: 'a  b' } } },
    'together',
  ],
  [
    'a file name with a line break, past a glob',
    migrations,
    { before: {}, after: { 'app/a': '1', 'db/1\n.sql': '2' } },
    'apart',
  ],
  [
    'a file name with a dot first, past a glob',
    migrations,
    { before: {}, after: { 'app/.a': '1', 'db/.x/.sql': '2' } },
    'apart',
  ],
  ['a deletion on one side', migrations, { before: { 'db/1.sql': '1' }, after: { 'app/a': '1' } }, 'apart'],
  [
    'a file moved from one side to the other',
    migrations,
    { before: { 'db/1.sql': '1' }, after: { 'app/1.sql': '1' } },
    'apart',
  ],
  [
    'a file copied from one side to the other',
    migrations,
    { before: { 'db/1.sql': '1' }, after: { 'db/1.sql': '1', 'app/1.sql': '1' } },
    'apart',
  ],
  [
    'what follows deleted in place of changed',
    changelog,
    { before: { 'CHANGELOG.md': 'x' }, after: { 'app/a': '1' } },
    'member-deleted',
  ],
  [
    'what follows changed in white space',
    changelog,
    { before: { 'CHANGELOG.md': 'x' }, after: { 'app/a': '1', 'CHANGELOG.md': 'x\n' } },
    'follows',
  ],
  [
    'a folder in place of a glob',
    { id: 'folder', 'never-with': { these: ['app'], those: ['db'] } },
    { before: {}, after: { 'app/a': '1', 'db/1': '2' } },
    'apart',
  ],
];

async function run(group: object, units: readonly UnitData[]) {
  return evaluateWith(control, { section: { groups: [group] }, history: memoryHistory(units) });
}

function standing(results: Awaited<ReturnType<typeof run>>['results']): string[] {
  return results.filter(({ status }) => status === 'failed' || status === 'unverified').map(({ rule }) => rule);
}

describe('a half of an atomic change', () => {
  test.each(cases)('%s', async (_name, group, unit, rule) => {
    const { results } = await run(group, [unit]);
    expect(standing(results)).toContain(`atomic-change/${rule}`);
    expect(['failed', 'unverified']).toContain(reportStatus(results));
  });

  test('the honest change passes, so that none of these fails for another reason', async () => {
    const honest = after({ [pin]: moved, [record]: recordText.replace('v1', 'v2') });
    for (const group of [pair, facts, migrations, changelog])
      expect(reportStatus((await run(group, [honest])).results)).toBe('passed');
  });

  test('both halves in two pull requests of one merge', async () => {
    const first = { ...after({ [pin]: moved }), key: 'one' };
    const second = { before: first.after, after: { ...first.after, [record]: 'new' }, key: 'two' };
    const { results } = await run(pair, [first, second]);
    const failed = results.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(2);
    for (const { message } of failed) expect(message).toContain('did not change');
  });

  test('a change that goes back and forth over two commits, each by itself', async () => {
    const there = { ...after({ [pin]: moved }), key: 'one' };
    const back = { before: there.after, after: before, key: 'two' };
    expect(standing((await run(pair, [there, back])).results)).toEqual(
      Array.from({ length: 2 }, () => 'atomic-change/together'),
    );
  });

  test('nothing that passed hides a unit whose changes nobody could list', async () => {
    const because = { code: 'TRUNCATED' as const, message: 'the list ends at 3000 files' };
    const { results } = await run(pair, [
      { ...after({}), key: 'one' },
      { ...after({}), key: 'two', because },
    ]);
    expect(reportStatus(results)).toBe('unverified');
  });
});

describe('a configuration that would guard nothing', () => {
  test.each<[string, string]>([
    ['a negated glob', '!config/**'],
    ['a bomb of braces', '{a,'.repeat(5000) + '}'.repeat(5000)],
    ['a glob that never ends', '*a*a*a*a*a*a*a*a*b'],
    ['a regular expression', '^config/.*$'],
    ['a path outside', '../other/pin.json'],
    ['a folder', 'config/'],
  ])('%s is refused', async (_name, pattern) => {
    await expect(run({ id: 'g', 'all-of': [pattern, record] }, [after({})])).rejects.toThrow(/the pattern/);
  });
});

test('a hundred thousand changed files hide no half of a change, and are not read', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, index) => [`data/${index % 300}/${index}.txt`, `${index}`]),
  );
  const unit: UnitData = { before, after: { ...before, ...many, [pin]: moved, 'app/a': '1', 'db/1': '1' } };
  const history = memoryHistory([unit]);
  const section = { groups: [pair, migrations, changelog, { id: 'data', 'all-of': ['data/**', '**/*.txt'] }] };
  const { results, data } = await evaluateWith(control, { section, history });
  expect(standing(results).sort()).toEqual(['apart', 'follows', 'together'].map((rule) => `atomic-change/${rule}`));
  expect(history.contents).toEqual([`before ${pin}`, `after ${pin}`]);
  expect(data).toMatchObject({ units: [{ changed: 100_003 }] });
  expect(JSON.stringify(results).length).toBeLessThan(20_000);
});

describe('a change of mode alone, which the API calls modified, is no change of content', () => {
  test.each<[name: string, path: string, content: string]>([
    ['of a script whose white space is syntax', 'tool.py', 'run()\n'],
    ['of a file that is no text', 'tool.bin', '\u0000\u0001'],
    ['of a text', 'tool.txt', 'run\n'],
  ])('%s', async (_name, path, content) => {
    const unit: UnitData = {
      before: { 'pin.json': '{"a": 1}', [path]: content },
      after: { 'pin.json': '{"a": 2}', [path]: { executable: content } },
      asApi: true,
    };
    const { results } = await run({ id: 'pair', 'all-of': ['pin.json', path] }, [unit]);
    expect(results.find(({ rule }) => rule === 'atomic-change/together')).toMatchObject({
      status: 'failed',
      message: `pull request #7: pin.json changed, but ${path} changed in its mode only (pair)`,
    });
  });

  test('content that could not be compared is not verified', async () => {
    const large = { reason: 'too-large' as const, message: 'is too large' };
    const unit: UnitData = {
      before: { 'pin.json': '{"a": 1}', 'big.bin': { ...large, message: 'was too large' } },
      after: { 'pin.json': '{"a": 2}', 'big.bin': large },
      asApi: true,
    };
    const { results } = await run({ id: 'pair', 'all-of': ['pin.json', 'big.bin'] }, [unit]);
    expect(results.find(({ rule }) => rule === 'atomic-change/together')).toMatchObject({
      status: 'unverified',
      because: { needs: 'a checkout with fetch-depth: 0' },
    });
  });
});

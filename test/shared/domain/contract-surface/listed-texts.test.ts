import { describe, expect, test } from '@jest/globals';
import { codeDifferences } from '../../../../shared/domain/contract-surface/code-differences.ts';
import { type ListedPlace, readListedTexts } from '../../../../shared/domain/contract-surface/listed-texts.ts';

const table = '# Errors\n\n| Code | Status |\n| --- | --- |\n| `a` | 400 |\n| b | 500 |\n';
const list =
  '# Other\n\n- z\n\n# Codes\n\n- `a`: not found\n- b\n  - `c` in it\n\n## More\n\n1. `d` - said\n\n# End\n\n- y\n';
const code = 'enum Code {\n  #[name("a")] A,\n  #[name("b")] B, // again "a"\n  #[name("a")] C,\n}\n';

/** Where codes are found, and in which lines. */
const read: [name: string, path: string, text: string, place: ListedPlace, codes: [string, number][]][] = [
  [
    'a JSON list',
    'a.json',
    '{"codes": [\n"a",\n"b"]}',
    { kind: 'pointer', pointer: '/codes' },
    [
      ['a', 2],
      ['b', 3],
    ],
  ],
  [
    'a YAML list',
    'a.yaml',
    'x:\n  enum:\n    - a\n    - b\n',
    { kind: 'pointer', pointer: '/x/enum' },
    [
      ['a', 3],
      ['b', 4],
    ],
  ],
  [
    'a column',
    'a.md',
    table,
    { kind: 'column', column: 'Code' },
    [
      ['a', 5],
      ['b', 6],
    ],
  ],
  [
    'a column under a heading',
    'a.md',
    table,
    { kind: 'column', column: 'Code', heading: 'Errors' },
    [
      ['a', 5],
      ['b', 6],
    ],
  ],
  [
    'a list',
    'a.md',
    list,
    { kind: 'list', heading: 'Codes' },
    [
      ['a', 7],
      ['b', 8],
      ['c', 9],
      ['d', 13],
    ],
  ],
  [
    'a pattern with a group',
    'a.rs',
    code,
    { kind: 'pattern', pattern: 'name\\("(?<code>\\w+)"\\)' },
    [
      ['a', 2],
      ['b', 3],
    ],
  ],
  [
    'a pattern without one',
    'a.rs',
    'E_A E_B',
    { kind: 'pattern', pattern: 'E_\\w' },
    [
      ['E_A', 1],
      ['E_B', 1],
    ],
  ],
];

/** What is wrong with a list, and where. */
const wrong: [
  name: string,
  path: string,
  text: string,
  place: ListedPlace,
  message: RegExp,
  line: number | undefined,
][] = [
  ['broken JSON', 'a.json', '{', { kind: 'pointer', pointer: '/codes' }, /not valid JSON/, 1],
  ['nothing there', 'a.json', '{}', { kind: 'pointer', pointer: '/codes' }, /has nothing at "\/codes"/, 1],
  ['no list there', 'a.json', '{\n"codes": {}}', { kind: 'pointer', pointer: '/codes' }, /has no list at/, 2],
  ['a code that is a number', 'a.json', '{"codes": [\n1]}', { kind: 'pointer', pointer: '/codes' }, /no text/, 2],
  [
    'a code twice',
    'a.json',
    '{"codes": ["a",\n"a"]}',
    { kind: 'pointer', pointer: '/codes' },
    /lists "a" twice: first in line 1/,
    2,
  ],
  ['no codes', 'a.json', '{"codes": []}', { kind: 'pointer', pointer: '/codes' }, /lists no error code/, 1],
  ['no such column', 'a.md', table, { kind: 'column', column: 'Name' }, /no table with a column "Name"/, undefined],
  [
    'no such heading',
    'a.md',
    table,
    { kind: 'column', column: 'Code', heading: 'X' },
    /under the heading "X"/,
    undefined,
  ],
  ['an empty cell', 'a.md', `${table}| | 1 |\n`, { kind: 'column', column: 'Code' }, /empty error code/, 7],
  ['no heading for the list', 'a.md', list, { kind: 'list', heading: 'X' }, /no heading "X"/, undefined],
  [
    'a heading without a list',
    'a.md',
    '# Codes\n',
    { kind: 'list', heading: 'Codes' },
    /lists no error code/,
    undefined,
  ],
  ['no expression', 'a.rs', code, { kind: 'pattern', pattern: '(' }, /no regular expression/, undefined],
  ['nothing found', 'a.rs', code, { kind: 'pattern', pattern: 'nothing' }, /lists no error code/, undefined],
  [
    'a line too long to be searched',
    'a.rs',
    `a\n${'a'.repeat(2001)}`,
    { kind: 'pattern', pattern: 'a' },
    /2001 characters/,
    2,
  ],
];

describe('error codes', () => {
  test.each(read)('are read from %s', (_, path, text, place, codes) => {
    const found = readListedTexts({ path, text, place });
    expect(found.problems).toEqual([]);
    expect(found.items.map((each) => [each.text, each.at.line])).toEqual(codes);
    expect(found.items.every(({ at }) => at.path === path)).toBe(true);
  });

  test.each(wrong)('with %s are a problem', (_, path, text, place, message, line) => {
    const found = readListedTexts({ path, text, place });
    expect(found.problems.map((each) => [each.message, each.at.line])).toContainEqual([
      expect.stringMatching(message),
      line,
    ]);
  });

  test('agree in both directions, or each missing one is named with file and line', () => {
    const of = (path: string, codes: string[]) =>
      readListedTexts({
        path,
        text: JSON.stringify({ codes }, null, 1),
        place: { kind: 'pointer', pointer: '/codes' },
      });
    const whole = [of('1.json', ['a', 'b']), of('2.json', ['b', 'c']), of('3.json', ['a', 'b', 'c'])];
    const found = codeDifferences([
      ...whole.map((each) => ({ list: each, complete: true })),
      { list: of('4.json', ['d']), complete: false },
    ]);
    expect(
      found.map(({ code: each, missing, present }) => [
        each,
        missing.path,
        missing.at.line,
        present.map(({ path, at }) => `${path}:${at.line}`),
      ]),
    ).toEqual([
      ['c', '1.json', 2, ['2.json:4', '3.json:5']],
      ['d', '1.json', 2, ['4.json:3']],
      ['a', '2.json', 2, ['1.json:3', '3.json:3']],
      ['d', '2.json', 2, ['4.json:3']],
      ['d', '3.json', 2, ['4.json:3']],
    ]);
    expect(
      codeDifferences([
        { list: of('1.json', ['a', 'b']), complete: true },
        { list: of('2.json', ['b', 'a']), complete: true },
      ]),
    ).toEqual([]);
  });
});

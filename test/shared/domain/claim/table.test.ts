import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBoxSection } from '../../../../shared/domain/claim/box-section.ts';
import { readClaimTables, type TableSelector } from '../../../../shared/domain/claim/table.ts';
import { commonColumns } from '../../../../shared/domain/claim/words.ts';
import { type MarkdownDocument, parseMarkdown } from '../../../../shared/parse/markdown.ts';

function documentOf(text: string): MarkdownDocument {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

function read(text: string, selector: TableSelector = { heading: 'Gates' }) {
  const { rows, problems } = readClaimTables(documentOf(text), selector, commonColumns, ['status']);
  return {
    rows: rows.map(({ name, cells }) => `${name}=${cells.status?.text ?? '-'}`),
    problems: problems.map(({ message, position }) => `${position?.line ?? 0} ${message}`),
  };
}

const table = '| Gate | Status |\n|---|---|\n| A | pass |\n| B | fail |\n';
const under = (text: string): string => `# Gates\n\n${text}`;

describe('a table of claims', () => {
  const rows: [name: string, text: string, selector: TableSelector | undefined, rows: string[], problems: string[]][] =
    [
      ['by its heading', under(table), undefined, ['A=pass', 'B=fail'], []],
      [
        'by its first header cell',
        `${table}\n# X\n\n| Other | Status |\n|---|---|\n| C | x |\n`,
        { 'first-header': 'gate' },
        ['A=pass', 'B=fail'],
        [],
      ],
      [
        'all of that first header cell',
        `# P\n\n${table}\n# Q\n\n${table.replaceAll('A', 'C').replace('B', 'D')}`,
        { 'first-header': 'Gate' },
        ['A=pass', 'B=fail', 'C=pass', 'D=fail'],
        [],
      ],
      [
        'by both, beside another table',
        under(`${table}\n| Owner | Name |\n|---|---|\n| a | b |\n`),
        { heading: 'Gates', 'first-header': 'Gate' },
        ['A=pass', 'B=fail'],
        [],
      ],
      [
        'a column by another name',
        under(table.replace('Status', 'Weekly Status')),
        undefined,
        ['A=pass', 'B=fail'],
        [],
      ],
      [
        'an escaped pipe is part of its cell',
        under('| Gate | Status |\n|---|---|\n| A \\| `x\\|y` | pass |\n'),
        undefined,
        ['A | x|y=pass'],
        [],
      ],
      [
        'a pipe in code that is not escaped',
        under('| Gate | Status |\n|---|---|\n| A `x|y` | pass |\n'),
        undefined,
        ['A `x=y`'],
        ['5 has a table that is not whole: the row has 3 cells, but the header has 2: the rest is not shown'],
      ],
      [
        'a short row',
        under(`${table}| C |\n`),
        undefined,
        ['A=pass', 'B=fail', 'C=-'],
        ['7 has a table that is not whole: the row has 1 cell, but the header has 2: the missing ones count as empty'],
      ],
      [
        'rows behind a blank line',
        under(`${table}\n| C | pass |\n| D | pass |\n`),
        undefined,
        ['A=pass', 'B=fail'],
        [
          '8 has a table that is not whole: rows stand behind the table but do not belong to it: a blank line or another block cuts them off',
        ],
      ],
      [
        'a broken delimiter row',
        under(table.replace('|---|---|', '|---|')),
        undefined,
        [],
        [
          '3 has no table under "Gates"'.replace('3', '1'),
          '4 has a table that is none: the delimiter row has 1 cell, but the header row has 2: this is not a table',
        ],
      ],
      [
        'a broken one beside another',
        `${table}\n| Gate | Status |\n|-\u2013-|---|\n| C | pass |\n`,
        { 'first-header': 'Gate' },
        ['A=pass', 'B=fail'],
        [
          '6 has a table that is not whole: rows stand behind the table but do not belong to it: a blank line or another block cuts them off',
        ],
      ],
      ['in a code fence', under(`\`\`\`\n${table}\`\`\`\n`), undefined, [], ['1 has no table under "Gates"']],
      ['in a comment', under(`<!--\n${table}-->\n`), undefined, [], ['1 has no table under "Gates"']],
      [
        'beside HTML',
        under(`<details>\n\n${table}`),
        undefined,
        ['A=pass', 'B=fail'],
        ['3 has HTML, an image, a reference or a quotation under "Gates", so that a reader may see something else'],
      ],
      ['no such heading', table, undefined, [], ['0 has no heading "Gates"']],
      ['the heading twice', `${under(table)}\n${under(table)}`, undefined, [], ['8 has 2 headings "Gates"']],
      [
        'two tables',
        under(`${table}\n${table.replace('A', 'C').replace('B', 'D').replace('Gate', 'Check')}`),
        undefined,
        ['A=pass', 'B=fail', 'C=pass', 'D=fail'],
        ['8 has 2 tables under "Gates", expected one'],
      ],
      [
        'no table of that first header cell',
        table,
        { 'first-header': 'Check' },
        [],
        ['0 has no table that begins with "Check"'],
      ],
      [
        'no status',
        under('| Gate | Owner |\n|---|---|\n| A | b |\n'),
        undefined,
        ['A=-'],
        ['3 has a table without a column "Status"'],
      ],
      ['no row', under('| Gate | Status |\n|---|---|\n'), undefined, [], ['3 has a table without a row']],
      [
        'a row without a name',
        under('| Gate | Status |\n|---|---|\n|  | pass |\n'),
        undefined,
        ['=pass'],
        ['5 has a row without a name'],
      ],
      [
        'two rows that look the same',
        under('| Gate | Status |\n|---|---|\n| A | pass |\n| a\u200B | fail |\n'),
        undefined,
        ['A=pass', 'a\u200B=fail'],
        ['6 has two rows "a\\u{200b}"'],
      ],
      [
        'two columns for one thing',
        under('| Gate | Status | Result |\n|---|---|---|\n| A | pass | fail |\n'),
        undefined,
        ['A=pass'],
        ['3 has a table with two columns for status: "Status" and "Result"'],
      ],
    ];
  test.each(rows)('%s', (_name, text, selector, expected, problems) => {
    expect(read(text, selector)).toEqual({ rows: expected, problems });
  });

  test('what is written as a row is read as one, whatever its cells hold', () => {
    const cell = fc.stringMatching(/^[a-z|\\`*_ ]{0,12}$/);
    const written = (text: string): string => text.replace(/[\\`*_|]/g, '\\$&');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (cells) => {
        const lines = cells
          .map(([name, status], index) => `| ${index}${written(name)} | ${written(status)} |\n`)
          .join('');
        const { rows, problems } = read(under(`| Gate | Status |\n|---|---|\n${lines}`));
        const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
        expect(rows).toEqual(cells.map(([name, status], index) => `${fold(`${index}${name}`)}=${fold(status)}`));
        expect(problems).toEqual([]);
      }),
    );
  });
});

describe('a section of boxes', () => {
  const rows: [name: string, text: string, boxes: number, problems: string[]][] = [
    ['boxes and others', '# Go\n\n- [x] a\n- b\n\n## More\n\n- [ ] c\n\n# Other\n\n- [ ] d\n', 2, []],
    ['no heading', '- [x] a\n', 0, ['has no heading "Go"']],
    ['two headings', '# Go\n\n- [x] a\n\n# Go\n', 0, ['has 2 headings "Go"']],
    ['no box', '# Go\n\n- a\n', 0, ['has no box under "Go"']],
    [
      'only a broken one',
      '# Go\n\n- [] a\n',
      0,
      [
        'has a line under "Go" that cannot be read: this looks like a box and is none: expected "- [ ] text" or "- [x] text"',
        'has no box under "Go"',
      ],
    ],
    ['one text twice', '# Go\n\n- [x] a\n- [ ] A\n', 2, ['has two boxes "A" under "Go"']],
    [
      'beside a quotation',
      '# Go\n\n> - [ ] b\n\n- [x] a\n',
      1,
      ['has HTML, an image, a reference or a quotation under "Go", so that a reader may see something else'],
    ],
  ];
  test.each(rows)('%s', (_name, text, count, problems) => {
    const found = readBoxSection(documentOf(text), 'Go');
    expect([found.boxes.length, found.problems.map(({ message }) => message)]).toEqual([count, problems]);
  });
});

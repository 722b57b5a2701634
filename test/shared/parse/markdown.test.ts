import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bulletsUnder, headingsNamed, type MarkdownDocument, tablesUnder } from '../../../shared/parse/markdown.ts';
import { documentOf } from '../../support/markdown-document.ts';

const texts = (document: MarkdownDocument): string[][][] =>
  document.tables.map(({ header, rows }) =>
    [header, ...rows.map((row) => row.cells)].map((cells) => cells.map(({ text }) => text)),
  );

const matrix = `# Compatibility

Updated: 2026-02-08

Some prose about it.

## Baseline

- Producer tag: \`v1.2.3\`
- Producer commit: \`0123456789abcdef0123456789abcdef01234567\`
- **Service version:** service.v2
  1. Nested label: \`nested\`

## Approved Pairs

| Consumer | Producer | Status |
|---|:-:|--:|
| 1.0.0 | \`v1.2.3\` | Approved |
| 0.9.0 | v1.2.2 | **Retired** |

### Notes

| Note |
|---|
| x |

## Others
`;

describe('a matrix document', () => {
  const document = documentOf(matrix);

  test('headings', () => {
    expect(document.headings.map(({ text, depth, position }) => [text, depth, position.line])).toEqual([
      ['Compatibility', 1, 1],
      ['Baseline', 2, 7],
      ['Approved Pairs', 2, 14],
      ['Notes', 3, 21],
      ['Others', 2, 27],
    ]);
  });

  test('tables with the places of their cells', () => {
    expect(document.tables[0]).toEqual({
      heading: 'Approved Pairs',
      position: { line: 16, column: 1 },
      header: [
        { text: 'Consumer', position: { line: 16, column: 3 }, code: false },
        { text: 'Producer', position: { line: 16, column: 14 }, code: false },
        { text: 'Status', position: { line: 16, column: 25 }, code: false },
      ],
      rows: [
        {
          position: { line: 18, column: 1 },
          cells: [
            { text: '1.0.0', position: { line: 18, column: 3 }, code: false },
            { text: 'v1.2.3', position: { line: 18, column: 11 }, code: true },
            { text: 'Approved', position: { line: 18, column: 22 }, code: false },
          ],
        },
        {
          position: { line: 19, column: 1 },
          cells: [
            { text: '0.9.0', position: { line: 19, column: 3 }, code: false },
            { text: 'v1.2.2', position: { line: 19, column: 11 }, code: false },
            { text: 'Retired', position: { line: 19, column: 22 }, code: false },
          ],
        },
      ],
      problems: [],
    });
    expect(document.brokenTables).toEqual([]);
  });

  test('bullets at every level, and lines outside lists', () => {
    expect(
      document.bullets.map(({ label, value, code, position, itemPosition }) => [
        label,
        value,
        code,
        position,
        itemPosition,
      ]),
    ).toEqual([
      ['Producer tag', 'v1.2.3', true, { line: 9, column: 17 }, { line: 9, column: 1 }],
      [
        'Producer commit',
        '0123456789abcdef0123456789abcdef01234567',
        true,
        { line: 10, column: 20 },
        { line: 10, column: 1 },
      ],
      ['Service version', 'service.v2', false, { line: 11, column: 24 }, { line: 11, column: 1 }],
      ['Nested label', 'nested', true, { line: 12, column: 20 }, { line: 12, column: 3 }],
    ]);
    expect(document.labelledLines).toEqual([
      {
        label: 'Updated',
        value: '2026-02-08',
        code: false,
        heading: 'Compatibility',
        position: { line: 3, column: 10 },
      },
    ]);
  });

  test('sections end at the next heading of the same or a higher level', () => {
    expect(tablesUnder(document, 'Approved Pairs')).toHaveLength(2);
    expect(tablesUnder(document, ' Approved \n Pairs ')).toHaveLength(2);
    expect(tablesUnder(document, 'Notes')).toHaveLength(1);
    expect(tablesUnder(document, 'Compatibility')).toHaveLength(2);
    expect(tablesUnder(document, 'Baseline')).toEqual([]);
    expect(tablesUnder(document, 'approved pairs')).toEqual([]);
    expect(bulletsUnder(document, 'Baseline')).toHaveLength(4);
    expect(bulletsUnder(document, 'Others')).toEqual([]);
    expect(headingsNamed(document, 'Notes')).toHaveLength(1);
  });

  test('two sections of the same name count both', () => {
    const twice = documentOf('# A\n\n- a: 1\n\n# B\n\n- b: 2\n\n# A\n\n- c: 3\n');
    expect(bulletsUnder(twice, 'A').map(({ label }) => label)).toEqual(['a', 'c']);
  });

  test.each(['\r\n', '\r'])('the same facts with the line end %j', (lineEnd) => {
    const other = documentOf(matrix.replaceAll('\n', lineEnd));
    expect({ ...other, lines: undefined }).toEqual({ ...document, lines: undefined });
  });
});

describe('the text of a cell is what a reader sees', () => {
  test.each([
    ['a code span', '`a b`', 'a b', true],
    ['a code span with two backticks', '`` a`b ``', 'a`b', true],
    ['a pipe in a code span', '`a\\|b`', 'a|b', true],
    ['an escaped pipe', 'a \\| b', 'a | b', false],
    ['escapes', '\\*a\\*', '*a*', false],
    ['emphasis', '**a** *b* __c__', 'a b c', false, 5],
    ['a link', '[a `b`](https://example.org)', 'a b', false, 4],
    ['a reference', '[a][ref]', 'a', false, 4],
    ['brackets that are no reference', '[a][other]', '[a][other]', false],
    ['an automatic link', '<https://example.org>', 'https://example.org', false, 4],
    ['an image', '![alt](x.png)', 'alt', false],
    ['an entity', 'a &amp; b&nbsp;c', 'a & b c', false],
    ['a comment', 'a <!-- b -->', 'a', false],
    ['a tag', '<b>a</b>', 'a', false, 6],
    ['a line break', 'a<br>b', 'a b', false],
    ['code beside text', '`a` b', 'a b', false],
    ['two code spans', '`a` `b`', 'a b', false],
    ['code in emphasis', '**`a`**', 'a', true, 5],
    ['white space', ' \t a    b \t ', 'a b', false, 6],
    ['nothing', ' ', '', false, 1],
    ['strike-through, which is no deletion', '~~a~~', '~~a~~', false],
    ['underscores inside words', 'error_code_enum', 'error_code_enum', false],
    ['letters of any script', 'é 漢 😀', 'é 漢 😀', false],
    ['a backtick that closes nothing', 'a ` b', 'a ` b', false],
  ] as [string, string, string, boolean, number?][])('%s', (_name, source, text, code, column = 3) => {
    const table = `| h |\n|---|\n| ${source} |\n\n[ref]: #\n`;
    expect(documentOf(table).tables[0]?.rows[0]?.cells).toMatchObject([{ text, code, position: { line: 3, column } }]);
    const long = documentOf(`| h |\n|---|\n${`| ${source} |\n`.repeat(400)}\n[ref]: #\n`);
    expect(texts(long)[0]?.slice(1)).toEqual(Array.from({ length: 400 }, () => [text]));
  });

  const cell = fc.tuple(
    fc.string({ unit: fc.constantFrom(...'ab1 |`\\*_[]()<>&;!~#-:.é'.split('')), maxLength: 10 }),
    fc.boolean(),
  );
  const writeCell = ([text, code]: [string, boolean]): { source: string; text: string; code: boolean } => {
    const folded = text.replace(/\s+/g, ' ').trim();
    const inCode = folded.replace(/[`\\]/g, '');
    if (code && inCode.trim() !== '') {
      return { source: `\`${inCode.trim().replaceAll('|', '\\|')}\``, text: inCode.trim(), code };
    }
    return { source: folded.replace(/[!-/:-@[-`{-~]/g, '\\$&'), text: folded, code: false };
  };
  test('any table comes back as it was written', () => {
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) =>
        fc.tuple(
          fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 6 }),
          fc.constantFrom(1, 1, 60),
        ),
      );
    fc.assert(
      fc.property(table, ([rows, times]) => {
        const [header = [], ...body] = rows.map((row) => row.map(writeCell));
        const all = Array.from({ length: times }, () => body).flat();
        const line = (row: { source: string }[]): string => `| ${row.map(({ source }) => source).join(' | ')} |\n`;
        const source = `${line(header)}|${'---|'.repeat(header.length)}\n${all.map(line).join('')}`;
        const document = documentOf(source);
        expect(document.tables).toHaveLength(1);
        expect(document.tables[0]?.problems).toEqual([]);
        const read = [document.tables[0]?.header ?? [], ...(document.tables[0]?.rows ?? []).map((row) => row.cells)];
        expect(read.map((cells) => cells.map(({ text, code }) => ({ text, code })))).toEqual(
          [header, ...all].map((row) => row.map(({ text, code }) => ({ text, code }))),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('problems of tables', () => {
  test('rows that are too short or too long', () => {
    const [table] = documentOf('| a | b |\n|---|---|\n| 1 |\n| 1 | 2 |\n| 1 | 2 | 3 |\ntext\n').tables;
    expect(table?.rows.map((row) => row.cells.map(({ text }) => text))).toEqual([
      ['1'],
      ['1', '2'],
      ['1', '2'],
      ['text'],
    ]);
    expect(table?.problems).toEqual([
      {
        kind: 'short-row',
        position: { line: 3, column: 1 },
        message: expect.stringContaining('has 1 cell, but the header has 2'),
      },
      {
        kind: 'long-row',
        position: { line: 5, column: 1 },
        message: expect.stringContaining('has 3 cells, but the header has 2'),
      },
      { kind: 'short-row', position: { line: 6, column: 1 }, message: expect.stringContaining('has 1 cell,') },
    ]);
  });

  test.each([
    ['a blank line', '| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n', 5],
    ['a blank line below the delimiter row', '| a | b |\n|---|---|\n\n| 3 | 4 |\n', 4],
    ['a comment', '| a | b |\n|---|---|\n| 1 | 2 |\n<!-- x -->\n| 3 | 4 |\n', 5],
    ['a blank line and rows without outer pipes', 'a | b\n---|---\n1 | 2\n\n3 | 4\n', 5],
    ['a blank line in a list', '- | a |\n  |---|\n  | 1 |\n\n  | 2 |\n', 5],
  ])('rows behind %s are lost', (_name, source, line) => {
    const document = documentOf(source);
    expect(document.tables).toHaveLength(1);
    expect(document.tables[0]?.problems).toEqual([
      {
        kind: 'lost-rows',
        message: expect.stringContaining('do not belong to it'),
        position: expect.objectContaining({ line }),
      },
    ]);
    expect(document.brokenTables).toEqual([]);
  });

  test('every part that was lost counts', () => {
    const [table] = documentOf('| a |\n|---|\n\n| 1 |\n\n| 2 |\n').tables;
    expect(table?.problems.map(({ position }) => position.line)).toEqual([4, 6]);
  });

  test.each([
    ['text', '| a |\n|---|\n| 1 |\n\ntext\n\n| 2 |\n'],
    ['text with a pipe, after a table of other width', '| a |\n|---|\n| 1 |\n\nyes | no | maybe\n'],
    ['another table', '| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |\n'],
    ['a code block', '| a |\n|---|\n| 1 |\n\n```\n| 2 |\n```\n'],
  ])('nothing is lost by %s', (_name, source) => {
    const document = documentOf(source);
    expect(document.tables.flatMap(({ problems }) => problems)).toEqual([]);
    expect(document.brokenTables).toEqual([]);
  });
});

describe('labels and values', () => {
  test.each([
    ['- a: `b`', 'a', 'b', true, 6],
    ['* a: b c', 'a', 'b c', false, 6],
    ['+ a:   b', 'a', 'b', false, 8],
    ['7) a: b', 'a', 'b', false, 7],
    ['- a (b, c): d', 'a (b, c)', 'd', false, 13],
    ['- **a:** b', 'a', 'b', false, 10],
    ['- **a**: `b`', 'a', 'b', true, 10],
    ['- `a`: b', 'a', 'b', false, 8],
    ['- a: [b](https://example.org)', 'a', 'b', false, 7],
    ['- a: https://example.org', 'a', 'https://example.org', false, 6],
    ['- a: b: c', 'a', 'b: c', false, 6],
    ['- a: `b` (c)', 'a', 'b (c)', false, 6],
    ['- a:`b`', 'a', 'b', true, 5],
    ['- a:', 'a', '', false, 1],
    ['- a\\: b', 'a', 'b', false, 7],
    ['- \\*a: b', '*a', 'b', false, 8],
    ['- é😀: b', 'é😀', 'b', false, 8],
    ['- a:\n  b\n  c', 'a', 'b c', false, 3],
  ])('%j', (source, label, value, code, column) => {
    const [bullet, ...others] = documentOf(source).bullets;
    expect(others).toEqual([]);
    expect(bullet).toMatchObject({ label, value, code, itemPosition: { line: 1, column: 1 } });
    expect(bullet?.position.column).toBe(column);
  });

  test.each([
    '- a',
    '- a:b',
    '- https://example.org',
    '- : b',
    '- `a: b`',
    '-',
    '- > a: b',
    '- # a: b',
    '- ```\n  a: b\n  ```',
  ])('%j is none', (source) => {
    expect(documentOf(source).bullets).toEqual([]);
  });

  test('only the first paragraph of an item counts', () => {
    expect(documentOf('- a: b\n\n  c: d\n\n  - e: f\n').bullets.map(({ label }) => label)).toEqual(['a', 'e']);
    expect(documentOf('- a: b\n\n  c: d\n').labelledLines).toEqual([]);
  });

  test('each line of a paragraph counts for itself', () => {
    const { labelledLines } = documentOf(
      '# H\n\nStatus: **Done**\nDate: `2026-02-08`  \ntext\n   Owner: me\\\nlast: x<br>y\n',
    );
    expect(
      labelledLines.map(({ label, value, code, position }) => [label, value, code, position.line, position.column]),
    ).toEqual([
      ['Status', 'Done', false, 3, 11],
      ['Date', '2026-02-08', true, 4, 7],
      ['Owner', 'me', false, 6, 11],
      ['last', 'x', false, 7, 7],
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  brokenTablesUnder,
  bulletsUnder,
  headingsNamed,
  type MarkdownDocument,
  parseMarkdown,
  tablesUnder,
} from '../../../shared/parse/markdown.ts';
import { lineIndex } from '../../../shared/parse/text.ts';

function documentOf(text: string): MarkdownDocument {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

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
    expect(documentOf(table).tables[0]?.rows[0]?.cells).toEqual([{ text, code, position: { line: 3, column } }]);
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

describe('broken tables', () => {
  test.each([
    ['a delimiter row with too few cells', '| a | b |\n|---|\n| 1 | 2 |\n', 2, 'has 1 cell, but the header row has 2'],
    [
      'a delimiter row with too many cells',
      '| a | b |\n|---|---|---|\n| 1 | 2 |\n',
      2,
      'has 3 cells, but the header row has 2',
    ],
    ['a delimiter row with a wrong character', '| a | b |\n|--|=-|\n| 1 | 2 |\n', 2, 'malformed'],
    ['a delimiter row with long dashes', '| a | b |\n|—|—|\n| 1 | 2 |\n', 2, 'malformed'],
    ['a delimiter row with spaces between dashes', '| a | b |\n|- -|---|\n| 1 | 2 |\n', 2, 'malformed'],
    [
      'a delimiter row without outer pipes and too short',
      'a | b | c\n---|---\n1 | 2 | 3\n',
      2,
      'has 2 cells, but the header row has 3',
    ],
    ['no delimiter row', '| a | b |\n| 1 | 2 |\n| 3 | 4 |\n', 1, 'without a delimiter row'],
    ['no delimiter row and no outer pipes', 'a | b | c\n1 | 2 | 3\n', 1, 'without a delimiter row'],
    ['a blank line above the delimiter row', '| a | b |\n\n|---|---|\n| 1 | 2 |\n', 3, 'no header row'],
    ['dashes without pipes, which make a heading', '| a | b |\n-----\n| 1 | 2 |\n', 2, 'makes it a heading'],
    ['one column and dashes without pipes', '| a |\n---\n', 2, 'makes it a heading'],
    ['a table that continues a list item', '- x\n| a | b |\n|---|---|\n| 1 | 2 |\n', 2, 'needs a blank line'],
    ['a broken table in a list', '- x\n\n  | a | b |\n  |---|\n', 4, 'has 1 cell'],
    ['a broken table below text', 'Updated: 2026-02-08\n| a | b |\n|---|\n', 3, 'has 1 cell'],
  ])('%s', (_name, source, line, message) => {
    const document = documentOf(`# H\n\n${source}`);
    expect(document.tables).toEqual([]);
    expect(document.brokenTables).toEqual([
      {
        heading: 'H',
        message: expect.stringContaining(message),
        position: { line: line + 2, column: expect.any(Number) },
      },
    ]);
    expect(brokenTablesUnder(document, 'H')).toHaveLength(1);
    expect(document.headings.map(({ text }) => text)).toEqual(['H']);
  });

  test('lines of text around a broken table are still read', () => {
    const { labelledLines } = documentOf('Updated: 2026-02-08\n| a: b | c |\n| d: e | f |\n');
    expect(labelledLines.map(({ label }) => label)).toEqual(['Updated']);
  });

  test.each([
    ['prose with a pipe', 'Run `a | b` or a || b.\nThen c | d.\n'],
    ['one line of links', '[a](#) | [b](#) | [c](#)\n'],
    ['a rule', '---\n\n***\n'],
    ['a fenced block', '```\n| a | b |\n| 1 | 2 |\n```\n'],
    ['an indented block', 'x\n\n    | a | b |\n    | 1 | 2 |\n'],
    ['a comment', '<!--\n| a | b |\n| 1 | 2 |\n-->\n'],
    ['a block quote', '> | a | b |\n> | 1 | 2 |\n'],
    ['a table with a sound delimiter row', '| a | b |\n|:--|--:|\n| -- | -- |\n'],
    ['a heading with a pipe', 'a | b\n-----\n'],
    ['a table directly below text', 'text\n| a |\n|---|\n'],
  ])('%s is none', (_name, source) => {
    expect(documentOf(source).brokenTables).toEqual([]);
  });
});

describe('what is not shown as such is no fact', () => {
  const facts = '# H\n\n- a: b\n\nc: d\n\n| e |\n|---|\n| f |\n';
  const indent = (prefix: string): string => facts.replaceAll(/^/gm, prefix);
  test.each([
    ['a fenced block', `\`\`\`\n${facts}\`\`\`\n`],
    ['a fenced block with tildes', `~~~md\n${facts}~~~\n`],
    ['a fenced block that is never closed', `\`\`\`\n${facts}`],
    ['an indented block', indent('    ')],
    ['a comment', `<!--\n${facts}-->\n`],
    ['a comment that is never closed', `<!-- ${facts}`],
    ['a block quote', indent('> ')],
    ['a block quote in a list', `- x\n\n${indent('  > ')}`],
    ['preformatted HTML', `<pre>\n${facts}</pre>\n`],
  ])('%s', (_name, source) => {
    expect({ ...documentOf(source), lines: undefined, opaque: [] }).toEqual({
      headings: [],
      tables: [],
      bullets: [],
      labelledLines: [],
      brokenTables: [],
      opaque: [],
      lines: undefined,
    });
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

describe('hostile text', () => {
  test.each([
    ['quotes', '>'.repeat(40)],
    ['quotes with spaces', '> '.repeat(40)],
    ['lists in one line', `${'- '.repeat(40)}a`],
    ['numbered lists', `${'1. '.repeat(40)}a`],
    ['lists and quotes', `${'- > '.repeat(20)}a`],
    ['lists by indentation', Array.from({ length: 40 }, (_, index) => `${'  '.repeat(index)}- a\n`).join('')],
    ['lists by tabs', Array.from({ length: 40 }, (_, index) => `${'\t'.repeat(index)}- a\n`).join('')],
    ['very many quotes', '>'.repeat(1_000_000)],
    ['very many lists', '- '.repeat(500_000)],
  ])('nested %s are refused', (_name, source) => {
    expect(parseMarkdown(`x\n\n${source}`)).toEqual({
      ok: false,
      message: expect.stringMatching(/^is nested too deep: more than 32 .*\(line \d+, column 1\)$/),
      position: { line: expect.any(Number), column: 1 },
    });
  });

  test('nesting up to the limit is read', () => {
    const nested = (depth: number): string =>
      Array.from({ length: depth }, (_, index) => `${'  '.repeat(index)}- a: b\n`).join('');
    expect(documentOf(nested(32)).bullets).toHaveLength(32);
    expect(parseMarkdown(nested(33)).ok).toBe(false);
    expect(parseMarkdown(nested(3), { maxNesting: 2 }).ok).toBe(false);
    expect(documentOf(`${'- a\n  - b\n'.repeat(500)}`).bullets).toEqual([]);
  });

  test.each([
    ['emphasis', '**a_'.repeat(5000)],
    ['emphasis over lines', '**a_\n'.repeat(5000)],
    ['emphasis in lines that only look like a table', `x\n|-|\n${'|**a_|\n'.repeat(5000)}`],
    ['emphasis in lines that continue a quote', `> x\n|a|\n|-|\n${'|**a_|\n'.repeat(5000)}`],
    ['links', '[a](b'.repeat(5000)],
    ['tags', '&amp;<!--'.repeat(5000)],
  ])('a paragraph with too much %s is refused', (_name, source) => {
    expect(parseMarkdown(source)).toMatchObject({ ok: false, message: expect.stringContaining('too many emphasis') });
  });

  test('much emphasis in many paragraphs, items and rows is read', () => {
    expect(parseMarkdown(`${'- *a* _b_ [c](#)\n'.repeat(3000)}`).ok).toBe(true);
    expect(documentOf(`| a |\n|---|\n${'| *a* __b__ [c](#) |\n'.repeat(3000)}`).tables[0]?.rows).toHaveLength(3000);
  });

  test('100,000 pipes', () => {
    expect(documentOf('|'.repeat(100_000)).tables).toEqual([]);
    expect(documentOf(`${'|'.repeat(100_001)}\n${'|-'.repeat(100_000)}|\n`).tables[0]?.header).toHaveLength(100_000);
  });

  test('10,000 rows', () => {
    const row = (index: number): string =>
      `| 1.0.${index} | \`v1.0.${index}\` | ${'0123456789'.repeat(4)} | service.v2 | api_v1 | Approved |\n`;
    const rows = Array.from({ length: 10_000 }, (_, index) => row(index));
    const [table] = documentOf(`| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n${rows.join('')}`).tables;
    expect(table?.rows).toHaveLength(10_000);
    expect(table?.rows[9999]?.cells[1]).toEqual({
      text: 'v1.0.9999',
      position: { line: 10_002, column: 14 },
      code: true,
    });
    expect(table?.problems).toEqual([]);
  });

  test('any text gives facts whose places are inside it', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        'b: ',
        '- ',
        '1. ',
        '> ',
        '# ',
        '|',
        '|---|',
        '\n',
        '\n\n',
        '`',
        '```\n',
        '*',
        '_',
        '[',
        '](',
        ')',
        '<',
        '<!--',
        '-->',
        '\\',
      ],
      ...[
        '  ',
        '\t',
        '\r',
        '\r\n',
        '&amp;',
        '\uFEFF',
        '\0',
        '😀',
        '\ud800',
        '===',
        '---',
        '[a]: b\n',
        '~~~\n',
        '<br>',
        ':',
      ],
    );
    const any = fc.oneof(
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(any, (text) => {
        const lines = lineIndex(text);
        const parsed = parseMarkdown(text);
        if (!parsed.ok) return;
        const { headings, tables, bullets, labelledLines, brokenTables } = parsed.document;
        const cells = tables.flatMap(({ header, rows, problems }) => [
          ...header,
          ...rows,
          ...rows.flatMap((row) => row.cells),
          ...problems,
        ]);
        for (const { position } of [...headings, ...tables, ...cells, ...bullets, ...labelledLines, ...brokenTables]) {
          expect(position.line).toBeLessThanOrEqual(lines.count);
          expect(position.column).toBeLessThanOrEqual((lines.line(position.line) ?? '').length + 1);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a row above the header row', () => {
  const table = '| a | b |\n| --- | --- |\n| 1 | 2 |\n';
  test.each([
    ['the header twice', `# H\n\n| a | b |\n${table}`, 1],
    ['a row without outer pipes', `# H\n\nx | y\n${table}`, 1],
    ['prose directly above', `# H\n\nSome words.\n${table}`, 0],
    ['a row above a blank line', `# H\n\n| a | b |\n\n${table}`, 0],
  ])('%s', (_name, text, broken) => {
    const parsed = parseMarkdown(text);
    expect(parsed.ok && parsed.document.brokenTables.length).toBe(broken);
    expect(parsed.ok && parsed.document.tables.length).toBe(1);
  });
});

describe('what may show a reader something else than its text', () => {
  test.each([
    ['HTML in a cell', '| a |\n| --- |\n| <del>x</del> |\n', 2],
    ['a hidden block', '<div hidden>\n\n- Label: `v`\n\n</div>\n', 2],
    ['an image', '- Label: ![v1](v9.png)\n', 1],
    ['a reference', '- Label: [v1][r]\n\n[r]: #x\n', 1],
    ['a comment', 'x <!-- y -->\n\n<!-- z -->\n', 0],
    ['a line break', 'a<br>b\n', 0],
    ['a link, emphasis and code', '[a](https://example.test) **b** `<c>`\n', 0],
    ['a quotation', '> x\n', 1],
  ])('%s', (_name, text, count) => {
    const parsed = parseMarkdown(text);
    expect(parsed.ok && parsed.document.opaque.length).toBe(count);
  });
});

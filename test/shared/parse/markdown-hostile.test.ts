import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMarkdown } from '../../../shared/parse/markdown.ts';
import { lineIndex } from '../../../shared/parse/text.ts';
import { documentOf } from '../../support/markdown-document.ts';

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
      boxes: [],
      brokenBoxes: [],
      brokenTables: [],
      opaque: [],
      lines: undefined,
    });
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

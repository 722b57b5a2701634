import { describe, expect, test } from '@jest/globals';
import { brokenTablesUnder } from '../../../shared/parse/markdown.ts';
import { documentOf } from '../../support/markdown-document.ts';

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

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DecisionTable } from '../../../../shared/domain/cutover/config.ts';
import { readDecisionTable } from '../../../../shared/domain/cutover/decision-table.ts';

const table: DecisionTable = {
  path: 'rfc.md',
  heading: 'Go or no-go',
  check: 'Check',
  status: 'Status',
  accepted: ['GO'],
  measured: {},
};
const markdown = (rows: readonly (readonly string[])[], header = ['Check', 'Status', 'Notes']): string =>
  ['# RFC', '', '## Go or no-go', '', header, header.map(() => '---'), ...rows]
    .map((line) => (typeof line === 'string' ? line : `| ${line.join(' | ')} |`))
    .join('\n');

function read(text: string): string[] {
  const found = readDecisionTable(text, table);
  return found.ok
    ? found.rows.map(({ check, word, at }) => `${at.line} ${check}: ${word}`)
    : found.problems.map(({ message, at }) => `${at.line ?? 'file'} problem: ${message}`);
}

describe('a decision table', () => {
  const cases: [name: string, text: string, rows: string[]][] = [
    [
      'rows with their lines',
      markdown([
        ['CI', 'GO', ''],
        ['Repin', 'NO-GO', 'x'],
      ]),
      ['7 CI: GO', '8 Repin: NO-GO'],
    ],
    ['columns in another order', markdown([['x', '`GO`', '**CI**']], ['Notes', 'Status', 'Check']), ['7 CI: GO']],
    ['a row without a status', markdown([['CI', '', 'x']]), ['7 CI: ']],
    [
      'a short row',
      markdown([['CI']]),
      ['7 problem: is not whole: the row has 1 cell, but the header has 3: the missing ones count as empty'],
    ],
    [
      'a column twice',
      markdown([['CI', 'GO', 'NO-GO']], ['Check', 'Status', 'Status']),
      ['5 problem: has not one column “Status”'],
    ],
    ['a row without a check', markdown([['', 'GO', '']]), ['7 problem: has a row without a check']],
    [
      'two checks that look the same',
      markdown([
        ['CI', 'GO', ''],
        ['C\u200bI', 'NO-GO', ''],
      ]),
      ['8 problem: has the check “C\u200bI” twice'],
    ],
    [
      'the heading twice',
      `${markdown([['CI', 'GO', '']])}\n\n## Go or no-go\n`,
      ['9 problem: has the heading “Go or no-go” 2 times'],
    ],
    [
      'a table in a code block',
      '## Go or no-go\n\n```\n| Check | Status |\n| --- | --- |\n| CI | GO |\n```\n',
      ['1 problem: is missing under “Go or no-go”'],
    ],
    [
      'an image beside it',
      `${markdown([['CI', 'GO', '']])}\n\n![real](status.png)\n`,
      ['9 problem: has HTML, an image, a reference or a quotation beside it, so that a reader may see something else'],
    ],
  ];
  test.each(cases)('%s', (_name, text, rows) => {
    expect(read(text)).toEqual(rows);
  });

  test('every row that is written is read, or the table is refused', () => {
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 /-]{0,18}[A-Za-z0-9]$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(word, word), {
          minLength: 1,
          maxLength: 12,
          selector: ([check]) => check.toLowerCase(),
        }),
        (rows) => {
          const found = readDecisionTable(markdown(rows.map(([check, status]) => [check, status, 'note'])), table);
          const folded = (text: string): string => text.replace(/ +/g, ' ');
          expect(found.ok ? found.rows.map(({ check, word: said }) => [check, said]) : undefined).toEqual(
            rows.map(([check, status]) => [folded(check), folded(status)]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(typeof readDecisionTable(`## Go or no-go\n\n${text}`, table).ok).toBe('boolean');
      }),
      { numRuns: 100 },
    );
  });
});

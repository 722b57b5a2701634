import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containedPath } from '../../../../shared/core/path.ts';
import { contraryParts } from '../../../../shared/domain/claim/contrary.ts';
import { dateOfName, statedDates } from '../../../../shared/domain/claim/dates.ts';
import { evidenceInCell } from '../../../../shared/domain/claim/evidence.ts';
import { ownerProblem, rosterOf } from '../../../../shared/domain/claim/people.ts';
import { type MarkdownDocument, parseMarkdown } from '../../../../shared/parse/markdown.ts';

function documentOf(text: string): MarkdownDocument {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.document;
}

function inCell(source: string): string[] {
  const cell = documentOf(`| e |\n|---|\n| ${source} |\n`).tables[0]?.rows[0]?.cells[0];
  if (cell === undefined) throw new Error('there is no cell');
  return evidenceInCell(cell, 'docs/a/gates.md').map((one) =>
    one.kind === 'address'
      ? `address ${one.text}`
      : one.kind === 'wrong'
        ? `wrong ${one.text}: ${one.why}`
        : `${one.kind} ${one.path}`,
  );
}

describe('what a cell names as evidence', () => {
  const rows: [source: string, evidence: string[]][] = [
    ['`docs/x.md`', ['path docs/x.md']],
    ['`./docs/x.md`', ['path docs/x.md']],
    ['`a/b.ts`, `c/d.ts` and words', ['path a/b.ts', 'path c/d.ts']],
    ['`a/b.ts` `a/b.ts`', ['path a/b.ts']],
    ['[the drill](../drill.md#result)', ['path docs/drill.md']],
    ['[the drill](/docs/drill.md)', ['path docs/drill.md']],
    ['[with a blank](a%20b.md)', ['path docs/a/a b.md']],
    ['[`docs/x.md`](y.md)', ['path docs/a/y.md', 'path docs/x.md']],
    ['`src/x.ts:12`', ['path src/x.ts']],
    ['`src/x.ts:12-15`', ['path src/x.ts']],
    ['`src/`', ['path src']],
    ['`scripts/*.mjs`', ['glob scripts/*.mjs']],
    ['`toolRegistry.test.ts`', ['name toolRegistry.test.ts']],
    ['`npm test` `v1.2.0` `pass` `#20` `ff463306` `a=b/c`', []],
    ['see the wiki', []],
    ['https://ci.example.com/run/1', ['address https://ci.example.com/run/1']],
    ['[run](https://ci.example.com/run/1)', ['address https://ci.example.com/run/1']],
    ['[mail](mailto:a@example.com)', ['address mailto:a@example.com']],
    ['[above](#gates)', []],
    ['`../x.md`', ['wrong ../x.md: leaves the repository']],
    ['[x](../../../x.md)', ['wrong ../../../x.md: leaves the repository']],
    ['`/etc/passwd`', ['wrong /etc/passwd: is absolute']],
    ['`.git/config`', ['wrong .git/config: is inside of .git']],
    ['`docs/<run>.md`', ['wrong docs/<run>.md: is a gap that a template left open']],
  ];
  test.each(rows)('%s', (source, evidence) => expect(inCell(source)).toEqual(evidence));

  test('no path leads out of the repository, whatever is written', () => {
    const part = fc.constantFrom('..', '.', 'a', '/', '//', '%2e%2e', '\\', 'b.md', '*', 'c d', 'C:');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.boolean(), (parts, link) => {
        const text = parts.join('');
        const reference = {
          kind: link ? ('link' as const) : ('code' as const),
          text,
          position: { line: 1, column: 1 },
        };
        const found = evidenceInCell(
          { text, position: { line: 1, column: 1 }, code: false, references: [reference] },
          'docs/gates.md',
        );
        const paths = found.flatMap((one) => ('path' in one ? [one.path] : []));
        expect(paths.map(containedPath)).toEqual(paths.map((path) => ({ ok: true, path })));
      }),
    );
  });
});

describe('the days that a document states', () => {
  const rows: [name: string, text: string, dates: string[]][] = [
    [
      'front matter',
      '---\ntitle: x\nlast-updated: 2026-02-03\ndate: "2026-01-02"\n---\n# A\n',
      ['last-updated 2026-02-03', 'date 2026-01-02'],
    ],
    ['front matter without an end is a line', '---\ndate: 2026-01-02\n\n# A\n', ['date 2026-01-02']],
    [
      'lines and bullets',
      'Decision date: 2026-01-02\nUpdated: soon\n\n- Reviewed on: `2026-01-03`\n',
      ['Decision date 2026-01-02', 'Reviewed on 2026-01-03'],
    ],
    ['a time with its zone', 'Updated: 2026-01-02T10:00:00+01:00\n', ['Updated 2026-01-02T10:00:00+01:00']],
    ['a title', '# Report (2026-01-02)\n\n## 2026-05-05\n', ['its title 2026-01-02']],
    ['a day that is none', 'Updated: 2026-02-30\n', []],
    ['labels that say something else', 'Expires: 2026-01-02\nStart date of the pilot: 2026-01-02\n', []],
    ['code', '```\nUpdated: 2026-01-02\n```\n', []],
  ];
  test.each(rows)('%s', (_name, text, dates) => {
    expect(statedDates(documentOf(text)).map(({ from, text: day }) => `${from} ${day}`)).toEqual(dates);
  });

  test.each([
    ['docs/report-2026-05-12.md', '2026-05-12'],
    ['2026-05-12-report.md', '2026-05-12'],
    ['2026-05-12/report.md', undefined],
    ['report-2026-02-30.md', undefined],
    ['2026-05-12-to-2026-05-13.md', '2026-05-13'],
    ['2026-05-12-to-2026-02-30.md', '2026-05-12'],
    ['report-12026-05-12.md', undefined],
  ])('%s', (path, day) => expect(dateOfName(path)?.text).toBe(day));
});

describe('owners', () => {
  const roster = rosterOf(['Mara Lind', '@olaf', 'release-owner'], { 'release-owner': ['olga'] });
  const rows: [owner: string, problem: string | undefined][] = [
    ['Mara Lind', undefined],
    ['mara  lind (Desk)', undefined],
    ['@Olaf + release-owner', undefined],
    ['@olga', undefined],
    ['Mara Lind and @olaf', undefined],
    ['', 'is nobody'],
    [' + ', 'is nobody'],
    ['TBD', 'is not filled in: TBD'],
    ['Mara Lind / someone', 'is not filled in: someone'],
    ['N/A', 'is nobody'],
    ['olaf', 'is somebody whom the configuration does not know: olaf'],
    ['Mara', 'is somebody whom the configuration does not know: Mara'],
    ['M\u0430ra Lind', 'is somebody whom the configuration does not know: M\u0430ra Lind'],
  ];
  test.each(rows)('%s', (owner, problem) => expect(ownerProblem(owner, roster)).toBe(problem));
});

describe('what a document says against itself', () => {
  const table = (word: string): string => `| Step | Result |\n|---|---|\n| A | ${word} |\n`;
  const rows: [name: string, text: string, against: string[], unknown: string[]][] = [
    ['all passed', `${table('pass')}\nDecision: Go\n`, [], []],
    ['a row that failed', table('Failed'), ['says "Failed" for "A"'], []],
    ['a row under conditions', table('waived'), ['says "waived" for "A"'], []],
    ['a word that nobody knows', table('fine'), [], ['says "fine" for "A"']],
    ['an empty cell', table(''), [], ['says "" for "A"']],
    ['another column', '| Step | Note |\n|---|---|\n| A | failed once |\n', [], []],
    [
      'a status line',
      'Overall result: failed\n\n- Status: in progress\n',
      ['says "Overall result: failed"', 'says "Status: in progress"'],
      [],
    ],
    ['prose', 'Nothing failed, and nothing was blocked.\n', [], []],
    [
      'a label and a heading',
      '## Blocked runs\n\nBlocked command:\n',
      ['has a part "Blocked runs"', 'says "Blocked command: "'],
      [],
    ],
    [
      'a broken table',
      table('fail').replace('|---|---|', '|---|'),
      ['has a table that is none: the delimiter row has 1 cell, but the header row has 2: this is not a table'],
      [],
    ],
    [
      'a row that is cut off',
      `${table('pass')}\n| B | fail |\n`,
      [
        'has a table that is not whole: rows stand behind the table but do not belong to it: a blank line or another block cuts them off',
      ],
      [],
    ],
  ];
  test.each(rows)('%s', (_name, text, against, unknown) => {
    const found = contraryParts(documentOf(text));
    const messages = (parts: typeof found.against): string[] => parts.map(({ message }) => message);
    expect([messages(found.against), messages(found.unknown)]).toEqual([against, unknown]);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  incidentNote,
  type NoteFacts,
  type NotePart,
  noteLabels,
  notePath,
} from '../../../../shared/domain/rollback/note.ts';
import { agreements } from '../../../../shared/domain/rollback/note-facts.ts';
import { filesOf, isOpenPart, readNote, saidOf, unclearParts } from '../../../../shared/domain/rollback/noted.ts';
import { plainValue } from '../../../../shared/domain/rollback/plain-value.ts';
import { sha256 } from '../../../support/contract-files.ts';

const facts: NoteFacts = {
  contract: 'ledger',
  replaced: 'v2.3.0',
  active: 'v2.2.0',
  commit: 'c'.repeat(40),
  posture: 'NO-GO',
  rollback: 'planned',
  files: [
    { path: 'config/pin.json', after: new TextEncoder().encode('x') },
    { path: 'docs/gone.md', after: undefined },
  ],
  open: [],
};
const at = Date.parse('2026-11-20T12:00:00Z');
const documentOf = (text: string) => {
  const read = readNote(new TextEncoder().encode(text));
  if (!read.ok) throw new Error(read.message);
  return read.document;
};
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('`', '|', '- Impact: x', '@all', '<b>', '\n# x\n'),
);

describe('the note of a plan', () => {
  test('says what is so, of whatever it is made', () => {
    const anyFacts = fc.record({
      contract: anyText,
      replaced: fc.option(anyText, { nil: undefined }),
      active: fc.option(anyText, { nil: undefined }),
      files: fc.array(fc.record({ path: anyText, after: fc.option(fc.uint8Array(), { nil: undefined }) }), {
        maxLength: 3,
      }),
      // What stands there is cut and in one line, as `clipped` leaves it.
      open: fc.array(
        anyText.map((text) => text.replace(/[\p{C}\p{Z}]/gu, ' ')),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(anyFacts, (some) => {
        const own = [...new Map(some.files.map((file) => [notePath(file.path), file])).values()];
        const all: NoteFacts = { ...facts, ...some, files: own };
        const document = documentOf(incidentNote(all, at));
        expect(unclearParts(document)).toEqual([]);
        const wrong = agreements('note.md', document, all).filter(({ verdict }) => verdict.status !== 'passed');
        expect(wrong).toEqual([]);
        for (const part of Object.keys(noteLabels) as NotePart[]) expect(saidOf(document, part)).toHaveLength(1);
      }),
    );
  });

  test('has the digest of each file, or that it is deleted', () => {
    expect(filesOf(documentOf(incidentNote(facts, at))).map(({ name, digest }) => [name, digest])).toEqual([
      ['config/pin.json', sha256('x')],
      ['docs/gone.md', 'deleted'],
    ]);
  });
});

describe('a part', () => {
  const labels: [written: string, read: boolean][] = [
    ['- Impact: all', true],
    ['- **Impact**: all', true],
    ['- IMPACT: all', true],
    ['- Im\u200bpact: all', true],
    ['Impact: all', true],
    ['1. Impact: all', true],
    ['- Impacts: all', false],
    ['`Impact`: all', true],
    ['```\nImpact: all\n```', false],
  ];
  test.each(labels)('is known by its label, however that is written: %j', (written, read) => {
    expect(saidOf(documentOf(`${written}\n`), 'impact').map(({ value }) => value)).toEqual(read ? ['all'] : []);
  });

  const open: [part: NotePart, value: string, isOpen: boolean][] = [
    ['impact', '<who and what was affected, and since when>', true],
    ['impact', 'who and what was affected, and since when', true],
    ['impact', 'unknown', true],
    ['impact', 'N/A', true],
    ['cause', 'to be written by the on-call', true],
    ['cause', 'to be looked at by pat', false],
    ['cause', 'unknown; pat looks for it', false],
    ['milestone', 'what is validated by then', true],
    ['milestone', 'the next release', false],
    ['contract', 'ledger', false],
  ];
  test.each(open)('%s is open or not: %j', (part, value, isOpen) => {
    expect(isOpenPart(part, value)).toBe(isOpen);
  });
});

describe('what a reader could see otherwise', () => {
  const table = '| File | SHA-256 |\n| --- | --- |\n| `a` | `b` |\n';
  const cases: [name: string, text: string, messages: string[]][] = [
    ['nothing', `# Note\n\n- Impact: 3 ~ 5 users, ~5 minutes\n\n## Restored files\n\n${table}`, []],
    ['HTML', '<b>x</b>\n', ['has HTML, an image, a reference or a quotation, so that a reader may see something else']],
    ['a comment is nothing', '<!-- x -->\n', []],
    ['struck text', '- Impact: ~~all~~ none\n', ['has text that is struck out']],
    ['struck code is code', '- Impact: `~~all~~`\n', []],
    ['a struck digest', table.replace('`b`', '~b~'), ['has text that is struck out']],
    ['two tables', `${table}\n# x\n\n${table}`, ['has more than one table of restored files']],
    [
      'other columns',
      '## restored  FILES\n\n| Path | Was |\n| --- | --- |\n| a | b |\n',
      ['has a table of restored files with other columns than File and SHA-256'],
    ],
    ['a part as a heading', '## Root cause\n', ['has a part as a heading']],
    ['a part in a table', '| x | y |\n| --- | --- |\n| Posture | GO |\n', ['has a part in a table']],
    ['two headings', '## Restored files\n\n## RESTORED files\n', ['has two headings of restored files']],
  ];
  test.each(cases)('%s', (_name, text, messages) => {
    expect([...new Set(unclearParts(documentOf(text)).map(({ message }) => message))]).toEqual(messages);
  });

  test('never breaks', () => {
    fc.assert(
      fc.property(fc.array(anyText), (parts) => {
        const read = readNote(new TextEncoder().encode(parts.join('\n')));
        expect(
          read.ok ? unclearParts(read.document).every(({ position }) => position.line > 0) : read.message,
        ).toBeTruthy();
      }),
    );
  });
});

test('a value of foreign text is shown as it is only where it is short and plain', () => {
  const cases: [string | undefined, string][] = [
    [undefined, 'none'],
    ['v2.2.0', 'v2.2.0'],
    ['refs/tags/v2.2.0', 'refs/tags/v2.2.0'],
    ['', '(no plain text)'],
    ['-x', '(no plain text)'],
    ['a b', '(no plain text)'],
    ['v2\u202e', '(no plain text)'],
    ['x'.repeat(101), '(no plain text)'],
  ];
  expect(cases.map(([text]) => plainValue(text))).toEqual(cases.map(([, shown]) => shown));
});

import type { Position } from '../../core/location.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import type { Box } from '../../parse/markdown-box.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import type { MarkdownTable } from '../../parse/markdown-table.ts';
import { quote } from '../../parse/text.ts';
import { type Meaning, vocabularies } from '../vocabulary/vocabularies.ts';
import type { DocumentProblem } from './table.ts';
import { meaningOf } from './vocabulary.ts';
import { commonColumns, sameName } from './words.ts';

/*
 * What a document of evidence says against itself: rows of its verdict tables that did not pass, a status, result or decision that is not
 * good, something that was blocked. Prose is not read.
 */

/** Labels of lines that say how something went. */
const verdictLabel =
  /^(?:(?:overall|final|current|latest)\s+)?(?:status|result|verdict|outcome|decision|conclusion|recommendation)$/i;
/** A word in which a line or heading says that something could not be done. */
const blocked = /\bblocked\b/i;

/** What of a document is judged elsewhere, and what columns and lines of a status may be called besides the common names. */
export interface ContraryOptions {
  tables?: ReadonlySet<MarkdownTable>;
  boxes?: ReadonlySet<Box>;
  status?: readonly string[];
}

/**
 * What speaks against a document. `unknown`: words that are in no legend, boxes of which none is ticked, as those of a template; `hidden`:
 * what shows a reader something that is not read.
 */
export function contraryParts(
  document: MarkdownDocument,
  { tables = new Set(), boxes = new Set(), status = [] }: ContraryOptions = {},
): { against: DocumentProblem[]; unknown: DocumentProblem[]; hidden: DocumentProblem[] } {
  const isStatus = (text: string): boolean => [...commonColumns.status, ...status].some((name) => sameName(name, text));
  const against: DocumentProblem[] = document.brokenTables.map(({ message, position }) => ({
    message: `has a table that is none: ${message}`,
    position,
  }));
  const unknown: DocumentProblem[] = [];
  for (const table of document.tables) {
    if (tables.has(table)) continue;
    const columns = table.header.flatMap(({ text }, index) => (isStatus(text) ? [index] : []));
    for (const { message, position } of columns.length === 0 ? [] : table.problems)
      against.push({ message: `has a table that is not whole: ${message}`, position });
    for (const row of table.rows) {
      for (const column of columns) {
        const cell = row.cells[column];
        const name = row.cells[0]?.text ?? '';
        const word = cell?.text ?? '';
        const meaning = anyMeaning(word);
        const problem = { message: `says ${quote(word)} for ${quote(name)}`, position: cell?.position ?? row.position };
        if (meaning === undefined) unknown.push(problem);
        else if (meaning !== 'met') against.push(problem);
      }
    }
  }
  const labelled = [...frontMatterLines(document), ...document.labelledLines, ...document.bullets];
  for (const { label, value, position } of labelled) {
    const isVerdict = verdictLabel.test(label) || isStatus(label);
    const meaning = isVerdict ? anyMeaning(value) : undefined;
    const problem = { message: `says ${quote(`${label}: ${value}`, 80)}`, position };
    if ((meaning !== undefined && meaning !== 'met') || blocked.test(label)) against.push(problem);
    else if (isVerdict && meaning === undefined) unknown.push(problem);
  }
  const own = document.boxes.filter((box) => !boxes.has(box));
  const isTemplate = own.every(({ checked }) => !checked);
  for (const { text, position } of own.filter(({ checked }) => !checked)) {
    const problem = { message: `has the open box ${quote(text, 80)}`, position };
    if (isTemplate) unknown.push(problem);
    else against.push(problem);
  }
  for (const { message, position } of document.brokenBoxes)
    unknown.push({ message: `has a line that cannot be read: ${message}`, position });
  for (const { text, position } of document.headings)
    if (blocked.test(text)) against.push({ message: `has a part ${quote(text, 80)}`, position });
  return { against: inOrder(against), unknown: inOrder(unknown), hidden: hiddenParts(document.opaque) };
}

/** `label: value` of front matter, whose other forms nobody looks at. */
function frontMatterLines({ lines }: MarkdownDocument): { label: string; value: string; position: Position }[] {
  if (!/^\uFEFF?---[ \t]*$/.test(lines.line(1) ?? '')) return [];
  const found: { label: string; value: string; position: Position }[] = [];
  for (let line = 2; line <= lines.count; line += 1) {
    const text = lines.line(line) ?? '';
    if (/^(?:---|\.\.\.)[ \t]*$/.test(text)) return found;
    const [, key = '', value = ''] = /^\s*([A-Za-z][\w-]*):\s*(.*)$/.exec(text) ?? [];
    const position = { line, column: 1 };
    if (key !== '')
      found.push({ label: key.replace(/[-_]/g, ' '), value: value.replace(/^(['"])(.*)\1$/, '$2').trim(), position });
  }
  // Without an end it is no front matter.
  return [];
}

/** What a word means in any legend that is in use; what one of them calls met, and another does not, is not met. */
function anyMeaning(word: string): Meaning | undefined {
  const found = Object.values(vocabularies).flatMap((vocabulary) => meaningOf(word, vocabulary) ?? []);
  return found.find((meaning) => meaning !== 'met') ?? found[0];
}

function inOrder(problems: DocumentProblem[]): DocumentProblem[] {
  const line = (position: Position | undefined): number => position?.line ?? 0;
  return problems.sort((a, b) => line(a.position) - line(b.position));
}

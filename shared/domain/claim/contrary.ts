import type { Position } from '../../core/location.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
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

/** What speaks against a document; `unknown`: words of verdict tables that are in no legend. */
export function contraryParts(document: MarkdownDocument): { against: DocumentProblem[]; unknown: DocumentProblem[] } {
  const against: DocumentProblem[] = document.brokenTables.map(({ message, position }) => ({
    message: `has a table that is none: ${message}`,
    position,
  }));
  const unknown: DocumentProblem[] = [];
  for (const table of document.tables) {
    const columns = table.header.flatMap(({ text }, index) =>
      commonColumns.status.some((name) => sameName(name, text)) ? [index] : [],
    );
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
  const labelled = [...document.labelledLines, ...document.bullets];
  for (const { label, value, position } of labelled) {
    const meaning = verdictLabel.test(label) ? anyMeaning(value) : undefined;
    if ((meaning !== undefined && meaning !== 'met') || blocked.test(label))
      against.push({ message: `says ${quote(`${label}: ${value}`, 80)}`, position });
  }
  for (const { text, position } of document.headings)
    if (blocked.test(text)) against.push({ message: `has a part ${quote(text, 80)}`, position });
  return { against: inOrder(against), unknown: inOrder(unknown) };
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

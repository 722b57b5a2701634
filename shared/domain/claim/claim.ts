import type { Position } from '../../core/location.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import type { Reference } from '../../parse/markdown-reference.ts';
import type { Meaning } from '../vocabulary/vocabularies.ts';
import { readBoxSection } from './box-section.ts';
import type { Source } from './config.ts';
import { type Evidence, evidenceIn, evidenceInCell } from './evidence.ts';
import { type ClaimRow, type DocumentProblem, readClaimTables } from './table.ts';
import { meaningOf, vocabularyOf } from './vocabulary.ts';
import { type ClaimColumn, type ColumnNames, commonColumns, nameKey } from './words.ts';

/** What a document says of one thing: a status cell, or a box. It is a claim until something measures it. */
export interface Claim {
  /** What the row or the box is called; unique in its source, but for problems. */
  name: string;
  /** The status word as it is written; of a box `x` or a space. */
  word: string;
  /** What the word means; undefined when it is none of the legend. */
  meaning: Meaning | undefined;
  /** Where the word stands. */
  position: Position;
  evidence: Evidence[];
  /** What of the evidence is only code in the words of a box, and may be no file at all: what is written, where none is demanded. */
  mentions?: ReadonlySet<string>;
  /** Of a row of a table. */
  row?: ClaimRow;
}

export interface ReadSource {
  claims: Claim[];
  /** Boxes that are to be copied, and which of them somebody ticked: no claims. */
  template: { name: string; ticked: boolean; position: Position }[];
  columns: ReadonlyMap<ClaimColumn, string>;
  problems: DocumentProblem[];
}

/** Reads a source from its document. What has no name, or one that is there before, is a problem and no claim. */
export function readSource(document: MarkdownDocument, source: Source): ReadSource {
  const read = readAll(document, source);
  return { ...read, claims: withNames(read.claims), template: withNames(read.template) };
}

function withNames<T extends { name: string }>(all: readonly T[]): T[] {
  const seen = new Set(['']);
  return all.filter(({ name }) => {
    const key = nameKey(name);
    return !seen.has(key) && seen.add(key);
  });
}

function readAll(document: MarkdownDocument, source: Source): ReadSource {
  const { path, table, boxes, statuses } = source;
  if (table !== undefined) {
    const { rows, columns, problems } = readClaimTables(document, table, namesOf(source), [
      'status',
      ...source.require,
    ]);
    const vocabulary = vocabularyOf(statuses);
    const claims = rows.map((row): Claim => {
      const { status, evidence } = row.cells;
      const word = status?.text ?? '';
      return {
        name: row.name,
        word,
        meaning: meaningOf(word, vocabulary),
        position: status?.position ?? row.position,
        evidence: evidence === undefined ? [] : evidenceInCell(evidence, path),
        row,
      };
    });
    return { claims, template: [], columns, problems };
  }
  if (boxes === undefined) return { claims: [], template: [], columns: new Map(), problems: [] };
  const read = readBoxSection(document, boxes.heading);
  const isTemplate = boxes.mode === 'template';
  const claims = read.boxes.map(({ text, checked, position, references }): Claim => {
    const meaning: Meaning = boxes.mode === 'none' ? (checked ? 'unmet' : 'met') : checked ? 'met' : 'open';
    const evidence = evidenceIn(references, path);
    const claim = { name: text, word: checked ? 'x' : ' ', meaning, position, evidence };
    return source.require.includes('evidence') ? claim : { ...claim, mentions: mentionsIn(references) };
  });
  return {
    claims: isTemplate ? [] : claims,
    template: isTemplate ? claims.map(({ name, word, position }) => ({ name, ticked: word === 'x', position })) : [],
    columns: new Map(),
    problems: read.problems,
  };
}

/** Code that does not look like a path of a file from the root: `/health`, `orders.v2`, `application/json`. */
function mentionsIn(references: readonly Reference[]): ReadonlySet<string> {
  const code = references.filter(
    ({ kind, text }) => kind === 'code' && !/^[^/]+\/.*\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(text),
  );
  return new Set(code.map(({ text }) => text));
}

/** What columns may be called in a source: the common names, and those of the configuration. */
export function namesOf({ columns }: Pick<Source, 'columns'>): ColumnNames {
  const common: ColumnNames = commonColumns;
  const names = Object.entries(common).map(([column, known]) => [
    column,
    [...known, ...(columns[column as ClaimColumn] ?? [])],
  ]);
  return { ...Object.fromEntries(names), ...(columns.name === undefined ? {} : { name: columns.name }) };
}

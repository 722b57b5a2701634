import type { Position } from '../../core/location.ts';
import {
  brokenTablesUnder,
  headingsNamed,
  type MarkdownDocument,
  opaqueUnder,
  tablesUnder,
} from '../../parse/markdown.ts';
import type { BrokenTable } from '../../parse/markdown-broken.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import type { Cell, MarkdownTable } from '../../parse/markdown-table.ts';
import { quote } from '../../parse/text.ts';
import { type ClaimColumn, type ColumnNames, claimColumns, nameKey, sameName } from './words.ts';

/** Which tables of a document hold claims; at least one of the two is there. */
export interface TableSelector {
  /** The only heading with this text: up to the next one of the same or a higher level. */
  heading?: string | undefined;
  /** The text of the first header cell. Without a heading every such table of the document counts. */
  'first-header'?: string | undefined;
}

/** A clause that continues "the document …", with its place. */
export interface DocumentProblem {
  message: string;
  position?: Position | undefined;
}

/** A row of a table of claims: what it is called, and the cells of the columns that are known. */
export interface ClaimRow {
  name: string;
  cells: Partial<Record<ClaimColumn, Cell>>;
  position: Position;
  /** The heading above its table. */
  heading: string | undefined;
}

export interface ReadClaimTables {
  rows: ClaimRow[];
  /** The columns that are there, by what they say, with what they are called. */
  columns: ReadonlyMap<ClaimColumn, string>;
  problems: DocumentProblem[];
}

/**
 * The rows of the tables that a selector names. Everything that would let a reader see other rows than these is a problem: no such table, one
 * too many, rows that are short, long or cut off, tables that are none, HTML, images and quotations beside them, two columns or rows of
 * one name. `needed`: the columns that must be there. An escaped pipe is a part of its cell.
 */
export function readClaimTables(
  document: MarkdownDocument,
  selector: TableSelector,
  names: ColumnNames,
  needed: readonly ClaimColumn[],
): ReadClaimTables {
  const { tables, problems } = selectTables(document, selector);
  const rows: ClaimRow[] = [];
  const columns = new Map<ClaimColumn, string>();
  for (const table of tables) {
    const found = columnsOf(table, names);
    problems.push(...found.problems);
    for (const column of needed) {
      if (found.indices.has(column)) continue;
      const [first = column] = names[column] ?? [];
      problems.push({ message: `has a table without a column ${quote(first)}`, position: table.position });
    }
    for (const [column, index] of found.indices) columns.set(column, table.header[index]?.text ?? column);
    if (table.rows.length === 0) problems.push({ message: 'has a table without a row', position: table.position });
    for (const { cells, position } of table.rows) {
      const known = [...found.indices].flatMap(([column, index]) => {
        const cell = cells[index];
        return cell === undefined ? [] : [[column, cell] as const];
      });
      const name = cells[found.indices.get('name') ?? 0]?.text ?? '';
      rows.push({ name, cells: Object.fromEntries(known), position, heading: table.heading });
    }
  }
  return { rows, columns, problems: [...problems, ...doubtfulNames(rows)] };
}

/** The tables that a selector names, and what speaks against reading them. */
export function selectTables(
  document: MarkdownDocument,
  selector: TableSelector,
): { tables: MarkdownTable[]; problems: DocumentProblem[] } {
  const { heading, 'first-header': first } = selector;
  const isMeant = ({ header }: MarkdownTable): boolean => first === undefined || sameName(header[0]?.text ?? '', first);
  const called = first === undefined ? 'table' : `table that begins with ${quote(first)}`;
  if (heading === undefined) {
    const tables = document.tables.filter(isMeant);
    const problems = [...ofTables(tables, document.brokenTables), ...hiddenParts(document.opaque)];
    return { tables, problems: tables.length > 0 ? problems : [{ message: `has no ${called}` }, ...problems] };
  }
  const headings = headingsNamed(document, heading);
  const where = `under ${quote(heading, 80)}`;
  if (headings.length !== 1) {
    const count = headings.length === 0 ? 'no heading' : `${headings.length} headings`;
    return {
      tables: [],
      problems: [{ message: `has ${count} ${quote(heading, 80)}`, position: headings[1]?.position }],
    };
  }
  const tables = tablesUnder(document, heading).filter(isMeant);
  const problems: DocumentProblem[] = [
    ...ofTables(tables, brokenTablesUnder(document, heading)),
    ...hiddenParts(opaqueUnder(document, heading), where),
  ];
  const [only, second] = tables;
  if (only === undefined) problems.unshift({ message: `has no ${called} ${where}`, position: headings[0]?.position });
  if (second !== undefined)
    problems.push({ message: `has ${tables.length} tables ${where}, expected one`, position: second.position });
  return { tables, problems };
}

function ofTables(tables: readonly MarkdownTable[], broken: readonly BrokenTable[]): DocumentProblem[] {
  const found = [
    ...broken.map(({ message, position }) => ({ message: `has a table that is none: ${message}`, position })),
    ...tables.flatMap(({ problems }) =>
      problems.map(({ message, position }) => ({ message: `has a table that is not whole: ${message}`, position })),
    ),
  ];
  return found.sort((a, b) => a.position.line - b.position.line);
}

function columnsOf(
  { header, position }: MarkdownTable,
  names: ColumnNames,
): { indices: ReadonlyMap<ClaimColumn, number>; problems: DocumentProblem[] } {
  const indices = new Map<ClaimColumn, number>();
  const problems: DocumentProblem[] = [];
  for (const column of claimColumns) {
    const called = names[column] ?? [];
    const found = header.flatMap(({ text }, index) => (called.some((name) => sameName(name, text)) ? [index] : []));
    const [first, second] = found;
    // The first column is what rows are called by, unless another one is named.
    if (column === 'name' && called.length === 0) indices.set('name', 0);
    else if (first !== undefined) indices.set(column, first);
    if (second !== undefined) {
      const [one, other] = [first, second].map((index) => quote(header[index ?? 0]?.text ?? ''));
      const at = header[second]?.position ?? position;
      problems.push({ message: `has a table with two columns for ${column}: ${one} and ${other}`, position: at });
    }
  }
  return { indices, problems };
}

function doubtfulNames(rows: readonly ClaimRow[]): DocumentProblem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ name, position }) => {
    const key = nameKey(name);
    const message =
      key === '' ? 'has a row without a name' : seen.has(key) ? `has two rows ${quote(name, 80)}` : undefined;
    seen.add(key);
    return message === undefined ? [] : [{ message, position }];
  });
}

import { stableJson } from '../../core/json.ts';
import type { Position } from '../../core/location.ts';
import { type MarkdownDocument, parseMarkdown } from '../../parse/markdown.ts';
import { withCells, withValue } from '../../parse/markdown-edit.ts';
import type { MatrixConfig } from '../contract-pair/config.ts';
import { readMatrix } from '../contract-pair/matrix-reader.ts';

/** What becomes another in a matrix. */
export interface MatrixChange {
  /** New values of bullets by label. */
  bullets: ReadonlyMap<string, string>;
  /** The row of the pinned release by its index: changed, or copied to the end and changed there; new values by column. */
  row?: { index: number; append: boolean; cells: ReadonlyMap<string, string> } | undefined;
  updated?: string | undefined;
}

/** The edited matrix, or why there is none: a clause that continues "the file …". */
export type EditedMatrix = { ok: true; text: string } | { ok: false; message: string };

/**
 * Changes a matrix where its facts stand: every line without one stays as it is, byte for byte. The result is read again; unless a
 * reader sees exactly the change and nothing else, there is none.
 */
export function editMatrix(text: string, config: MatrixConfig, change: MatrixChange): EditedMatrix {
  const [read, parsed] = [readMatrix(text, config), parseMarkdown(text)];
  if (!read.ok) return read;
  if (!parsed.ok) return parsed;
  const { model } = read;
  const { lines } = parsed.document;
  const expected = factsOf(parsed.document);
  const edited = new Map<number, string>();
  const now = (line: number): string => edited.get(line) ?? lines.line(line) ?? '';
  const set = (what: string, position: Position, value: string): string | undefined => {
    const line = withValue(now(position.line), position.column, value);
    if (line === undefined) return `cannot hold the value of ${what} in its line`;
    edited.set(position.line, line);
    return undefined;
  };
  for (const [label, value] of change.bullets) {
    const bullet = model.bullets.get(label)?.[0];
    const problem =
      bullet === undefined ? `has no bullet “${label}”` : set(`the bullet “${label}”`, bullet.position, value);
    if (problem !== undefined) return { ok: false, message: problem };
    expected.labelled = expected.labelled.map((each) => (isAt(each.at, bullet?.position) ? { ...each, value } : each));
  }
  if (change.updated !== undefined) {
    const { updated } = model;
    const problem =
      updated === undefined ? 'has no line with the day' : set('the day', updated.position, change.updated);
    if (problem !== undefined) return { ok: false, message: problem };
    const value = change.updated;
    expected.labelled = expected.labelled.map((each) => (isAt(each.at, updated?.position) ? { ...each, value } : each));
  }
  let appended: { line: number; text: string } | undefined;
  if (change.row !== undefined) {
    const { row, table } = { row: model.table?.rows[change.row.index], table: model.table };
    const facts = expected.tables.find(({ at }) => isAt(at, table?.position));
    const rowFacts = facts?.rows[change.row.index];
    if (row === undefined || table === undefined || facts === undefined || rowFacts === undefined)
      return { ok: false, message: 'has no row of the pinned release' };
    const cells = new Map<number, string>();
    const changed = [...rowFacts];
    for (const [column, value] of change.row.cells) {
      const index = table.header.findIndex((cell) => cell.text === column);
      if (index === -1) return { ok: false, message: `has no column “${column}”` };
      cells.set(index, value);
      changed[index] = value;
    }
    const line = withCells(now(row.position.line), cells);
    if (line === undefined) return { ok: false, message: 'cannot hold the values in the row of the pinned release' };
    if (change.row.append) {
      appended = { line: table.rows.at(-1)?.position.line ?? row.position.line, text: line };
      facts.rows.push(changed);
    } else {
      edited.set(row.position.line, line);
      facts.rows[change.row.index] = changed;
    }
  }
  const result = rewritten(text, lines, edited, appended);
  const again = parseMarkdown(result);
  const seen = again.ok ? stableJson(withoutPlaces(factsOf(again.document))) : undefined;
  if (seen === stableJson(withoutPlaces(expected))) return { ok: true, text: result };
  return { ok: false, message: 'would show a reader something else than the new values' };
}

/** The text with some lines exchanged, and one more behind another. */
function rewritten(
  text: string,
  lines: MarkdownDocument['lines'],
  edited: ReadonlyMap<number, string>,
  appended: { line: number; text: string } | undefined,
): string {
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  let result = '';
  for (let line = 1; line <= lines.count; line += 1) {
    const [start, end] = [lines.start(line) ?? 0, lines.start(line + 1) ?? text.length];
    const source = lines.line(line) ?? '';
    result += edited.get(line) ?? source;
    if (appended?.line === line) result += `${lineEnd}${appended.text}`;
    result += text.slice(start + source.length, end);
  }
  return result;
}

/** All that a reader of a document takes for a fact. */
interface Facts {
  headings: { text: string; depth: number }[];
  labelled: { label: string; value: string; at: Position }[];
  tables: { rows: string[][]; header: string[]; at: Position }[];
  broken: number;
  opaque: number;
}

function factsOf(document: MarkdownDocument): Facts {
  const texts = (cells: readonly { text: string }[]): string[] => cells.map((cell) => cell.text);
  return {
    headings: document.headings.map(({ text, depth }) => ({ text, depth })),
    labelled: [...document.bullets, ...document.labelledLines].map(({ label, value, position }) => ({
      ...{ label, value },
      at: position,
    })),
    tables: document.tables.map(({ header, rows, position }) => ({
      ...{ header: texts(header), at: position },
      rows: rows.map(({ cells }) => texts(cells)),
    })),
    broken: document.brokenTables.length + document.tables.reduce((sum, { problems }) => sum + problems.length, 0),
    opaque: document.opaque.length,
  };
}

function withoutPlaces({ headings, labelled, tables, broken, opaque }: Facts): unknown {
  return {
    ...{ headings, broken, opaque },
    labelled: labelled.map(({ label, value }) => ({ label, value })),
    tables: tables.map(({ header, rows }) => ({ header, rows })),
  };
}

function isAt(a: Position, b: Position | undefined): boolean {
  return a.line === b?.line && a.column === b.column;
}

import type { Table, TableCell } from 'mdast';
import type { Position } from '../core/location.ts';
import { foldedText, segmentsOf, soleCode, startOf } from './markdown-inline.ts';
import { type Reference, referencesOf } from './markdown-reference.ts';
import type { LineIndex } from './text.ts';

/** A cell as a reader sees it. */
export interface Cell {
  /** Plain text: code spans, emphasis and links unwrapped, `\|` as `|`, white space folded and trimmed. */
  text: string;
  /** Where the visible text or the code span starts; an empty cell's place is the pipe before it. */
  position: Position;
  /** The cell is one code span and nothing else. */
  code: boolean;
  /** Code spans and links in it; absent when there is none, and when it is one code span and nothing else. */
  references?: Reference[];
}

export interface TableRow {
  /** At most as many as the header has; fewer in a short row. */
  cells: Cell[];
  position: Position;
}

/**
 * - `short-row`: fewer cells than the header; GFM shows the missing ones as empty
 * - `long-row`: more cells than the header; GFM drops the rest without a word
 * - `lost-rows`: rows directly behind the table that a blank line or another block cut off
 */
export interface TableProblem {
  kind: 'short-row' | 'long-row' | 'lost-rows';
  message: string;
  position: Position;
}

export interface MarkdownTable {
  /** The text of the nearest heading above. */
  heading: string | undefined;
  position: Position;
  header: Cell[];
  rows: TableRow[];
  problems: TableProblem[];
}

/** What GFM makes of a table, and where that differs from what its source says. */
export function readTable(node: Table, heading: string | undefined, source: string, lines: LineIndex): MarkdownTable {
  const [head, ...body] = node.children;
  const header = (head?.children ?? []).map((cell) => readCell(cell, source, lines));
  const problems: TableProblem[] = [];
  const rows = body.map((row): TableRow => {
    const position = lines.position(row.position?.start.offset ?? 0);
    const count = row.children.length;
    if (count !== header.length) {
      const kind = count < header.length ? 'short-row' : 'long-row';
      const effect = kind === 'short-row' ? 'the missing ones count as empty' : 'the rest is not shown';
      const message = `the row has ${cellCount(count)}, but the header has ${header.length}: ${effect}`;
      problems.push({ kind, message, position });
    }
    return { cells: row.children.slice(0, header.length).map((cell) => readCell(cell, source, lines)), position };
  });
  return { heading, position: lines.position(node.position?.start.offset ?? 0), header, rows, problems };
}

export function cellCount(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}

function readCell(node: TableCell, source: string, lines: LineIndex): Cell {
  const segments = segmentsOf(node.children);
  const start = startOf(segments, source) ?? node.position?.start.offset ?? 0;
  const code = soleCode(segments);
  // White space inside a code span is content, so only what surrounds the span is dropped.
  const cell = { text: code?.text.trim() ?? foldedText(segments), position: lines.position(start) };
  const found = referencesOf(node.children, lines);
  const references = code !== undefined && found?.length === 1 && found[0]?.kind === 'code' ? undefined : found;
  return { ...cell, code: code !== undefined, ...(references === undefined ? {} : { references }) };
}

import type { Heading, Paragraph } from 'mdast';
import type { Position } from '../core/location.ts';
import { delimiterColumns, resemblesDelimiter, rowShape } from './markdown-row.ts';
import { cellCount, type MarkdownTable, type TableProblem } from './markdown-table.ts';
import type { LineIndex } from './text.ts';

/** Lines that someone meant as a table, or as a part of one, and that GFM shows as plain text. */
export interface BrokenTable {
  /** The text of the nearest heading above. */
  heading: string | undefined;
  /** The line that keeps it from being a table. */
  position: Position;
  message: string;
}

/** What is wrong with the lines of a paragraph, and in which line. */
interface Finding {
  line: number;
  message: string;
}

/** Looks for a table in a block that is none. */
export function findBrokenTable(
  node: Paragraph | Heading,
  heading: string | undefined,
  lines: LineIndex,
): BrokenTable | undefined {
  const block = linesOf(node, lines);
  const finding = delimiterFinding(block.texts) ?? rowsFinding(block.texts);
  if (finding === undefined) return undefined;
  return { heading, message: finding.message, position: block.position(finding.line) };
}

/** Looks for rows of `table`, which stands directly before the block, at the start of the block. */
export function findLostRows(
  node: Paragraph | Heading,
  table: MarkdownTable,
  lines: LineIndex,
): TableProblem | undefined {
  const block = linesOf(node, lines);
  const shape = rowShape(block.texts[0] ?? '');
  if (shape.cells === 0 || !(shape.piped || shape.cells === table.header.length)) return undefined;
  const message = 'rows stand behind the table but do not belong to it: a blank line or another block cuts them off';
  return { kind: 'lost-rows', message, position: block.position(0) };
}

/** Looks for a row in the last line of a paragraph that stands directly above a table: GFM takes the line below for the header. */
export function findRowAbove(
  node: Paragraph,
  table: MarkdownTable,
  heading: string | undefined,
  lines: LineIndex,
): BrokenTable | undefined {
  const block = linesOf(node, lines);
  const last = block.texts.length - 1;
  const shape = rowShape(block.texts[last] ?? '');
  const position = block.position(last);
  if (position.line !== table.position.line - 1) return undefined;
  if (!shape.piped && shape.cells !== table.header.length) return undefined;
  return { heading, position, message: 'this row stands above the header row, so it is no part of the table' };
}

/** The source lines of a block, the first one from where the block starts, and where each one's text starts. */
function linesOf(node: Paragraph | Heading, lines: LineIndex): { texts: string[]; position(line: number): Position } {
  const start = lines.position(node.position?.start.offset ?? 0);
  const last = lines.position(node.position?.end.offset ?? 0).line;
  const texts = [(lines.line(start.line) ?? '').slice(start.column - 1)];
  for (let number = start.line + 1; number <= last; number += 1) texts.push(lines.line(number) ?? '');
  return {
    texts,
    position(line) {
      if (line === 0) return start;
      return { line: start.line + line, column: Math.max((texts[line] ?? '').search(/\S/), 0) + 1 };
    },
  };
}

function delimiterFinding(texts: readonly string[]): Finding | undefined {
  for (const [line, text] of texts.entries()) {
    const above = line === 0 ? undefined : rowShape(texts[line - 1] ?? '');
    const columns = delimiterColumns(text);
    if (above?.piped === true && columns > 0 && !text.includes('|')) {
      return { line, message: 'the line below the row makes it a heading: a delimiter row needs pipes' };
    }
    if (above !== undefined && above.cells > 0 && columns > 0 && text.includes('|')) {
      if (columns === above.cells) {
        const message = 'this is not a table, as it continues the text above: it needs a blank line before it';
        return { line: line - 1, message };
      }
      const message = `the delimiter row has ${cellCount(columns)}, but the header row has ${above.cells}: this is not a table`;
      return { line, message };
    }
    if (!resemblesDelimiter(text)) continue;
    if (above !== undefined && above.cells > 0) {
      return {
        line,
        message: 'the delimiter row is malformed, so this is not a table: expected only "-", ":" and "|"',
      };
    }
    if (line === 0) {
      return { line, message: 'there is no header row directly above the delimiter row: this is not a table' };
    }
  }
  return undefined;
}

/** Two lines one after the other that start and end as rows do, or that have the same number of at least three cells. */
function rowsFinding(texts: readonly string[]): Finding | undefined {
  const shapes = texts.map(rowShape);
  const line = shapes.findIndex((shape, index) => {
    const next = shapes[index + 1];
    if (next === undefined) return false;
    return (shape.piped && next.piped) || (shape.cells >= 3 && next.cells === shape.cells);
  });
  if (line === -1) return undefined;
  return { line, message: 'rows stand here without a delimiter row below the first: this is not a table' };
}

import type { Html, Nodes, RootContent, Table, TableRow } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { frontMatterOf } from './markdown-front-matter.ts';
import type { Excess } from './markdown-guard.ts';
import { closeOfOpenBlock, openBlockAtEnd } from './markdown-open.ts';
import { plainRow } from './markdown-plain-row.ts';
import { rowShape } from './markdown-row.ts';
import { type LineIndex, lineIndex } from './text.ts';

/** How many lines are parsed at once, where the text can be cut. */
const pieceLines = 250;
/** What one piece has above this many lines, where the text cannot be cut, counts squared against the budget. */
const freeLines = 300;
const linesBudget = 4_000_000;
/** A table is not cut when its header is wider or longer than this, as every piece parses the header again. */
const maxHeadCells = 250;
const maxHeadLength = 4000;

/** The top-level blocks in source order, or why they could not be read. */
export type Blocks = { ok: true; nodes: RootContent[] } | ({ ok: false } & Excess);

/** A part of the text that is parsed by itself: the offsets `from` to `to`, with the head of a table that it continues. */
interface Piece {
  from: number;
  to: number;
  head: string;
  nodes: RootContent[];
}

/**
 * The top-level mdast nodes of a text with GFM tables. `position.start.offset` and `position.end.offset` of every node
 * are offsets in `text`; its `line` and `column` are not to be used.
 *
 * The parser takes time with the square of what it is given at once, so the text is cut where no block can go on, and
 * long tables between their rows. The nodes are those of the whole text, except that one list may come as several, and
 * that a long code block may be left out. Front matter is no block.
 */
export function parseBlocks(text: string, lines: LineIndex): Blocks {
  const front = frontMatterOf(text);
  return front === undefined ? parseWhole(text, lines) : parseWhole(front.blanked, lineIndex(front.blanked));
}

function parseWhole(text: string, lines: LineIndex): Blocks {
  const pieces: Piece[] = [];
  const offsetOf = (line: number): number => lines.start(line) ?? text.length;
  let spent = 0;
  let head = '';
  for (let line = 1, next = 1; line <= lines.count; line = next) {
    if (head !== '') {
      const rows = plainRows(lines, line);
      if (rows.length > 0) {
        next = line + rows.length;
        const position = rows.at(-1)?.position;
        const table: Table = { type: 'table', children: [{ type: 'tableRow', children: [] }, ...rows], position };
        pieces.push({ from: offsetOf(line), to: offsetOf(next), head, nodes: [table] });
        continue;
      }
    }
    for (let size = 0; ; size = 2 * (next - line)) {
      next = size === 0 && head !== '' ? nextPlainRow(lines, line, head) : nextCut(lines, line + (size || pieceLines));
      spent += Math.max(0, next - line - freeLines) ** 2;
      if (spent > linesBudget) {
        return { ok: false, offset: offsetOf(line), message: 'has too many lines without a break to be read' };
      }
      const piece = parsePiece(text, offsetOf(line), offsetOf(next), head);
      const last = piece.nodes.at(-1);
      const open = openBlockAtEnd(last, text);
      if (open !== undefined) {
        next = closeOfOpenBlock(lines, open) + 1;
        const html = last?.type === 'html' ? [wholeHtml(text, open.start, offsetOf(next))] : [];
        pieces.push({ ...piece, to: open.start, nodes: [...piece.nodes.slice(0, -1), ...html] });
        head = '';
        break;
      }
      if (next > lines.count || canCut(text, lines, piece, next)) {
        pieces.push(piece);
        head = next <= lines.count && cutsTable(lines, next) ? headOf(last, text, piece) : '';
        break;
      }
    }
  }
  withDefinitions(text, pieces);
  return { ok: true, nodes: joinTables(pieces) };
}

/** An HTML block from one offset to another one, as the parser makes it of a whole text. */
function wholeHtml(text: string, start: number, to: number): Html {
  const value = text.slice(start, to).replace(/[\r\n]+$/, '');
  const end = start + value.length;
  const point = { line: 1, column: 1 };
  return { type: 'html', value, position: { start: { ...point, offset: start }, end: { ...point, offset: end } } };
}

/** The first line from `from` on that may start a block of its own, whatever stands before it; else the line after the last. */
function nextCut(lines: LineIndex, from: number): number {
  for (let number = from; number <= lines.count; number += 1) {
    const line = lines.line(number) ?? '';
    if (startsBlock.test(line) || (/^\S/.test(line) && isBlank(lines, number - 1)) || cutsTable(lines, number)) {
      return number;
    }
  }
  return lines.count + 1;
}

/**
 * The first plain row behind `line`, at which a table is cut because it need not be parsed. As every piece parses the
 * head again, there are at least as many lines before the cut as the header has cells.
 */
function nextPlainRow(lines: LineIndex, line: number, head: string): number {
  for (let number = line + 1 + cellsOf(head); number < line + pieceLines; number += 1) {
    if (plainRow(lines.line(number) ?? '', 0) !== undefined && !isBlank(lines, number - 1)) return number;
  }
  return nextCut(lines, line + pieceLines);
}

/** The plain rows from `line` on, which is directly behind a row of a table. */
function plainRows(lines: LineIndex, line: number): TableRow[] {
  const rows: TableRow[] = [];
  for (let number = line; number <= lines.count; number += 1) {
    const row = plainRow(lines.line(number) ?? '', lines.start(number) ?? 0);
    if (row === undefined) break;
    rows.push(row);
  }
  return rows;
}

/** Bullets and headings that are not indented end every block but code and HTML, without a blank line. */
const startsBlock = /^(?:[-+*][ \t]+\S|#{1,6}[ \t])/;

function isBlank(lines: LineIndex, number: number): boolean {
  return (lines.line(number) ?? '').trim() === '';
}

/** The cut is only possible inside a table: line `next` can be a row, and nothing ends the block before it. */
function cutsTable(lines: LineIndex, next: number): boolean {
  const line = lines.line(next) ?? '';
  return line.includes('|') && !startsBlock.test(line) && !isBlank(lines, next - 1);
}

/** Whether the piece's last block, which is not an open one, ends before line `next` or is a table that may be cut. */
function canCut(text: string, lines: LineIndex, piece: Piece, next: number): boolean {
  const last = piece.nodes.at(-1);
  if (isBlank(lines, next - 1)) return true;
  if (!cutsTable(lines, next)) return last?.type !== 'html';
  if (last?.type !== 'table' || lines.position(endOf(last)).line !== next - 1) return false;
  const head = headOf(last, text, piece);
  return head.length <= maxHeadLength && cellsOf(head) <= maxHeadCells;
}

/** How many cells the header row at the start of `head` has. */
function cellsOf(head: string): number {
  return rowShape(head.slice(0, head.search(/[\r\n]/))).cells;
}

/** The header row and the delimiter row of the table before the cut, which may itself continue one with `head`. */
function headOf(last: RootContent | undefined, text: string, piece: Piece): string {
  if (last?.type !== 'table') return '';
  if (startOf(last) < piece.from) return piece.head;
  return `${/^[^\r\n]*(?:\r\n|\n|\r)[^\r\n]*/.exec(text.slice(startOf(last), endOf(last)))?.[0] ?? ''}\n`;
}

const extensions = [gfmTable()];
const mdastExtensions = [gfmTableFromMarkdown()];

function parsePiece(text: string, from: number, to: number, head: string, suffix = ''): Piece {
  const source = head + text.slice(from, to) + suffix;
  const root = fromMarkdown(source, { extensions, mdastExtensions });
  // The parser skips a byte order mark without counting it.
  const base = from - head.length + (source.startsWith('\uFEFF') ? 1 : 0);
  const pending: Nodes[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.position !== undefined) {
      node.position.start.offset = (node.position.start.offset ?? 0) + base;
      node.position.end.offset = (node.position.end.offset ?? 0) + base;
    }
    if ('children' in node) for (const child of node.children) pending.push(child);
  }
  return { from, to, head, nodes: root.children.filter((node) => startOf(node) < to) };
}

/** Parses again what uses the label of a definition that stands in another piece. */
function withDefinitions(text: string, pieces: Piece[]): void {
  const own = pieces.map((piece) => labelsDefined(piece.nodes));
  const all = new Set(own.flatMap((labels) => [...labels]));
  if (all.size === 0) return;
  for (const [index, piece] of pieces.entries()) {
    const wanted = new Map<string, string>();
    for (const [, label = ''] of text.slice(piece.from, piece.to).matchAll(/\[((?:[^[\]\\]|\\.)+)\]/g)) {
      const key = labelKey(label);
      if (all.has(key) && own[index]?.has(key) !== true) wanted.set(key, label.replace(/\s+/g, ' '));
    }
    if (wanted.size === 0) continue;
    const suffix = [...wanted.values()].map((label) => `\n\n[${label}]: #`).join('');
    pieces[index] = parsePiece(text, piece.from, piece.to, piece.head, suffix);
  }
}

function labelsDefined(nodes: readonly Nodes[]): Set<string> {
  const labels = new Set<string>();
  const pending = [...nodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'definition') labels.add(labelKey(node.label ?? node.identifier));
    // Definitions stand among blocks only.
    else if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote') {
      for (const child of node.children) pending.push(child);
    }
  }
  return labels;
}

function labelKey(label: string): string {
  return label.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase();
}

function joinTables(pieces: readonly Piece[]): RootContent[] {
  const nodes: RootContent[] = [];
  let table: Table | undefined;
  for (const piece of pieces) {
    const [first, ...others] = piece.nodes;
    if (first === undefined) continue;
    if (piece.head !== '' && first.type === 'table' && table !== undefined) {
      for (const row of first.children.slice(1)) table.children.push(row);
    } else {
      nodes.push(first);
    }
    for (const node of others) nodes.push(node);
    const last = nodes.at(-1);
    table = last?.type === 'table' ? last : undefined;
  }
  return nodes;
}

function startOf(node: RootContent): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: RootContent): number {
  return node.position?.end.offset ?? 0;
}

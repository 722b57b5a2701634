import type { Heading, ListItem, Paragraph, RootContent } from 'mdast';
import type { Position } from '../core/location.ts';
import type { ParseFailure } from './json.ts';
import { parseBlocks } from './markdown-blocks.ts';
import { type Box, type BrokenBox, findLooseBoxes, readBox } from './markdown-box.ts';
import { type BrokenTable, findBrokenTable, findLostRows, findRowAbove } from './markdown-broken.ts';
import { frontMatterOf } from './markdown-front-matter.ts';
import { findExcess } from './markdown-guard.ts';
import {
  fold,
  foldedText,
  type Segment,
  segmentLines,
  segmentsOf,
  soleCode,
  splitLabel,
  startOf,
} from './markdown-inline.ts';
import { findOpaque } from './markdown-opaque.ts';
import { type MarkdownTable, readTable } from './markdown-table.ts';
import { type LineIndex, lineIndex } from './text.ts';

/** A top-level heading, of either style. */
export interface MarkdownHeading {
  /** Plain text, white space folded. */
  text: string;
  /** 1 to 6. */
  depth: number;
  position: Position;
}

/** `Label: value` as one line of a paragraph. */
export interface LabelledLine {
  /** The plain text before the first colon outside code that white space follows. */
  label: string;
  /** The plain text behind it, white space folded; empty when there is none. */
  value: string;
  /** The value is one code span and nothing else. */
  code: boolean;
  /** The text of the nearest heading above. */
  heading: string | undefined;
  /** Where the value starts; the start of the line or item when the value is empty. */
  position: Position;
}

/** `Label: value` as the first paragraph of a list item, at any level of a list. */
export interface Bullet extends LabelledLine {
  itemPosition: Position;
}

/** What may show a reader something else than its text says, and the last line that it may change: Infinity when nothing ends it. */
export interface OpaquePart {
  position: Position;
  until: number;
}

/**
 * What a reader of the rendered document takes for facts, in source order. Nothing inside code, HTML (comments too) or
 * block quotes counts, nor what stands in front matter.
 */
export interface MarkdownDocument {
  headings: MarkdownHeading[];
  tables: MarkdownTable[];
  bullets: Bullet[];
  labelledLines: LabelledLine[];
  /** The boxes of task lists. */
  boxes: Box[];
  /** What looks like a box but is none. */
  brokenBoxes: BrokenBox[];
  /** What looks like a table but is none. Rows lost from a table are in that table's `problems` instead. */
  brokenTables: BrokenTable[];
  /** Where something stands that may show a reader something else than its text says: HTML, images, references. */
  opaque: OpaquePart[];
  lines: LineIndex;
}

export type ParsedMarkdown = { ok: true; document: MarkdownDocument } | ParseFailure;

/** `maxNesting`: how many lists and quotes may stand inside each other; 32 unless given. */
export interface MarkdownLimits {
  maxNesting?: number | undefined;
}

/**
 * GitHub Flavored Markdown. Never throws; every text is a document, and only one that is nested too deep, or built so
 * that reading it would take very long, is a failure.
 */
export function parseMarkdown(text: string, limits: MarkdownLimits = {}): ParsedMarkdown {
  const lines = lineIndex(text);
  const fail = (offset: number, message: string): ParseFailure => {
    const position = lines.position(offset);
    return { ok: false, message: `${message} (line ${position.line}, column ${position.column})`, position };
  };
  const excess = findExcess(lines, limits.maxNesting ?? 32);
  if (excess !== undefined) return fail(excess.offset, excess.message);
  const blocks = parseBlocks(text, lines);
  if (!blocks.ok) return fail(blocks.offset, blocks.message);
  const document: MarkdownDocument = {
    headings: [],
    tables: [],
    bullets: [],
    labelledLines: [],
    boxes: [],
    brokenBoxes: [],
    brokenTables: [],
    opaque: findOpaque(blocks.nodes).map(({ offset, until = offset }) => ({
      position: lines.position(offset),
      until: until === Number.POSITIVE_INFINITY ? until : lines.position(until).line,
    })),
    lines,
  };
  readBlocks(blocks.nodes, document, text, false);
  const front = frontMatterOf(text);
  if (front !== undefined && showsMore(front.content))
    document.opaque.unshift({ position: lines.position(0), until: Number.POSITIVE_INFINITY });
  return { ok: true, document };
}

/** Whether front matter has what a reader without front matter takes for content. */
function showsMore(content: string): boolean {
  const parsed = parseMarkdown(content);
  if (!parsed.ok) return true;
  const { tables, brokenTables, boxes, brokenBoxes, opaque } = parsed.document;
  return [tables, brokenTables, boxes, brokenBoxes, opaque].some(({ length }) => length > 0);
}

/** The tables in the sections of a heading: up to the next heading of the same or a higher level. */
export function tablesUnder(document: MarkdownDocument, heading: string): MarkdownTable[] {
  return document.tables.filter(inSections(document, heading));
}

/** The bullets in the sections of a heading: up to the next heading of the same or a higher level. */
export function bulletsUnder(document: MarkdownDocument, heading: string): Bullet[] {
  return document.bullets.filter(inSections(document, heading));
}

/** The boxes in the sections of a heading, and what only looks like one: up to the next heading of the same or a higher level. */
export function boxesUnder(document: MarkdownDocument, heading: string): { boxes: Box[]; broken: BrokenBox[] } {
  const inside = inSections(document, heading);
  return { boxes: document.boxes.filter(inside), broken: document.brokenBoxes.filter(inside) };
}

/** What is a broken table in the sections of a heading: up to the next heading of the same or a higher level. */
export function brokenTablesUnder(document: MarkdownDocument, heading: string): BrokenTable[] {
  return document.brokenTables.filter(inSections(document, heading));
}

/** What is opaque in the sections of a heading, up to the next heading of the same or a higher level, or reaches into them from above. */
export function opaqueUnder(document: MarkdownDocument, heading: string): OpaquePart[] {
  const sections = sectionsOf(document, heading);
  return document.opaque.filter(({ position: { line }, until }) =>
    sections.some(({ start, end }) => line < end && (line > start || until > start)),
  );
}

/** The headings with this text: the same letters in the same case, white space folded. */
export function headingsNamed(document: MarkdownDocument, heading: string): MarkdownHeading[] {
  return document.headings.filter(({ text }) => text === fold(heading));
}

function inSections(document: MarkdownDocument, heading: string): (item: { position: Position }) => boolean {
  const sections = sectionsOf(document, heading);
  return ({ position }) => sections.some(({ start, end }) => position.line > start && position.line < end);
}

/** The line of the heading, and the line behind its section. */
function sectionsOf(document: MarkdownDocument, heading: string): { start: number; end: number }[] {
  const name = fold(heading);
  const sections: { start: number; end: number }[] = [];
  let open: { start: number; depth: number } | undefined;
  for (const { text, depth, position } of document.headings) {
    if (open !== undefined && depth > open.depth) continue;
    if (open !== undefined) sections.push({ start: open.start, end: position.line });
    open = text === name ? { start: position.line, depth } : undefined;
  }
  if (open !== undefined) sections.push({ start: open.start, end: Number.POSITIVE_INFINITY });
  return sections;
}

function readBlocks(
  nodes: readonly RootContent[],
  document: MarkdownDocument,
  text: string,
  inItem: boolean,
  level = 0,
): void {
  const { lines } = document;
  let tableBefore: MarkdownTable | undefined;
  for (const [index, node] of nodes.entries()) {
    const heading = document.headings.at(-1)?.text;
    const before = nodes[index - 1];
    if (node.type === 'table') {
      tableBefore = readTable(node, heading, text, lines);
      document.tables.push(tableBefore);
      const above = before?.type === 'paragraph' ? findRowAbove(before, tableBefore, heading, lines) : undefined;
      if (above !== undefined) document.brokenTables.push(above);
    } else if (node.type === 'heading' || node.type === 'paragraph') {
      const lost = tableBefore === undefined ? undefined : findLostRows(node, tableBefore, lines);
      const broken = lost === undefined ? findBrokenTable(node, heading, lines) : undefined;
      if (lost === undefined) tableBefore = undefined;
      else tableBefore?.problems.push(lost);
      if (broken !== undefined) document.brokenTables.push(broken);
      const isTable = lost !== undefined || broken !== undefined;
      if (inItem) continue;
      if (node.type === 'paragraph') document.brokenBoxes.push(...findLooseBoxes(node, heading, text, lines));
      if (node.type === 'paragraph')
        document.labelledLines.push(...readLabelledLines(node, heading, text, lines, isTable));
      else if (!isTable) document.headings.push(readHeading(node, lines));
    } else if (node.type === 'list') {
      tableBefore = undefined;
      for (const item of node.children) {
        const bullet = readBullet(item, heading, text, lines);
        if (bullet !== undefined) document.bullets.push(bullet);
        const box = readBox(item, heading, level, text, lines);
        if (box !== undefined && 'checked' in box) document.boxes.push(box);
        else if (box !== undefined) document.brokenBoxes.push(box);
        readBlocks(item.children, document, text, true, box === undefined ? level : level + 1);
      }
    } else if (node.type !== 'html') {
      // A comment between a table and its lost rows changes nothing; everything else that is no row does.
      tableBefore = undefined;
    }
  }
}

function readHeading(node: Heading, lines: LineIndex): MarkdownHeading {
  const position = lines.position(node.position?.start.offset ?? 0);
  return { text: foldedText(segmentsOf(node.children)), depth: node.depth, position };
}

/** `inTable`: the paragraph is a table that did not become one, so its rows are not read as labelled lines. */
function readLabelledLines(
  node: Paragraph,
  heading: string | undefined,
  text: string,
  lines: LineIndex,
  inTable: boolean,
): LabelledLine[] {
  return segmentLines(segmentsOf(node.children), text).flatMap((segments) => {
    if (inTable && segments.some((segment) => segment.text.includes('|'))) return [];
    const start = startOf(segments, text) ?? node.position?.start.offset ?? 0;
    return readLabelled(segments, start, heading, text, lines) ?? [];
  });
}

function readBullet(item: ListItem, heading: string | undefined, text: string, lines: LineIndex): Bullet | undefined {
  const [first] = item.children;
  if (first?.type !== 'paragraph') return undefined;
  const start = item.position?.start.offset ?? 0;
  const labelled = readLabelled(segmentsOf(first.children), start, heading, text, lines);
  return labelled === undefined ? undefined : { ...labelled, itemPosition: lines.position(start) };
}

function readLabelled(
  segments: readonly Segment[],
  start: number,
  heading: string | undefined,
  text: string,
  lines: LineIndex,
): LabelledLine | undefined {
  const labelled = splitLabel(segments, text);
  if (labelled === undefined) return undefined;
  const code = soleCode(labelled.value);
  const position = lines.position(startOf(labelled.value, text) ?? start);
  const value = code?.text.trim() ?? foldedText(labelled.value);
  return { label: labelled.label, value, code: code !== undefined, heading, position };
}

import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import type { Position } from '../core/location.ts';
import type { ParseFailure } from './json.ts';
import { parseBlocks } from './markdown-blocks.ts';
import { frontMatterOf } from './markdown-front-matter.ts';
import { findExcess } from './markdown-guard.ts';
import { fold, foldedText, segmentsOf } from './markdown-inline.ts';
import { type LineIndex, lineIndex } from './text.ts';

/** A part of a line with one look. `url` is the address of a link as it is written. */
export interface Piece {
  kind: 'text' | 'code' | 'strong' | 'link';
  text: string;
  url?: string;
}

/** One line that a reader of the rendered document sees. */
export interface Prose {
  kind: 'heading' | 'paragraph' | 'item' | 'cell';
  /** How many lists it is in; 0 outside of lists. */
  depth: number;
  /** The headings above it, the outermost first. */
  under: readonly string[];
  /** All of it as plain text, white space folded. */
  text: string;
  pieces: readonly Piece[];
  /** The number of its paragraph, item, heading or cell: most readers show the lines of one as one text. */
  block: number;
  position: Position;
}

/**
 * Every line of text of a document in source order: those of its front matter, headings, paragraphs, items of lists, cells of tables. An item is the first line of a
 * list item, further lines of it are paragraphs. What stands in code blocks, HTML, comments and quotations is left out. Never throws.
 */
export function parseProse(text: string): { ok: true; prose: Prose[] } | ParseFailure {
  const lines = lineIndex(text);
  const excess = findExcess(lines, 32);
  const blocks = excess === undefined ? parseBlocks(text, lines) : { ok: false as const, ...excess };
  if (!blocks.ok) {
    const position = lines.position(blocks.offset);
    return { ok: false, message: `${blocks.message} (line ${position.line}, column ${position.column})`, position };
  }
  const prose: Prose[] = [];
  let block = 0;
  const headings: { text: string; depth: number }[] = [];
  const add = (kind: Prose['kind'], depth: number, nodes: readonly PhrasingContent[], first = kind): void => {
    const under = headings.map((heading) => heading.text);
    block += 1;
    for (const [index, { pieces, position }] of linesIn(nodes, text, lines).entries()) {
      const shown = fold(pieces.map((piece) => piece.text).join(''));
      if (shown !== '')
        prose.push({ kind: index === 0 ? first : kind, depth, under, text: shown, pieces, block, position });
    }
  };
  // GitHub shows front matter as a table: its reader sees each line of it.
  for (const [index, line] of (frontMatterOf(text)?.content ?? '').split(/\r\n|\n|\r/).entries()) {
    const shown = fold(line);
    block += 1;
    const position = { line: index + 2, column: 1 };
    if (shown !== '')
      prose.push({
        kind: 'paragraph',
        depth: 0,
        under: [],
        text: shown,
        pieces: [{ kind: 'text', text: shown }],
        block,
        position,
      });
  }
  const visit = (node: RootContent | Nodes, depth: number): void => {
    if (node.type === 'heading') {
      const own = foldedText(segmentsOf(node.children));
      if (depth === 0) {
        while ((headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
        add('heading', 0, node.children);
        headings.push({ text: own, depth: node.depth });
      } else add('paragraph', depth, node.children);
    } else if (node.type === 'paragraph') add('paragraph', depth, node.children);
    else if (node.type === 'table')
      for (const row of node.children) for (const cell of row.children) add('cell', depth, cell.children);
    else if (node.type === 'list')
      for (const item of node.children)
        for (const [index, child] of item.children.entries())
          if (index === 0 && child.type === 'paragraph') add('paragraph', depth + 1, child.children, 'item');
          else visit(child, depth + 1);
  };
  for (const node of blocks.nodes) visit(node, 0);
  return { ok: true, prose };
}

function linesIn(
  nodes: readonly PhrasingContent[],
  source: string,
  lines: LineIndex,
): { pieces: Piece[]; position: Position }[] {
  const found: { pieces: Piece[]; position: Position }[] = [];
  let open: { pieces: Piece[]; position: Position } | undefined;
  const add = (piece: Piece, offset: number): void => {
    open ??= { pieces: [], position: lines.position(offset) };
    open.pieces.push(piece);
  };
  const end = (): void => {
    if (open !== undefined) found.push(open);
    open = undefined;
  };
  const texts = (value: string, start: number, stop: number, more: Omit<Piece, 'text'>): void => {
    let from = start;
    for (const [index, part] of value.split(/\r\n|\n|\r/).entries()) {
      if (index > 0) {
        end();
        const next = /\r\n|\n|\r/g;
        next.lastIndex = from;
        from = Math.min((next.exec(source)?.index ?? stop) + 1, stop);
      }
      if (part !== '') add({ ...more, text: part }, from);
    }
  };
  const visit = (node: PhrasingContent, look: Omit<Piece, 'text'>): void => {
    const start = node.position?.start.offset ?? 0;
    if (node.type === 'break' || (node.type === 'html' && /^<br\s*\/?>$/i.test(node.value))) end();
    else if (node.type === 'text') texts(node.value, start, node.position?.end.offset ?? start, look);
    else if (node.type === 'inlineCode') {
      const { url } = look;
      add({ kind: 'code', text: node.value, ...(url === undefined ? {} : { url }) }, start);
    } else if (node.type === 'link') for (const child of node.children) visit(child, { kind: 'link', url: node.url });
    else if (node.type === 'strong')
      for (const child of node.children) visit(child, look.kind === 'link' ? look : { kind: 'strong' });
    else if ('children' in node) for (const child of node.children) visit(child, look);
  };
  for (const node of nodes) visit(node, { kind: 'text' });
  end();
  return found;
}

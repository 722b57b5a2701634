import type { List, RootContent } from 'mdast';
import type { Position } from '../core/location.ts';
import type { ParseFailure } from './json.ts';
import { parseBlocks } from './markdown-blocks.ts';
import { findExcess } from './markdown-guard.ts';
import { fold, foldedText, segmentsOf, startOf } from './markdown-inline.ts';
import { type Reference, referencesOf } from './markdown-reference.ts';
import { lineIndex } from './text.ts';

/** An item of a list, at any level. */
export interface MarkdownItem {
  /** The code span with which it begins; else the text of its first paragraph, white space folded. */
  text: string;
  code: boolean;
  /** The text of its first paragraph, white space folded, whatever it begins with. */
  whole: string;
  /** The texts of its other paragraphs. */
  more: string[];
  position: Position;
}

/**
 * The items of the lists in the sections of a heading, up to the next heading of the same or a higher level, in source order;
 * undefined when no heading has this text. Never throws.
 */
export function parseListItems(
  text: string,
  heading: string,
): { ok: true; items: MarkdownItem[] | undefined } | ParseFailure {
  const lines = lineIndex(text);
  const fail = (offset: number, message: string): ParseFailure => {
    const position = lines.position(offset);
    return { ok: false, message: `${message} (line ${position.line}, column ${position.column})`, position };
  };
  const excess = findExcess(lines, 32);
  if (excess !== undefined) return fail(excess.offset, excess.message);
  const blocks = parseBlocks(text, lines);
  if (!blocks.ok) return fail(blocks.offset, blocks.message);
  let items: MarkdownItem[] | undefined;
  let depth: number | undefined;
  const read = (node: List): void => {
    for (const item of node.children) {
      const [first] = item.children;
      if (first?.type === 'paragraph') {
        const segments = segmentsOf(first.children);
        const lead = segments.find((segment) => segment.code || segment.text.trim() !== '');
        const position = lines.position(startOf(segments, text) ?? item.position?.start.offset ?? 0);
        const shown = lead?.code === true ? lead.text.trim() : foldedText(segments);
        const more = item.children
          .slice(1)
          .flatMap((inner) => (inner.type === 'paragraph' ? [foldedText(segmentsOf(inner.children))] : []));
        items?.push({ text: shown, code: lead?.code === true, whole: foldedText(segments), more, position });
      }
      for (const inner of item.children) if (inner.type === 'list') read(inner);
    }
  };
  const visit = (node: RootContent): void => {
    if (node.type === 'heading') {
      if (foldedText(segmentsOf(node.children)) === fold(heading)) {
        items ??= [];
        depth = node.depth;
      } else if (depth !== undefined && node.depth <= depth) depth = undefined;
    } else if (node.type === 'list' && depth !== undefined) read(node);
  };
  for (const node of blocks.nodes) visit(node);
  return { ok: true, items };
}

/**
 * The code spans and links in the items of lists, at any level, in the sections of every heading that is meant: up to the next heading of
 * the same or a higher level. Never throws.
 */
export function parseListReferences(
  text: string,
  isMeant: (heading: string) => boolean,
): { ok: true; references: Reference[] } | ParseFailure {
  const lines = lineIndex(text);
  const excess = findExcess(lines, 32);
  const blocks = excess === undefined ? parseBlocks(text, lines) : { ok: false as const, ...excess };
  if (!blocks.ok) {
    const position = lines.position(blocks.offset);
    return { ok: false, message: `${blocks.message} (line ${position.line}, column ${position.column})`, position };
  }
  const references: Reference[] = [];
  const read = (node: List): void => {
    for (const item of node.children) {
      for (const inner of item.children) {
        if (inner.type === 'list') read(inner);
        else if (inner.type === 'paragraph') references.push(...(referencesOf(inner.children, lines) ?? []));
      }
    }
  };
  let depth: number | undefined;
  for (const node of blocks.nodes) {
    if (node.type === 'heading') {
      if (depth !== undefined && node.depth > depth) continue;
      depth = isMeant(foldedText(segmentsOf(node.children))) ? node.depth : undefined;
    } else if (node.type === 'list' && depth !== undefined) read(node);
  }
  return { ok: true, references };
}

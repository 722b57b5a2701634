import type { Nodes } from 'mdast';
import type { ParseFailure } from './json.ts';
import { parseBlocks } from './markdown-blocks.ts';
import { findExcess } from './markdown-guard.ts';
import { lineIndex } from './text.ts';

/** The words that a reader of rendered Markdown sees, code included, without HTML and comments: one line for each piece of text. */
export function shownText(text: string): { ok: true; text: string } | ParseFailure {
  const lines = lineIndex(text);
  const excess = findExcess(lines, 32);
  const blocks = excess === undefined ? parseBlocks(text, lines) : { ok: false as const, ...excess };
  if (!blocks.ok) {
    const position = lines.position(blocks.offset);
    return { ok: false, message: `${blocks.message} (line ${position.line}, column ${position.column})`, position };
  }
  return { ok: true, text: blocks.nodes.flatMap(wordsOf).join('\n') };
}

function wordsOf(node: Nodes): string[] {
  if (node.type === 'html' || node.type === 'definition') return [];
  if ('value' in node) return [node.value];
  return 'children' in node ? node.children.flatMap(wordsOf) : [];
}

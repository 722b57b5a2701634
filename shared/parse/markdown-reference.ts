import type { PhrasingContent } from 'mdast';
import type { Position } from '../core/location.ts';
import type { LineIndex } from './text.ts';

/** A code span, or the target of a link or of a plain web address, in the text of a cell or an item. */
export interface Reference {
  kind: 'code' | 'link';
  text: string;
  position: Position;
}

/** The references of a text in source order; undefined when there is none. */
export function referencesOf(nodes: readonly PhrasingContent[], lines: LineIndex): Reference[] | undefined {
  const found: Reference[] = [];
  const visit = (node: PhrasingContent): void => {
    const start = node.position?.start.offset ?? 0;
    const add = (kind: Reference['kind'], text: string, at = start): void =>
      void found.push({ kind, text, position: lines.position(at) });
    if (node.type === 'inlineCode') add('code', node.value.trim());
    else if (node.type === 'link') {
      add('link', node.url);
      // The words of a link are no further reference, but code in them can name another file than the link leads to.
      for (const child of node.children) if (child.type === 'inlineCode') visit(child);
    } else if (node.type === 'text') {
      for (const match of node.value.matchAll(/https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/g))
        add('link', match[0], start + match.index);
    } else if ('children' in node) node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return found.length === 0 ? undefined : found;
}

import type { Nodes, RootContent } from 'mdast';

const comment = /^(?:<!--[\s\S]*?-->\s*)+$/;
const lineBreak = /^<br\s*\/?>$/i;

/**
 * Offsets of what may show a reader something else than what is read: HTML but for comments and line breaks, images,
 * references (a footnote is one for GitHub), and block quotes, whose content is not read. Code is plainly no prose.
 */
export function findOpaque(nodes: readonly RootContent[]): number[] {
  const offsets: number[] = [];
  const visit = (node: Nodes): void => {
    const html = node.type === 'html' && !comment.test(node.value) && !lineBreak.test(node.value);
    const image = node.type === 'image' || node.type === 'imageReference';
    const other = node.type === 'linkReference' || node.type === 'blockquote';
    if (html || image || other) offsets.push(node.position?.start.offset ?? 0);
    else if ('children' in node) node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return offsets;
}

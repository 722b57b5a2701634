import type { Nodes, RootContent } from 'mdast';

const comment = /^(?:<!--[\s\S]*?-->\s*)+$/;
const lineBreak = /^<br\s*\/?>$/i;

/**
 * Offsets of what may show a reader something else than its text says: HTML but for comments and line breaks, images, and
 * references (a footnote is one for GitHub). Nothing inside code or block quotes, which hold no facts.
 */
export function findOpaque(nodes: readonly RootContent[]): number[] {
  const offsets: number[] = [];
  const visit = (node: Nodes): void => {
    const html = node.type === 'html' && !comment.test(node.value) && !lineBreak.test(node.value);
    const image = node.type === 'image' || node.type === 'imageReference';
    if (html || image || node.type === 'linkReference') offsets.push(node.position?.start.offset ?? 0);
    if ('children' in node && node.type !== 'blockquote') node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return offsets;
}

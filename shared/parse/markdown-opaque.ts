import type { Nodes, RootContent } from 'mdast';
import { htmlSteps, isComments } from './html-reach.ts';

const lineBreak = /^<br\s*\/?>$/i;

/** Elements that end where what they stand in ends (HTML Living Standard, section 13.1.2.4). */
const endsUnsaid: ReadonlySet<string> = new Set([
  ...['dd', 'dt', 'li', 'p', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'],
]);

/** Where something stands that may show a reader something else than what is read. */
export interface OpaqueOffset {
  offset: number;
  /** Of HTML that goes on behind its own block or line: where it ends, Infinity when nothing ends it for certain. */
  until?: number;
}

/**
 * What may show a reader something else than what is read: HTML but for comments and line breaks, images, references (a footnote
 * is one for GitHub), and block quotes, whose content is not read. Code is plainly no prose. An element that is opened reaches to its
 * closing tag, if that stands in the same place and nothing else is left open in between.
 */
export function findOpaque(nodes: readonly RootContent[]): OpaqueOffset[] {
  const found: OpaqueOffset[] = [];
  const open: { name: string; parent: Nodes | undefined; part: OpaqueOffset }[] = [];
  const read = (value: string, part: OpaqueOffset, end: number, parent: Nodes | undefined): void => {
    for (const step of htmlSteps(value)) {
      if (step.kind === 'open') open.push({ name: step.name, parent, part });
      else if (step.kind === 'endless') part.until = Number.POSITIVE_INFINITY;
      else {
        const index = open.findLastIndex(({ name }) => name === step.name || !endsUnsaid.has(name));
        const closed = open[index];
        if (closed?.name !== step.name || closed.parent !== parent) continue;
        open.length = index;
        if (closed.part !== part) closed.part.until = Math.max(closed.part.until ?? 0, end);
      }
    }
  };
  const visit = (node: Nodes, parent: Nodes | undefined, quoted: boolean): void => {
    const offset = node.position?.start.offset ?? 0;
    const image = node.type === 'image' || node.type === 'imageReference';
    const other = node.type === 'linkReference' || node.type === 'blockquote';
    const part: OpaqueOffset = { offset };
    const html = node.type === 'html' && !isComments(node.value) && !lineBreak.test(node.value);
    if (!quoted && (image || other || html)) found.push(part);
    // What a quotation opens may still swallow what stands behind it, and then the quotation is what goes on.
    if (html) read(node.value, quoted ? (found.at(-1) ?? part) : part, node.position?.end.offset ?? offset, parent);
    const inner = quoted || image || other;
    if ('children' in node) for (const child of node.children) visit(child, node, inner);
  };
  for (const node of nodes) visit(node, undefined, false);
  for (const { part } of open) part.until = Number.POSITIVE_INFINITY;
  return found;
}

import type { PhrasingContent, TableCell, TableRow } from 'mdast';

/**
 * Text in which nothing is Markdown: no escape, code, emphasis, link, tag or entity. An underscore between letters or
 * digits never starts emphasis.
 */
const plainText = /^(?:[^\\`*_<&[|\0]|(?<=[A-Za-z0-9])_+(?=[A-Za-z0-9]))*$/;
const codeSpan = /^`([^\\`|\0]*[^\\`|\0 ][^\\`|\0]*)`$/;
/** A link whose text is plain, and whose target has nothing that is escaped, decoded or quoted. */
const simpleLink = /^\[([^\]]+)\]\(([\w./#:?=%~+@-]+)\)$/;

/**
 * The mdast node of a line that is certain to be a row of a table, if it starts with a pipe and each cell is plain text,
 * code spans and simple links: what the parser would make of it, in a fraction of the time. `offset` is the offset of the line.
 */
export function plainRow(line: string, offset: number): TableRow | undefined {
  if (!line.startsWith('|')) return undefined;
  const row = line.replace(/[ \t]+$/, '');
  const cells: TableCell[] = [];
  let start = 0;
  for (const content of row.slice(1, row.length > 1 && row.endsWith('|') ? -1 : undefined).split('|')) {
    const text = content.replace(/^[ \t]+|[ \t]+$/g, '');
    const at = offset + start + 1 + content.search(/[^ \t]|$/);
    const children = text === '' ? [] : inline(text, at);
    if (children === undefined) return undefined;
    cells.push({ type: 'tableCell', children, position: span(offset + start, offset + start + 1 + content.length) });
    start += 1 + content.length;
  }
  return { type: 'tableRow', children: cells, position: span(offset, offset + row.length) };
}

/** Plain text, and code spans or links, in turn. Two spans that touch are something else: their backticks run together. */
function inline(text: string, offset: number): PhrasingContent[] | undefined {
  if (plainText.test(text)) return [textAt(text, offset)];
  const parts = text.split(/(`[^`]*`|\[[^[\]`]*\]\([^()`]*\))/);
  const nodes: PhrasingContent[] = [];
  let start = offset;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      // Only before the first one and behind the last one may nothing stand. A mark of exclamation makes a link an image.
      const inner = index > 0 && index < parts.length - 1;
      if ((part === '' && inner) || (part.endsWith('!') && index < parts.length - 1)) return undefined;
      if (!plainText.test(part)) return undefined;
      if (part !== '') nodes.push(textAt(part, start));
    } else {
      const node = part.startsWith('`') ? codeAt(part, start) : linkAt(part, start);
      if (node === undefined) return undefined;
      nodes.push(node);
    }
    start += part.length;
  }
  return nodes;
}

function codeAt(part: string, start: number): PhrasingContent | undefined {
  const code = codeSpan.exec(part)?.[1];
  if (code === undefined) return undefined;
  const value = /^ .* $/.test(code) ? code.slice(1, -1) : code;
  return { type: 'inlineCode', value, position: span(start, start + part.length) };
}

function linkAt(part: string, start: number): PhrasingContent | undefined {
  const [, words = '', url = ''] = simpleLink.exec(part) ?? [];
  if (url === '' || !plainText.test(words)) return undefined;
  return {
    type: 'link',
    title: null,
    url,
    children: [textAt(words, start + 1)],
    position: span(start, start + part.length),
  };
}

function textAt(value: string, offset: number): PhrasingContent {
  return { type: 'text', value, position: span(offset, offset + value.length) };
}

function span(start: number, end: number): NonNullable<TableRow['position']> {
  return { start: { line: 0, column: 0, offset: start }, end: { line: 0, column: 0, offset: end } };
}

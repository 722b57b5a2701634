import type { Nodes, Root, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/** Markdown as GitHub reads its structure: CommonMark with tables. */
export function markdownTree(text: string): Root {
  return fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

/** All nodes below a node, itself first, in the order of the text. */
export function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

/** What a person reads: text and code, `<br>` as an end of line, other HTML and word joiners left out. */
export function textOf(node: Nodes): string {
  if (node.type === 'html') return node.value === '<br>' ? '\n' : '';
  if ('value' in node) return node.value.replaceAll('\u2060', '');
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** The cells of each row of a table, as a person reads them. */
export function cellsOf(table: Table): string[][] {
  return table.children.map((row) => row.children.map(textOf));
}

/**
 * What GitHub would still make a link or a mention of in text that is no code: it looks for these after Markdown is read
 * (GFM, "Autolinks (extension)"; GitHub's references and mentions).
 */
export const linkedByGitHub = /https?:\/\/|ftp:\/\/|www\.|@[\p{L}\p{N}_-]|#\d|\bGH-\d/iu;

/** The text outside of code, word joiners kept. */
export function looseText(node: Nodes): string {
  return nodesOf(node)
    .map((each) => (each.type === 'text' ? each.value : ''))
    .join('\n');
}

/** The first lines that are not empty. */
export function firstLines(markdown: string, count: number): string[] {
  return markdown
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, count);
}

/** The tables and lists of a summary by the heading above them; tables inside of details by their header. */
export function partsOf(markdown: string): Record<string, string[][]> {
  const parts: Record<string, string[][]> = {};
  let heading = '';
  for (const node of markdownTree(markdown).children) {
    if (node.type === 'heading') heading = textOf(node);
    if (node.type === 'html') heading = '';
    if (node.type === 'list' && node.ordered === true)
      parts[heading] = node.children.map((item) => textOf(item).split('\n'));
    if (node.type === 'table')
      parts[heading === '' ? (cellsOf(node)[0]?.join(' ').trim() ?? '') : heading] = cellsOf(node);
  }
  return parts;
}

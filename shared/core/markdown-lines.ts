import { escapeMarkdown } from './markdown-text.ts';
import { oneLine } from './sanitise.ts';

/*
 * Lines of Markdown documents that controls leave for people. Foreign text shows its characters in them, and does nothing else.
 */

/** One line that shows just its characters. */
export function plainLine(text: string): string {
  return escapeMarkdown(oneLine(text));
}

/** The same as code; in cells of tables only what has no pipe, which no code span can hold there. */
export function codeSpan(text: string): string {
  const inner = oneLine(text);
  if (inner === '') return '(empty)';
  const longest = Math.max(0, ...[...inner.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${inner}${pad}${fence}`;
}

/** A table; its cells are Markdown. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

/** A text of several lines, as a quotation of just its characters. */
export function quotedLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => (line.trim() === '' ? '>' : `> ${plainLine(line)}`));
}

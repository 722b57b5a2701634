import { oneLine } from './sanitise.ts';

/** Lines of cells as CSV (RFC 4180); the first is the header. No cell is taken for a formula by a spreadsheet. */
export function csvText(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** Quoted, on one line; what a spreadsheet would compute gets an apostrophe in front. */
function csvCell(text: string): string {
  const line = oneLine(text);
  const formula = /^["'\s]*[=+\-@＝＋－＠|%]/u.test(line);
  return `"${formula ? "'" : ''}${line.replaceAll('"', '""')}"`;
}

/** One line of text, escaped; a word joiner breaks what GitHub would link although its characters are escaped. */
export function escapeMarkdown(line: string): string {
  // Letters and spaces, with no address in them, are what most texts are.
  if (/^[A-Za-z ,;]*$/.test(line)) return line;
  return (
    line
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~$-]/g, '\\$&')
      .replace(/@(?=\S)/g, '@\u2060')
      .replace(/(#|\bGH\\-)(?=\d)/gi, '$1\u2060')
      .replace(/(https?|ftp)(?=:\/\/)/gi, '$1\u2060')
      .replace(/www(?=\.)/gi, '$&\u2060')
      // A number with a point is no mark of a list.
      .replace(/^(\d+)(?=\.(?: |$))/, '$1\u2060')
  );
}

/** One line as a code span; no cell of a table can hold one with a pipe. An empty line is none. */
export function codeSpan(line: string): string {
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The lines of a GFM table; where `right` says so a column stands at the right. Cells are Markdown already; they must be one line and have no bare pipe. */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly boolean[] = [],
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = line(header.map((_, index) => (right[index] === true ? '---:' : '---')));
  return [line(header), rule, ...rows.map(line)];
}

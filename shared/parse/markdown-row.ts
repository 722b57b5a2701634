/** How a line of Markdown reads as a row of a GFM table. */
export interface RowShape {
  /** How many cells it has; 0 when it holds no pipe that could divide cells. */
  cells: number;
  /** It starts with a pipe, as rows are usually written. */
  piped: boolean;
}

/** `line` is without its line end. A pipe after a backslash does not divide cells, also inside a code span. */
export function rowShape(line: string): RowShape {
  const row = line.trim();
  const pipes = [...row.matchAll(/\\[\\|]|\|/g)].filter((match) => match[0] === '|').map((match) => match.index);
  if (pipes.length === 0) return { cells: 0, piped: false };
  const piped = pipes[0] === 0;
  const closed = pipes.length > 1 || !piped ? pipes.at(-1) === row.length - 1 : false;
  return { cells: pipes.length + 1 - (piped ? 1 : 0) - (closed ? 1 : 0), piped };
}

/** How many columns a delimiter row of GFM declares; 0 when the line is not one. */
export function delimiterColumns(line: string): number {
  const row = line.trim();
  if (!/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(row)) return 0;
  return rowShape(row).cells === 0 ? 1 : rowShape(row).cells;
}

/** A line that someone meant as a delimiter row: dashes and pipes, and nothing that a row of data would have. */
export function resemblesDelimiter(line: string): boolean {
  return line.includes('|') && /[-–—−=_]{2}|[-–—−=_]\s*\|/.test(line) && /^[\s|:.,+*~=_\-–—−]+$/.test(line);
}

/** One file of rows, in the order in which they were read. */
export interface Source {
  path: string;
  /** Physical lines. */
  lines: number;
  rows: number;
  bytes: number;
  sha256: string;
}

/** The file and the line in it of a line that counts over all files; undefined when there are not so many. */
export function placeOf(sources: readonly Source[], line: number): { path: string; line: number } | undefined {
  let before = 0;
  for (const { path, lines } of sources) {
    if (line <= before + lines) return line > before ? { path, line: line - before } : undefined;
    before += lines;
  }
  return undefined;
}

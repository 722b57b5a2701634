/** A place in a text: 1-based line and 1-based column, the column counted in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** A place in a file of the judged tree. `path` is relative to its root and uses `/`; `line` and `column` are 1-based. */
export interface Location {
  path: string;
  line?: number | undefined;
  column?: number | undefined;
  endLine?: number | undefined;
}

/** The location of a position in a file; the file alone when the position is not known. */
export function locate(path: string, position?: Position): Location {
  return position === undefined ? { path } : { path, line: position.line, column: position.column };
}

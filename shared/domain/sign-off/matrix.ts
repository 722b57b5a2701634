import type { Position } from '../../core/location.ts';
import { type Location, locate } from '../../core/location.ts';
import type { Prose } from '../../parse/markdown-prose.ts';
import type { MarkdownTable, TableRow } from '../../parse/markdown-table.ts';
import { foldedName } from '../record/folded-name.ts';
import type { RecordProblem } from '../record/parse.ts';
import type { Matrix } from './config.ts';
import type { Reference, Said } from './document.ts';
import { columnsOf, hidden, mostNamed, type ParsedSignOff, saidIn } from './read.ts';
import { type OwnAddress, referencesIn } from './references.ts';
import { foldedWord, type StatusName, type Words } from './words.ts';

/** One row of a traceability matrix. */
export interface MatrixRow {
  slice: string;
  pulls: readonly number[];
  /** Ids of commits, whole or shortened. */
  merges: readonly string[];
  merge: Said;
  status: Said;
  files: readonly Reference[];
  at: Location;
}

export interface ReadMatrix {
  rows: readonly MatrixRow[];
  /** Everything that lets a reader see other rows, or that is missing; each continues "the matrix …". */
  problems: readonly RecordProblem[];
}

/** The rows of every table that has the columns of a matrix, below the heading where one is named. */
export function readMatrix(
  parsed: ParsedSignOff,
  { path, heading, slices }: Matrix,
  words: Words,
  own: OwnAddress | undefined,
): ReadMatrix {
  const at = (position: Position): Location => locate(path, position);
  const { markdown, prose } = parsed;
  const problems = hidden(parsed, at);
  const rows: MatrixRow[] = [];
  const cells = cellsByLine(prose);
  for (const table of markdown.tables) {
    const columns = columnsOf(table, ['slice', 'pull', 'merge', 'status', 'files'], words);
    const { slice, pull, merge, status, files } = columns;
    if (slice === undefined || pull === undefined || merge === undefined) continue;
    if (heading !== undefined && table.heading !== heading) continue;
    if (status === undefined || files === undefined)
      problems.push({
        message: `has no column for ${status === undefined ? 'the status' : 'the evidence'}`,
        at: at(table.position),
      });
    for (const row of table.rows) {
      const said = (column: number | undefined): Said => saidIn(row, column, at);
      const inColumn = (column: number): Reference[] =>
        cellLines(cells, table, row, column).flatMap((line) => referencesIn(line, path, own, at(line.position)));
      const pulls = inColumn(pull).filter(({ kind }) => kind === 'pull');
      const evidence = files === undefined ? [] : inColumn(files);
      for (const one of [...inColumn(pull), ...inColumn(merge), ...evidence])
        if (one.kind === 'mismatch' || one.kind === 'other-file')
          problems.push({ message: `has a link “${one.text}” that leads to something else`, at: one.at });
      rows.push({
        slice: said(slice).text,
        pulls: pulls.map(({ value }) => Number(value)),
        merges: [...said(merge).text.matchAll(/\b[0-9a-f]{7,64}\b/g)].map(([sha]) => sha),
        merge: said(merge),
        status: said(status),
        files: evidence.filter(({ kind }) => kind === 'file'),
        at: at(row.position),
      });
    }
  }
  if (rows.length > mostNamed)
    problems.push({ message: `has ${rows.length} rows, expected at most ${mostNamed}`, at: { path } });
  if (rows.length === 0) problems.push({ message: 'has no row', at: { path } });
  const seen = new Set<string>();
  for (const { slice, at: place } of rows) {
    const name = foldedName(slice);
    if (name === '') problems.push({ message: 'has a row that does not say what it is about', at: place });
    else if (seen.has(name)) problems.push({ message: `has the row “${slice}” twice`, at: place });
    seen.add(name);
  }
  for (const wanted of slices)
    if (!rows.some(({ slice }) => begins(slice, wanted)))
      problems.push({ message: `has no row that begins with “${wanted}”`, at: { path } });
  return { rows: rows.slice(0, mostNamed), problems };
}

function begins(slice: string, wanted: string): boolean {
  const [text, word] = [foldedName(slice), foldedName(wanted)];
  return text.startsWith(word) && !/^[\p{L}\p{N}]/u.test(text.slice(word.length));
}

/** The lines of cells, by the line of the file: a row of a table is one. */
function cellsByLine(prose: readonly Prose[]): ReadonlyMap<number, readonly Prose[]> {
  const cells = new Map<number, Prose[]>();
  for (const line of prose) {
    if (line.kind !== 'cell') continue;
    const same = cells.get(line.position.line);
    if (same === undefined) cells.set(line.position.line, [line]);
    else same.push(line);
  }
  return cells;
}

/** The lines of one cell. */
function cellLines(
  cells: ReadonlyMap<number, readonly Prose[]>,
  table: MarkdownTable,
  row: TableRow,
  column: number,
): Prose[] {
  const from = row.cells[column]?.position;
  const next = table.header.length === column + 1 ? undefined : row.cells[column + 1]?.position;
  if (from === undefined) return [];
  return (cells.get(from.line) ?? []).filter(
    ({ position: { column: at } }) => at >= from.column && (next === undefined || at < next.column),
  );
}

/**
 * What a status says: that the change is in, or that it is still to come; undefined for a word that nobody knows, and for one behind which
 * anything else stands than pull requests.
 */
export function statusKind(text: string, words: Words): Extract<StatusName, 'done' | 'pending'> | undefined {
  const folded = foldedWord(text).replace(/ (?:\(\+? ?#\d+(?:(?:,| and| \+)? #\d+)*\)|(?:\+ #\d+ ?)+)$/, '');
  return (['done', 'pending'] as const).find((kind) => words[kind].includes(folded));
}

import { type Location, locate, type Position } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import { parseMarkdown, tablesUnder } from '../../parse/markdown.ts';
import { parseListItems } from '../../parse/markdown-list.ts';
import { lineIndex, quote } from '../../parse/text.ts';
import { readSource } from './source.ts';

/** Where in a file error codes are listed. */
export type CodePlace =
  /** A JSON or YAML list of texts, e.g. an `enum`. */
  | { kind: 'pointer'; pointer: string }
  /** The cells of a column of the Markdown tables that have it, in the sections of a heading when one is given. */
  | { kind: 'column'; column: string; heading?: string | undefined }
  /** The items of the Markdown lists in the sections of a heading: the code span with which each begins, else its text. */
  | { kind: 'list'; heading: string }
  /** Whatever a regular expression finds in a line: its group `code`, else its first group, else all of it. */
  | { kind: 'pattern'; pattern: string };

export interface CodeSource {
  path: string;
  text: string;
  place: CodePlace;
}

export interface PlacedCode {
  code: string;
  at: Location;
}

/**
 * The codes of one place, in order. `at`: where one that is missing would be added. A problem is a clause without a full stop;
 * with one the list is not known to be whole.
 */
export interface CodeList {
  path: string;
  place: CodePlace;
  codes: PlacedCode[];
  at: Location;
  problems: { message: string; at: Location }[];
}

const mostCodes = 10_000;
const longestLine = 2_000;

/** The error codes that a place lists. Never throws; an empty list is a problem, and so is a code that stands there twice. */
export function readErrorCodes({ path, text, place }: CodeSource): CodeList {
  const list: CodeList = { path, place, codes: [], at: { path }, problems: [] };
  const problem = (message: string, position?: Position): void => {
    list.problems.push({ message, at: locate(path, position) });
  };
  const known = new Map<string, Location>();
  const add = (code: string, position: Position | undefined): void => {
    if (code === '') problem('lists an empty code', position);
    else if (list.codes.length >= mostCodes) {
      if (list.codes.length === mostCodes)
        problem(`lists more than ${mostCodes} codes: the rest was not read`, position);
    } else {
      const at = locate(path, position);
      const first = known.get(code);
      // A program may name a code as often as it likes; a list that says one twice says something wrong.
      if (first === undefined) {
        known.set(code, at);
        list.codes.push({ code, at });
      } else if (place.kind !== 'pattern')
        problem(`lists ${quote(code)} twice: first in line ${first.line ?? 1}`, position);
    }
  };
  readers[place.kind]({ text, list, add, problem });
  if (list.codes.length === 0 && list.problems.length === 0)
    list.problems.push({ message: 'lists no error code', at: list.at });
  return list;
}

interface Reading {
  text: string;
  list: CodeList;
  add(code: string, position: Position | undefined): void;
  problem(message: string, position?: Position): void;
}

const readers: Record<CodePlace['kind'], (reading: Reading) => void> = {
  pointer({ text, list, add, problem }) {
    const { path, place } = list;
    const read = readSource({ path, text });
    if (!read.ok) {
      for (const each of read.problems) problem(each.message, each.position);
      return;
    }
    if (place.kind !== 'pointer') return;
    const { document } = read;
    const codes = document.get(place.pointer);
    list.at = locate(path, document.near(place.pointer));
    if (!Array.isArray(codes)) {
      const found = codes === undefined ? 'has nothing' : 'has no list';
      problem(`${found} at ${quote(place.pointer, 120)}: expected a list of error codes`, document.near(place.pointer));
      return;
    }
    for (const [index, code] of codes.entries()) {
      const position = document.at(childPointer(place.pointer, index));
      if (typeof code === 'string') add(code, position);
      else problem(`lists an error code that is no text: ${quote(JSON.stringify(code))}`, position);
    }
  },
  column({ text, list, add, problem }) {
    const { path, place } = list;
    const parsed = parseMarkdown(text);
    if (!parsed.ok) {
      problem(parsed.message, parsed.position);
      return;
    }
    if (place.kind !== 'column') return;
    const tables = place.heading === undefined ? parsed.document.tables : tablesUnder(parsed.document, place.heading);
    const having = tables.filter(({ header }) => header.some((cell) => cell.text === place.column));
    if (having.length === 0) {
      const under = place.heading === undefined ? '' : ` under the heading ${quote(place.heading)}`;
      problem(`has no table with a column ${quote(place.column)}${under}`);
    }
    for (const broken of parsed.document.brokenTables) problem(broken.message, broken.position);
    for (const table of having) {
      list.at = locate(path, table.rows.at(-1)?.position ?? table.position);
      for (const each of table.problems) problem(each.message, each.position);
      const column = table.header.findIndex((cell) => cell.text === place.column);
      for (const row of table.rows) add(row.cells[column]?.text ?? '', row.cells[column]?.position ?? row.position);
    }
  },
  list({ text, list, add, problem }) {
    const { path, place } = list;
    if (place.kind !== 'list') return;
    const parsed = parseListItems(text, place.heading);
    if (!parsed.ok) {
      problem(parsed.message, parsed.position);
      return;
    }
    if (parsed.items === undefined) problem(`has no heading ${quote(place.heading)}`);
    for (const item of parsed.items ?? []) {
      list.at = locate(path, item.position);
      add(item.text, item.position);
    }
  },
  pattern({ text, list, add, problem }) {
    const { path, place } = list;
    if (place.kind !== 'pattern') return;
    const pattern = expression(place.pattern);
    if (pattern === undefined) {
      problem(`cannot be searched: ${quote(place.pattern, 80)} is no regular expression`);
      return;
    }
    const lines = lineIndex(text);
    for (let number = 1; number <= lines.count; number += 1) {
      const line = lines.line(number) ?? '';
      if (line.length > longestLine) {
        problem(`has a line of ${line.length} characters: more than ${longestLine} are not searched`, {
          line: number,
          column: 1,
        });
        continue;
      }
      for (const match of line.matchAll(pattern)) {
        const code = match.groups?.['code'] ?? match[1] ?? match[0];
        const position = { line: number, column: match.index + Math.max(match[0].indexOf(code), 0) + 1 };
        list.at = locate(path, position);
        if (code !== '') add(code, position);
      }
    }
  },
};

function expression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'gu');
  } catch {
    return undefined;
  }
}

import { isObject } from '../../core/json.ts';
import { type Location, locate, type Position } from '../../core/location.ts';
import { childPointer } from '../../core/pointer.ts';
import { parseMarkdown, tablesUnder } from '../../parse/markdown.ts';
import { parseListItems } from '../../parse/markdown-list.ts';
import { quote } from '../../parse/text.ts';
import { readSource } from '../data-file/source.ts';
import { patternMatches } from './pattern-matches.ts';

/** Where in a file texts are listed: error codes, endpoints. */
export type ListedPlace =
  /** A JSON or YAML list of texts, e.g. an `enum`. */
  | { kind: 'pointer'; pointer: string }
  /** The keys of a JSON or YAML object, e.g. of a table from code to status. */
  | { kind: 'keys'; pointer: string }
  /** The cells of a column of the Markdown tables that have it, in the sections of a heading when one is given. */
  | { kind: 'column'; column: string; heading?: string | undefined }
  /** The items of the Markdown lists in the sections of a heading: the code span with which each begins, else its text. */
  | { kind: 'list'; heading: string }
  /** Whatever a regular expression finds in a line: its group `code`, else its first group, else all of it. */
  | { kind: 'pattern'; pattern: string };

export interface ListSource {
  path: string;
  text: string;
  place: ListedPlace;
  /** What is listed, for messages. Default: error code. */
  noun?: string | undefined;
  /** One text in place of a list counts as a list of it. */
  single?: boolean | undefined;
}

export interface PlacedText {
  text: string;
  at: Location;
}

/**
 * The texts of one place, in order. `at`: where one that is missing would be added. A problem is a clause without a full stop;
 * with one the list is not known to be whole.
 */
export interface ListedTexts {
  path: string;
  place: ListedPlace;
  items: PlacedText[];
  at: Location;
  problems: { message: string; at: Location }[];
}

const mostItems = 10_000;

/** The texts that a place lists. Never throws; an empty list is a problem, and so is one that stands there twice. */
export function readListedTexts({ path, text, place, noun = 'error code', single = false }: ListSource): ListedTexts {
  const list: ListedTexts = { path, place, items: [], at: { path }, problems: [] };
  const problem = (message: string, position?: Position): void => {
    list.problems.push({ message, at: locate(path, position) });
  };
  const known = new Map<string, Location>();
  const add = (code: string, position: Position | undefined): void => {
    if (code === '') problem(`lists an empty ${noun}`, position);
    else if (list.items.length >= mostItems) {
      if (list.items.length === mostItems)
        problem(`lists more than ${mostItems} ${noun}s: the rest was not read`, position);
    } else {
      const at = locate(path, position);
      const first = known.get(code);
      // A program may name a code as often as it likes; a list that says one twice says something wrong.
      if (first === undefined) {
        known.set(code, at);
        list.items.push({ text: code, at });
      } else if (place.kind !== 'pattern')
        problem(`lists ${quote(code)} twice: first in line ${first.line ?? 1}`, position);
    }
  };
  readers[place.kind]({ text, list, noun, single, add, problem });
  if (list.items.length === 0 && list.problems.length === 0)
    list.problems.push({ message: `lists no ${noun}`, at: list.at });
  return list;
}

interface Reading {
  text: string;
  list: ListedTexts;
  noun: string;
  single: boolean;
  add(code: string, position: Position | undefined): void;
  problem(message: string, position?: Position): void;
}

const readers: Record<ListedPlace['kind'], (reading: Reading) => void> = {
  pointer(reading) {
    const found = valueAt(reading);
    if (found === undefined) return;
    const { list, noun, add, problem } = reading;
    const { document, pointer, value } = found;
    if (reading.single && typeof value === 'string') {
      add(value, document.at(pointer));
      return;
    }
    if (!Array.isArray(value)) {
      const has = value === undefined ? 'has nothing' : 'has no list';
      problem(`${has} at ${quote(pointer, 120)}: expected a list of ${noun}s`, document.near(pointer));
      return;
    }
    list.at = locate(list.path, document.near(pointer));
    for (const [index, code] of value.entries()) {
      const position = document.at(childPointer(pointer, index));
      if (typeof code === 'string') add(code, position);
      else problem(`lists an ${noun} that is no text: ${quote(JSON.stringify(code))}`, position);
    }
  },
  keys(reading) {
    const found = valueAt(reading);
    if (found === undefined) return;
    const { noun, add, problem } = reading;
    const { document, pointer, value } = found;
    if (isObject(value)) {
      for (const key of Object.keys(value)) add(key, document.keyAt(childPointer(pointer, key)));
      return;
    }
    const has = value === undefined ? 'has nothing' : 'has no object';
    problem(`${has} at ${quote(pointer, 120)}: expected ${noun}s as keys`, document.near(pointer));
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
    const matches = patternMatches(text, place.pattern);
    if (!matches.ok) {
      problem(matches.message);
      return;
    }
    for (const { message, position } of matches.problems) problem(message, position);
    for (const { text: code, position } of matches.found) {
      list.at = locate(path, position);
      if (code !== '') add(code, position);
    }
  },
};

/** The value that a pointer names; undefined when the text cannot be read, and then a problem says why. */
function valueAt({ text, list, problem }: Reading) {
  const { path, place } = list;
  const read = readSource({ path, text });
  if (!read.ok) {
    for (const each of read.problems) problem(each.message, each.position);
    return undefined;
  }
  if (place.kind !== 'pointer' && place.kind !== 'keys') return undefined;
  const { document } = read;
  const { pointer } = place;
  list.at = locate(path, document.near(pointer));
  return { document, pointer, value: document.get(pointer) };
}

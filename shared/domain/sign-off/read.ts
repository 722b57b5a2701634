import { isCommitId } from '../../core/hash-form.ts';
import type { Position } from '../../core/location.ts';
import { type Location, locate } from '../../core/location.ts';
import { type MarkdownDocument, parseMarkdown } from '../../parse/markdown.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import { type Piece, type Prose, parseProse } from '../../parse/markdown-prose.ts';
import type { MarkdownTable, TableRow } from '../../parse/markdown-table.ts';
import { decodeText } from '../../parse/text.ts';
import type { RecordProblem } from '../record/parse.ts';
import { decisionsIn } from './decisions.ts';
import {
  type ApprovalRow,
  emptySignOff,
  type ReadSignOff,
  type Reference,
  type Said,
  type SignOffDocument,
} from './document.ts';
import { labelled } from './lines.ts';
import { looseBoxes } from './loose-boxes.ts';
import { isShaLike, type OwnAddress, referencesIn, textOf } from './references.ts';
import { risksIn } from './risks.ts';
import { type ColumnName, calledBy, type PartName, partNames, type Words } from './words.ts';

/*
 * Apart from the judgement, because the Markdown parser takes most of a start: load this module only where there is a document.
 */

/** A document that names more is no sign-off. */
export const mostNamed = 1000;

/** A document as its parsers give it. */
export interface ParsedSignOff {
  markdown: MarkdownDocument;
  prose: readonly Prose[];
}

/** Parses a document; what keeps it from being read is a clause that continues "the document …". */
export function parseSignOff(
  path: string,
  content: Uint8Array,
): { ok: true; parsed: ParsedSignOff } | { ok: false; problem: RecordProblem } {
  const decoded = decodeText(content);
  if (!decoded.ok) return { ok: false, problem: { message: decoded.message, at: { path, line: decoded.line } } };
  const parsed = parseMarkdown(decoded.text);
  if (!parsed.ok) return { ok: false, problem: { message: parsed.message, at: locate(path, parsed.position) } };
  const prose = parseProse(decoded.text);
  if (!prose.ok) return { ok: false, problem: { message: prose.message, at: locate(path, prose.position) } };
  return { ok: true, parsed: { markdown: parsed.document, prose: prose.prose } };
}

/** Reads a sign-off document. What lets a reader see something else than what is read is a problem. */
export function readSignOff(path: string, content: Uint8Array, words: Words, own: OwnAddress | undefined): ReadSignOff {
  const result = parseSignOff(path, content);
  if (!result.ok) return { document: emptySignOff(path), problems: [result.problem] };
  const { markdown, prose } = result.parsed;
  const at = (position: Position): Location => locate(path, position);
  const commits: Said[] = [];
  const branches: Said[] = [];
  const references = new Map<string, Reference>();
  const addReference = (one: Reference): void => {
    const key = `${one.kind} ${one.value}`;
    if (!references.has(key)) references.set(key, one);
  };
  for (const line of prose) {
    for (const one of referencesIn(line, path, own, at(line.position))) addReference(one);
    const label = line.kind === 'paragraph' || line.kind === 'item' ? labelled(line) : undefined;
    if (label === undefined) continue;
    const said = { text: textOf(label.value), at: at(line.position) };
    if (/^(?:release )?tag$/i.test(label.label) && said.text !== '')
      addReference({ ...said, kind: 'tag', value: said.text });
    if (calledBy(label.label, ['commit'], words) !== undefined)
      commits.push(...commitsIn(said, label.value, path, own));
    const [branch] = label.value.filter(({ kind, text }) => kind === 'code' && !/^[0-9a-f]{7,64}$/.test(text.trim()));
    if (branch !== undefined && calledBy(label.label, ['branch'], words) !== undefined)
      branches.push({ ...said, text: branch.text.trim() });
  }
  commits.push(...commitsOfTables(markdown, words, at));
  const document: SignOffDocument = {
    path,
    decisions: decisionsIn(prose, markdown, words, at),
    commits,
    branches,
    parts: partsIn(prose, words, at),
    references: [...references.values()].slice(0, mostNamed),
    record: recordIn(markdown, words, at).slice(0, mostNamed + 1),
    risks: risksIn(prose, markdown, words, at).slice(0, mostNamed + 1),
    openBoxes: [
      ...markdown.boxes.filter(({ checked }) => !checked),
      ...markdown.brokenBoxes.map(({ message, position }) => ({ text: message, position })),
      ...looseBoxes(prose),
    ].map(({ text, position }) => ({ text, at: at(position) })),
  };
  const problems = hidden(result.parsed, at);
  for (const [what, count] of [
    ['things', references.size],
    ['risks', document.risks.length],
    ['approvals', document.record.length],
  ] as const)
    if (count > mostNamed)
      problems.push({ message: `names ${count} ${what}, expected at most ${mostNamed}`, at: { path } });
  return { document, problems };
}

/** Everything that shows a reader something else than what is read. */
export function hidden(
  { markdown: { brokenTables, opaque, tables, lines }, prose }: ParsedSignOff,
  at: (position: Position) => Location,
): RecordProblem[] {
  return [
    ...brokenTables.map(({ message, position }) => ({
      message: `has a table that is none: ${message}`,
      at: at(position),
    })),
    ...tables.flatMap(({ problems }) =>
      problems.map(({ message, position }) => ({
        message: `has a table that is not whole: ${message}`,
        at: at(position),
      })),
    ),
    ...hiddenParts(opaque).map(({ message, position }) => ({ message, at: at(position) })),
    ...struckOut(prose, lines).map((position) => ({ message: 'has text that is struck out', at: at(position) })),
  ];
}

/** The commits of a value; a link to one of this repository names it in full, whatever its text is. */
function commitsIn(said: Said, value: readonly Piece[], path: string, own: OwnAddress | undefined): Said[] {
  if (said.text === '') return [];
  const linked = referencesIn({ text: '', pieces: value }, path, own, said.at).filter(({ kind }) => kind === 'commit');
  const full = linked.flatMap(({ value: id }) => (isCommitId(id) ? [id] : []));
  const ids = new Set([...said.text.split(/[\s/,;()]+/).filter(isCommitId), ...full]);
  return ids.size === 0 ? [said] : [...ids].map((id) => ({ ...said, text: id }));
}

/** What stands beside a cell that is called a commit; the columns of a matrix have another meaning. */
function commitsOfTables({ tables }: MarkdownDocument, words: Words, at: (position: Position) => Location): Said[] {
  return tables.flatMap(({ header, rows }) => {
    const has = (name: ColumnName): boolean => header.some(({ text }) => calledBy(text, [name], words) !== undefined);
    if (has('slice') && has('pull')) return [];
    const isCommit = (text: string | undefined): boolean =>
      text !== undefined && calledBy(text, ['commit'], words) !== undefined;
    return [header, ...rows.map(({ cells }) => cells)].flatMap((cells, row) =>
      cells.flatMap((cell, column): Said[] => {
        const isBeside = isCommit(cells[column - 1]?.text) && (row > 0 || isShaLike(cell.text));
        if (cell.text === '' || !(isBeside || (row > 0 && isCommit(header[column]?.text)))) return [];
        const ids = cell.text.split(/[\s/,;()]+/).filter(isCommitId);
        return (ids.length === 0 ? [cell.text] : ids).map((text) => ({ text, at: at(cell.position) }));
      }),
    );
  });
}

const struck = /(?<!~)(~~?)(?=[^\s~])[^]*?[^\s~]\1(?!~)/;

/** Where a paragraph, item, heading or cell has text that GitHub shows struck out. */
function struckOut(prose: readonly Prose[], lines: MarkdownDocument['lines']): Position[] {
  const blocks = new Map<number, { text: string; position: Position; last: number }>();
  for (const { block, pieces, position } of prose) {
    const text = pieces.map((piece) => (piece.kind === 'code' ? 'x' : piece.text)).join('');
    const before = blocks.get(block);
    if (before === undefined) blocks.set(block, { text, position, last: position.line });
    else Object.assign(before, { text: `${before.text}\n${text}`, last: position.line });
  }
  return [...blocks.values()].flatMap(({ text, position, last }) => {
    if (!struck.test(text)) return [];
    // Signs that the source takes back strike nothing out.
    const source = Array.from(
      { length: last - position.line + 1 },
      (_, index) => lines.line(position.line + index) ?? '',
    );
    return struck.test(source.join('\n').replace(/\\[^]|`[^`]*`/g, 'x')) ? [position] : [];
  });
}

function partsIn(
  prose: readonly Prose[],
  words: Words,
  at: (position: Position) => Location,
): SignOffDocument['parts'] {
  const parts: Partial<Record<PartName, Said[]>> = {};
  const add = (part: PartName, text: string, position: Position): void => {
    (parts[part] ??= []).push({ text, at: at(position) });
  };
  for (const [index, line] of prose.entries()) {
    if (line.kind === 'heading') {
      const part = calledBy(line.text, partNames, words);
      if (part !== undefined) parts[part] ??= [];
      continue;
    }
    const parted = new Set(line.under.flatMap((heading) => calledBy(heading, partNames, words) ?? []));
    for (const part of parted) add(part, line.text, line.position);
    const label = line.kind === 'cell' ? undefined : labelled(line);
    if (label === undefined) continue;
    // One label can be the word of two parts: branch and commit.
    for (const part of partNames) {
      if (calledBy(label.label, [part], words) === undefined || parted.has(part)) continue;
      parts[part] ??= [];
      const value = textOf(label.value);
      if (value !== '') add(part, value, line.position);
      else for (const item of itemsBehind(prose, index)) add(part, item.text, item.position);
    }
  }
  return parts;
}

/** The items of the list that stands behind a line, or below an item. */
function itemsBehind(prose: readonly Prose[], index: number): Prose[] {
  const own = prose[index]?.depth ?? 0;
  const items: Prose[] = [];
  for (const line of prose.slice(index + 1)) {
    if (line.depth <= own) break;
    if (line.kind === 'item') items.push(line);
  }
  return items;
}

/** A table whose header has these columns, by their words; where each stands. */
export function columnsOf<C extends ColumnName>(
  { header }: MarkdownTable,
  names: readonly C[],
  words: Words,
): Partial<Record<C, number>> {
  const columns: Partial<Record<C, number>> = {};
  for (const [index, { text }] of header.entries()) {
    // The name of one column can be a word of another: what is free takes it.
    const free = names.filter((name) => columns[name] === undefined);
    const name = calledBy(text, free, words);
    if (name !== undefined) columns[name] = index;
  }
  return columns;
}

function recordIn({ tables }: MarkdownDocument, words: Words, at: (position: Position) => Location): ApprovalRow[] {
  return tables.flatMap((table) => {
    const columns = columnsOf(table, ['role', 'name', 'verdict', 'time'], words);
    // Without a column for the decision each line lacks it, which is a finding.
    if (columns.role === undefined || columns.name === undefined) return [];
    return table.rows.map((row) => {
      const said = (name: 'role' | 'name' | 'verdict' | 'time'): Said => saidIn(row, columns[name], at);
      return {
        role: said('role'),
        name: said('name'),
        verdict: said('verdict'),
        time: said('time'),
        at: at(row.position),
      };
    });
  });
}

/** What a cell of a row says; nothing where there is no such column. */
export function saidIn(
  { cells, position }: TableRow,
  column: number | undefined,
  at: (position: Position) => Location,
): Said {
  const cell = column === undefined ? undefined : cells[column];
  return { text: cell?.text ?? '', at: at(cell?.position ?? position) };
}

import { type Location, locate } from '../../core/location.ts';
import { brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from '../../parse/markdown.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import { quote } from '../../parse/text.ts';
import type { ReadDeclaration } from './declaration.ts';
import type { DeclaredCheck } from './facts.ts';
import { type MarkdownLine, markdownLines } from './markdown-lines.ts';

/*
 * Apart from the JSON reader, because the Markdown parser takes most of a start: load this module only where a document is Markdown.
 */

/**
 * Reads the first list of code spans behind a heading with that text, or behind a line that begins with it: one check for
 * each item, and nothing else in an item. Whatever could show a reader another list than the one that is read is a problem: up to the next
 * heading of the same or a higher level no code stands besides the list, but for names of files, and no table.
 */
export function readMarkdownDeclaration(path: string, text: string, marker: string): ReadDeclaration {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { headings, lines, opaque, tables, brokenTables } = parsed.document;
  const all = markdownLines(lines.count, (line) => lines.line(line) ?? '');
  const named = headings.filter((each) => each.text.toLowerCase() === marker.toLowerCase());
  const starts =
    named.length > 0
      ? named.map(({ position }) => position.line)
      : all.filter(({ text: own, kind }) => kind === 'text' && own.startsWith(marker)).map(({ line }) => line);
  const [start, second] = starts;
  const refuse = (message: string, line?: number): ReadDeclaration => ({
    ok: false,
    problems: [{ message, at: line === undefined ? { path } : { path, line } }],
  });
  if (start === undefined) return refuse(`has nothing called ${quote(marker)}`);
  if (second !== undefined) return refuse(`has ${starts.length} places called ${quote(marker)}`, second);
  const depth = headings.findLast(({ position }) => position.line <= start)?.depth ?? Number.POSITIVE_INFINITY;
  const next = headings.find((each) => each.position.line > start && each.depth <= depth);
  const end = next?.position.line ?? lines.count + 1;
  const inSection = (line: number): boolean => line > start && line < end;
  const { checks, problems } = listIn(
    path,
    all.filter(({ line }) => inSection(line)),
  );
  const hidden = opaque.filter(({ position: { line }, until }) => inSection(line) || (line <= start && until > start));
  for (const { message, position } of hiddenParts(hidden, `behind ${quote(marker)}`))
    problems.push({ message, at: locate(path, position) });
  for (const { position } of [...tables, ...brokenTables].filter(({ position: { line } }) => inSection(line))) {
    const message = `has a table behind ${quote(marker)}, which a reader may take for a part of the list`;
    problems.push({ message, at: locate(path, position) });
  }
  if (checks.length === 0 && problems.length === 0) return refuse(`has no list behind ${quote(marker)}`, start);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

type Problems = { message: string; at: Location }[];

/** The checks of the first list among the lines, and what else a reader could take for checks. */
function listIn(path: string, lines: readonly MarkdownLine[]): { checks: DeclaredCheck[]; problems: Problems } {
  const checks: DeclaredCheck[] = [];
  const problems: Problems = [];
  let place: 'before' | 'in' | 'behind' = 'before';
  let afterBlank = false;
  let above: Pick<MarkdownLine, 'text' | 'kind'> = { text: '', kind: 'text' };
  for (const { line, text, kind } of lines) {
    const at = { path, line };
    if (kind === 'mixed') {
      problems.push({ message: 'has a comment in a line with text', at });
      continue;
    }
    if (text.trim() === '') {
      afterBlank = true;
      continue;
    }
    const isBehind = afterBlank;
    const previous = above;
    afterBlank = false;
    above = { text, kind };
    const item = kind === 'text' && place !== 'behind' ? itemOf(text) : undefined;
    if (item === undefined) {
      // What a reader sees between two lists makes them two; anything else could be a part of the list.
      if (place === 'in' && isBehind && (kind === 'code' || divides(text))) place = 'behind';
      if (place === 'in')
        problems.push({ message: `has something in the list that is no item: ${quote(text.trim())}`, at });
      else if (
        kind === 'code'
          ? previous.kind !== 'code'
          : kind === 'text' && showsCode(text, isBehind && itemOf(previous.text) === undefined)
      )
        problems.push({
          message: `has code besides the list, which a reader may take for a check: ${quote(text.trim())}`,
          at,
        });
      continue;
    }
    place = 'in';
    const context = /^`(?<context>[^`]+)`$/.exec(item.trim())?.groups?.['context'];
    if (context === undefined) problems.push({ message: `has an item that is no check in code: ${quote(item)}`, at });
    else if (checks.some((check) => check.context === context))
      problems.push({ message: `lists ${quote(context)} twice`, at });
    else checks.push({ context, at });
  }
  return { checks, problems };
}

/** Whether a line shows code that is not the name of a file. `apart`: it can be a block of its own, which is code when it is indented. */
function showsCode(text: string, apart: boolean): boolean {
  if (apart && /^(?: {4}|\t)/.test(text)) return true;
  const rest = text.replaceAll(/`(?:[\w-]+\/)*[\w.-]+\.(?:json|md|txt|toml|ya?ml)`/g, '');
  return rest.includes('`');
}

function itemOf(text: string): string | undefined {
  return /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+(?<content>\S.*)$/.exec(text)?.groups?.['content'];
}

/** Prose, a table or a line across the page, at the beginning of the line: a letter or digit that has a shape, with its marks. */
function divides(text: string): boolean {
  return /^(?:[*_]{0,3}(?![\u115f\u1160\u3164\uffa0])[\p{L}\p{N}]|`[^`]|\||(?:-\s*){3,}$|(?:_\s*){3,}$|(?:\*\s*){3,}$)/u.test(
    text,
  );
}

/**
 * Reads a column of the only table under a heading: one check for each row, as code or plain text. Whatever could show a reader
 * something else than what is read is a problem.
 */
export function readTableDeclaration(path: string, text: string, heading: string, column: string): ReadDeclaration {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { document } = parsed;
  const headings = headingsNamed(document, heading);
  const tables = tablesUnder(document, heading);
  const [table] = tables;
  const refuse = (message: string, at: Location): ReadDeclaration => ({ ok: false, problems: [{ message, at }] });
  if (headings.length !== 1) {
    const count = headings.length === 0 ? 'no heading' : `${headings.length} headings`;
    return refuse(`has ${count} ${quote(heading)}`, locate(path, headings[1]?.position));
  }
  if (table === undefined || tables.length > 1) {
    const count = table === undefined ? 'no table' : `${tables.length} tables`;
    return refuse(`has ${count} under ${quote(heading)}`, locate(path, tables[1]?.position ?? headings[0]?.position));
  }
  const problems = [...brokenTablesUnder(document, heading), ...table.problems].map(({ message, position }) => ({
    message: `has a table in which ${message}`,
    at: locate(path, position),
  }));
  for (const { message, position } of hiddenParts(opaqueUnder(document, heading), `under ${quote(heading)}`))
    problems.push({ message, at: locate(path, position) });
  const places = table.header.flatMap(({ text: name }, index) => (name === column ? [index] : []));
  const [place] = places;
  if (place === undefined || places.length > 1) {
    const count = place === undefined ? 'no column' : `${places.length} columns`;
    problems.push({ message: `has ${count} ${quote(column)}`, at: locate(path, table.position) });
    return { ok: false, problems };
  }
  const checks: DeclaredCheck[] = [];
  for (const { cells, position } of table.rows) {
    const cell = cells[place];
    const context = cell?.text ?? '';
    const at = locate(path, cell?.position ?? position);
    if (context === '') problems.push({ message: `has a row without a check in ${quote(column)}`, at });
    else if (checks.some((check) => check.context === context))
      problems.push({ message: `lists ${quote(context)} twice`, at });
    else checks.push({ context, at });
  }
  if (checks.length === 0 && problems.length === 0)
    problems.push({ message: `has no row under ${quote(heading)}`, at: locate(path, table.position) });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

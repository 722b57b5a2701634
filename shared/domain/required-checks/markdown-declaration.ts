import { type Location, locate } from '../../core/location.ts';
import { brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from '../../parse/markdown.ts';
import { quote } from '../../parse/text.ts';
import type { ReadDeclaration } from './declaration.ts';
import type { DeclaredCheck } from './facts.ts';

/*
 * Apart from the JSON reader, because the Markdown parser takes most of a start: load this module only where a document is Markdown.
 */

/**
 * Reads the first list of code spans behind a heading with that text, or behind a line that begins with it: one check for
 * each item, and nothing else in an item.
 */
export function readMarkdownDeclaration(path: string, text: string, marker: string): ReadDeclaration {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return { ok: false, problems: [{ message: parsed.message, at: locate(path, parsed.position) }] };
  const { headings, lines } = parsed.document;
  const shown = visibleLines(lines.count, (line) => lines.line(line) ?? '');
  const heading = headings.find((each) => each.text.toLowerCase() === marker.toLowerCase());
  const start = heading?.position.line ?? shown.find(({ text: own }) => own.startsWith(marker))?.line;
  if (start === undefined)
    return { ok: false, problems: [{ message: `has nothing called ${quote(marker)}`, at: { path } }] };
  const end = headings.find(({ position }) => position.line > start)?.position.line ?? lines.count + 1;
  const checks: DeclaredCheck[] = [];
  const problems: { message: string; at: Location }[] = [];
  for (const { line, text: own } of shown) {
    if (line <= start || line >= end || own.trim() === '') continue;
    const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+(?<content>\S.*)$/.exec(own)?.groups?.['content'];
    // What comes behind the list is another one, or prose.
    if (item === undefined) {
      if (checks.length + problems.length > 0) break;
      continue;
    }
    const at = { path, line };
    const context = /^`(?<context>[^`]+)`$/.exec(item.trim())?.groups?.['context'];
    if (context === undefined) problems.push({ message: `has an item that is no check in code: ${quote(item)}`, at });
    else if (checks.some((check) => check.context === context))
      problems.push({ message: `lists ${quote(context)} twice`, at });
    else checks.push({ context, at });
  }
  if (checks.length === 0 && problems.length === 0) {
    problems.push({ message: `has no list behind ${quote(marker)}`, at: { path, line: start } });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, checks };
}

/** The lines that a reader sees as text: none of fenced code, none that an HTML comment touches. */
function visibleLines(count: number, lineOf: (line: number) => string): { line: number; text: string }[] {
  const shown: { line: number; text: string }[] = [];
  let fence: string | undefined;
  let comment = false;
  for (let line = 1; line <= count; line += 1) {
    const text = lineOf(line);
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/.exec(text)?.groups?.['mark'];
    if (comment || (fence === undefined && text.includes('<!--'))) {
      comment = text.lastIndexOf('-->') <= text.lastIndexOf('<!--');
    } else if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
    } else if (mark !== undefined) fence = mark;
    else shown.push({ line, text });
  }
  return shown;
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
  for (const { position } of opaqueUnder(document, heading)) {
    const message = `has HTML, an image, a reference or a quotation under ${quote(heading)}, so that a reader may see something else`;
    problems.push({ message, at: locate(path, position) });
  }
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

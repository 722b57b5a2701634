import type { Position } from '../../core/location.ts';
import {
  brokenTablesUnder,
  bulletsUnder,
  headingsNamed,
  type MarkdownDocument,
  opaqueUnder,
  parseMarkdown,
  tablesUnder,
} from '../../parse/markdown.ts';
import type { MarkdownTable } from '../../parse/markdown-table.ts';
import type { MatrixConfig } from './config.ts';
import type { MatrixModel, MatrixProblem } from './matrix.ts';

/*
 * Apart from the model, because the Markdown parser takes most of a start: load this module only where there is a matrix.
 */

export type ReadMatrix = { ok: true; model: MatrixModel } | { ok: false; message: string; position: Position };

/** Reads the matrix that the configuration describes; whatever keeps a fact from being read is a problem of the model. */
export function readMatrix(text: string, config: MatrixConfig): ReadMatrix {
  const parsed = parseMarkdown(text);
  return parsed.ok ? { ok: true, model: modelOf(parsed.document, config) } : parsed;
}

function modelOf(document: MarkdownDocument, config: MatrixConfig): MatrixModel {
  const problems: MatrixProblem[] = [];
  const tableAt = readSection(document, config.table, problems);
  const bulletsAt = config.bullets === undefined ? undefined : readSection(document, config.bullets, problems);
  const table = tableAt === undefined ? undefined : theTable(document, config.table, tableAt, problems);
  const bullets = config.bullets === undefined ? new Map() : theBullets(document, config.bullets, problems);
  const lines = document.labelledLines.filter(({ label }) => label === config.updated);
  problems.push(...twice('line', lines));
  return { bullets, bulletsAt, table, updated: lines[0], problems };
}

/** Where the section of a heading begins, and what keeps its facts from being what a reader sees. */
function readSection(document: MarkdownDocument, heading: string, problems: MatrixProblem[]): Position | undefined {
  const what = `section “${heading}”`;
  const found = headingsNamed(document, heading);
  if (found.length !== 1) {
    const missing = found.length === 0;
    problems.push({
      what,
      problem: missing ? 'is missing' : `stands ${found.length} times`,
      fix: missing ? `add the heading “${heading}”, or name another one in the configuration` : 'keep one of them',
      position: found[1]?.position,
    });
  }
  const [opaque] = opaqueUnder(document, heading);
  if (opaque !== undefined) {
    problems.push({
      what,
      problem:
        'has HTML, an image, a reference or a quotation in it: a reader may see something else than what is read',
      fix: 'write the facts as plain text or code',
      position: opaque.position,
    });
  }
  return found[0]?.position;
}

function theTable(
  document: MarkdownDocument,
  heading: string,
  at: Position,
  problems: MatrixProblem[],
): MarkdownTable | undefined {
  const what = `table under “${heading}”`;
  const tables = tablesUnder(document, heading);
  const [table] = tables;
  const broken = [...brokenTablesUnder(document, heading), ...(tables.length === 1 ? (table?.problems ?? []) : [])];
  for (const { message, position } of broken) {
    problems.push({
      what,
      problem: message,
      fix: 'give every row as many cells as the header, with no blank line between',
      position,
    });
  }
  if (tables.length !== 1 || table === undefined) {
    problems.push({
      what,
      problem: tables.length === 0 ? 'is missing' : `is not alone: there are ${tables.length}`,
      fix:
        tables.length === 0 ? 'write the table with a header row and a delimiter row' : 'keep one table in the section',
      position: tables[1]?.position ?? at,
    });
    return undefined;
  }
  if (table.heading !== headingsNamed(document, heading)[0]?.text) {
    const fix = `put it directly below “${heading}”`;
    problems.push({
      what,
      problem: `stands under the heading “${table.heading ?? ''}” of its own`,
      fix,
      position: table.position,
    });
  }
  const unnamed = table.header.find(({ text }) => text === '');
  if (unnamed !== undefined)
    problems.push({
      what,
      problem: 'has a column without a name',
      fix: 'name it, or remove it',
      position: unnamed.position,
    });
  const columns = table.header.map(({ text, position }) => ({ label: text, position }));
  problems.push(...twice('column', columns));
  return table;
}

type Bullets = Map<string, { value: string; position: Position }[]>;

function theBullets(document: MarkdownDocument, heading: string, problems: MatrixProblem[]): Bullets {
  const bullets: Bullets = new Map();
  const all = bulletsUnder(document, heading);
  for (const { label, value, position } of all)
    bullets.set(label, [...(bullets.get(label) ?? []), { value, position }]);
  problems.push(...twice('bullet', all));
  return bullets;
}

/** Labels that a reader cannot tell apart: letter case, width and invisible characters do not count. */
function twice(kind: string, labelled: readonly { label: string; position: Position }[]): MatrixProblem[] {
  const groups = new Map<string, { label: string; position: Position }[]>();
  for (const each of labelled) {
    const seen = each.label
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .toLowerCase();
    if (seen !== '') groups.set(seen, [...(groups.get(seen) ?? []), each]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      what: `${kind} “${group[0]?.label ?? ''}”`,
      problem: `stands ${group.length} times`,
      fix: 'keep one of them',
      position: group[1]?.position,
    }));
}

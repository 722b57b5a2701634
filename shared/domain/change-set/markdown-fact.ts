import {
  brokenTablesUnder,
  bulletsUnder,
  headingsNamed,
  type MarkdownDocument,
  parseMarkdown,
  tablesUnder,
} from '../../parse/markdown.ts';
import type { Reading, Spot } from './fact.ts';

/*
 * Apart from the other facts, because the Markdown parser takes most of a start: load this module only where a fact is in Markdown.
 */

type MarkdownSpot = Exclude<Spot, { kind: 'pointer' }>;

/** The facts of a Markdown text, or why there are none to read: a clause that continues "the file …". */
export function markdownFacts(
  text: string,
): { ok: true; read(spot: MarkdownSpot): Reading } | { ok: false; message: string } {
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return parsed;
  const { document } = parsed;
  return { ok: true, read: (spot) => readSpot(document, spot) };
}

function readSpot(document: MarkdownDocument, spot: MarkdownSpot): Reading {
  const headings = headingsNamed(document, spot.heading);
  if (headings.length > 1) return unknown(`has the heading “${spot.heading}” ${headings.length} times`);
  const at = headings[0]?.position;
  if (spot.kind === 'bullet') {
    const bullets = bulletsUnder(document, spot.heading).filter(({ label }) => label === spot.label);
    const [bullet] = bullets;
    if (bullet === undefined) return { state: 'absent', at };
    if (bullets.length > 1) return unknown(`has the bullet “${spot.label}” ${bullets.length} times`);
    return { state: 'value', value: bullet.value, at: bullet.position };
  }
  // A table that is broken does not lose its facts: nobody knows what it would say.
  const [broken] = brokenTablesUnder(document, spot.heading);
  if (broken !== undefined) return unknown(`has no whole table under “${spot.heading}”: ${broken.message}`);
  const tables = tablesUnder(document, spot.heading);
  const [table] = tables;
  if (table === undefined) return { state: 'absent', at };
  if (tables.length > 1) return unknown(`has ${tables.length} tables under “${spot.heading}”`);
  const [problem] = table.problems;
  if (problem !== undefined) return unknown(`has no whole table under “${spot.heading}”: ${problem.message}`);
  const columns = table.header.flatMap(({ text }, index) => (text === spot.header ? [index] : []));
  const [column] = columns;
  if (column === undefined) return { state: 'absent', at: table.position };
  if (columns.length > 1) return unknown(`has the column “${spot.header}” ${columns.length} times`);
  const cells = table.rows.map(({ cells: row }) => row[column]?.text ?? '');
  return { state: 'value', value: cells, at: table.rows.at(-1)?.cells[column]?.position ?? table.position };
}

function unknown(message: string): Reading {
  return { state: 'unknown', message };
}

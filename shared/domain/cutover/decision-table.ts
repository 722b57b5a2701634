import type { Location } from '../../core/location.ts';
import { locate } from '../../core/location.ts';
import { brokenTablesUnder, headingsNamed, opaqueUnder, parseMarkdown, tablesUnder } from '../../parse/markdown.ts';
import { hiddenParts } from '../../parse/markdown-plain.ts';
import { foldedName } from '../record/folded-name.ts';
import type { DecisionTable } from './config.ts';

/*
 * Apart from the judgement, because the Markdown parser takes most of a start: load this module only where there is a table.
 */

/** One row: a check, and the word that somebody wrote beside it. */
export interface DecisionRow {
  check: string;
  word: string;
  at: Location;
}

export type ReadDecisionTable =
  | { ok: true; rows: DecisionRow[] }
  | { ok: false; problems: { message: string; at: Location }[] };

/**
 * Reads the one table under a heading of a Markdown text. Anything that lets a reader see other rows than those that are read is a
 * problem, a clause that continues "the decision table …": broken or several tables, HTML and images, checks without a name or twice.
 */
export function readDecisionTable(text: string, { path, heading, check, status }: DecisionTable): ReadDecisionTable {
  const fail = (...problems: { message: string; at: Location }[]): ReadDecisionTable => ({ ok: false, problems });
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return fail({ message: parsed.message, at: locate(path, parsed.position) });
  const { document } = parsed;
  const headings = headingsNamed(document, heading);
  if (headings.length !== 1) {
    const message =
      headings.length === 0 ? `has no heading “${heading}”` : `has the heading “${heading}” ${headings.length} times`;
    return fail({ message, at: locate(path, headings[1]?.position) });
  }
  const tables = tablesUnder(document, heading);
  const broken = [...brokenTablesUnder(document, heading), ...tables.flatMap(({ problems }) => problems)];
  const hidden = hiddenParts(opaqueUnder(document, heading), 'beside it');
  const wrong = [
    ...broken.map(({ message, position }) => ({ message: `is not whole: ${message}`, at: locate(path, position) })),
    ...hidden.map(({ message, position }) => ({ message, at: locate(path, position) })),
  ];
  const [table, second] = tables;
  if (table === undefined)
    wrong.push({ message: `is missing under “${heading}”`, at: locate(path, headings[0]?.position) });
  if (second !== undefined)
    wrong.push({ message: `is not alone under “${heading}”`, at: locate(path, second.position) });
  if (table === undefined || wrong.length > 0) return fail(...wrong);
  const columns = [check, status].map((name) =>
    table.header.flatMap(({ text: header }, index) => (header === name ? [index] : [])),
  );
  const [ofCheck, ofStatus] = columns.map((found) => (found.length === 1 ? found[0] : undefined));
  if (ofCheck === undefined || ofStatus === undefined) {
    const name = ofCheck === undefined ? check : status;
    return fail({ message: `has not one column “${name}”`, at: locate(path, table.position) });
  }
  if (table.rows.length === 0) return fail({ message: 'has no row', at: locate(path, table.position) });
  const rows = table.rows.map(({ cells, position }) => ({
    check: cells[ofCheck]?.text ?? '',
    word: cells[ofStatus]?.text ?? '',
    at: locate(path, cells[ofStatus]?.position ?? position),
  }));
  const seen = new Set<string>();
  const doubtful = rows.flatMap(({ check: name, at }) => {
    const folded = foldedName(name);
    const problem =
      folded === '' ? 'has a row without a check' : seen.has(folded) ? `has the check “${name}” twice` : undefined;
    seen.add(folded);
    return problem === undefined ? [] : [{ message: problem, at }];
  });
  return doubtful.length > 0 ? fail(...doubtful) : { ok: true, rows };
}

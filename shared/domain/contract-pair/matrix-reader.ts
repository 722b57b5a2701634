import type { Position } from '../../core/location.ts';
import {
  brokenTablesUnder,
  bulletsUnder,
  headingsNamed,
  type MarkdownDocument,
  parseMarkdown,
  tablesUnder,
} from '../../parse/markdown.ts';
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
  const heading = (text: string): Position | undefined => {
    const found = headingsNamed(document, text);
    if (found.length !== 1) {
      problems.push({
        what: `section “${text}”`,
        problem: found.length === 0 ? 'is missing' : `stands ${found.length} times`,
        fix:
          found.length === 0
            ? `add the heading “${text}”, or name another one in the configuration`
            : 'keep one of them',
        position: found[1]?.position,
      });
    }
    return found[0]?.position;
  };
  const tableAt = heading(config.table);
  const bulletsAt = config.bullets === undefined ? undefined : heading(config.bullets);
  const tables = tablesUnder(document, config.table);
  if (tableAt !== undefined && tables.length !== 1) {
    problems.push({
      what: `table under “${config.table}”`,
      problem: tables.length === 0 ? 'is missing' : `is not alone: there are ${tables.length}`,
      fix:
        tables.length === 0 ? 'write the table with a header row and a delimiter row' : 'keep one table in the section',
      position: tables[1]?.position ?? tableAt,
    });
  }
  const table = tables.length === 1 ? tables[0] : undefined;
  for (const { message, position } of [...brokenTablesUnder(document, config.table), ...(table?.problems ?? [])]) {
    problems.push({
      what: `table under “${config.table}”`,
      problem: message,
      fix: 'give every row as many cells as the header, with no blank line between',
      position,
    });
  }
  const bullets = new Map<string, { value: string; position: Position }[]>();
  for (const { label, value, position } of config.bullets === undefined ? [] : bulletsUnder(document, config.bullets)) {
    bullets.set(label, [...(bullets.get(label) ?? []), { value, position }]);
  }
  for (const [label, all] of bullets) {
    if (all.length > 1)
      problems.push({
        what: `bullet “${label}”`,
        problem: `stands ${all.length} times`,
        fix: 'keep one of them',
        position: all[1]?.position,
      });
  }
  const lines = document.labelledLines.filter(({ label }) => label === config.updated);
  if (lines.length > 1) {
    problems.push({
      what: `line “${String(config.updated)}”`,
      problem: `stands ${lines.length} times`,
      fix: 'keep one of them',
      position: lines[1]?.position,
    });
  }
  return { bullets, bulletsAt, table, updated: lines[0], problems };
}

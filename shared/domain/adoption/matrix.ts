import {
  brokenTablesUnder,
  bulletsUnder,
  headingsNamed,
  type MarkdownDocument,
  opaqueUnder,
  tablesUnder,
} from '../../parse/markdown.ts';
import type { MarkdownTable } from '../../parse/markdown-table.ts';
import { sameRepository } from '../../parse/repository.ts';
import type { Parsed } from './ground.ts';
import type { Pin, PinFact } from './pin.ts';

/** A document that says which releases go together, as `matrix:` of a contract describes it. */
export interface FoundMatrix {
  path: string;
  line: number;
  table: string;
  bullets: string | undefined;
  rows: 'single-row' | 'append-only';
  status: string | undefined;
  /** The status of the row, where it is a word for approval other than the usual one. */
  approved: string | undefined;
  /** The label of the line with the date of the last change, or false. */
  updated: string | false;
  columns: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
}

const approving = /^(?:accepted|active|compatible|current|go|ok|passed|released|supported|verified)$/i;

/** The one table of a document in which a row has the release and the commit of the pin, or one of the two. */
export function matrixOf(pin: Pin, { path, document }: Parsed<MarkdownDocument>): FoundMatrix | undefined {
  const found = document.tables.flatMap((table) => {
    const columns = columnsOf(pin, table);
    const { heading } = table;
    if (columns === undefined || heading === undefined || heading === '' || !isPlain(document, heading)) return [];
    return tablesUnder(document, heading).length === 1 ? [{ table, heading, columns }] : [];
  });
  const [one] = found;
  if (one === undefined || found.length > 1) return undefined;
  const status = one.table.header.find(({ text }) => /^(?:status|state)$/i.test(text))?.text;
  const at = one.table.header.findIndex(({ text }) => text === status);
  const word = status === undefined ? undefined : rowOf(pin, one.table)?.cells[at]?.text;
  const { heading: bullets, labels } = labelsOf(pin, document);
  const usual = document.labelledLines.some(({ label }) => label === 'Updated');
  const other = document.labelledLines.filter(({ label }) => /updated/i.test(label));
  return {
    path,
    line: one.table.position.line,
    table: one.heading,
    bullets,
    rows: one.table.rows.length > 1 ? 'append-only' : 'single-row',
    status,
    approved: word !== undefined && approving.test(word) ? word : undefined,
    updated: usual ? 'Updated' : other.length === 1 ? (other[0]?.label ?? false) : false,
    columns: one.columns,
    labels,
  };
}

/** Whether a heading stands once, and nothing below it can show a reader something else. */
function isPlain(document: MarkdownDocument, heading: string): boolean {
  return (
    headingsNamed(document, heading).length === 1 &&
    opaqueUnder(document, heading).length === 0 &&
    brokenTablesUnder(document, heading).length === 0
  );
}

function says({ name, value }: PinFact, text: string): boolean {
  return text === value || (name === 'repository' && sameRepository(value, text));
}

/** The row that has most of the release and commit of the pin. */
function rowOf(pin: Pin, table: MarkdownTable): MarkdownTable['rows'][number] | undefined {
  const facts = pin.facts.filter(({ name }) => name === 'tag' || name === 'commit');
  const count = ({ cells }: MarkdownTable['rows'][number]): number =>
    facts.filter((fact) => cells.some(({ text }) => says(fact, text))).length;
  const best = [...table.rows].sort((a, b) => count(b) - count(a))[0];
  return best !== undefined && count(best) > 0 ? best : undefined;
}

const named: Readonly<Record<string, RegExp>> = { tag: /\b(?:release|tag)\b/i, commit: /\b(?:commit|sha)\b/i };

/** The columns of the facts: by the cells of the row, and for release and commit else by the header. */
function columnsOf(pin: Pin, table: MarkdownTable): ReadonlyMap<string, string> | undefined {
  const row = rowOf(pin, table);
  const headers = table.header.map(({ text }) => text);
  if (row === undefined || table.problems.length > 0 || new Set(headers).size !== headers.length) return undefined;
  const columns = new Map<string, string>();
  const take = (name: string, at: number): void => {
    const header = headers[at];
    if (header !== undefined && header !== '' && ![...columns.values()].includes(header)) columns.set(name, header);
  };
  for (const fact of pin.facts) {
    const fitting = row.cells.flatMap(({ text }, at) => (says(fact, text) ? [at] : []));
    if (fitting.length === 1 && fitting[0] !== undefined) take(fact.name, fitting[0]);
  }
  for (const [name, words] of Object.entries(named)) {
    const fitting = headers.flatMap((header, at) => (words.test(header) ? [at] : []));
    if (!columns.has(name) && fitting.length === 1 && fitting[0] !== undefined) take(name, fitting[0]);
  }
  return columns.has('tag') && columns.has('commit') ? columns : undefined;
}

/** The section whose bullets say most of what the pin says, at least two facts. */
function labelsOf(pin: Pin, document: MarkdownDocument): { heading: string | undefined; labels: Map<string, string> } {
  const none = { heading: undefined, labels: new Map<string, string>() };
  let best: { heading: string | undefined; labels: Map<string, string> } = none;
  for (const heading of new Set(document.bullets.map((bullet) => bullet.heading))) {
    if (heading === undefined || heading === '' || !isPlain(document, heading)) continue;
    const bullets = bulletsUnder(document, heading);
    const labels = new Map<string, string>();
    for (const fact of pin.facts) {
      const fitting = bullets.filter(({ value }) => says(fact, value));
      const [one] = fitting;
      const alone = bullets.filter(({ label }) => label === one?.label).length === 1;
      if (one !== undefined && one.label !== '' && fitting.length === 1 && alone) labels.set(fact.name, one.label);
    }
    if (labels.size >= 2 && labels.size > best.labels.size) best = { heading, labels };
  }
  return best;
}

import type { Location, Position } from '../../core/location.ts';
import type { MarkdownDocument } from '../../parse/markdown.ts';
import type { Piece, Prose } from '../../parse/markdown-prose.ts';
import type { MarkdownTable } from '../../parse/markdown-table.ts';
import type { SaidDecision } from './document.ts';
import {
  beginsWithDecision,
  decisionIn,
  isAboutDecision,
  isAgainst,
  isDecision,
  isKnownLabel,
  labelled,
} from './lines.ts';
import { calledBy, type Words } from './words.ts';

/*
 * A decision can stand anywhere in a document, and each reader believes the one that they find. Whatever is called a decision is one, and
 * whatever says that it does not go speaks against any other.
 */

/** Every decision of a document in source order: of headings, lines and items, and then of its tables. */
export function decisionsIn(
  prose: readonly Prose[],
  { tables }: MarkdownDocument,
  words: Words,
  at: (position: Position) => Location,
): SaidDecision[] {
  const decisions: SaidDecision[] = [];
  for (const [index, line] of prose.entries()) {
    if (line.kind === 'cell') continue;
    const said = decisionOfLine(line, words);
    if (said === undefined) continue;
    decisions.push({ ...decisionIn([...said, ...goesOn(prose, index, words)], words), at: at(line.position) });
  }
  return [...decisions, ...tables.flatMap((table) => decisionsOfTable(table, words, at))];
}

/** The value of a line that says a decision; undefined for any other one. */
function decisionOfLine(line: Prose, words: Words): readonly Piece[] | undefined {
  const { kind, text, pieces, under } = line;
  const label = labelled(line);
  const isNone = label !== undefined && isAboutDecision(label.label, words) && !beginsWithDecision(label.value, words);
  if (label !== undefined && !isNone && isDecision(label.label, words))
    return kind === 'heading' && label.value.length === 0 ? undefined : label.value;
  if (label !== undefined && isAgainst(label.value.map((piece) => piece.text).join(''), words)) return label.value;
  // Other signs than a colon with white space behind it.
  const [, name = '', value = ''] = /^(.{1,60}?)(?:\s+[-–—→>|]+\s+|\s*[:：=]\s*)(.+)$/u.exec(text) ?? [];
  const said: Piece[] = [{ kind: 'text', text: value }];
  if (label === undefined && value !== '' && (isAgainst(value, words) || isDecisionWord(name, said, words)))
    return said;
  if (isAgainst(text, words)) return pieces;
  const [first] = pieces.filter((piece) => piece.text.trim() !== '');
  if (first !== undefined && first.kind !== 'text' && isAgainst(first.text, words)) return pieces;
  const heading = under.at(-1);
  if (kind === 'heading' || heading === undefined || !isDecision(heading, words)) return undefined;
  return beginsWithDecision(pieces, words) ? pieces : undefined;
}

function isDecisionWord(name: string, value: readonly Piece[], words: Words): boolean {
  return isDecision(name, words) && beginsWithDecision(value, words);
}

/**
 * What a reader sees as one with a line: the next lines of its paragraph and what is nested below it or follows it as a list, but for what
 * is labelled as something else.
 */
function goesOn(prose: readonly Prose[], index: number, words: Words): Piece[] {
  const line = prose[index];
  const pieces: Piece[] = [];
  if (line === undefined || line.kind === 'heading') return pieces;
  let isOther = false;
  for (const next of prose.slice(index + 1)) {
    const isSame = next.block === line.block;
    if (!isSame && (next.depth <= line.depth || next.kind === 'heading' || next.kind === 'cell')) break;
    const label = labelled(next);
    if (label !== undefined) isOther = isKnownLabel(label.label, words);
    else if (!isSame && next.kind === 'item') isOther = false;
    if (!isOther) pieces.push({ kind: 'text', text: ' ' }, ...next.pieces);
  }
  return pieces;
}

/** Decisions of a table, but for one whose columns have another meaning: what stands beside or below a cell that is called so. */
function decisionsOfTable(
  { header, rows }: MarkdownTable,
  words: Words,
  at: (position: Position) => Location,
): SaidDecision[] {
  const has = (name: Parameters<typeof calledBy>[1][number]): boolean =>
    header.some(({ text }) => calledBy(text, [name], words) !== undefined);
  // The record of approvals, registers of risks and matrices are judged by themselves.
  if ((has('role') && has('name')) || (has('slice') && has('pull')) || (has('risk') && has('owner'))) return [];
  const lines = [{ cells: header }, ...rows];
  return lines.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column): SaidDecision[] => {
      const above = header[column];
      const before = cells[column - 1];
      const label = labelled({ pieces: [{ kind: 'text', text: cell.text }] });
      const isValue =
        (before !== undefined && isDecision(before.text, words) && (row > 0 || isDecisionLike(cell.text, words))) ||
        (row > 0 && above !== undefined && isDecision(above.text, words));
      const own = label !== undefined && isDecision(label.label, words) ? label.value : undefined;
      if (!isValue && own === undefined && !isAgainst(label === undefined ? cell.text : textIn(label.value), words))
        return [];
      const value =
        own ??
        (isAgainst(cell.text, words) || label === undefined || isValue
          ? [{ kind: 'text' as const, text: cell.text }]
          : label.value);
      return [{ ...decisionIn(value, words), at: at(cell.position) }];
    }),
  );
}

function isDecisionLike(text: string, words: Words): boolean {
  return beginsWithDecision([{ kind: 'text', text }], words);
}

function textIn(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

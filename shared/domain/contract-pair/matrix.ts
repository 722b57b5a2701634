import type { Position } from '../../core/location.ts';
import type { Contract } from './config.ts';

export interface MatrixCell {
  text: string;
  position: Position;
}

export interface MatrixRow {
  cells: readonly MatrixCell[];
  position: Position;
}

/** One thing that is wrong with the form of a matrix. */
export interface MatrixProblem {
  what: string;
  problem: string;
  fix: string;
  position: Position | undefined;
}

/** A compatibility matrix: the facts of a Markdown document that the configuration names. */
export interface MatrixModel {
  /** By label; a label with more than one bullet is also a problem. */
  bullets: ReadonlyMap<string, readonly { value: string; position: Position }[]>;
  /** Where the section of the bullets begins. */
  bulletsAt: Position | undefined;
  table: { header: readonly MatrixCell[]; rows: readonly MatrixRow[]; position: Position } | undefined;
  updated: { value: string; position: Position } | undefined;
  problems: readonly MatrixProblem[];
}

/**
 * The row about the pinned release: the only row of a single-row matrix, whatever it says; else the only row with the
 * pinned tag and commit.
 */
export function pinnedRow(
  matrix: MatrixModel,
  contract: Contract,
  pinned: { tag: string | undefined; commit: string | undefined },
): MatrixRow | undefined {
  const rows = matrix.table?.rows ?? [];
  if (contract.matrix?.rows === 'single-row' && rows.length === 1) return rows[0];
  const matching = matchingRows(matrix, contract, pinned);
  return matching.length === 1 ? matching[0] : undefined;
}

/** The rows whose tag and commit columns are those of the pin; none when a column is not mapped or the pin has no value. */
export function matchingRows(
  matrix: MatrixModel,
  contract: Contract,
  pinned: { tag: string | undefined; commit: string | undefined },
): MatrixRow[] {
  const column = (name: string): number =>
    matrix.table?.header.findIndex(({ text }) => text === contract.fields[name]?.column) ?? -1;
  const [tag, commit] = [column('tag'), column('commit')];
  if (tag === -1 || commit === -1 || pinned.tag === undefined || pinned.commit === undefined) return [];
  return (matrix.table?.rows ?? []).filter(
    ({ cells }) => cells[tag]?.text === pinned.tag && cells[commit]?.text === pinned.commit,
  );
}

import type { Because } from '../../shared/core/errors.ts';
import { fullName } from '../../shared/domain/protection/applying.ts';
import type { AskedEntry } from '../../shared/domain/protection/asked-entry.ts';
import { reviewDigest } from '../../shared/domain/protection/bypass-place.ts';
import { type Comparison, compare, namesRef } from '../../shared/domain/protection/compare.ts';
import { type Effective, effective } from '../../shared/domain/protection/effective.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import { oneBecause } from '../../shared/domain/protection/row-text.ts';
import { withoutHold } from '../../shared/domain/protection/snapshot-from-file.ts';
import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import type { View } from '../../shared/domain/seen-repository/observations.ts';
import type { RefGroup } from './refs.ts';

/** What is in force on one ref, against what is asked of it. */
export interface JudgedRef {
  observation: Observation;
  state: Effective;
  comparison: Comparison;
  /** The entries that are about it for certain, in the order of the policy. */
  asking: readonly AskedEntry[];
  /** Why it is not sure that what was observed is so now; then nothing of it passes. */
  reasons: readonly Because[];
  /** Why it is not sure that this is the ref which the policy means, or that it is so now. */
  doubt: Because | undefined;
  /** Why nobody can tell whether there is such a branch; its rules may be known all the same. */
  unseen: Because | undefined;
}

export interface JudgedGroup {
  group: RefGroup;
  refs: JudgedRef[];
}

/** So many refs are asked about at once. */
const together = 4;

export async function judgeGroup(
  group: RefGroup,
  view: View,
  known: { defaultBranch: string; now: number },
): Promise<JudgedGroup> {
  const refs: JudgedRef[] = [];
  for (let from = 0; from < group.refs.length; from += together) {
    const some = group.refs.slice(from, from + together);
    refs.push(...(await Promise.all(some.map((ref) => judgeRef(group, ref, view, known)))));
  }
  return { group, refs };
}

async function judgeRef(
  { target, entries }: RefGroup,
  ref: string,
  view: View,
  known: { defaultBranch: string; now: number },
): Promise<JudgedRef> {
  const observation = await view.observe(target, ref);
  const state = effective(observation);
  const comparison = compare(state, entries, known);
  const doubt = doubtOf(observation);
  const certain = doubt === undefined ? comparison.rows : unseenRows(comparison.rows, doubt);
  const reasons = view.reasons?.(observation) ?? [];
  const [rows, why] = reasons.length === 0 ? [certain, doubt] : [withoutHold(certain, reasons), oneBecause(reasons)];
  const { branch } = observation;
  const unseen = branch.state === 'unknown' && ref !== known.defaultBranch ? branch.because : undefined;
  const full = fullName(target, ref);
  const asking = entries.filter((entry) => namesRef(entry, { full, defaultBranch: known.defaultBranch }) === true);
  return { observation, state, comparison: { ...comparison, rows }, asking, reasons, doubt: doubt ?? why, unseen };
}

/** Nothing passes of a ref that was not seen, and that it was not seen is why nothing more can be told of it. */
function unseenRows(rows: readonly Row[], doubt: Because): Row[] {
  return withoutHold(
    rows.map((row) => (row.holds === undefined ? { ...row, because: [] } : row)),
    [doubt],
  );
}

/** A branch that is not to be seen, or another one than was asked for: GitHub answers for the new name of a renamed one. */
function doubtOf({ branch, ref }: Observation): Because | undefined {
  if (branch.state === 'unknown' && branch.because.code === 'NOT_FOUND') return branch.because;
  if (branch.state !== 'read' || branch.data.name === ref) return undefined;
  return {
    code: 'NOT_FOUND',
    message: `asked for the branch ${ref}, GitHub answers for ${branch.data.name}`,
    needs: 'the present name of the branch in the policy',
  };
}

/** The digest that a review of who may bypass is bound to; undefined unless every list is known. */
export function digestOf({ state }: JudgedRef): string | undefined {
  const lists = state.settings['bypass-actors'];
  return lists?.state === 'observed' && lists.open.length === 0 ? reviewDigest(state.bypass) : undefined;
}

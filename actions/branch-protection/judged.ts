import type { Because } from '../../shared/core/errors.ts';
import { reviewDigest } from '../../shared/domain/protection/bypass-place.ts';
import { type Comparison, compare, inOrder } from '../../shared/domain/protection/compare.ts';
import { type Effective, effective } from '../../shared/domain/protection/effective.ts';
import type { Observation } from '../../shared/domain/protection/observation.ts';
import type { RepositoryView } from '../../shared/domain/protection/observe.ts';
import type { Row } from '../../shared/domain/protection/row.ts';
import { settingOf } from '../../shared/domain/protection/settings.ts';
import type { RefGroup } from './refs.ts';

/** What is in force on one ref, against what is asked of it. */
export interface JudgedRef {
  observation: Observation;
  state: Effective;
  comparison: Comparison;
  /** Why it is not sure that this is the ref which the policy means. */
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
  view: RepositoryView,
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
  view: RepositoryView,
  known: { defaultBranch: string; now: number },
): Promise<JudgedRef> {
  const observation = await view.observe(target, ref);
  const state = effective(observation);
  const comparison = compare(state, entries, known);
  const doubt = doubtOf(observation);
  const rows = doubt === undefined ? comparison.rows : inOrder(comparison.rows.map((row) => doubted(row, doubt)));
  const { branch } = observation;
  const unseen = branch.state === 'unknown' && ref !== known.defaultBranch ? branch.because : undefined;
  return { observation, state, comparison: { ...comparison, rows }, doubt, unseen };
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

/** Nothing passes of a ref that was not seen, and that it was not seen is why nothing more can be told of it. */
function doubted(row: Row, because: Because): Row {
  if (row.holds === false || row.verdict === 'not-asked') return row;
  const severity = settingOf(row.setting)?.severity ?? 'high';
  return { ...row, holds: undefined, verdict: 'unknown', severity, because: [because] };
}

/** The digest that a review of who may bypass is bound to; undefined unless every list is known. */
export function digestOf({ state }: JudgedRef): string | undefined {
  const lists = state.settings['bypass-actors'];
  return lists?.state === 'observed' && lists.open.length === 0 ? reviewDigest(state.bypass) : undefined;
}

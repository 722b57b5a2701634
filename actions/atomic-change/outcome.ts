import type { Because } from '../../shared/core/errors.ts';
import type { Location } from '../../shared/core/location.ts';
import type { PatternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import type { JudgedUnit } from '../../shared/domain/change-set/judged-unit.ts';
import type { Group } from './group.ts';
import type { GroupFact, RuleId } from './rules.ts';

/** What one rule says of one group, or one fact of it, in one unit. */
export type Outcome = { rule: RuleId; fact: GroupFact } & (
  | { status: 'passed' }
  | { status: 'failed'; at: Location }
  | { status: 'unverified'; because: Because }
);

/** Who is judged, for a result. */
export function aboutOf(group: Group, unit: { key: string }, fact?: string): GroupFact {
  return { group: group.id, unit: unit.key, ...(fact === undefined ? {} : { fact }) };
}

/** What follows when nothing speaks against it: passed, unless something could not be looked at. */
export function settled(base: Pick<Outcome, 'rule' | 'fact'>, unknown: Because | undefined): Outcome {
  return unknown === undefined ? { ...base, status: 'passed' } : { ...base, status: 'unverified', because: unknown };
}

/** A sentence about a unit, with the reason that the group gives. */
export function sentence(group: Group, { unit }: JudgedUnit, what: string): string {
  return `${unit.name}: ${what} (${group.why === undefined ? group.id : `${group.id}: ${group.why}`})`;
}

/** Items for a report, which must not grow with the change. */
export function shown(items: readonly string[], most = 50): string[] {
  return items.length > most ? [...items.slice(0, most), `and ${items.length - most} more`] : [...items];
}

/** Every changed path that a group names, with what identifies its new content: what a waiver is bound to. */
export async function touchedPaths(
  { changes, identity }: JudgedUnit,
  patterns: readonly PatternMatcher[],
): Promise<string[][]> {
  const touched = changes.all.filter(({ path, copiedFrom }) =>
    patterns.some(({ matches }) => matches(path) || (copiedFrom !== undefined && matches(copiedFrom))),
  );
  const entries = await Promise.all(
    touched.map(async (change) => [change.path, change.kind, await identity(change), change.copiedFrom ?? '']),
  );
  return entries.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
}

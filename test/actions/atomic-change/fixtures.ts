import type { Evaluation } from '../../../shared/core/evaluation.ts';
import type { Result } from '../../../shared/core/report.ts';
import { memoryHistory, type UnitData, type Version } from '../../support/memory-history.ts';
import type { Setup } from '../../support/world.ts';

/** A group as the configuration holds it. */
export type Group = Readonly<Record<string, unknown>>;
/** Evaluates atomic-change for groups and units. */
export type Judge = (
  groups: readonly Group[],
  units: readonly UnitData[] | Parameters<typeof memoryHistory>[0],
  more?: Omit<Setup, 'history' | 'section'>,
) => Promise<Evaluation>;

export function judgeWith(evaluate: (setup: Setup) => Promise<Evaluation>): Judge {
  return (groups, units, more = {}) => evaluate({ ...more, history: memoryHistory(units), section: { groups } });
}

/** One unit that turns these files into those: null deletes. */
export function change(before: Version, after: Readonly<Record<string, Version[string] | null>>): UnitData {
  const now = Object.entries({ ...before, ...after }).filter(
    (pair): pair is [string, Version[string]] => pair[1] !== null,
  );
  return { before, after: Object.fromEntries(now) };
}

/** What the rules said, without what the configuration does not ask: `rule status`, sorted. */
export function verdicts({ results }: Evaluation): string[] {
  return results
    .filter(({ status }) => status !== 'not-applicable')
    .map(({ rule, status }) => `${rule.split('/')[1] ?? ''} ${status}`)
    .sort();
}

/** The only result of a rule. */
export function resultOf({ results }: Evaluation, rule: string, status?: Result['status']): Result {
  const found = results.filter(
    (each) => each.rule === `atomic-change/${rule}` && (status ?? each.status) === each.status,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} results of ${rule}`);
  return only;
}

export const unreadable = {
  reason: 'unreadable' as const,
  message: 'could not be read',
  because: { code: 'MISSING_PERMISSION' as const, message: 'may not read the contents', needs: 'contents: read' },
};

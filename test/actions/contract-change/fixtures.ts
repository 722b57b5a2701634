import type { Evaluation } from '../../../shared/core/evaluation.ts';
import type { Result } from '../../../shared/core/report.ts';
import { type Entry, memoryHistory, type UnitData, type Version } from '../../support/memory-history.ts';
import { surfaceEntry } from '../../support/producer-files.ts';
import type { FileContent, Files, Setup } from '../../support/world.ts';

/** A surface as the configuration holds it. */
export type Surface = Readonly<Record<string, unknown>>;

/** Evaluates contract-change for a pull request; the judged files are those after it. */
export type Judge = (unit: UnitData, surface?: Surface, more?: Setup) => Promise<Evaluation>;

export function judgeWith(evaluate: (setup: Setup) => Promise<Evaluation>): Judge {
  return (unit, surface = surfaceEntry, more = {}) =>
    evaluate({
      files: filesOf(unit.after),
      base: filesOf(unit.before),
      history: memoryHistory([unit]),
      ...more,
      lists: { surfaces: [surface], ...more.lists },
    });
}

/** What a tree says of the same entries. */
export function filesOf(version: Version): Files {
  return Object.fromEntries(
    Object.entries(version).map(([path, entry]): [string, FileContent] => [path, contentOf(entry)]),
  );
}

function contentOf(entry: Entry): FileContent {
  if (typeof entry === 'string' || entry instanceof Uint8Array || 'reason' in entry) return entry;
  if ('executable' in entry) return entry.executable;
  return { reason: 'not-a-file', message: 'link' in entry ? 'is a symbolic link' : 'is a submodule' };
}

/** What did not pass, without what the configuration does not ask: `status rule about`, sorted. */
export function standing({ results }: Evaluation): string[] {
  return results
    .filter(({ status }) => status === 'failed' || status === 'unverified')
    .map(({ rule, status, about }) => `${status} ${rule.split('/')[1] ?? ''} ${about.join(' | ')}`)
    .sort();
}

/** The only result of a rule that has this status. */
export function resultOf({ results }: Evaluation, rule: string, status: Result['status']): Result {
  const found = results.filter((each) => each.rule === `contract-change/${rule}` && each.status === status);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} results of ${rule} are ${status}`);
  return only;
}

import type { History } from '../../core/history.ts';
import type { Answer } from '../../core/ports.ts';
import { noData } from '../verdict/verdict.ts';

/** What changed from a commit to a later one: every path, sorted; undefined when the later one does not contain the earlier. */
export type Since = { contained: false } | { contained: true; paths(): Promise<Answer<readonly string[]>> };

/** Asks the history for what changed between two commits. Not ok when it does not reach that far; paths count from its root. */
export async function changedSince(history: History, earlier: string, later: string): Promise<Answer<Since>> {
  if (earlier === later) return { ok: true, data: { contained: true, paths: async () => ({ ok: true, data: [] }) } };
  const found = await history.units({ range: `${earlier}..${later}` });
  if (!found.ok) return found;
  const [unit, more] = found.units;
  if (unit === undefined || more !== undefined) {
    const message = `what changed from ${earlier} to ${later} is not one change`;
    return { ok: false, because: noData(message, 'a commit of this history') };
  }
  if (unit.base !== earlier) return { ok: true, data: { contained: false } };
  return {
    ok: true,
    data: {
      contained: true,
      async paths() {
        const changes = await unit.changes();
        if (!changes.ok) return changes;
        return { ok: true, data: changes.changes.map(({ path }) => path) };
      },
    },
  };
}

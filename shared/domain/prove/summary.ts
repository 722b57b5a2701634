import type { ProveDocument, ProvedFact } from '../../core/prove.ts';
import type { Report } from '../../core/report.ts';

/** What was found, and its status: `failed` with a fact that nothing guards, else `unverified` where that cannot be said of all facts. */
export function proveDocument({
  version,
  unchanged,
  facts,
  untried,
}: {
  version: string;
  unchanged: readonly Pick<Report, 'control' | 'status' | 'summary'>[];
  facts: readonly ProvedFact[];
  untried: ProveDocument['untried'];
}): ProveDocument {
  const guarded = facts.filter(({ guardedBy }) => guardedBy !== undefined).length;
  const green = unchanged.every(({ status }) => status === 'passed' || status === 'not-applicable');
  const whole = untried.every(({ what }) => !isFact(what));
  const status = guarded < facts.length ? 'failed' : green && whole && facts.length > 0 ? 'passed' : 'unverified';
  return {
    kind: 'release-governance/prove',
    schemaVersion: 1,
    version,
    status,
    guarded,
    tried: facts.length,
    unchanged: unchanged.map(({ control, status: said, summary }) => ({ control, status: said, summary })),
    facts,
    untried,
  };
}

/** Prose that records nothing is no fact that is missing. */
function isFact(what: string): boolean {
  return !what.startsWith('texts that tell');
}

import {
  type BacktestDocument,
  type ControlCount,
  type Landing,
  type LandingVerdict,
  landingVerdicts,
  type OpenCount,
} from '../../core/backtest.ts';

/**
 * What was found, and its status: `failed` where something would have been blocked, `passed` where every landing was judged, measured
 * and right, else `unverified`: also where one failed and `fail-on` of its configuration lets that through, which blocks nothing and is no pass.
 */
export function backtestDocument(
  found: Omit<BacktestDocument, 'kind' | 'schemaVersion' | 'status' | 'counts' | 'controls'>,
): BacktestDocument {
  const { landings, beyond, cut } = found;
  const counts = Object.fromEntries(
    landingVerdicts.map((verdict) => [verdict, landings.filter((each) => each.verdict === verdict).length]),
  ) as Record<LandingVerdict, number>;
  const whole = counts.clear === landings.length && beyond === 0 && cut === undefined;
  const red = counts.blocked + counts.inherited > 0;
  const status = red ? 'failed' : whole && landings.length > 0 ? 'passed' : 'unverified';
  const controls = countsOf(landings);
  return { kind: 'release-governance/backtest', schemaVersion: 1, status, counts, controls, ...found };
}

function countsOf(landings: readonly Landing[]): ControlCount[] {
  const found = new Map<string, ControlCount>();
  for (const { control, status } of landings.flatMap(({ controls }) => controls)) {
    const none = { control, passed: 0, failed: 0, unverified: 0, 'not-applicable': 0, error: 0 };
    const count = found.get(control) ?? none;
    count[status] += 1;
    found.set(control, count);
  }
  return [...found.values()].sort((a, b) => (a.control < b.control ? -1 : 1));
}

/** What could not be looked at, over all landings: each once, with in how many, the most frequent first. */
export function openOver(landings: readonly Landing[]): OpenCount[] {
  const found = new Map<string, OpenCount>();
  for (const { open } of landings) {
    // Reasons that differ in the name of a commit alone are one.
    for (const each of open) {
      const message = each.message.replaceAll(/\b[0-9a-f]{40,64}\b/g, 'a commit');
      const key = JSON.stringify([each.control, message, each.needs]);
      found.set(key, { ...each, message, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

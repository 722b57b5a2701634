import { type BacktestDocument, type Landing, type LandingVerdict, landingVerdicts } from '../../core/backtest.ts';

/**
 * What was found, and its status: `failed` where something would have been blocked, `passed` where every landing was judged and
 * measured, else `unverified`.
 */
export function backtestDocument(
  found: Omit<BacktestDocument, 'kind' | 'schemaVersion' | 'status' | 'counts'>,
): BacktestDocument {
  const { landings, beyond } = found;
  const counts = Object.fromEntries(
    landingVerdicts.map((verdict) => [verdict, landings.filter((each) => each.verdict === verdict).length]),
  ) as Record<LandingVerdict, number>;
  const whole = counts.clear + counts.reported === landings.length && beyond === 0;
  const status = counts.blocked > 0 ? 'failed' : whole && counts.clear > 0 ? 'passed' : 'unverified';
  return { kind: 'release-governance/backtest', schemaVersion: 1, status, counts, ...found };
}

/** What could not be looked at, over all landings: each once, with in how many, the most frequent first. */
export function openOver(
  landings: readonly Landing[],
): { control: string; message: string; needs?: string; count: number }[] {
  const found = new Map<string, { control: string; message: string; needs?: string; count: number }>();
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

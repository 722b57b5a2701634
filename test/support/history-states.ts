import { entryHash, entryLine, type PromotionEntry } from '../../shared/domain/promotion/entry.ts';

const first: PromotionEntry = {
  kind: 'release-governance/promotion',
  schemaVersion: 1,
  environment: 'staging',
  event: 'promote',
  repository: 'acme/app',
  commit: 'c'.repeat(40),
  digest: 'd'.repeat(64),
  source: { kind: 'artifact', name: 'bundle', runId: 1 },
  from: 'dev',
  decision: { word: 'go', runId: 1, attempt: 1, report: 'e'.repeat(64) },
  at: '2026-11-01T12:00:00Z',
  runId: 2,
  attempt: 1,
};

/** The states of one history, from 400 entries on, each with one entry more than the one before it. */
export const histories: readonly string[] = growing(400, 20);

function growing(from: number, count: number): string[] {
  const states: string[] = [];
  let text = '';
  let previous: PromotionEntry | undefined;
  for (let at = 0; at < from + count; at += 1) {
    const entry: PromotionEntry = {
      ...first,
      runId: 10 + at,
      ...(previous === undefined ? {} : { previous: entryHash(previous) }),
    };
    text += entryLine(entry);
    previous = entry;
    if (at >= from) states.push(text);
  }
  return states;
}

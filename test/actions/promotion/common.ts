import type { Because } from '../../../shared/core/errors.ts';
import { entryLine, type PromotionEntry } from '../../../shared/domain/promotion/entry.ts';
import type { RuleCoverage } from '../../support/coverage.ts';
import type { GitHubAnswer } from '../../support/memory-github.ts';
import * as life from '../../support/promotions.ts';
import type { Setup } from '../../support/world.ts';

export const denied: Because = { code: 'MISSING_PERMISSION', message: 'the token may not', needs: 'deployments: read' };
export const refused: GitHubAnswer = { because: denied, status: 403 };
export const gone: GitHubAnswer = { because: { code: 'NOT_FOUND', message: 'GitHub answers 404' }, status: 404 };
export const root = `GET /repos/${life.repository}`;
export const other = 'e'.repeat(64);
export const otherCommit = 'f'.repeat(40);

export const run = (played: life.Platform, id: number): life.PlayedRun => {
  const found = played.runs[id];
  if (found === undefined) throw new Error(`there is no run ${id}`);
  return found;
};
export const artifact = (played: life.Platform): life.PlayedArtifact => {
  const found = played.artifacts[1]?.[0];
  if (found === undefined) throw new Error('there is no artifact');
  return found;
};
export const firstEntry: PromotionEntry = {
  kind: 'release-governance/promotion',
  schemaVersion: 1,
  environment: 'dev',
  event: 'promote',
  repository: life.repository,
  commit: life.commit,
  digest: life.digest,
  source: { kind: 'artifact', name: 'bundle', runId: 1 },
  decision: { word: 'go', runId: 1, attempt: 1, report: other },
  at: '2026-03-01T10:00:00Z',
  runId: 5,
  attempt: 1,
};

export function lastOf(text: string): PromotionEntry {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as PromotionEntry;
}
export function changeLast(played: life.Platform, name: string, more: Partial<PromotionEntry>): void {
  const text = played.histories[name];
  if (text !== undefined) played.histories[name] = entryLine({ ...lastOf(text), ...more });
}

/** Everything is good, and the entry recorded; then it is verified with the fault. */
export async function verifyWith(
  rules: RuleCoverage,
  name: life.Name,
  breaks: (played: life.Platform) => void,
  change: (entry: PromotionEntry) => PromotionEntry = (entry) => entry,
  more: Partial<Setup> = {},
): Promise<string[]> {
  const { run: id } = life.times[name];
  const played = await life.ready(name);
  played.reviews = life.approvedBy('casey', 'drew');
  const text = life.recordedText(await rules.evaluate(life.recording(played, name, id)));
  if (text === undefined) throw new Error('nothing was recorded');
  played.documents[id] = text;
  played.more[`${root}/actions/runs/77`] = gone;
  for (const [each, attempt] of [
    [77, 1],
    [id, 7],
  ])
    played.more[`${root}/actions/runs/${each}/attempts/${attempt}`] = gone;
  played.more[`${root}/compare/${otherCommit}...${played.tip}`] = { json: { status: 'ahead' } };
  played.more[`${root}/releases/tags/v1`] = gone;
  breaks(played);
  const after = { ...played.histories, [name]: entryLine(change(lastOf(text))) };
  const setup = life.verifying(played, after);
  return life.against(await rules.evaluate({ ...setup, ...more }));
}

import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import type { Snapshot } from '../../shared/domain/seen-repository/snapshot.ts';
import type { PublishingRun } from '../../shared/domain/seen-repository/snapshot-worth.ts';

/** A run of the scheduled audit of acme/governance, in its second attempt. */
export const publishedBy: PublishingRun = {
  id: 77,
  attempt: 2,
  repository: 'acme/governance',
  event: 'schedule',
  branch: 'main',
  workflow: '.github/workflows/audit.yml',
  headSha: 'a'.repeat(40),
  conclusion: 'success',
  createdAt: '2026-11-19T03:00:00Z',
};

/** What its first attempt took. */
export function snapshotOf(observation: Observation, changed: Partial<Snapshot> = {}): Snapshot {
  return {
    kind: 'release-governance/snapshot',
    version: 1,
    'taken-at': '2026-11-19T03:05:00Z',
    commit: 'a'.repeat(40),
    run: { id: 77, attempt: 1 },
    credential: 'administration-write',
    observations: [observation],
    ...changed,
  };
}

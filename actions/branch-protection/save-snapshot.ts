import { isoTime } from '../../shared/core/time.ts';
import { credentialTier } from '../../shared/domain/seen-repository/credential-tier.ts';
import type { Observation } from '../../shared/domain/seen-repository/observation.ts';
import type { Observations } from '../../shared/domain/seen-repository/observations.ts';
import { type Snapshot, snapshotVersion, writeSnapshot } from '../../shared/domain/seen-repository/snapshot.ts';
import type { Ctx } from './definition.ts';
import type { JudgedGroup } from './judged.ts';

/** Leaves what was observed beside the report, where that is asked; a replay leaves none, since its time is not that of the answers. */
export function saveSnapshot(ctx: Ctx, { credential, view }: Observations, judged: readonly JudgedGroup[]): void {
  if (!ctx.inputs['save-snapshot']) return;
  const { observations, left } = within(judged);
  const none = ctx.time.replay
    ? 'this is a replay'
    : view.reasons !== undefined
      ? 'this run judges by one'
      : observations.length === 0
        ? 'nothing was observed'
        : undefined;
  if (none !== undefined) return ctx.note(`No snapshot is left: ${none}.`);
  const { runId, attempt, checkedOutSha, headSha } = ctx.subject;
  const commit = checkedOutSha ?? headSha;
  const snapshot: Snapshot = {
    kind: 'release-governance/snapshot',
    version: snapshotVersion,
    'taken-at': isoTime(ctx.time.latest),
    ...(commit === undefined ? {} : { commit }),
    ...(runId === undefined ? {} : { run: { id: runId, attempt: attempt ?? 1 } }),
    credential: credentialTier(credential !== 'none', observations),
    observations,
  };
  ctx.document('snapshot.json', writeSnapshot(snapshot));
  if (left > 0) ctx.note(`The snapshot is without ${left} refs that patterns name: it would be too large to be read.`);
}

/** A file that is larger is not read from an artifact. */
const maxBytes = 12 * 1024 * 1024;

/** What fits into one file, the refs first that the policy names by name. */
function within(judged: readonly JudgedGroup[]): { observations: Observation[]; left: number } {
  const all = [...judged]
    .sort((a, b) => Number(b.group.byName) - Number(a.group.byName))
    .flatMap(({ refs }) => refs.map(({ observation }) => observation));
  const encoder = new TextEncoder();
  let bytes = 0;
  const observations = all.filter((observation) => {
    bytes += encoder.encode(JSON.stringify(observation)).length;
    return bytes <= maxBytes;
  });
  return { observations, left: all.length - observations.length };
}

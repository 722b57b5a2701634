import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import type { PosturePlace } from '../../shared/domain/cutover/config.ts';
import { type Line, lineOf } from '../../shared/domain/landing/line.ts';
import { postureMaxBytes } from '../../shared/domain/posture/record.ts';
import type { Ctx } from './definition.ts';
import { fileOf, type Places, type Repository, tipOf } from './sides.ts';
import { open } from './tell.ts';

/** Where the history of a record is; `line` where the branch itself is at hand. */
export interface RecordHistory {
  repository: Repository;
  path: string;
  ref: string;
  line?: Line;
}

/** The bytes of a record and its history. Of this repository they are always those of the base. */
export type FoundRecord =
  | { state: 'there'; content: Uint8Array; history: RecordHistory | { because: Because } }
  | { state: 'absent'; message: string }
  | { state: 'unknown'; because: Because };

/** A record of a place; `when` tells the present one from that of the base. */
export interface PlacedRecord {
  when: string[];
  found: FoundRecord;
}

/**
 * The posture record of a place at the tip of its default branch. Of this repository it is that of the base, and besides that of the tip
 * where the base is older: an event from before a stop, which is run again after it, must not find the record of that time alone.
 */
export async function recordsAt(
  ctx: Ctx,
  { side, path, in: where = side }: PosturePlace,
  places: Places,
): Promise<PlacedRecord[]> {
  const { own, repository } = places[where];
  const tip = repository.ok ? await tipOf(repository.data) : repository;
  if (!own) {
    if (!repository.ok) return [{ when: [], found: unseen(repository.because) }];
    const found = tip.ok ? await recordAt(ctx, repository.data, path, tip.data) : unseen(tip.because);
    return [{ when: [], found }];
  }
  const ofBase: PlacedRecord = { when: [], found: await recordOfBase(ctx, path, repository) };
  const { kind, ref } = ctx.policy.source;
  if (!repository.ok || kind !== 'base' || (tip.ok && tip.data === ref)) return [ofBase];
  if (!tip.ok) return [ofBase, { when: present, found: unseen(tip.because) }];
  const whole = `${ctx.policy.folder}${path}`;
  const history = ownHistory(ctx, repository.data, whole, tip.data);
  return [ofBase, { when: present, found: await recordAt(ctx, repository.data, whole, tip.data, history) }];
}

const present = ['at present'];

function unseen(because: Because): FoundRecord {
  return { state: 'unknown', because };
}

async function recordOfBase(ctx: Ctx, path: string, repository: Answer<Repository>): Promise<FoundRecord> {
  const found = await ctx.policy.tree.read(path, postureMaxBytes);
  if (!found.found)
    return found.because === undefined ? { state: 'absent', message: found.message } : unseen(found.because);
  const { kind, ref } = ctx.policy.source;
  const { content } = found;
  if (!repository.ok) return { state: 'there', content, history: { because: repository.because } };
  if (kind === 'base' && ref !== undefined)
    return { state: 'there', content, history: ownHistory(ctx, repository.data, `${ctx.policy.folder}${path}`, ref) };
  const { because } = open(`${path} is not of the base, so that its history is not known`, 'a run for a base');
  return { state: 'there', content, history: { because } };
}

function ownHistory(ctx: Ctx, repository: Repository, path: string, ref: string): RecordHistory {
  return { repository, path, ref, line: lineOf(ctx.policy.history, path, ref, postureMaxBytes) };
}

async function recordAt(
  ctx: Ctx,
  repository: Repository,
  path: string,
  ref: string,
  history: RecordHistory = { repository, path, ref },
): Promise<FoundRecord> {
  const file = await fileOf(ctx, repository, path, ref);
  if (file.state === 'absent') return { state: 'absent', message: 'does not exist' };
  return file.state === 'there' ? { ...file, history } : file;
}

import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { type Line, lineOf } from '../../shared/domain/branch-line/line.ts';
import type { PosturePlace } from '../../shared/domain/cutover/config.ts';
import { type OwnRecord, ownRecords } from '../../shared/domain/posture/own-record.ts';
import { recordMaxBytes } from '../../shared/domain/record/parse.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { fileOf, type Places } from './sides.ts';

/** Where the history of a record is; `line` where the branch itself is at hand. */
export interface RecordHistory {
  repository: NamedRepository;
  path: string;
  ref: string;
  line?: Line;
}

/** The bytes of a record and its history. */
export type FoundRecord =
  | { state: 'there'; data: Uint8Array; history: RecordHistory | { because: Because } }
  | { state: 'absent'; message: string }
  | { state: 'unknown'; because: Because };

/** A record of a place; `when` tells the present one from that of the base. */
export interface PlacedRecord {
  when: string[];
  found: FoundRecord;
}

/** The posture record of a place: of this repository that of the base and of the tip, of the other one that of its tip. */
export async function recordsAt(
  ctx: Ctx,
  { side, path, in: where = side }: PosturePlace,
  places: Places,
): Promise<PlacedRecord[]> {
  const { own, repository } = places[where];
  if (own) {
    const records = await ownRecords(ctx.policy, path, repository, ctx.recorded);
    return records.map((record) => ({ when: record.when, found: withHistory(ctx, path, record, repository) }));
  }
  const tip = repository.ok ? await tipOf(repository.data) : repository;
  if (!tip.ok) return [{ when: [], found: { state: 'unknown', because: tip.because } }];
  if (!repository.ok) return [{ when: [], found: { state: 'unknown', because: repository.because } }];
  const found = await fileOf(ctx, repository.data, path, tip.data, recordMaxBytes);
  const history = { repository: repository.data, path, ref: tip.data };
  return [{ when: [], found: found.state === 'there' ? { ...found, history } : found }];
}

function withHistory(
  ctx: Ctx,
  path: string,
  { ref, found }: OwnRecord,
  repository: Answer<NamedRepository>,
): FoundRecord {
  if (found.state !== 'there') return found;
  if (!repository.ok) return { ...found, history: { because: repository.because } };
  if (ref === undefined) {
    const because = noData(`${path} is not of the base, so that its history is not known`, 'a run for a base');
    return { ...found, history: { because } };
  }
  const whole = `${ctx.policy.folder}${path}`;
  const line = lineOf(ctx.policy.history, whole, ref, recordMaxBytes);
  return { ...found, history: { repository: repository.data, path: whole, ref, line } };
}

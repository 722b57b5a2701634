import type { Because } from '../../shared/core/errors.ts';
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

/** The posture record of a place. */
export async function recordAt(
  ctx: Ctx,
  { side, path, in: where = side }: PosturePlace,
  places: Places,
): Promise<FoundRecord> {
  const { own, repository } = places[where];
  if (own) {
    const found = await ctx.policy.tree.read(path, postureMaxBytes);
    if (!found.found) {
      return found.because === undefined
        ? { state: 'absent', message: found.message }
        : { state: 'unknown', because: found.because };
    }
    const { kind, ref } = ctx.policy.source;
    const { content } = found;
    if (!repository.ok) return { state: 'there', content, history: { because: repository.because } };
    if (kind !== 'base' || ref === undefined) {
      const because = open(`${path} is not of the base, so that its history is not known`, 'a run for a base').because;
      return { state: 'there', content, history: { because } };
    }
    const whole = `${ctx.policy.folder}${path}`;
    return {
      state: 'there',
      content,
      history: {
        repository: repository.data,
        path: whole,
        ref,
        line: lineOf(ctx.policy.history, whole, ref, postureMaxBytes),
      },
    };
  }
  if (!repository.ok) return { state: 'unknown', because: repository.because };
  const tip = await tipOf(repository.data);
  if (!tip.ok) return { state: 'unknown', because: tip.because };
  const file = await fileOf(ctx, repository.data, path, tip.data);
  if (file.state === 'unknown') return file;
  if (file.state === 'absent') return { state: 'absent', message: 'does not exist' };
  return { ...file, history: { repository: repository.data, path, ref: tip.data } };
}

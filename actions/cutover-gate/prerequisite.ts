import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeJointRecord } from '../../shared/domain/cutover/joint-record.ts';
import type { Ctx } from './definition.ts';
import { speakers } from './joint-go.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the checkpoints before were passed: by their records in the base, which both sides approved when they came. */
export async function judgePrerequisites(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  if (checkpoint.after.length === 0)
    ctx.notApplicable('prerequisite', { about: [checkpoint.id] }, 'no checkpoint must come before');
  for (const id of checkpoint.after) {
    const path = ctx.inputs.checkpoints.find((each) => each.id === id)?.record ?? '';
    const { repository } = places[ctx.inputs.side];
    const { verdict } = await judgeJointRecord(ctx.policy, { id, path }, repository, speakers(ctx));
    tell(ctx, 'prerequisite', [checkpoint.id, id], verdict);
  }
}

import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { publishedAt } from '../../shared/domain/cutover/published-at.ts';
import { judgeStability } from '../../shared/domain/cutover/window.ts';
import type { Ctx } from './definition.ts';
import type { Restart } from './posture.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the stability window is over; something that was stopped and let go again begins it anew. */
export async function judgeStable(
  ctx: Ctx,
  checkpoint: Checkpoint,
  { producer }: Places,
  restarts: readonly Restart[],
): Promise<void> {
  const { id, stability } = checkpoint;
  if (stability === undefined) {
    ctx.notApplicable('stability', { about: [id] }, 'the checkpoint names no stability window');
    return;
  }
  const { repository } = producer;
  const published = repository.ok ? await publishedAt(repository.data, stability.release) : repository;
  tell(ctx, 'stability', [id], judgeStability({ ...stability, published, restarts }, ctx.time));
}

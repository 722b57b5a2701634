import { parseTime } from '../../shared/core/time.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeNotAfter, judgeNotBefore, judgeStability } from '../../shared/domain/cutover/window.ts';
import { publishedAt } from '../../shared/domain/landing/published.ts';
import type { Ctx } from './definition.ts';
import type { Restart } from './postures.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the window of a checkpoint is open. */
export function judgeWindow(ctx: Ctx, checkpoint: Checkpoint): void {
  const { id, 'not-before': notBefore, 'not-after': notAfter } = checkpoint;
  const [from, to] = [parseTime(notBefore ?? ''), parseTime(notAfter ?? '')];
  if (from === undefined && to === undefined)
    ctx.notApplicable('window', { about: [id] }, 'the checkpoint names no window');
  if (from !== undefined) tell(ctx, 'window', [id, 'not-before'], judgeNotBefore(from, ctx.time));
  if (to !== undefined) tell(ctx, 'window', [id, 'not-after'], judgeNotAfter(to, ctx.time));
}

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
  const published = repository.ok
    ? await publishedAt(repository.data.github, repository.data.name, stability.tag)
    : repository;
  tell(ctx, 'stability', [id], judgeStability({ ...stability, published, restarts }, ctx.time));
}

import { parseTime } from '../../shared/core/time.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeNotAfter, judgeNotBefore } from '../../shared/domain/cutover/window.ts';
import type { Ctx } from './definition.ts';
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

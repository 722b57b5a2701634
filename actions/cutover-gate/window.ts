import { isoTime, type Moment, parseTime } from '../../shared/core/time.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
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

/** Whether a time has come; judged at the earlier of event and now. */
function judgeNotBefore(time: number, { earliest }: Moment): Verdict {
  if (time <= earliest) return passed;
  return {
    status: 'failed',
    problem: `it is too early: it passes from ${isoTime(time)}`,
    expected: `not before ${isoTime(time)}`,
    actual: isoTime(earliest),
    fix: `wait until ${isoTime(time)}`,
  };
}

/** Whether a window is still open; judged at the later of event and now. */
function judgeNotAfter(time: number, { latest }: Moment): Verdict {
  if (latest <= time) return passed;
  return {
    status: 'failed',
    problem: `it is too late: the window ended at ${isoTime(time)}`,
    expected: `until ${isoTime(time)}`,
    actual: isoTime(latest),
    fix: 'agree on another window, by a reviewed change of the configuration',
  };
}

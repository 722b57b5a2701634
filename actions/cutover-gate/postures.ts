import type { Because } from '../../shared/core/errors.ts';
import type { Checkpoint, PosturePlace } from '../../shared/domain/cutover/config.ts';
import { approvalsOfSides } from '../../shared/domain/cutover/people-of-sides.ts';
import { judgeLift, lastLift } from '../../shared/domain/posture/lift.ts';
import { judgeAgreement, judgePosture, type SidePosture } from '../../shared/domain/posture/posture.ts';
import { passed, type Verdict } from '../../shared/domain/record/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Verified } from './evidence.ts';
import { speakers } from './go.ts';
import { type FoundRecord, recordsAt } from './records.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** When something that had been stopped was let go again, or why that is not known. */
export type Restart = number | { because: Because };

/** Judges all posture records: what each says, that they agree, and that what was stopped was lifted by both sides. */
export async function judgePostures(
  ctx: Ctx,
  checkpoint: Checkpoint,
  places: Places,
  verified: Verified,
): Promise<Restart[]> {
  const { postures } = ctx.inputs;
  if (!checkpoint.requires.includes('posture')) {
    for (const rule of ['posture', 'posture-agrees', 'posture-lift'] as const)
      ctx.notApplicable(rule, { about: [checkpoint.id] }, 'the checkpoint does not require a posture');
    return [];
  }
  const question = { moment: ctx.time, environment: checkpoint.environment, conditions: verified };
  const said: SidePosture[] = [];
  const restarts: Restart[] = [];
  let unread: Because | undefined;
  for (const place of postures) {
    const own = (place.in ?? place.side) === ctx.inputs.side;
    const at = `${place.in ?? place.side}:${place.path}`;
    for (const { when, found } of await recordsAt(ctx, place, places)) {
      const about = [checkpoint.id, place.side, at, ...when];
      if (found.state === 'unknown') {
        unread ??= found.because;
        tell(ctx, 'posture', about, { status: 'unverified', because: found.because });
        tell(ctx, 'posture-lift', about, { status: 'unverified', because: found.because });
        restarts.push({ because: found.because });
        continue;
      }
      const judged =
        found.state === 'absent'
          ? { posture: undefined, verdict: missing(place, found.message) }
          : judgePosture(place.path, found.content, question);
      tell(ctx, 'posture', about, judged.verdict, own);
      said.push({ side: place.side, place: [at, ...when].join(' '), posture: judged.posture });
      if (found.state === 'absent' || judged.posture?.posture !== 'GO') {
        ctx.notApplicable('posture-lift', { about }, 'the record does not say GO');
        continue;
      }
      const { verdict, restart } = await liftOf(ctx, place.path, found);
      if (restart !== undefined) restarts.push(restart);
      tell(ctx, 'posture-lift', about, verdict, own);
    }
  }
  const agreement = judgeAgreement(said);
  const all: Verdict =
    agreement.status === 'passed' && unread !== undefined ? { status: 'unverified', because: unread } : agreement;
  tell(ctx, 'posture-agrees', [checkpoint.id], all);
  return restarts;
}

async function liftOf(
  ctx: Ctx,
  path: string,
  { content, history }: Extract<FoundRecord, { state: 'there' }>,
): Promise<{ verdict: Verdict; restart?: Restart }> {
  const unknown = (because: Because): { verdict: Verdict; restart: Restart } => ({
    verdict: { status: 'unverified', because },
    restart: { because },
  });
  if ('because' in history) return unknown(history.because);
  const { repository, path: whole, ref, line } = history;
  const lift = await lastLift(repository.github, { repository: repository.name, path: whole, ref, content }, line);
  if (!lift.ok) return unknown(lift.because);
  if (lift.data === undefined) return { verdict: passed };
  const { pullRequest: number, head, mergedAt } = lift.data.landing;
  const given = await approvalsOfSides(speakers(ctx), repository, { number, head });
  return { verdict: judgeLift(lift.data, path, given), restart: mergedAt };
}

function missing({ side, path }: PosturePlace, message: string): Verdict {
  return {
    status: 'failed',
    problem: `the posture record ${path} of the ${side} ${message}, which is NO-GO`,
    expected: 'GO, now and here',
    actual: 'nothing',
    fix: `put the record at ${path} on the default branch`,
  };
}

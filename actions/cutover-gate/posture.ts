import type { Because } from '../../shared/core/errors.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { approvalsOfSides } from '../../shared/domain/cutover/people-of-sides.ts';
import { judgeRecord } from '../../shared/domain/posture/own-posture.ts';
import { judgeAgreement, type SidePosture } from '../../shared/domain/posture/posture.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { speakers } from './joint-go.ts';
import { judgeLift, type LiftQuestion, lastLift } from './lift.ts';
import { type FoundRecord, recordsAt } from './posture-record.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';
import type { Verified } from './verified.ts';

/** When something that had been stopped was let go again, or why that is not known. */
export type Restart = number | { because: Because };

/** Judges all posture records: what each says, that they agree, and that what was stopped was lifted by both sides. */
export async function judgePostures(
  ctx: Ctx,
  checkpoint: Checkpoint,
  places: Places,
  verified: Verified,
): Promise<Restart[]> {
  const { posture: asked } = ctx.inputs;
  if (!checkpoint.requires.includes('posture')) {
    for (const rule of ['posture', 'posture-agrees', 'posture-lift'] as const)
      ctx.notApplicable(rule, { about: [checkpoint.id] }, 'the checkpoint does not require a posture');
    return [];
  }
  const question = { moment: ctx.time, environment: checkpoint.environment, conditions: verified };
  const said: SidePosture[] = [];
  const restarts: Restart[] = [];
  let unread: Because | undefined;
  for (const place of asked) {
    const own = (place.in ?? place.side) === ctx.inputs.side;
    const at = `${place.in ?? place.side}:${place.path}`;
    const records = await recordsAt(ctx, place, places);
    for (const { when, found } of records) {
      const about = [checkpoint.id, place.side, at, ...when];
      if (found.state === 'unknown') {
        unread ??= found.because;
        tell(ctx, 'posture', about, unverified(found.because));
        tell(ctx, 'posture-lift', about, unverified(found.because));
        restarts.push({ because: found.because });
        continue;
      }
      const judged = judgeRecord(place.path, { when, found }, question, place.side);
      tell(ctx, 'posture', about, judged.verdict, own);
      // An older record of the same place is no contradiction.
      if (when.length > 0 || records.length === 1)
        said.push({ side: place.side, place: [at, ...when].join(' '), posture: judged.posture });
      if (found.state === 'absent' || judged.verdict.status !== 'passed') {
        ctx.notApplicable('posture-lift', { about }, 'the record lets nothing go that would have been stopped before');
        continue;
      }
      const { verdict, restart } = await liftOf(ctx, place.path, found, { ...question, now: ctx.time.latest });
      if (restart !== undefined) restarts.push(restart);
      tell(ctx, 'posture-lift', about, verdict, own);
    }
  }
  const agreement = judgeAgreement(said);
  const all: Verdict = agreement.status === 'passed' && unread !== undefined ? unverified(unread) : agreement;
  tell(ctx, 'posture-agrees', [checkpoint.id], all);
  return restarts;
}

async function liftOf(
  ctx: Ctx,
  path: string,
  { data: content, history }: Extract<FoundRecord, { state: 'there' }>,
  question: LiftQuestion,
): Promise<{ verdict: Verdict; restart?: Restart }> {
  const unknown = (because: Because): { verdict: Verdict; restart: Restart } => ({
    verdict: unverified(because),
    restart: { because },
  });
  if ('because' in history) return unknown(history.because);
  const { repository, path: whole, ref, line } = history;
  const lift = await lastLift(
    repository.github,
    { repository: repository.name, path: whole, ref, content },
    question,
    line,
  );
  if (!lift.ok) return unknown(lift.because);
  if (lift.data === undefined) return { verdict: passed };
  const { pullRequest: number, head, mergedAt } = lift.data.landing;
  const given = await approvalsOfSides(speakers(ctx), repository, { number, head });
  return { verdict: judgeLift(lift.data, path, given), restart: mergedAt };
}

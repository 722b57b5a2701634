import { milliseconds } from '../../shared/core/duration.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { isoTime, type Moment } from '../../shared/core/time.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { releaseOf } from '../../shared/domain/repository/release.ts';
import type { Inside } from '../../shared/domain/repository/repository.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
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

/** When the full release of a tag was published (ms since 1970); a pre-release was not out yet. */
async function publishedAt(repository: Inside, tag: string): Promise<Answer<number>> {
  const seen = await releaseOf(repository, tag);
  if (seen.state === 'unknown') return { ok: false, because: seen.because };
  const time = seen.state === 'there' && seen.data.full ? seen.data.publishedAt : undefined;
  if (time !== undefined) return { ok: true, data: time };
  const message = `${repository.name} has not published ${tag} as a full release`;
  return { ok: false, because: noData(message, `a published release ${tag}`) };
}

/** What a stability window begins with: a release, and everything that began it anew, each with its time. */
interface StabilityFacts {
  release: string;
  /** How long it must have been out, as `14d`. */
  for: string;
  published: Answer<number>;
  /** When something that had been stopped was let go again; or why that is not known. */
  restarts: readonly Restart[];
}

/** Whether so much time has passed since a release was published, and since anything was stopped and let go again. */
function judgeStability({ release, for: duration, published, restarts }: StabilityFacts, moment: Moment): Verdict {
  if (!published.ok) return unverified(published.because);
  const known = restarts.filter((each) => typeof each === 'number');
  const begin = Math.max(published.data, ...known);
  const end = begin + milliseconds(duration);
  if (end > moment.earliest) {
    const anew = begin === published.data ? '' : `, which began anew at ${isoTime(begin)} after a stop,`;
    return {
      status: 'failed',
      problem: `the stability window of ${duration} since the release ${release}${anew} is not over: it passes from ${isoTime(end)}`,
      expected: `not before ${isoTime(end)}`,
      actual: isoTime(moment.earliest),
      fix: `wait until ${isoTime(end)}`,
    };
  }
  const unknown = restarts.find((each) => typeof each !== 'number');
  return unknown === undefined || typeof unknown === 'number' ? passed : unverified(unknown.because);
}

import { durationText, milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import { clockTolerance, isoTime, olderThan, parseTime } from '../../shared/core/time.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { type Finding, holds, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Seen } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { MadeRun } from './made-run.ts';
import { notAsked } from './told.ts';

/** When a bundle was made (ms), or why that is not known or contradicts the platform. */
export type Made =
  | { state: 'known'; at: number }
  /** Only the list itself says so, and whoever writes it can say anything. */
  | { state: 'claimed'; at: number }
  | { state: 'unknown'; because: Because }
  | { state: 'wrong'; problem: string };

/** When a bundle was made: by the platform, which knows when its run began; else an older shape only claims it. */
export function madeBy({ manifest, madeAt }: Listing, seen: Seen<MadeRun>): Made {
  if (manifest === undefined) {
    const at = parseTime(madeAt ?? '');
    if (at !== undefined) return { state: 'claimed', at };
    return { state: 'unknown', because: noData('the list does not say when it was made', 'a list that has its time') };
  }
  const { runId, commit, attempt } = manifest.subject;
  if (seen.state === 'unknown') return seen;
  const run = `run ${runId ?? ''}`;
  if (seen.state === 'absent') return { state: 'wrong', problem: `the repository has no ${run}` };
  const { head_sha: sha, run_attempt: last, created_at: created } = seen.data;
  if (sha !== commit)
    return { state: 'wrong', problem: `${run} is of ${sha}, and the bundle says ${commit ?? 'none'}` };
  if (attempt !== undefined && attempt > last)
    return { state: 'wrong', problem: `the bundle says attempt ${attempt}, and ${run} had ${last}` };
  const at = parseTime(created);
  if (at !== undefined) return { state: 'known', at };
  return { state: 'unknown', because: noData(`GitHub gives no time for ${run}`, 'its time') };
}

/** Judges how old a bundle is, where the policy asks. That its run is of its commit is always asked. */
export function judgeAge(ctx: Ctx, { 'maximum-age': maximum }: Verify, made: Made): Finding {
  const fix = 'make the bundle anew';
  if (made.state === 'wrong')
    return wrong([], { problem: made.problem, expected: 'a run of this commit', actual: made.problem, fix });
  if (maximum === undefined) return notAsked('the configuration names no maximum-age');
  if (made.state === 'unknown') return open(made.because);
  const { at } = made;
  if (at > ctx.time.latest + clockTolerance)
    return wrong([], {
      problem: `it says that it was made on ${isoTime(at)}, which is not yet`,
      actual: isoTime(at),
      fix,
    });
  if (!olderThan(at, milliseconds(maximum), ctx.time)) {
    if (made.state === 'known') return holds();
    const message = `only the list says that it was made on ${isoTime(at)}`;
    return open({ code: 'CLAIMED', message, needs: 'a bundle of evidence-bundle, whose run GitHub knows' });
  }
  const problem = `it was made on ${isoTime(at)}, ${durationText(ctx.time.latest - at)} ago`;
  return wrong([], { problem, expected: `at most ${maximum}`, actual: isoTime(at), fix });
}

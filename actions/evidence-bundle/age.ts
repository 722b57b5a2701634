import { durationText, milliseconds } from '../../shared/core/duration.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { clockTolerance, isoTime, olderThan, parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import type { Verify } from '../../shared/domain/bundle/config.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { type Finding, holds, open, wrong } from '../../shared/domain/finding/finding.ts';
import { type NamedRepository, seenIn } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { notAsked } from './told.ts';

/** When a bundle was made (ms), or why that is not known or contradicts the platform. */
export type Made =
  | { state: 'known'; at: number }
  | { state: 'unknown'; because: Because }
  | { state: 'wrong'; problem: string };

const RunSchema = z.object({ head_sha: z.string(), created_at: z.string() });

/** When a bundle was made: by the platform, which knows when its run began; else as an older shape says it. */
export async function madeBy({ manifest, madeAt }: Listing, repository: Answer<NamedRepository>): Promise<Made> {
  if (manifest === undefined) {
    const at = parseTime(madeAt ?? '');
    if (at !== undefined) return { state: 'known', at };
    return { state: 'unknown', because: noData('the list does not say when it was made', 'a list that has its time') };
  }
  const { runId, commit } = manifest.subject;
  if (runId === undefined)
    return {
      state: 'unknown',
      because: noData('the bundle was made in no run', 'a bundle that was made in GitHub Actions'),
    };
  if (!repository.ok) return { state: 'unknown', because: repository.because };
  const { github, name } = repository.data;
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const seen = seenIn(await github.get(route, { ...ownerAndRepo(name), run_id: runId }, RunSchema));
  if (seen.state === 'unknown') return seen;
  if (seen.state === 'absent') return { state: 'wrong', problem: `${name} has no run ${runId}` };
  if (seen.data.head_sha !== commit)
    return {
      state: 'wrong',
      problem: `run ${runId} is of ${seen.data.head_sha}, and the bundle says ${commit ?? 'none'}`,
    };
  const at = parseTime(seen.data.created_at);
  if (at !== undefined) return { state: 'known', at };
  return { state: 'unknown', because: noData(`GitHub gives no time for run ${runId}`, 'its time') };
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
  if (!olderThan(at, milliseconds(maximum), ctx.time)) return holds();
  const problem = `it was made on ${isoTime(at)}, ${durationText(ctx.time.latest - at)} ago`;
  return wrong([], { problem, expected: `at most ${maximum}`, actual: isoTime(at), fix });
}

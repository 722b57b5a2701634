import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { verdictOf } from '../run-jobs/verdict.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { isOwnRun, Run } from './run.ts';

const DrillRun = Run.extend({
  path: z.string(),
  head_sha: z.string(),
  run_started_at: z.string().nullish(),
  updated_at: z.string(),
});

/** What a record says of the run in which the drill was done. Times in ms since 1970. */
export interface ClaimedRun {
  id: number;
  commit: string | undefined;
  start: number | undefined;
  end: number | undefined;
}

/** What the platform says of that run; `took`: from its start to its end (ms), where it is the run of the record. */
export interface SeenRun {
  verdict: Verdict;
  took?: number;
}

/**
 * Whether a drill was done by that run of the workflow on the default branch, of the commit and in the time that its record says, and the run
 * succeeded. Times of the platform have whole seconds.
 */
export async function judgeClaimedRun(
  github: GitHub,
  repository: string,
  branch: string,
  workflow: string,
  { id, commit, start, end }: ClaimedRun,
): Promise<SeenRun> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const answer = await github.get(route, { ...ownerAndRepo(repository), run_id: id }, DrillRun);
  if (!answer.ok) return { verdict: unverified(answer.because) };
  const run = answer.data;
  const { verdict, words } = verdictOf(run);
  const [from, to] = [parseTime(run.run_started_at ?? run.created_at), parseTime(run.updated_at)];
  const second = 1000;
  const outside =
    from === undefined ||
    to === undefined ||
    start === undefined ||
    end === undefined ||
    start < from ||
    end > to + second;
  const problems = [
    ...(run.path.replace(/@.*$/, '') === `.github/workflows/${workflow}`
      ? []
      : [`is of ${run.path}, not of ${workflow}`]),
    ...(isOwnRun(run, repository, branch) ? [] : [`is not of ${branch} of ${repository}`]),
    ...(verdict === 'succeeded' ? [] : [words]),
    ...(commit === run.head_sha
      ? []
      : [`is of commit ${run.head_sha}, not of ${commit ?? 'a commit that the record names'}`]),
    ...(outside
      ? [`was from ${run.run_started_at ?? run.created_at} to ${run.updated_at}, and the drill was not`]
      : []),
  ];
  if (problems.length === 0 && from !== undefined && to !== undefined)
    return { verdict: passed, took: to + second - from };
  const wrong = failed({
    problem: `the run ${id} ${problems.join('; ')}`,
    expected: `a run of ${workflow} on ${branch}, of the commit and in the time that the record says`,
    actual: problems,
    fix: 'write the run, the commit and the times of one drill into the record',
  });
  return { verdict: wrong };
}

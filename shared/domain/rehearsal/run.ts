import { milliseconds } from '../../core/duration.ts';
import { startedOnBranch } from '../../core/event.ts';
import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { isoTime, type Moment, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { verdictOf } from '../run-jobs/verdict.ts';
import { passed, type Verdict } from '../verdict/verdict.ts';

const Run = z.object({
  id: z.number().int().positive(),
  event: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  created_at: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

/** Whether a run is of the branch that it names, and of the repository itself: a fork may call its branch whatever it likes. */
function isOwn(
  { head_branch, head_repository, event }: z.infer<typeof Run>,
  repository: string,
  branch: string,
): boolean {
  const own = head_branch === branch && head_repository?.full_name.toLowerCase() === repository.toLowerCase();
  return own && startedOnBranch.has(event);
}

/** Whether the last finished rehearsal on the default branch succeeded, and is not too old by its creation. */
export async function judgeRehearsal(
  github: GitHub,
  repository: string,
  branch: string,
  { workflow, 'maximum-age': age }: { workflow: string; 'maximum-age': string },
  moment: Moment,
): Promise<Verdict> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = { ...ownerAndRepo(repository), workflow_id: workflow, branch, status: 'completed', per_page: 50 };
  const answer = await github.get(route, asked, z.object({ workflow_runs: z.array(Run) }));
  if (!answer.ok) return { status: 'unverified', because: answer.because };
  const runs = answer.data.workflow_runs.flatMap((run) => {
    const createdAt = parseTime(run.created_at);
    return isOwn(run, repository, branch) && createdAt !== undefined ? [{ ...run, createdAt }] : [];
  });
  const [last] = runs.sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const fix = `rehearse the rollback: run ${workflow} on ${branch} of ${repository}`;
  if (last === undefined) {
    return {
      status: 'failed',
      problem: `no finished run of ${workflow} on ${branch} of ${repository} is known`,
      expected: `a successful run within ${age}`,
      actual: 'nothing',
      fix,
    };
  }
  const { verdict, words } = verdictOf(last);
  const when = isoTime(last.createdAt);
  const problem =
    verdict !== 'succeeded'
      ? `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when}) ${words}`
      : moment.latest - last.createdAt > milliseconds(age)
        ? `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when}) is older than ${age}`
        : undefined;
  if (problem === undefined) return passed;
  return {
    status: 'failed',
    problem,
    expected: `a successful run within ${age}`,
    actual: [last.id, last.conclusion, when],
    fix,
  };
}

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

/**
 * Whether a drill was done by that run of the workflow on the default branch, of the commit and in the time that its record says, and the run
 * succeeded. Times of the platform have whole seconds.
 */
export async function judgeDrillRun(
  github: GitHub,
  repository: string,
  branch: string,
  workflow: string,
  { id, commit, start, end }: ClaimedRun,
): Promise<Verdict> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const answer = await github.get(route, { ...ownerAndRepo(repository), run_id: id }, DrillRun);
  if (!answer.ok) return { status: 'unverified', because: answer.because };
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
    ...(isOwn(run, repository, branch) ? [] : [`is not of ${branch} of ${repository}`]),
    ...(verdict === 'succeeded' ? [] : [words]),
    ...(commit === run.head_sha
      ? []
      : [`is of commit ${run.head_sha}, not of ${commit ?? 'a commit that the record names'}`]),
    ...(outside
      ? [`was from ${run.run_started_at ?? run.created_at} to ${run.updated_at}, and the drill was not`]
      : []),
  ];
  if (problems.length === 0) return passed;
  return {
    status: 'failed',
    problem: `the run ${id} ${problems.join('; ')}`,
    expected: `a run of ${workflow} on ${branch}, of the commit and in the time that the record says`,
    actual: problems,
    fix: 'write the run, the commit and the times of one drill into the record',
  };
}

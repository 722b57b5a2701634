import { startedOnBranch } from '../../core/event.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';

/** One run of a workflow, as the platform lists it. */
export interface WorkflowRun {
  id: number;
  attempt: number;
  status: string;
  conclusion: string | null;
  /** The pull requests that it names; none of those from forks. */
  pulls: readonly number[];
}

/** Which runs are meant: those of a workflow file on an event, for a commit of a branch of a repository. */
export interface RunsAsked {
  /** Path of the workflow file. */
  workflow: string;
  event: string;
  branch: string;
  headSha: string;
  /** Where that branch lies: of a pull request from a fork that is the fork. */
  headRepository: string;
  /** The pull request that is judged, where the runs are those of one: a run that names others only is not meant. */
  pullRequest?: number | undefined;
}

const Run = z.object({
  id: z.number().int().positive(),
  run_attempt: z.number().int().positive(),
  status: z.string(),
  conclusion: z.string().nullable(),
  event: z.string(),
  path: z.string(),
  head_sha: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
  pull_requests: z.array(z.object({ number: z.number().int() })).nullish(),
});

function toRun({
  id,
  run_attempt: attempt,
  status,
  conclusion,
  pull_requests: pulls,
}: z.infer<typeof Run>): WorkflowRun {
  return { id, attempt, status, conclusion, pulls: (pulls ?? []).map(({ number }) => number) };
}

/** The runs that are meant, the newest first. Every part of what is asked is held against what the platform says of each. */
export async function runsOf(github: GitHub, repository: string, asked: RunsAsked): Promise<Answer<WorkflowRun[]>> {
  const { workflow, event, branch, headSha, headRepository, pullRequest } = asked;
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const id = workflow.slice(workflow.lastIndexOf('/') + 1);
  const parameters = { ...ownerAndRepo(repository), workflow_id: id, event, head_sha: headSha };
  const answer = await github.all(route, parameters, Run);
  if (!answer.ok) return answer;
  const meant = answer.data.filter(
    (run) =>
      run.path.replace(/@.*$/s, '') === workflow &&
      run.event === event &&
      run.head_branch === branch &&
      run.head_sha === headSha &&
      run.head_repository?.full_name.toLowerCase() === headRepository.toLowerCase(),
  );
  const data = meant
    .sort((a, b) => b.id - a.id)
    .map(toRun)
    .filter(({ pulls }) => pullRequest === undefined || pulls.length === 0 || pulls.includes(pullRequest));
  return { ok: true, data };
}

const Pull = z.object({
  number: z.number().int(),
  head: z.object({ sha: z.string() }),
  base: z.object({ ref: z.string() }),
});

/**
 * The pull requests, open and closed, that bring the same commit of a branch into another base than a pull request does: a run of one of these
 * is of another test merge.
 */
export async function rivalsOf(
  github: GitHub,
  repository: string,
  { pullRequest, branch, headRepository, headSha }: Omit<RunsAsked, 'workflow' | 'event'>,
): Promise<Answer<number[]>> {
  const [owner = ''] = headRepository.split('/');
  const answer = await github.all(
    'GET /repos/{owner}/{repo}/pulls',
    { ...ownerAndRepo(repository), state: 'all', head: `${owner}:${branch}` },
    Pull,
  );
  if (!answer.ok) return answer;
  const of = answer.data.filter(({ head }) => head.sha === headSha);
  const base = of.find(({ number }) => number === pullRequest)?.base.ref;
  return { ok: true, data: of.filter(({ base: { ref } }) => ref !== base).map(({ number }) => number) };
}

/** The finished runs of a workflow on a branch of a repository before a run, the newest first; those of pull requests are none of these. */
export async function earlierRuns(
  github: GitHub,
  repository: string,
  { workflow, branch, before }: { workflow: string; branch: string; before: number },
  most: number,
): Promise<Answer<WorkflowRun[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = {
    ...ownerAndRepo(repository),
    workflow_id: workflow.slice(workflow.lastIndexOf('/') + 1),
    branch,
    status: 'completed',
    exclude_pull_requests: true,
    per_page: 100,
  };
  const seen = new Map<number, z.infer<typeof Run>>();
  // Runs of forks whose branch has the same name are in the list too, as many as a stranger wants.
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await github.get(route, { ...asked, page }, Page);
    if (!answer.ok) return answer;
    const { workflow_runs: runs, total_count: total } = answer.data;
    for (const run of runs) seen.set(run.id, run);
    const meant = [...seen.values()].filter(
      (run) =>
        run.id < before &&
        run.path.replace(/@.*$/s, '') === workflow &&
        run.head_branch === branch &&
        startedOnBranch.has(run.event) &&
        run.head_repository?.full_name.toLowerCase() === repository.toLowerCase(),
    );
    const all = total === undefined ? runs.length < asked.per_page : seen.size >= total;
    if (all || meant.length >= most) {
      const data = meant.sort((a, b) => b.id - a.id).slice(0, most);
      return { ok: true, data: data.map(toRun) };
    }
  }
  const message = `the list of the runs of ${workflow} on ${branch} is longer than the ${seen.size} that were read`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: 'fewer runs of branches of that name in forks' } };
}

const mostPages = 10;
const Page = z.object({ workflow_runs: z.array(Run), total_count: z.number().int().min(0).optional() });

import { startedOnBranch } from '../../core/event.ts';
import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { onDefaultBranch } from '../repository/default-branch.ts';
import type { NamedRepository } from '../repository/repository.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';

const Run = z.object({
  id: z.number().int().positive(),
  run_attempt: z.number().int().positive(),
  event: z.string(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  path: z.string(),
  html_url: z.string(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

/** A workflow run, as the platform knows it. */
export interface JudgedRun {
  id: number;
  attempt: number;
  event: string;
  branch: string | undefined;
  headSha: string;
  ended: boolean;
  /** How it ended; undefined while it runs. */
  conclusion: string | undefined;
  /** The file of its workflow. */
  workflow: string;
  url: string;
  /** The repository whose branch it is about; undefined when that was deleted. */
  repository: string | undefined;
}

/** A run by its id. */
export async function runOf(github: GitHub, repository: string, id: number): Promise<Answer<JudgedRun>> {
  const answer = await github.get(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    { ...ownerAndRepo(repository), run_id: id },
    Run,
  );
  if (!answer.ok) return answer;
  const { data } = answer;
  return {
    ok: true,
    data: {
      id: data.id,
      attempt: data.run_attempt,
      event: data.event,
      branch: data.head_branch ?? undefined,
      headSha: data.head_sha,
      ended: data.status === 'completed',
      conclusion: data.conclusion ?? undefined,
      workflow: data.path.replace(/@.*$/, ''),
      url: data.html_url,
      repository: data.head_repository?.full_name,
    },
  };
}

/**
 * Whether a run speaks for the default branch: it is about that branch of this very repository, and nobody outside can have started it. A
 * fork can have a branch of the same name. `own`: it is the run that asks, which need not have ended.
 */
export function judgeRun(
  run: JudgedRun,
  { name, defaultBranch }: Pick<NamedRepository, 'name' | 'defaultBranch'>,
  { own, workflows }: { own: boolean; workflows: readonly string[] },
): Verdict {
  const fix = own
    ? 'keep the incident in a workflow that runs on push or schedule of the default branch, or name the run that is meant under run'
    : 'name a run of the default branch under run';
  const against = (problem: string, expected: unknown, actual: unknown): Verdict => ({
    status: 'failed',
    problem: `run ${run.id} ${problem}`,
    expected,
    actual,
    fix,
  });
  if (run.repository?.toLowerCase() !== name.toLowerCase())
    return against('is about another repository', name, run.repository ?? 'a deleted one');
  if (run.branch !== defaultBranch) return against('is about another branch', defaultBranch, run.branch ?? 'none');
  if (!startedOnBranch.has(run.event))
    return against('was started by an event of others', [...startedOnBranch], run.event);
  const named = workflows.map((each) => (each.includes('/') ? each : `.github/workflows/${each}`));
  if (named.length > 0 && !named.includes(run.workflow))
    return against('is of a workflow that the policy does not name', workflows, run.workflow);
  return own || run.ended ? passed : against('has not ended', 'completed', 'still running');
}

/**
 * Whether the default branch holds the commit of a run. A tag can be called like the branch, and then names what it likes; a commit that was
 * taken out of the branch says nothing of it any more.
 */
export async function judgeCommit(run: JudgedRun, repository: NamedRepository): Promise<Verdict> {
  const seen = await onDefaultBranch(repository, run.headSha);
  if (seen.state === 'unknown') return unverified(seen.because);
  return seen.state === 'there' && seen.data
    ? passed
    : failed({
        problem: `run ${run.id} is of a commit that ${repository.defaultBranch} does not contain`,
        expected: `a commit of ${repository.defaultBranch}`,
        actual: run.headSha,
        fix: 'name a run of the default branch under run',
      });
}

/** Whether one run came after another, or is a later attempt of it. */
export function isLater(one: Pick<JudgedRun, 'id' | 'attempt'>, other: Pick<JudgedRun, 'id' | 'attempt'>): boolean {
  return one.id > other.id || (one.id === other.id && one.attempt > other.attempt);
}

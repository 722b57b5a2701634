import { startedOnBranch } from '../../core/event.ts';
import type { Answer } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import type { NamedRepository } from '../repository/repository.ts';
import { failedEnds } from './outcome.ts';
import type { JudgedRun } from './run.ts';

const Runs = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.number().int(),
      event: z.string(),
      conclusion: z.string().nullable(),
      head_repository: z.object({ full_name: z.string() }).nullish(),
    }),
  ),
});

/**
 * The newest run of the same workflow on the default branch, after the one that is asked about, if it failed: a go of an older commit, or of an
 * older run that was started again, then says nothing of the branch. Runs that have not ended, or were cancelled, say nothing either.
 */
export async function newerFailure(
  { github, name, defaultBranch }: NamedRepository,
  run: JudgedRun,
): Promise<Answer<number | undefined>> {
  const answer = await github.get(
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    {
      ...ownerAndRepo(name),
      workflow_id: run.workflow.replace(/^.*\//, ''),
      branch: defaultBranch,
      per_page: 100,
    },
    Runs,
  );
  if (!answer.ok) return answer;
  const [newest] = answer.data.workflow_runs
    .filter(
      ({ id, event, conclusion, head_repository: repository }) =>
        id > run.id &&
        startedOnBranch.has(event) &&
        repository?.full_name.toLowerCase() === name.toLowerCase() &&
        (conclusion === 'success' || failedEnds.includes(conclusion ?? '')),
    )
    .sort((a, b) => b.id - a.id);
  return { ok: true, data: newest === undefined || newest.conclusion === 'success' ? undefined : newest.id };
}

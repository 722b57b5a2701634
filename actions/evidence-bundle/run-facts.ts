import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { cutRef, workflowRefIn } from '../../shared/core/workflow-ref.ts';
import { z } from '../../shared/core/zod.ts';
import type { ListedArtifact } from '../../shared/domain/bundle/lineage.ts';
import { jobsOfRun } from '../../shared/domain/run-jobs/of-run.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

const RunSchema = z.object({
  id: z.number().int(),
  path: z.string(),
  head_sha: z.string(),
  run_attempt: z.number().int().positive(),
});
const ArtifactSchema = z.object({ id: z.number().int(), name: z.string(), digest: z.string().nullish() });

/** What the platform says of the run that makes the bundle. */
export interface RunFacts {
  /** With the workflow that runs, as path@ref. */
  run: Answer<{ id: number; attempt: number; workflow: string; url: string }>;
  jobs: Jobs;
  artifacts: Answer<ListedArtifact[]>;
}

/** Asks the platform about this run. What the runner says of its workflow must be what the platform says. */
export async function runFacts(ctx: Ctx): Promise<RunFacts> {
  const { repository, runId, attempt, headSha, workflowRef } = ctx.subject;
  const github = ctx.github();
  const jobs = await jobsOfRun(ctx);
  if (github === undefined || repository === undefined || runId === undefined || attempt === undefined) {
    const none: Answer<never> = {
      ok: false,
      because:
        runId === undefined
          ? noData('there is no run in which the evidence was made', 'a run in GitHub Actions')
          : {
              code: 'NO_CREDENTIAL',
              message: 'the run cannot be asked for without a token',
              needs: 'the input token, with actions: read',
            },
    };
    return { run: none, jobs, artifacts: none };
  }
  const place = { ...ownerAndRepo(repository), run_id: runId };
  const answer = await github.get('GET /repos/{owner}/{repo}/actions/runs/{run_id}', place, RunSchema);
  const listed = await github.all('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', place, ArtifactSchema);
  const artifacts: Answer<ListedArtifact[]> = listed.ok
    ? { ok: true, data: listed.data.map(({ id, name, digest }) => ({ id, name, digest: digest ?? undefined })) }
    : listed;
  if (!answer.ok) return { run: answer, jobs, artifacts };
  const said = workflowRefIn(workflowRef, repository);
  // GitHub gives the path with or without the ref behind it.
  const shown = cutRef(answer.data.path).path;
  const not = (wrong: string): RunFacts => ({
    run: { ok: false, because: noData(wrong, 'a run of this commit') },
    jobs,
    artifacts,
  });
  if (said === undefined || shown !== said.path)
    return not(`GitHub says that ${shown} runs, and the runner says ${said?.path ?? 'nothing'}`);
  const { head_sha: sha } = answer.data;
  if (sha !== headSha)
    return not(`GitHub says that run ${runId} is of ${sha}, and the runner says ${headSha ?? 'nothing'}`);
  const url = `https://${github.host}/${repository}/actions/runs/${runId}`;
  return {
    run: { ok: true, data: { id: runId, attempt, workflow: `${said.path}@${said.ref}`, url } },
    jobs,
    artifacts,
  };
}

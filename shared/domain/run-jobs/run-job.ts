import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

/** One entry in the platform's list of the jobs of a run. */
export interface RunJob {
  id: number;
  /** The name that people see: of a matrix leg with its values, of a called workflow's job with the calling one before it. */
  name: string;
  /** The attempt under which the platform lists it; a copy is listed under attempts in which it did not run. */
  attempt: number;
  status: string;
  /** Null while it has not finished. */
  conclusion: string | null;
  /** In milliseconds since 1970; undefined as long as it has not started. */
  startedAt: number | undefined;
  /** In milliseconds since 1970; undefined as long as it has not finished. */
  completedAt?: number | undefined;
}

const Job = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  run_attempt: z.number().int().positive(),
  status: z.string(),
  conclusion: z.string().nullable(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
});

/** Every job of every attempt of a run, copies too, as the platform lists them. `repository` is `owner/name`. */
export async function listJobs(github: GitHub, repository: string, runId: number): Promise<Answer<RunJob[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
  const answer = await github.all(route, { ...ownerAndRepo(repository), run_id: runId, filter: 'all' }, Job);
  if (!answer.ok) return answer;
  const data = answer.data.map(
    ({ id, name, run_attempt, status, conclusion, started_at, completed_at }): RunJob => ({
      id,
      name,
      attempt: run_attempt,
      status,
      conclusion,
      startedAt: parseTime(started_at ?? ''),
      completedAt: parseTime(completed_at ?? ''),
    }),
  );
  return { ok: true, data };
}

import type { Answer } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { z } from '../../shared/core/zod.ts';
import type { Listing } from '../../shared/domain/bundle/listing.ts';
import { type NamedRepository, type Seen, seenIn } from '../../shared/domain/repository/repository.ts';
import { noData } from '../../shared/domain/verdict/verdict.ts';

const RunSchema = z.object({
  head_sha: z.string(),
  created_at: z.string(),
  path: z.string(),
  run_attempt: z.number().int(),
  event: z.string(),
  head_branch: z.string().nullish(),
});
/** The run in which a bundle says that it was made, as the platform has it. */
export type MadeRun = z.infer<typeof RunSchema>;

/** Asks for the run of a bundle; absent when the repository has no such run. */
export async function madeRun({ manifest }: Listing, repository: Answer<NamedRepository>): Promise<Seen<MadeRun>> {
  const runId = manifest?.subject.runId;
  if (runId === undefined)
    return {
      state: 'unknown',
      because: noData('the bundle was made in no run', 'a bundle that was made in GitHub Actions'),
    };
  if (!repository.ok) return { state: 'unknown', because: repository.because };
  const { github, name } = repository.data;
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  return seenIn(await github.get(route, { ...ownerAndRepo(name), run_id: runId }, RunSchema));
}

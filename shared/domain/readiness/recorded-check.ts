import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import type { RunJob } from '../run-jobs/run-job.ts';
import { noData, passed, unverified, type Verdict, worstOf } from '../verdict/verdict.ts';

const Check = z.object({
  id: z.number().int(),
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
});
export type RecordedCheck = z.infer<typeof Check>;

/** Every check run of a commit, by its id: a job has a check run of the same id. */
export async function checksOfCommit(
  github: GitHub,
  repository: string,
  commit: string,
): Promise<Answer<ReadonlyMap<number, RecordedCheck>>> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const answer = await github.all(route, { ...ownerAndRepo(repository), ref: commit, filter: 'all' }, Check);
  if (!answer.ok) return answer;
  const own = answer.data.filter(({ head_sha: sha }) => sha === commit);
  return { ok: true, data: new Map(own.map((check) => [check.id, check])) };
}

/** Whether the check runs of jobs say of each what the list of jobs says: what one of the two hides, the other one tells. */
export function judgeChecks(ended: readonly RunJob[], checks: Answer<ReadonlyMap<number, RecordedCheck>>): Verdict {
  if (!checks.ok) return unverified(checks.because);
  const verdicts = ended.map((job) => judgeOne(job, checks.data.get(job.id)));
  return worstOf(verdicts) ?? unverified(noData('no job ran of which there could be a check', 'a run of the job'));
}

function judgeOne({ name, id, status, conclusion }: RunJob, check: RecordedCheck | undefined): Verdict {
  if (check === undefined) {
    const message = `the commit has no check run ${id}, which the job ${name} should have`;
    return unverified(noData(message, 'checks: read, and a check run that GitHub still keeps'));
  }
  const [ofJob, ofCheck] = [conclusion ?? status, check.conclusion ?? check.status];
  if (ofJob === ofCheck) return passed;
  return {
    status: 'failed',
    problem: `the job ${name} is listed as ${ofJob}, and its check run says ${ofCheck}`,
    expected: ofJob,
    actual: ofCheck,
    fix: `take continue-on-error from the job ${name}, mend what fails in it, and run it again`,
  };
}

import { milliseconds } from '../../core/duration.ts';
import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { isoTime, type Moment, olderThan, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { verdictOf } from '../run-jobs/verdict.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { isOwnRun, Run } from './run.ts';

/** Whether the last finished rehearsal on the default branch succeeded, and is not too old by its creation. */
export async function judgeLastRun(
  github: GitHub,
  repository: string,
  branch: string,
  { workflow, 'maximum-age': age }: { workflow: string; 'maximum-age': string },
  moment: Moment,
): Promise<Verdict> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = { ...ownerAndRepo(repository), workflow_id: workflow, branch, status: 'completed', per_page: 50 };
  const answer = await github.get(route, asked, z.object({ workflow_runs: z.array(Run) }));
  if (!answer.ok) return unverified(answer.because);
  const runs = answer.data.workflow_runs.flatMap((run) => {
    const createdAt = parseTime(run.created_at);
    return isOwnRun(run, repository, branch) && createdAt !== undefined ? [{ ...run, createdAt }] : [];
  });
  const [last] = runs.sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const expected = `a successful run within ${age}`;
  const fix = `rehearse the rollback: run ${workflow} on ${branch} of ${repository}`;
  if (last === undefined) {
    const problem = `no finished run of ${workflow} on ${branch} of ${repository} is known`;
    return failed({ problem, expected, actual: 'nothing', fix });
  }
  const { verdict, words } = verdictOf(last);
  const when = isoTime(last.createdAt);
  const name = `the last rehearsal of the rollback (run ${last.id} of ${workflow} in ${repository}, ${when})`;
  const actual = [last.id, last.conclusion, when];
  if (verdict !== 'succeeded') return failed({ problem: `${name} ${words}`, expected, actual, fix });
  if (!olderThan(last.createdAt, milliseconds(age), moment)) return passed;
  return failed({ problem: `${name} is older than ${age}`, expected, actual, fix });
}

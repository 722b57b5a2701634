import { milliseconds } from '../../shared/core/duration.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { ownerAndRepo } from '../../shared/core/repository.ts';
import { isoTime, type Moment, parseTime } from '../../shared/core/time.ts';
import { z } from '../../shared/core/zod.ts';
import type { Checkpoint, Rehearsal } from '../../shared/domain/cutover/config.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/record/verdict.ts';
import { verdictOf } from '../../shared/domain/run-jobs/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

const Run = z.object({
  id: z.number().int().positive(),
  event: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  created_at: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});

/** Events whose runs are of the branch that they name; a fork may call its branch whatever it likes. */
const ofBranch: ReadonlySet<string> = new Set(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch']);

/** Judges the last rehearsal of the rollback. */
export async function judgeRehearsed(ctx: Ctx, { id, requires }: Checkpoint, places: Places): Promise<void> {
  const { rehearsal } = ctx.inputs;
  if (rehearsal === undefined || !requires.includes('rehearsal')) {
    ctx.notApplicable('rehearsal', { about: [id] }, 'the checkpoint does not require it');
    return;
  }
  const { repository } = places[rehearsal.side];
  const verdict = repository.ok
    ? await judgeRehearsal(
        repository.data.github,
        repository.data.name,
        repository.data.defaultBranch,
        rehearsal,
        ctx.time,
      )
    : unverified(repository.because);
  tell(ctx, 'rehearsal', [id], verdict);
}

/** Whether the last finished rehearsal on the default branch succeeded, and is not too old by its creation. */
async function judgeRehearsal(
  github: GitHub,
  repository: string,
  branch: string,
  { workflow, 'maximum-age': age }: Pick<Rehearsal, 'workflow' | 'maximum-age'>,
  moment: Moment,
): Promise<Verdict> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = { ...ownerAndRepo(repository), workflow_id: workflow, branch, status: 'completed', per_page: 50 };
  const answer = await github.get(route, asked, z.object({ workflow_runs: z.array(Run) }));
  if (!answer.ok) return unverified(answer.because);
  const runs = answer.data.workflow_runs.flatMap((run) => {
    const createdAt = parseTime(run.created_at);
    const own = run.head_branch === branch && run.head_repository?.full_name.toLowerCase() === repository.toLowerCase();
    return own && ofBranch.has(run.event) && createdAt !== undefined ? [{ ...run, createdAt }] : [];
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

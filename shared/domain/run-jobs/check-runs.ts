import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { NamedCheck } from './named-check.ts';
import { verdictOf } from './verdict.ts';

const CheckRunSchema = z.object({
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  started_at: z.string().nullish(),
  app: z.object({ id: z.number().int().nullish(), slug: z.string().nullish() }).nullish(),
});
type CheckRun = z.infer<typeof CheckRunSchema>;

/** The latest check runs of that name and app for a commit. */
export async function checkRunsOf(
  github: GitHub,
  repository: string,
  commit: string,
  { check, app }: NamedCheck,
): Promise<Answer<CheckRun[]>> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const asked = { ...ownerAndRepo(repository), ref: commit, check_name: check, filter: 'latest' };
  const answer = await github.all(route, asked, CheckRunSchema);
  if (!answer.ok) return answer;
  const data = answer.data.filter((run) => run.name === check && run.app?.slug === app && run.head_sha === commit);
  return { ok: true, data };
}

/** The id of the app of check runs, as the platform shows it. */
export function appIdIn(runs: readonly CheckRun[]): number | undefined {
  return runs.find((run) => typeof run.app?.id === 'number')?.app?.id ?? undefined;
}

/** Whether every latest check run of that name and app succeeded for a commit. One that did not run is not verified. */
export async function judgeCheck(
  github: GitHub,
  repository: string,
  commit: string,
  named: NamedCheck,
): Promise<Verdict> {
  const runs = await checkRunsOf(github, repository, commit, named);
  return runs.ok ? judgeRuns(runs.data, `${repository} at ${commit}`, named) : unverified(runs.because);
}

/** The same of runs that were read; `where`: whose they are. */
export function judgeRuns(runs: readonly CheckRun[], where: string, { check, app }: NamedCheck): Verdict {
  if (runs.length === 0)
    return unverified(noData(`no check ${check} of ${app} ran for ${where}`, `the check ${check} for that commit`));
  const ended = runs.map((run) => ({ ...verdictOf(run), conclusion: run.conclusion ?? run.status }));
  const wrong = ended.find(({ verdict }) => verdict === 'failed' || verdict === 'ended-otherwise');
  if (wrong !== undefined) {
    return {
      status: 'failed',
      problem: `the check ${check} of ${where} ${wrong.words}`,
      expected: 'success',
      actual: wrong.conclusion,
      fix: `mend what ${check} found, and let it run again for that commit`,
    };
  }
  const going = ended.find(({ verdict }) => verdict === 'not-finished');
  return going === undefined
    ? passed
    : unverified(noData(`the check ${check} of ${where} ${going.words}`, 'the end of that check'));
}

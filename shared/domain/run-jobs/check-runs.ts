import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { passed, type Verdict } from '../record/verdict.ts';
import { verdictOf } from './verdict.ts';

const CheckRun = z.object({
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  app: z.object({ slug: z.string().nullish() }).nullish(),
});

/** A check, by its name and by the slug of the app that makes it: anybody can give a check of theirs any name. */
export interface NamedCheck {
  check: string;
  app: string;
}

/** Whether every latest check run of that name and app succeeded for a commit. One that did not run is not verified. */
export async function judgeCheck(
  github: GitHub,
  repository: string,
  commit: string,
  { check, app }: NamedCheck,
): Promise<Verdict> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  const asked = { ...ownerAndRepo(repository), ref: commit, check_name: check, filter: 'latest' };
  const answer = await github.all(route, asked, CheckRun);
  if (!answer.ok) return { status: 'unverified', because: answer.because };
  const runs = answer.data.filter((run) => run.name === check && run.app?.slug === app && run.head_sha === commit);
  const where = `${repository} at ${commit}`;
  if (runs.length === 0)
    return open(`no check ${check} of ${app} ran for ${where}`, `the check ${check} for that commit`);
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
  if (going !== undefined) return open(`the check ${check} of ${where} ${going.words}`, 'the end of that check');
  return passed;
}

function open(message: string, needs: string): Verdict {
  return { status: 'unverified', because: { code: 'NO_DATA', message, needs } };
}

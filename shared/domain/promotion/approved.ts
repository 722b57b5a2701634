import type { Answer } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import { approvalsOf } from '../approval/approvals.ts';
import { contributorsOf } from '../approval/contributors.ts';
import { jointApproval } from '../approval/joint.ts';
import { pullsOfCommit } from '../approval/pull-request.ts';
import type { Inside, NamedRepository } from '../repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { sameEnvironment } from './deployments.ts';
import type { RunAttempt } from './run.ts';

/** Who must have approved. */
export interface Asked {
  environment: string;
  people: readonly string[];
  needed: number;
}

/** Whether enough people approved a pull request at its head. */
export async function judgePullApprovals(
  repository: NamedRepository,
  { number, head }: { number: number; head: string },
  { environment, people, needed }: Asked,
  ignored: readonly string[],
): Promise<Verdict> {
  const approvals = await approvalsOf(repository.github, repository.name, number, head, people, ignored);
  const given = jointApproval([{ side: environment, people, needed, approvals }]);
  if (given.state === 'given') return passed;
  if (given.state === 'unknown') return unverified(given.because);
  return lacking(environment, `${given.lacking.join('; ')} (pull request #${number})`, given.lacking, people);
}

function lacking(environment: string, words: string, actual: unknown, people: readonly string[]): Verdict {
  return failed({
    problem: `the promotion to ${environment} is not approved: ${words}`,
    expected: 'enough approvals by people who may, and who have no part in it',
    actual,
    fix: `have it approved by ${people.join(', ')}`,
  });
}

const Review = z.object({
  state: z.string(),
  user: z.object({ login: z.string(), id: z.number().int(), type: z.string().nullish() }).nullable(),
  environments: z.array(z.object({ name: z.string() })),
});
const Login = z.object({ login: z.string() }).partial().nullish();
const Commit = z.object({ author: Login, committer: Login });
const Pull = z.object({ user: z.object({ id: z.number().int() }).nullable(), commits: z.number().int() });
const committerOfGitHub = 'web-flow';

/**
 * Whether enough people let a run into an environment of GitHub. Whoever started the run, made the promoted commit, or has part in the pull
 * request that brought it, does not count.
 * The platform says neither when they approved nor for which attempt, so that of a run that was started again nothing is known.
 */
export async function judgeRunApprovals(
  { github, name }: NamedRepository,
  run: RunAttempt,
  commit: string,
  on: string,
  { environment, people, needed }: Asked,
  ignored: readonly string[],
): Promise<Verdict> {
  if (run.run_attempt !== 1) {
    const message = `GitHub does not say for which attempt of run ${run.id} somebody approved, and the entry is of attempt ${run.run_attempt}`;
    return unverified(noData(message, 'a new run instead of one that is started again'));
  }
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
  const reviews = await github.all(route, { ...ownerAndRepo(name), run_id: run.id }, Review);
  if (!reviews.ok) return unverified(reviews.because);
  const makers = await makersOf({ github, name }, commit, ignored);
  if (!makers.ok) return unverified(makers.because);
  const starters = [run.actor?.login, run.triggering_actor?.login].flatMap((login) => login?.toLowerCase() ?? []);
  const ofEnvironment = reviews.data.filter(({ environments }) =>
    environments.some((each) => sameEnvironment(each.name, on)),
  );
  const may = new Set(people.map((login) => login.toLowerCase()));
  const counted = new Set<string>();
  const refused: string[] = [];
  for (const { user, state } of ofEnvironment) {
    if (user === null) continue;
    const login = user.login.toLowerCase();
    if (state !== 'approved') refused.push(`${user.login} gave the word ${state}`);
    else if ((user.type ?? 'User') !== 'User') refused.push(`${user.login} is no person`);
    else if (!may.has(login)) refused.push(`${user.login} is not among the people who may approve`);
    else if (starters.includes(login)) refused.push(`${user.login} started the run`);
    else if (makers.data(user)) refused.push(`${user.login} has part in the commit`);
    else counted.add(login);
  }
  const rejected = ofEnvironment.some(({ state }) => state === 'rejected');
  if (counted.size >= needed && !rejected) return passed;
  const words = [`${counted.size} of ${needed} approvals by ${people.join(', ')}`, ...refused].join(', ');
  return lacking(environment, `${words} (run ${run.id}, environment ${on})`, [counted.size, ...refused], people);
}

/** Whether an account has part in what is promoted. */
type Makers = (account: { login: string; id: number }) => boolean;

async function makersOf({ github, name }: Inside, commit: string, ignored: readonly string[]): Promise<Answer<Makers>> {
  const at = ownerAndRepo(name);
  const answer = await github.get('GET /repos/{owner}/{repo}/commits/{ref}', { ...at, ref: commit }, Commit);
  if (!answer.ok) return answer;
  const [author, committer] = [answer.data.author?.login, answer.data.committer?.login];
  if (author === undefined || committer === undefined) {
    const message = `nobody knows which accounts made the commit ${commit}, so that one of them could have approved`;
    return { ok: false, because: noData(message, 'a commit whose author and committer have an account') };
  }
  const logins = [author, committer].map((login) => login.toLowerCase()).filter((login) => login !== committerOfGitHub);
  const pulls = await pullsOfCommit(github, name, commit);
  if (!pulls.ok) return pulls;
  // Who pushed it without a pull request is its author or its committer.
  const parts: Makers[] = [({ login }) => logins.includes(login.toLowerCase())];
  for (const { number, head } of pulls.data.filter(({ isMerged }) => isMerged)) {
    const pull = await github.get(
      'GET /repos/{owner}/{repo}/pulls/{pull_number}',
      { ...at, pull_number: number },
      Pull,
    );
    if (!pull.ok) return pull;
    const { user, commits: count } = pull.data;
    const took = await contributorsOf(github, at, { number, headSha: head, count }, ignored);
    if (!took.ok) return took;
    parts.push((account) => account.id === user?.id || took.data.part(account) !== undefined);
  }
  return { ok: true, data: (account) => parts.some((part) => part(account)) };
}

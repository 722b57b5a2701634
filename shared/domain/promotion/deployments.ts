import type { Answer, GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import type { Inside } from '../repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { PromotionEntry } from './entry.ts';

const Deployment = z.object({ id: z.number().int(), sha: z.string(), environment: z.string() });
const Status = z.object({
  id: z.number().int(),
  state: z.string(),
  created_at: z.string(),
  log_url: z.string().nullish(),
  target_url: z.string().nullish(),
});
const mostLookedAt = 30;

/** A deployment that succeeded. */
export interface Succeeded {
  id: number;
  sha: string;
  /** Where its statuses lead to. */
  urls: readonly string[];
  /** When it succeeded last (ms since 1970), by the clock of the platform. */
  at: number;
  /** The state that it came to after it had succeeded, where that takes it out again. */
  ended: string | undefined;
}

/**
 * The deployments to an environment that succeeded, the last success first: one that had to wait succeeds later than one that was made
 * after it. Not ok when none of those that are looked at succeeded, and there may be more.
 */
export async function deploymentsTo({ github, name }: Inside, on: string): Promise<Answer<Succeeded[]>> {
  const at = ownerAndRepo(name);
  const asked = { ...at, environment: on, per_page: mostLookedAt };
  const listed = await github.get('GET /repos/{owner}/{repo}/deployments', asked, z.array(Deployment));
  if (!listed.ok) return listed;
  const found: Succeeded[] = [];
  for (const deployment of listed.data.filter(({ environment }) => sameEnvironment(environment, on))) {
    const succeeded = await succeededOf(github, at, deployment);
    if (!succeeded.ok) return succeeded;
    if (succeeded.data !== undefined) found.push(succeeded.data);
  }
  if (found.length > 0 || listed.data.length < mostLookedAt)
    return { ok: true, data: found.sort((a, b) => b.at - a.at || b.id - a.id) };
  const message = `none of the last ${mostLookedAt} deployments to ${on} succeeded, and no more are looked at`;
  return { ok: false, because: { code: 'TRUNCATED', message, needs: 'a deployment that succeeded' } };
}

/** The platform does not tell names of environments apart by upper and lower case. */
export function sameEnvironment(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function succeededOf(
  github: GitHub,
  at: { owner: string; repo: string },
  { id, sha }: z.infer<typeof Deployment>,
): Promise<Answer<Succeeded | undefined>> {
  const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
  const listed = await github.all(route, { ...at, deployment_id: id }, Status);
  if (!listed.ok) return listed;
  // Several states of one second are told apart by their ids.
  const statuses = [...listed.data].sort((a, b) => b.id - a.id);
  const success = statuses.filter(({ state }) => state === 'success');
  const [last] = success;
  if (last === undefined) return { ok: true, data: undefined };
  const since = parseTime(last.created_at);
  if (since === undefined)
    return {
      ok: false,
      because: noData(`GitHub does not say when deployment ${id} succeeded`, 'the time of its success'),
    };
  const urls = success.flatMap(({ log_url, target_url }) => [log_url ?? [], target_url ?? []].flat());
  // Any state after the success takes a deployment out.
  const ended = statuses[0]?.state === 'success' ? undefined : statuses[0]?.state;
  return { ok: true, data: { id, sha, urls, at: since, ended } };
}

type Named = Pick<PromotionEntry, 'commit' | 'runId'>;

/** Whether a deployment is one of what an entry says: of its commit, or made by the run that recorded it. */
function isOf({ github, name }: Inside, { sha, urls }: Succeeded, { commit, runId }: Named): boolean {
  return sha === commit || urls.some((url) => isOfRun(url, github.host, name, runId));
}

/**
 * Whether the deployment to an environment that succeeded last is still there, and one of what the history has in force there, or of the
 * entry that is judged. Later ones that failed, or still go on, changed nothing.
 */
export function judgeDeployments(
  inside: Inside,
  on: string,
  answer: Answer<readonly Succeeded[]>,
  { inForce, judged }: { inForce: Named | undefined; judged: Named | undefined },
): Verdict {
  if (!answer.ok) return unverified(answer.because);
  const [last] = answer.data;
  const known = [judged, inForce].flatMap((entry) => entry ?? []);
  if (last === undefined && inForce === undefined)
    return { status: 'not-applicable', why: `nothing was deployed to ${on} yet, as the history says` };
  const fix = `find out what is in ${on}; record it by a promotion or a rollback, or deploy what the history says`;
  if (last === undefined)
    return failed({
      problem: `the history has commit ${inForce?.commit} in force, and no deployment to ${on} succeeded`,
      expected: inForce?.commit,
      actual: null,
      fix: `deploy what the history says to ${on}, or correct the name of the environment`,
    });
  const expected =
    known.length === 0 ? 'no deployment' : known.map(({ commit, runId }) => `commit ${commit} or run ${runId}`);
  const what = `the last deployment to ${on} that succeeded is ${last.id} of commit ${last.sha}`;
  if (!known.some((entry) => isOf(inside, last, entry)))
    return failed({ problem: `${what}, of which the history says nothing`, expected, actual: last.sha, fix });
  if (last.ended !== undefined)
    return failed({ problem: `${what}, and it is ${last.ended} since`, expected, actual: last.ended, fix });
  return passed;
}

/** Since when what an entry says is deployed without a break (ms since 1970); undefined when it is not, or no longer. */
export function deployedSince(inside: Inside, deployments: readonly Succeeded[], entry: Named): number | undefined {
  if (deployments[0]?.ended !== undefined) return undefined;
  const other = deployments.findIndex((each) => !isOf(inside, each, entry));
  return (other === -1 ? deployments : deployments.slice(0, other)).at(-1)?.at;
}

function isOfRun(url: string, host: string, repository: string, runId: number): boolean {
  const start = `https://${host}/${repository}/actions/runs/${runId}`.toLowerCase();
  const text = url.toLowerCase();
  return text === start || text.startsWith(`${start}/`);
}

import { ownerAndRepo } from '../../core/repository.ts';
import { z } from '../../core/zod.ts';
import type { Inside } from '../repository/repository.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { PromotionEntry } from './entry.ts';

const Deployment = z.object({ id: z.number().int(), sha: z.string(), environment: z.string() });
const Status = z.object({ state: z.string(), log_url: z.string().nullish(), target_url: z.string().nullish() });
const mostLookedAt = 30;

type Named = Pick<PromotionEntry, 'commit' | 'runId'>;

/**
 * Whether the newest deployment to an environment that succeeded is one of what the history has in force there, or of the entry that is
 * judged: of its commit, or made by the run that recorded it. Later ones that failed, or still go on, changed nothing.
 */
export async function judgeDeployments(
  { github, name }: Inside,
  on: string,
  inForce: Named | undefined,
  judged: Named | undefined,
): Promise<Verdict> {
  const at = ownerAndRepo(name);
  const asked = { ...at, environment: on, per_page: mostLookedAt };
  const listed = await github.get('GET /repos/{owner}/{repo}/deployments', asked, z.array(Deployment));
  if (!listed.ok) return unverified(listed.because);
  const known = [judged, inForce].flatMap((entry) => entry ?? []);
  for (const deployment of listed.data.filter(({ environment }) => environment === on)) {
    const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const statuses = await github.all(route, { ...at, deployment_id: deployment.id }, Status);
    if (!statuses.ok) return unverified(statuses.because);
    const success = statuses.data.filter(({ state }) => state === 'success');
    if (success.length === 0) continue;
    const ofRun = (runId: number): boolean =>
      success.some(({ log_url, target_url }) =>
        [log_url, target_url].some((url) => isOfRun(url ?? '', github.host, name, runId)),
      );
    if (known.some((entry) => entry.commit === deployment.sha || ofRun(entry.runId))) return passed;
    const expected = known.map(({ commit, runId }) => `commit ${commit} or run ${runId}`);
    return failed({
      problem: `the last deployment to ${on} that succeeded is ${deployment.id} of commit ${deployment.sha}, of which the history says nothing`,
      expected: expected.length === 0 ? 'no deployment' : expected,
      actual: deployment.sha,
      fix: `find out what is in ${on}; record it by a promotion or a rollback, or deploy what the history says`,
    });
  }
  if (listed.data.length >= mostLookedAt) {
    const message = `none of the last ${mostLookedAt} deployments to ${on} succeeded, and no more are looked at`;
    return unverified({ code: 'TRUNCATED', message, needs: 'a deployment that succeeded' });
  }
  if (inForce === undefined)
    return { status: 'not-applicable', why: `nothing was deployed to ${on} yet, as the history says` };
  return failed({
    problem: `the history has commit ${inForce.commit} in force, and no deployment to ${on} succeeded`,
    expected: inForce.commit,
    actual: null,
    fix: `deploy what the history says to ${on}, or correct the name of the environment`,
  });
}

function isOfRun(url: string, host: string, repository: string, runId: number): boolean {
  const start = `https://${host}/${repository}/actions/runs/${runId}`.toLowerCase();
  const text = url.toLowerCase();
  return text === start || text.startsWith(`${start}/`);
}

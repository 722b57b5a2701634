import type { Answer } from '../../shared/core/ports.ts';
import type { Environment } from '../../shared/domain/promotion/config.ts';
import { deploymentsTo, judgeDeployments, type Succeeded } from '../../shared/domain/promotion/deployments.ts';
import { inForce } from '../../shared/domain/promotion/standing.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Claim, Scene } from './scene.ts';

/** What was deployed to the environment from which something comes. */
export interface DeployedBefore {
  /** The environment of GitHub. */
  on: string;
  /** The environment of the chain. */
  environment: string;
  deployments: Answer<readonly Succeeded[]>;
}

/** What was deployed to the environment from which something comes; undefined where the configuration does not name it on GitHub. */
export async function deployedBefore(
  repository: NamedRepository,
  previous: Environment | undefined,
): Promise<DeployedBefore | undefined> {
  if (previous?.deployment === undefined) return undefined;
  const { deployment: on, environment } = previous;
  return { on, environment, deployments: await deploymentsTo(repository, on) };
}

/** Whether here, and where it comes from, that is deployed which the histories have in force. */
export async function judgeDeployed(
  { repository, environment, histories }: Scene,
  judged: Claim,
  there: DeployedBefore | undefined,
): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  const { deployment: on } = environment;
  if (on !== undefined) {
    const own = inForce(histories.get(environment.environment));
    const asked = { inForce: own.ok ? own.data?.entry : undefined, judged };
    const here = own.ok ? await deploymentsTo(repository, on) : own;
    verdicts.push(judgeDeployments(repository, on, here, asked));
  }
  if (there !== undefined) {
    const before = inForce(histories.get(there.environment));
    const asked = { inForce: before.ok ? before.data?.entry : undefined, judged: undefined };
    verdicts.push(judgeDeployments(repository, there.on, before.ok ? there.deployments : before, asked));
  }
  const worst = (['failed', 'unverified', 'passed'] as const).flatMap(
    (status) => verdicts.find((each) => each.status === status) ?? [],
  );
  return (
    worst[0] ?? verdicts[0] ?? { status: 'not-applicable', why: 'the configuration names no environment of GitHub' }
  );
}

import type { Location } from '../../core/location.ts';
import type { ActionStep, Job, Variables } from '../workflow/workflow.ts';

/** Something around the step that makes the decision with which a file of the change could make it say what it likes. */
export interface Interference {
  certain: boolean;
  /** Continues "… makes the decision, and …". */
  what: string;
  actual: string;
  fix: string;
  at: Location;
}

/** Variables that change what Node.js and the system load, trust, or ask over which proxy. GITHUB_ and RUNNER_ ones the runner sets itself. */
const loading = /^(?:node_|ld_|dyld_|glibc_|openssl_|ssl_|(?:https?|all|no)_proxy$)/i;

/** What the file puts between the action and its word: variables of the workflow, the job or the step, and a container of the job. */
export function interference(
  step: Pick<ActionStep, 'env'>,
  job: Pick<Job, 'env' | 'container'>,
  ofWorkflow: Variables | undefined,
): Interference | undefined {
  for (const env of [step.env, job.env, ofWorkflow]) {
    if (env === undefined) continue;
    const { value: names, at } = env;
    const name = names === 'unknown' ? undefined : names.find((each) => loading.test(each));
    if (names !== 'unknown' && name === undefined) continue;
    const actual = `env with ${name ?? 'an expression'}`;
    const what = `${name ?? 'its env'} can change what its step runs`;
    return { certain: name !== undefined, what, actual, fix: `take ${name ?? 'the expression'} out of env`, at };
  }
  const { container } = job;
  if (container === undefined) return undefined;
  const what = 'its container can change what its step runs';
  return { certain: false, what, actual: 'container', fix: 'no container', at: container.at };
}

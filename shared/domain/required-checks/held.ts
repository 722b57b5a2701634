import type { RequiredContext } from '../branch-rules/branch-rules.ts';
import { certainText } from '../check-names/check-name.ts';
import type { ProducedCheck } from '../check-names/produced-check.ts';
import { type Job, jobOf } from '../workflow/workflow.ts';
import type { CheckFacts } from './facts.ts';
import { reach } from './reach.ts';

/** What is required of the app that reports jobs, or of any: a job with the name of a check of another app holds nothing up. */
export function requiredOfJobs({
  required,
  actionsApp,
}: Pick<CheckFacts, 'required' | 'actionsApp'>): RequiredContext[] {
  return required.known ? required.value.filter(({ app }) => app === undefined || app === actionsApp) : [];
}

/**
 * Finds the required context whose job needs the job of a check, so that its failure is seen there; undefined when there is none. A
 * failure that `continue-on-error` hides is not seen.
 */
export function heldBy(facts: CheckFacts): (check: ProducedCheck) => string | undefined {
  const { produced, workflows } = facts;
  const contexts = new Set(requiredOfJobs(facts).map(({ context }) => context));
  const holders = new Map<Job, string>();
  for (const { name, workflow, jobs, refused } of produced.checks) {
    const context = certainText(name);
    // A job inside of a called workflow waits for its neighbours there only.
    if (context === undefined || !contexts.has(context) || refused !== undefined || jobs.length !== 1) continue;
    const file = workflows.find(({ path }) => path === workflow)?.workflow;
    const job = file === undefined ? undefined : jobOf(file, jobs[0] ?? '');
    if (job === undefined || file === undefined || job.needs.length === 0) continue;
    for (const covered of reach(job, file).covered) if (!holders.has(covered)) holders.set(covered, context);
  }
  return ({ runs }) => {
    const [run] = runs;
    const outer = run?.steps[0]?.job;
    const blind = run?.steps.some(
      ({ job }) => job.continueOnError !== undefined && job.continueOnError.value !== false,
    );
    return outer === undefined || blind === true ? undefined : holders.get(outer);
  };
}

/**
 * Whether every check of a job is required, of a called workflow those of all its jobs: then its failure holds the change up by itself.
 * `jobs` are the ids of the jobs that call, and last its own.
 */
export type IsRequiredJob = (workflow: string, jobs: readonly string[]) => boolean;

export function requiredJobs(facts: Pick<CheckFacts, 'required' | 'produced' | 'actionsApp'>): IsRequiredJob {
  const { produced } = facts;
  const contexts = new Set(requiredOfJobs(facts).map(({ context }) => context));
  const found = new Map<string, boolean>();
  for (const { name, workflow, jobs } of produced.checks) {
    const isRequired = contexts.has(certainText(name) ?? '');
    for (let depth = 1; depth <= jobs.length; depth += 1) {
      const key = keyOf(workflow, jobs.slice(0, depth));
      found.set(key, isRequired && found.get(key) !== false);
    }
  }
  return (workflow, jobs) => found.get(keyOf(workflow, jobs)) === true;
}

/** Ids do not differ by case alone. */
function keyOf(workflow: string, jobs: readonly string[]): string {
  return JSON.stringify([workflow, ...jobs.map((id) => id.toLowerCase())]);
}

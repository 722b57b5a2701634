import type { Producible, Step } from '../check-names/produced-check.ts';

/** A job on an event: its workflow, the ids of the jobs that call and last its own, and the event. */
export interface JobRun {
  workflow: string;
  jobs: readonly string[];
  event: string;
}

/** A job that is skipped although nothing failed, for certain or perhaps. `by`: the one whose condition does it, itself or one that it needs. */
export interface Skip {
  certain: boolean;
  by: Step;
}

/** Finds whether a job is skipped although nothing fails; undefined when it is not, or when there is no such job. */
export type FindSkip = (job: JobRun) => Skip | undefined;

/**
 * A job is skipped by its own condition, or with a job that it needs, unless it runs whatever became of that one. What its calling jobs do is
 * not looked at.
 */
export function skipFinder({ checks }: Pick<Producible, 'checks'>): FindSkip {
  const steps = new Map<string, Step>();
  for (const { workflow, jobs, runs } of checks) {
    for (const { trigger, steps: path } of runs) {
      for (const [index, step] of path.entries())
        steps.set(keyOf({ workflow, jobs: jobs.slice(0, index + 1), event: trigger.event }), step);
    }
  }
  const known = new Map<string, Skip | undefined>();
  const find: FindSkip = (run) => {
    const key = keyOf(run);
    if (known.has(key)) return known.get(key);
    // Needs that form a circle end here; GitHub refuses their file.
    known.set(key, undefined);
    const step = steps.get(key);
    const skip = step === undefined ? undefined : skipOf(step, run, find);
    known.set(key, skip);
    return skip;
  };
  return find;
}

function skipOf(step: Step, { jobs, ...rest }: JobRun, find: FindSkip): Skip | undefined {
  const { afterSuccess, afterFailure } = step.runs;
  if (afterSuccess !== true) return { certain: afterSuccess === false, by: step };
  if (afterFailure === true) return undefined;
  const needed = step.job.needs.flatMap(({ value }) => find({ ...rest, jobs: [...jobs.slice(0, -1), value] }) ?? []);
  const worst = needed.find(({ certain }) => certain) ?? needed[0];
  return worst === undefined ? undefined : { certain: worst.certain && afterFailure === false, by: worst.by };
}

/** Ids do not differ by case alone. */
function keyOf({ workflow, jobs, event }: JobRun): string {
  return JSON.stringify([workflow, event, ...jobs.map((id) => id.toLowerCase())]);
}

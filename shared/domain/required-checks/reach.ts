import { type Runs, runsOf } from '../workflow/condition.ts';
import { type Job, jobOf, type Workflow } from '../workflow/workflow.ts';

/**
 * The jobs whose failure reaches the gate: those that it needs, and those that these need as long as they are skipped when
 * one fails. `hidden`: jobs that are needed only by one that may run all the same.
 */
export function reach(gate: Job, workflow: Workflow): { covered: Set<Job>; hidden: Map<Job, Job> } {
  const covered = new Set<Job>();
  const hidden = new Map<Job, Job>();
  const pending = [gate];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const passesOn = next === gate || whenFailed(next) === false;
    for (const { value } of next.needs) {
      const needed = jobOf(workflow, value);
      if (needed === undefined || covered.has(needed)) continue;
      if (!passesOn) {
        hidden.set(needed, next);
        continue;
      }
      covered.add(needed);
      pending.push(needed);
    }
  }
  return { covered, hidden };
}

/** The jobs whose failure lets a job be skipped, or may: those that it needs, and those that these need, unless it runs all the same. */
export function skippedWith(job: Job, workflow: Workflow): Set<Job> {
  const found = new Set<Job>();
  const pending = [job];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (whenFailed(next) === true) continue;
    for (const { value } of next.needs) {
      const needed = jobOf(workflow, value);
      if (needed === undefined || found.has(needed)) continue;
      found.add(needed);
      pending.push(needed);
    }
  }
  return found;
}

function whenFailed(job: Job): boolean | undefined {
  return runsAlone(job).afterFailure;
}

/** When a job runs, as far as its condition tells it of every run. */
export function runsAlone(job: Job): Runs {
  const nothing = { contexts: new Map() };
  return runsOf(job.condition?.value, job.needs.length > 0, { success: nothing, otherwise: nothing });
}

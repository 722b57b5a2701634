import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';
import type { Runs } from '../workflow/condition.ts';
import type { Call, Job, Trigger, Variables, WorkflowProblem } from '../workflow/workflow.ts';
import type { CheckName } from './check-name.ts';

/** A job on the way to a check, with when it runs. */
export interface Step {
  job: Job;
  /** The file that has the job. */
  path: string;
  /** `env` of that file. */
  env?: Variables | undefined;
  runs: Runs;
}

/** An event that makes the check, as far as the filters of the event and the conditions of the jobs let it. */
export interface CheckRun {
  trigger: Trigger;
  /** The jobs that call, the outermost first, and last the job of the check. */
  steps: readonly Step[];
}

/** A check that jobs of a workflow can make. */
export interface ProducedCheck {
  name: CheckName;
  /** The file whose events make it. */
  workflow: string;
  /** The ids of the jobs: of those that call, and last its own. */
  jobs: readonly string[];
  /** Where the name is written: in the file that has the job. */
  at: Location;
  /** The job is of a matrix, or its name has expressions: when it is skipped as a whole, it reports under `skippedAs`. */
  expanded: boolean;
  /** Behind the names of the jobs that call. */
  skippedAs: CheckName;
  /** The name before it was cut, when it was. */
  uncut?: string | undefined;
  runs: readonly CheckRun[];
  /** GitHub refuses a file that it needs, so that it is never made. */
  refused?: WorkflowProblem | undefined;
  /** A called workflow could not be read, so that its jobs are not known. */
  because?: Because | undefined;
}

/**
 * A check that a job reports only when it is skipped as a whole, which counts as success: of a matrix or with a name of expressions as it is
 * written, of a job that calls another workflow without the jobs of that one.
 */
export interface SkippedCheck {
  name: CheckName;
  workflow: string;
  jobs: readonly string[];
  at: Location;
  runs: readonly CheckRun[];
}

/** All checks that the workflows of a tree can make, and what is wrong with their files. */
export interface Producible {
  checks: readonly ProducedCheck[];
  /** Of workflows that GitHub accepts. */
  skipped: readonly SkippedCheck[];
  problems: readonly WorkflowProblem[];
}

export type RemoteCall = Extract<Call, { kind: 'remote' }>;
/** The text of a workflow file of another repository, or why there is none. */
export type FetchWorkflow = (call: RemoteCall) => Promise<{ ok: true; text: string } | { ok: false; because: Because }>;

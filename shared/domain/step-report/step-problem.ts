import { isObject } from '../../core/json.ts';
import type { Report } from '../../core/report.ts';
import { decisionWordOf } from '../../core/step-report.ts';
import { reportStatus } from '../decision/status.ts';

/** A step of a job as the runner knows it. */
export interface RanStep {
  control: string;
  /** `outcome` of the step: success, failure, cancelled or skipped. */
  outcome: string;
}

/** The run and attempt in which the step ran; absent where the runner does not say. */
export interface ThisRun {
  runId: number | undefined;
  attempt: number | undefined;
}

/**
 * Why the report that a step of this job left does not count: a clause that continues "… left no report that counts: ". Undefined when it is what the
 * control wrote in this run, says what its results say, and the step ended as a step with that report ends.
 */
export function stepProblem(report: Report, { control, outcome }: RanStep, run: ThisRun): string | undefined {
  const { status, results, error, subject } = report;
  if (report.control !== control) return `what lies there is a report of ${report.control}`;
  if (run.runId !== subject.runId) return `what lies there is of run ${subject.runId ?? 'unknown'}`;
  if (run.attempt !== subject.attempt) return `what lies there is of attempt ${subject.attempt ?? 'unknown'}`;
  // What does not apply was not looked at: it has no results, and nothing in it broke.
  const unasked = status === 'not-applicable' && error === undefined && results.length === 0;
  const follows = unasked ? status : reportStatus(results, error);
  if (follows !== status) return `it says ${status}, and its results say ${follows}`;
  if (outcome !== 'success' && !mayFail(report)) return `its step ended with ${outcome} after it had said ${status}`;
  return undefined;
}

/** Whether a step with this report fails for what it says: what passed, does not apply or is accepted gives no reason. */
function mayFail(report: Report): boolean {
  const { status, data } = report;
  if (status === 'passed' || status === 'not-applicable') return false;
  return decisionWordOf(report) === undefined || status === 'error' || !isObject(data) || data['accepted'] !== true;
}

import { countStatuses } from '../domain/decision/status.ts';
import type { Outcome } from './outcome.ts';

/** What became of the artifact of a report: its name where it was uploaded, and why it was not where it should have been. */
export interface Delivery {
  name?: string;
  failure?: string;
}

/**
 * The outputs of a step, by name. The decision of a step that fails because nobody can read its report is no-go: what comes next may read
 * outputs also of a job that failed.
 */
export function stepOutputs(
  { report, files, outputs }: Pick<Outcome, 'report' | 'files' | 'outputs'>,
  { name, failure }: Delivery,
): Record<string, string> {
  const counts = countStatuses(report.results);
  const undelivered = failure !== undefined && Object.hasOwn(outputs, 'decision');
  return {
    status: report.status,
    report: files?.json ?? '',
    artifact: name ?? '',
    passed: String(counts.passed),
    failed: String(counts.failed),
    unverified: String(counts.unverified),
    ...outputs,
    ...(undelivered ? { decision: 'no-go', 'first-failing': report.control } : {}),
  };
}

import type { Because } from '../../core/errors.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Candidate } from './candidates.ts';
import { type BoundReport, needsReport, type RunReader, type RunReports, reportsOfControl } from './of-run.ts';

/**
 * Whether every report of a control in this run was measured and passed, judged anew by the policy of the base. What is waived,
 * attested or deferred there is lived with, and not measured. With the reports, whatever they are worth.
 */
export function judgeReportOf(
  ctx: Pick<RunReader, 'subject' | 'policy' | 'ended'>,
  control: string,
  reports: RunReports | undefined,
): { verdict: Verdict; reports: readonly Candidate[] } {
  if (reports === undefined) {
    const because = noData('no report was looked for', 'a run in which reports are collected');
    return { verdict: unverified(because), reports: [] };
  }
  const found = reportsOfControl(ctx, control, reports);
  if (found.state === 'unknown') return { verdict: unverified(found.because), reports: [] };
  const { own, bound, wrong: foreign, unseen } = found;
  const ended = bound.flatMap(({ status }) => (status === 'failed' || status === 'error' ? [`it is ${status}`] : []));
  const wrong = [...foreign, ...ended];
  if (wrong.length > 0) {
    const verdict: Verdict = {
      status: 'failed',
      problem: `the report of ${control} does not show that it passed: ${wrong.join('; ')}`,
      expected: 'passed, for this commit and run',
      actual: wrong,
      fix: `mend what ${control} found, and run it again before this`,
    };
    return { verdict, reports: own };
  }
  let because: Because | undefined;
  for (const report of bound) {
    const why = whyNotMeasured(report);
    if (why !== undefined)
      because ??= noData(`the report of ${control} is not measured as passed: ${why}`, needsReport(control));
  }
  because ??= unseen;
  return { verdict: because === undefined ? passed : unverified(because), reports: own };
}

/** Why a report in which nothing failed shows no more than that; undefined when it was measured as passed. */
export function whyNotMeasured({ report, status, excused }: Omit<BoundReport, 'results'>): string | undefined {
  if (excused) return 'something in it is waived, attested or deferred';
  if (report.policySource?.kind === 'bootstrap') return 'it was judged by the configuration of the change itself';
  return status === 'passed' ? undefined : `it is ${status}`;
}

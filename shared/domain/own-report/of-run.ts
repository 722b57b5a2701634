import type { Collected, CollectRequest } from '../../core/collected.ts';
import type { PolicyView } from '../../core/control.ts';
import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import type { Report, Result, Subject } from '../../core/report.ts';
import { reportStatus } from '../decision/status.ts';
import { jobsOfRun } from '../run-jobs/of-run.ts';
import { attemptProblem, type Jobs } from '../run-jobs/report-job.ts';
import { noData } from '../verdict/verdict.ts';
import { foreignness } from './binding.ts';
import { type Candidate, candidatesIn } from './candidates.ts';

/** What a control needs to see the reports of others in its run. */
export interface RunReader {
  readonly subject: Subject;
  readonly policy: PolicyView;
  /** It is a run that ended before, whose configuration need not be the present one. */
  readonly ended?: true;
  reports(request: CollectRequest): Promise<Collected>;
  github(): GitHub | undefined;
}

/** The reports that other controls left in this run, and the jobs that made them; nothing in them is believed yet. */
export interface RunReports {
  found: ReturnType<typeof candidatesIn>;
  jobs: Jobs;
}

/** A report that is of this commit, run and policy, with its results as the policy of the base lets them live. */
export interface BoundReport {
  report: Report;
  results: readonly Result[];
  /** What the results say. */
  status: Report['status'];
  /** Something in it is waived, attested or deferred: lived with, and not measured. */
  excused: boolean;
}

/** The reports of one control: `wrong` says what is against those that do not count, a clause for each. */
export type ReportsOfControl =
  | { state: 'unknown'; because: Because }
  | {
      state: 'found';
      /** All of them, whatever they are worth. */
      own: readonly Candidate[];
      bound: readonly BoundReport[];
      wrong: readonly string[];
      /** Why something that could be such a report was not looked at. */
      unseen: Because | undefined;
    };

/** Collects the reports of this run. */
export async function reportsOfRun(ctx: RunReader): Promise<RunReports> {
  const collected = await ctx.reports({ artifacts: [] });
  return { found: candidatesIn(collected), jobs: await jobsOfRun(ctx) };
}

/** What is needed where no report of a control is there. */
export function needsReport(control: string): string {
  return `a report of ${control} in this run, by a job that this one needs`;
}

/** The reports of a control in this run, bound to it and judged anew by the policy of the base. */
export function reportsOfControl(
  { subject, policy, ended }: Pick<RunReader, 'subject' | 'policy' | 'ended'>,
  control: string,
  { found: { candidates, strays }, jobs }: RunReports,
): ReportsOfControl {
  const unseen = strays.find(({ because }) => because !== undefined)?.because;
  const own = candidates.filter(({ report }) => report.control === control);
  if (own.length === 0) {
    const message = `no job of this run left a report of ${control}`;
    return { state: 'unknown', because: unseen ?? noData(message, needsReport(control)) };
  }
  if (jobs?.ok === false) return { state: 'unknown', because: jobs.because };
  const to = { subject, policy: ended === true ? undefined : policy.source, asked: policy.asked };
  const wrong: string[] = [];
  const bound: BoundReport[] = [];
  for (const { report } of own) {
    const foreign = [
      ...foreignness(report, to),
      ...[attemptProblem(subject, report.subject, jobs)].flatMap((why) => why ?? []),
    ];
    const { results } = policy.allow(control, report.results);
    const status = reportStatus(results, report.error);
    const excused = isExcused(results);
    if (foreign.length > 0) wrong.push(foreign.join('; '));
    else if (report.replay === true) wrong.push('it is a replay');
    else if (report.status !== status && !excused)
      wrong.push(`it says ${report.status}, and its results say ${status}`);
    else bound.push({ report, results, status, excused });
  }
  return { state: 'found', own, bound, wrong, unseen };
}

/** Whether something in a report is waived, attested or deferred. */
export function isExcused(results: readonly Result[]): boolean {
  return results.some(({ waiver, attestation, deferredTo }) => (waiver ?? attestation ?? deferredTo) !== undefined);
}

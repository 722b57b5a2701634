import type { Collected } from '../../core/collected.ts';
import type { Context } from '../../core/control.ts';
import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import type { Report } from '../../core/report.ts';
import { reportStatus } from '../decision/status.ts';
import { noData, passed, unverified, type Verdict } from '../record/verdict.ts';
import { attemptProblem, type Jobs } from '../run-jobs/report-job.ts';
import { listJobs } from '../run-jobs/run-job.ts';
import { foreignness } from './binding.ts';
import { type Candidate, candidatesIn, type Stray } from './candidates.ts';

/** What the run of a control knows of the reports of its other jobs. */
export interface RunReports {
  collected: Collected;
  jobs: Jobs;
}

/** The context of a control, as far as it is asked here. */
type Run = Pick<Context, 'subject' | 'policy' | 'reports'> & { github(): GitHub | undefined };

/** The reports of this run, and its jobs. */
export async function reportsOfRun(ctx: Run): Promise<RunReports> {
  const collected = await ctx.reports({ artifacts: [] });
  const { event, repository, runId } = ctx.subject;
  if (event === 'local') return { collected, jobs: undefined };
  const github = ctx.github();
  if (github === undefined || repository === undefined || runId === undefined) {
    const message = 'the jobs of this run cannot be asked for without a token';
    return { collected, jobs: { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'actions: read' } } };
  }
  const listed = await listJobs(github, repository, runId);
  return { collected, jobs: listed.ok ? { ok: true, jobs: listed.data } : { ok: false, because: listed.because } };
}

/**
 * Whether every report of a control in this run was measured and passed, judged anew by the policy of the base. What is waived,
 * attested or deferred there is lived with, and not measured. With the reports, whatever they are worth.
 */
export function judgeReportOf(
  ctx: Pick<Run, 'subject' | 'policy'>,
  control: string,
  reports: RunReports | undefined,
): { verdict: Verdict; reports: readonly Candidate[] } {
  if (reports === undefined)
    return {
      verdict: unverified(noData('no report was looked for', 'a run in which reports are collected')),
      reports: [],
    };
  const { candidates, strays } = candidatesIn(reports.collected);
  const own = candidates.filter(({ report }) => report.control === control);
  return { verdict: verdictOf(ctx, control, reports.jobs, own, strays), reports: own };
}

function verdictOf(
  ctx: Pick<Run, 'subject' | 'policy'>,
  control: string,
  jobs: Jobs,
  own: readonly Candidate[],
  strays: readonly Stray[],
): Verdict {
  const unseen = strays.find(({ because }) => because !== undefined)?.because;
  const needs = `a report of ${control} in this run, by a job that this one needs`;
  if (own.length === 0) {
    return unverified(unseen ?? noData(`no job of this run left a report of ${control}`, needs));
  }
  if (jobs?.ok === false) return unverified(jobs.because);
  const to = { subject: ctx.subject, policy: ctx.policy.source, asked: ctx.policy.asked };
  const wrong: string[] = [];
  let lived: Because | undefined;
  for (const { report } of own) {
    const foreign = [
      ...foreignness(report, to),
      ...[attemptProblem(ctx.subject, report.subject, jobs)].flatMap((why) => why ?? []),
    ];
    const { results } = ctx.policy.allow(control, report.results);
    const status = reportStatus(results, report.error);
    const excused = results.some(
      ({ waiver, attestation, deferredTo }) => (waiver ?? attestation ?? deferredTo) !== undefined,
    );
    if (foreign.length > 0) wrong.push(foreign.join('; '));
    else if (report.replay === true) wrong.push('it is a replay');
    else if (report.status !== status && !excused)
      wrong.push(`it says ${report.status}, and its results say ${status}`);
    else if (status === 'failed' || status === 'error') wrong.push(`it is ${status}`);
    else {
      const why = whyNotMeasured(report, status, excused);
      if (why !== undefined) lived ??= noData(`the report of ${control} is not measured as passed: ${why}`, needs);
    }
  }
  if (wrong.length > 0) {
    return {
      status: 'failed',
      problem: `the report of ${control} does not show that it passed: ${wrong.join('; ')}`,
      expected: 'passed, for this commit and run',
      actual: wrong,
      fix: `mend what ${control} found, and run it again before this`,
    };
  }
  const because = lived ?? unseen;
  return because === undefined ? passed : unverified(because);
}

/** Why a report in which nothing failed shows no more than that; undefined when it was measured as passed. */
function whyNotMeasured(report: Report, status: Report['status'], excused: boolean): string | undefined {
  if (excused) return 'something in it is waived, attested or deferred';
  if (report.policySource?.kind === 'bootstrap') return 'it was judged by the configuration of the change itself';
  return status === 'passed' ? undefined : `it is ${status}`;
}

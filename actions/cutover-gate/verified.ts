import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Report } from '../../shared/core/report.ts';
import { judgeCheck } from '../../shared/domain/cutover/check-runs.ts';
import type { Checkpoint, Verification } from '../../shared/domain/cutover/config.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { foreignness } from '../../shared/domain/own-report/binding.ts';
import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import { noData, passed, unverified, type Verdict } from '../../shared/domain/record/verdict.ts';
import { attemptProblem, type Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { listJobs } from '../../shared/domain/run-jobs/run-job.ts';
import type { Ctx } from './definition.ts';
import type { Places, SidePlace } from './sides.ts';
import { tell } from './tell.ts';

/** What became of each verification that a checkpoint asks for. */
export type Verified = ReadonlyMap<string, Verdict['status']>;

/** Judges the verifications of a checkpoint: reports of this run, and checks of the commit of each side. */
export async function judgeVerifications(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<Verified> {
  const asked = ctx.inputs.verifications.filter(({ id }) => checkpoint.verify.includes(id));
  const reports = asked.some(({ control }) => control !== undefined) ? await reportsOf(ctx) : undefined;
  const verified = new Map<string, Verdict['status']>();
  for (const each of asked) {
    const { id, side, control } = each;
    const verdict = control === undefined ? await checkOf(places[side], each) : reportOf(ctx, control, reports);
    verified.set(id, verdict.status);
    tell(ctx, 'verified', [checkpoint.id, side, id], verdict);
  }
  return verified;
}

async function checkOf({ repository, commit }: SidePlace, { check = '', app }: Verification): Promise<Verdict> {
  if (!repository.ok) return unverified(repository.because);
  if (!commit.ok) return unverified(commit.because);
  return judgeCheck(repository.data.github, repository.data.name, commit.data, { check, app });
}

interface Reports {
  collected: Collected;
  jobs: Jobs;
}

async function reportsOf(ctx: Ctx): Promise<Reports> {
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
 * attested or deferred there is lived with, and not measured.
 */
function reportOf(ctx: Ctx, control: string, reports: Reports | undefined): Verdict {
  if (reports === undefined)
    return unverified(noData('no report was looked for', 'a run in which reports are collected'));
  const { collected, jobs } = reports;
  const { candidates, strays } = candidatesIn(collected);
  const unseen = strays.find(({ because }) => because !== undefined)?.because;
  const own = candidates.filter(({ report }) => report.control === control);
  const needs = `a report of ${control} in this run, by a job that this one needs`;
  if (own.length === 0) {
    return unverified(unseen ?? noData(`no job of this run left a report of ${control}`, needs));
  }
  if (jobs?.ok === false) return unverified(jobs.because);
  const to = { subject: ctx.subject, policy: ctx.policy.source, asked: ctx.policy.asked };
  const wrong: string[] = [];
  let open: Because | undefined;
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
      if (why !== undefined) open ??= noData(`the report of ${control} is not measured as passed: ${why}`, needs);
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
  const because = open ?? unseen;
  return because === undefined ? passed : unverified(because);
}

/** Why a report in which nothing failed shows no more than that; undefined when it was measured as passed. */
function whyNotMeasured(report: Report, status: Report['status'], excused: boolean): string | undefined {
  if (excused) return 'something in it is waived, attested or deferred';
  if (report.policySource?.kind === 'bootstrap') return 'it was judged by the configuration of the change itself';
  return status === 'passed' ? undefined : `it is ${status}`;
}

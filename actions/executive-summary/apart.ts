import type { Answer } from '../../shared/core/ports.ts';
import type { Report, Subject } from '../../shared/core/report.ts';
import { decidingControl } from '../../shared/core/step-report.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { isThisJob, type Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { verificationRecords } from '../../shared/domain/verification-record/record.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import { jobNameOf } from './jobs.ts';
import type { Judged } from './rows.ts';

/** Events about a change that nobody has merged yet: the code of the judged commit is that of its author. */
const aboutChange = /^(?:pull_request(?:_.*)?|merge_group)$/;

/** What these say is what code of the judged change did; kpi-gate computes again what kpi-report says. */
const ofCode: ReadonlySet<string> = new Set(['verification', 'kpi-report']);

/**
 * Judges whether reports and this decision come from jobs in which no code of the judged change ran. A command has the rights of its job:
 * it can exchange the actions that run after it, and so write what they say.
 */
export async function judgeApart(ctx: Ctx, own: readonly Judged[], jobs: Jobs): Promise<void> {
  const reports = own.flatMap(({ entry: { state, candidate } }) =>
    state === 'present' && candidate !== undefined ? [candidate.report] : [],
  );
  const ran = reports.filter(ranCommands);
  const thisRun = { job: 'of this run' };
  if (ran.length === 0) {
    ctx.notApplicable('apart', thisRun, 'no report says that a command of the judged change ran');
    return;
  }
  const merged = await isMerged(ctx);
  if (!merged.ok) {
    ctx.unverified('apart', thisRun, merged.because);
    return;
  }
  if (merged.data) {
    ctx.notApplicable('apart', thisRun, 'the judged commit is no change that waits to be merged');
    return;
  }
  const others = [
    { control: decidingControl, subject: ctx.subject },
    ...reports.filter(({ control, status }) => !ofCode.has(control) && status !== 'not-applicable'),
  ];
  const byJob = new Map(ran.map(({ subject }) => [jobText(subject, jobs), subject]));
  for (const [job, subject] of byJob) {
    const there = others.filter((each) => isThisJob(subject, each.subject, jobs));
    const perhaps = others.filter((each) => mayBeThere(subject, each.subject));
    const fact = { job, reports: [...new Set(there.map(({ control }) => control))] };
    if (there.length === 0 && perhaps.length > 0) {
      const message = `nobody knows whether ${listed(perhaps.map(({ control }) => control))} ran in the job ${job}, which ran commands of the judged change`;
      ctx.unverified('apart', fact, { code: 'NO_DATA', message, needs: 'jobs that can be told apart' });
    } else ctx.judge('apart', there.length === 0, fact);
  }
}

/** Whether the judged commit is merged: a push to another branch than the default one brings what its author likes. */
async function isMerged(ctx: Ctx): Promise<Answer<boolean>> {
  const { event, ref = '', repository } = ctx.subject;
  if (event !== 'push' || !ref.startsWith('refs/heads/')) return { ok: true, data: !aboutChange.test(event) };
  const named = await namedRepository(ctx.github(), repository, 'the input token, with contents: read');
  return named.ok ? { ok: true, data: ref === `refs/heads/${named.data.defaultBranch}` } : named;
}

/** Whether the report says that commands ran, or does not say that none did. */
function ranCommands({ control, status, data }: Report): boolean {
  if (control !== 'verification' || status === 'not-applicable') return false;
  const read = verificationRecords.safeParse(data);
  return read.success ? read.data.verifications.some(({ started }) => started !== undefined) : data !== undefined;
}

/** Without ids two jobs of one key cannot be told apart. */
function mayBeThere(one: Subject, other: Subject): boolean {
  const known = one.checkRunId !== undefined && other.checkRunId !== undefined;
  return !known && one.job === other.job && one.attempt === other.attempt;
}

function jobText(subject: Subject, jobs: Jobs): string {
  return jobNameOf(subject, jobs) ?? subject.job ?? 'without a name';
}

import { milliseconds } from '../../shared/core/duration.ts';
import { isoTime, parseTime } from '../../shared/core/time.ts';
import type { Found, FoundReport } from '../../shared/domain/found-report/found.ts';
import { judgedCommits } from '../../shared/domain/kpi/judged-commit.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { uploadedAttempt } from '../../shared/domain/run-jobs/uploaded.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import { readReport } from '../../shared/domain/verification/read-report.ts';
import type { ReportFormat } from '../../shared/domain/verification-record/record.ts';
import type { TestReport } from '../../shared/parse/test-report/test-report.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** A report that could be read. */
export interface Read {
  found: FoundReport;
  format: ReportFormat;
  report: TestReport;
}

/** Reads all reports of a verification; one that is wrong, or was not looked at, speaks for all of them. */
export function readAll(asked: Verification, { reports, not }: Found): { read: Read[]; verdict: Verdict } {
  const read: Read[] = [];
  let wrong: Verdict | undefined;
  let unknown: Verdict | undefined;
  const { report: place = { format: 'auto' as const } } = asked;
  for (const each of not) {
    if ('because' in each) unknown ??= { status: 'unverified', because: each.because };
    else wrong ??= notRead(each.problem, each.at);
  }
  for (const found of reports) {
    const one = readReport(found.content, place);
    if (one.state === 'read') read.push({ found, format: one.format, report: one.report });
    else if (one.state === 'unknown') {
      const because = { ...one.because, message: `${found.name}: ${one.because.message}` };
      unknown ??= { status: 'unverified', because };
    } else {
      const where = one.line === undefined ? '' : ` (line ${one.line})`;
      const at = found.at === undefined || one.line === undefined ? found.at : { ...found.at, line: one.line };
      wrong ??= notRead(`the report ${found.name} ${one.problem}${one.problem.includes('(line') ? '' : where}`, at);
    }
  }
  return { read, verdict: wrong ?? unknown ?? passed };
}

function notRead(problem: string, at: FoundReport['at']): Verdict {
  const fix = 'have the test runner write it whole, in the format that the configuration names';
  return { status: 'failed', problem, expected: 'a report that can be read', actual: problem, fix, at };
}

/** Whether reports are about the judged commit: by the platform's word for the artifact, else only by their own. */
export function judgeReportsCommit(ctx: Ctx, read: readonly Read[]): Verdict {
  const judged = judgedCommits(ctx.subject);
  for (const { found, report } of read) {
    const { artifact } = found;
    const others = report.commits.filter((commit) => !judged.includes(commit));
    if (others.length > 0)
      return otherCommit(`the report ${found.name} says that it is about ${listed(others)}`, judged, others);
    if (artifact === undefined) {
      if (report.commits.length > 0) continue;
      const message = `nothing says which commit ${found.name} is about`;
      const needs =
        'a command of this verification that writes it, an artifact of this run, or a report that names its commit';
      return { status: 'unverified', because: { code: 'NO_DATA', message, needs } };
    }
    if (artifact.runId !== ctx.subject.runId)
      return otherCommit(`${found.name} was uploaded by run ${artifact.runId}`, [ctx.subject.runId], [artifact.runId]);
    if (artifact.headSha !== ctx.subject.headSha)
      return otherCommit(`${found.name} was uploaded for commit ${artifact.headSha}`, judged, [artifact.headSha]);
  }
  return passed;
}

function otherCommit(problem: string, expected: readonly unknown[], actual: readonly unknown[]): Verdict {
  return { status: 'failed', problem, expected, actual, fix: 'run the tests for the judged commit, in this run' };
}

/** How far clocks of machines may be apart. */
const tolerance = 5 * 60_000;

/** Whether reports are young enough; of an artifact the platform knows the time, else only the report itself. */
export function judgeAge(
  ctx: Ctx,
  { 'maximum-age': age, report: place }: Verification,
  read: readonly Read[],
  jobs: Jobs,
): Verdict {
  const now = ctx.time.latest;
  for (const { found, report } of read) {
    const attempt =
      found.artifact === undefined
        ? { ok: true as const }
        : uploadedAttempt(ctx.subject, place?.job, found.artifact.createdAt, jobs);
    if (!attempt.ok) {
      if ('because' in attempt) return { status: 'unverified', because: attempt.because };
      const problem = `the report ${found.name} is of an earlier attempt: ${attempt.problem}`;
      const fix = 'name the job that uploads it, and let that upload the report in each attempt';
      return { status: 'failed', problem, expected: 'a report of the last attempt', actual: attempt.problem, fix };
    }
    const at = report.at ?? parseTime(found.artifact?.createdAt ?? '');
    if (at !== undefined && at > now + tolerance) {
      const problem = `the report ${found.name} says that it was made at ${isoTime(at)}, which is still to come`;
      return {
        status: 'failed',
        problem,
        expected: `at most ${isoTime(now)}`,
        actual: isoTime(at),
        fix: 'set the clock of what writes it',
      };
    }
    if (age === undefined) continue;
    if (at === undefined) {
      const message = `nothing says when ${found.name} was made`;
      const needs = 'a report with a time and its time zone';
      return { status: 'unverified', because: { code: 'NO_DATA', message, needs } };
    }
    if (at < now - milliseconds(age)) {
      const problem = `the report ${found.name} was made at ${isoTime(at)}, more than ${age} ago`;
      const expected = `at least ${isoTime(now - milliseconds(age))}`;
      return { status: 'failed', problem, expected, actual: isoTime(at), fix: 'run the tests again' };
    }
  }
  if (age === undefined) return { status: 'not-applicable', why: 'the configuration sets no maximum-age' };
  return passed;
}

/** Whether a command wrote its reports: bytes that lay there before it ran are those of somebody else. */
export function judgeWritten(read: readonly Read[], before: ReadonlyMap<string, string>): Verdict {
  const old = read.filter(({ found }) => before.get(found.name) === found.sha256).map(({ found }) => found.name);
  if (old.length === 0) return passed;
  const problem = `the command did not write it, it lay there before: ${listed(old)}`;
  const fix = 'let the command write the report, and remove those of earlier runs before';
  return { status: 'failed', problem, expected: 'a report of this run', actual: old, fix };
}

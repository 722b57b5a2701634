import { milliseconds } from '../../shared/core/duration.ts';
import { clockTolerance, isoTime, parseTime } from '../../shared/core/time.ts';
import type { Found, FoundReport } from '../../shared/domain/found-report/found.ts';
import { judgedCommits } from '../../shared/domain/judged-fact/judged-fact.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { uploadedAttempt } from '../../shared/domain/run-jobs/uploaded.ts';
import { noData, passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
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
    if ('because' in each) unknown ??= unverified(each.because);
    else wrong ??= notRead(each.problem, each.at);
  }
  for (const found of reports) {
    const one = readReport(found.content, place);
    if (one.state === 'read') read.push({ found, format: one.format, report: one.report });
    else if (one.state === 'unknown') {
      const because = { ...one.because, message: `${found.name}: ${one.because.message}` };
      unknown ??= unverified(because);
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
      return unverified(noData(message, needs));
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

/** No zone of the world is further ahead of UTC: a time without a zone may be so much earlier than it looks. */
const aheadMs = 14 * 3_600_000;

/**
 * Whether reports are young enough. Of an artifact the platform knows when it was uploaded, and what is in it was made before: the earlier of
 * that and the report's own time counts.
 */
export function judgeAge(
  ctx: Ctx,
  { 'maximum-age': age, report: place }: Verification,
  read: readonly Read[],
  jobs: Jobs,
): Verdict {
  const now = ctx.time.latest;
  const verdicts = read.map(({ found, report }): Verdict => {
    const { name, artifact } = found;
    const attempt =
      artifact === undefined
        ? { ok: true as const }
        : uploadedAttempt(ctx.subject, place?.job, artifact.createdAt, jobs);
    if (!attempt.ok) {
      if ('because' in attempt) return unverified(attempt.because);
      const problem = `the report ${name} is not of the job that should have made it: ${attempt.problem}`;
      const fix = 'name the job that uploads it, and let that upload the report in each attempt';
      return { status: 'failed', problem, expected: 'a report of the last attempt', actual: attempt.problem, fix };
    }
    const uploaded = parseTime(artifact?.createdAt ?? '');
    const latest = Math.min(now, uploaded ?? now) + clockTolerance;
    const { at: said, zoneless } = report;
    if (said !== undefined && said > latest) {
      const late = said > now + clockTolerance ? 'which is still to come' : 'which is later than its upload';
      const problem = `the report ${name} says that it was made at ${isoTime(said)}, ${late}`;
      const fix = 'set the clock of what writes it';
      return { status: 'failed', problem, expected: `at most ${isoTime(latest)}`, actual: isoTime(said), fix };
    }
    if (age === undefined) return passed;
    const at = said === undefined ? uploaded : Math.min(said, uploaded ?? said);
    const oldest = now - milliseconds(age);
    if (at !== undefined && at < oldest) {
      const problem = `the report ${name} was made at ${isoTime(at)}, more than ${age} ago`;
      const expected = `at least ${isoTime(oldest)}`;
      return { status: 'failed', problem, expected, actual: isoTime(at), fix: 'run the tests again' };
    }
    if (zoneless !== undefined && (zoneless - aheadMs < oldest || zoneless - aheadMs > latest))
      return unverified(noData(`the report ${name} names times without a time zone`, 'times with their time zone'));
    return at === undefined && zoneless === undefined
      ? unverified(noData(`nothing says when ${name} was made`, 'a report with a time and its time zone'))
      : passed;
  });
  const worst = worstOf(verdicts) ?? passed;
  if (worst.status !== 'passed' || age !== undefined) return worst;
  return { status: 'not-applicable', why: 'the configuration sets no maximum-age' };
}

/**
 * Whether a command wrote its reports: bytes that lay there before it ran, and that it did not write again, are those of somebody else.
 * `before`: what lay there; where nobody could look, nobody knows.
 */
export function judgeWritten(read: readonly Read[], before: Found, renewed: readonly string[]): Verdict {
  const earlier = new Map(before.reports.map(({ name, sha256 }) => [name, sha256]));
  const isOld = ({ name, sha256 }: FoundReport): boolean => earlier.get(name) === sha256 && !renewed.includes(name);
  const old = read.flatMap(({ found }) => (isOld(found) ? [found.name] : []));
  if (old.length > 0) {
    const problem = `the command did not write it, it lay there before: ${listed(old)}`;
    const fix = 'let the command write the report, and remove those of earlier runs before';
    return { status: 'failed', problem, expected: 'a report of this run', actual: old, fix };
  }
  const unseen = before.not.find((each) => !('absent' in each));
  if (unseen === undefined) return passed;
  const why = 'because' in unseen ? unseen.because.message : unseen.problem;
  const message = `what lay there before the command ran could not be looked at: ${why}`;
  return unverified(noData(message, 'an empty place for its reports before the command runs'));
}

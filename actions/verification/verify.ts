import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportName } from '../../shared/core/safe-name.ts';
import { isoMillisecondTime } from '../../shared/core/time.ts';
import { artifactReports, type Found, producedReports } from '../../shared/domain/found-report/found.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { noData, passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import { judgeTests, testRules } from '../../shared/domain/verification/judge-tests.ts';
import { type Tests, testsOf } from '../../shared/domain/verification/tests.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import {
  type EndedRun,
  judgeDeterministic,
  judgeExit,
  judgeLog,
  judgeRan,
  logOf,
  type Runs,
  runAll,
  wasMeasured,
  whyNot,
} from './commands.ts';
import type { Ctx } from './definition.ts';
import { judgeAge, judgeReportsCommit, judgeWritten, type Read, readAll } from './reports.ts';
import type { RuleId } from './rules.ts';

export type Verdicts = Record<Exclude<RuleId, 'required'>, Verdict>;

/** What became of one verification. */
export interface Verified {
  verdicts: Verdicts;
  /** Undefined when it was measured. */
  unmeasured: Because | undefined;
  record: Omit<VerificationRecord, 'required' | 'status' | 'problems'>;
}

/** What all verifications together need of the run: its artifacts, and its jobs. */
export interface Gathered {
  collected: Collected;
  jobs: Jobs;
}

/** Runs or reads one verification, and judges it. */
export async function verify(ctx: Ctx, asked: Verification, gathered: Gathered): Promise<Verified> {
  const { id, title, command, folder, report } = asked;
  const runs = command === undefined ? undefined : await runAll(ctx, asked);
  const ofCommand = commandVerdicts(ctx, asked, runs);
  const last = runs?.ended.at(-1)?.run;
  const log = runs === undefined || last === undefined ? undefined : keepLog(ctx, id, runs);
  const base = {
    id,
    ...(title === undefined ? {} : { title }),
    ...(command === undefined ? {} : { argv: command }),
    ...(folder === undefined ? {} : { folder }),
    ...(last?.exit === undefined ? {} : { exit: last.exit }),
    ...(asked.exit === undefined || asked.exit === 0 ? {} : { expectedExit: asked.exit }),
    ...(last === undefined
      ? {}
      : {
          started: isoMillisecondTime(last.startedAt),
          durationMs: runs?.ended.reduce((sum, { run }) => sum + run.durationMs, 0),
        }),
    ...(log === undefined ? {} : { log }),
  };
  const unmeasured = runs === undefined || wasMeasured(runs) ? undefined : whyNot(runs);
  if (report === undefined) {
    const why = 'the verification reads no report';
    const verdicts = {
      ...ofCommand,
      ...each(['report-read', 'fresh', ...testRules], () => ({ status: 'not-applicable', why })),
    };
    return { verdicts, unmeasured, record: { ...base, ...shaOf(ctx, ofCommand['of-commit'], last?.commit) } };
  }
  if (runs !== undefined && runs.ended.length === 0) {
    const because = whyNot(runs);
    const open = each(['report-read', 'fresh', ...testRules], () => unverified(because));
    return { verdicts: { ...ofCommand, ...open }, unmeasured, record: base };
  }
  const sources: readonly Source[] = runs?.ended ?? [
    {
      found:
        report.artifact === undefined
          ? await producedReports(ctx, report)
          : await artifactReports(ctx, report, gathered.collected),
    },
  ];
  const judged = sources.map((source) => judgeReports(ctx, asked, source, gathered.jobs));
  // What one run found is not undone by a later one.
  const decisive =
    judged.find(({ own }) => own === 'failed') ?? judged.find(({ own }) => own === 'open') ?? judged.at(-1);
  const verdicts = { ...ofCommand, ...together(judged.map((one) => one.verdicts)) };
  const broken = judged.find(({ reading }) => reading.status !== 'passed')?.reading;
  const { found, read, tests } = decisive ?? { found: undefined, read: [], tests: undefined };
  return {
    verdicts,
    unmeasured: unmeasured ?? (broken === undefined ? undefined : notWhole(broken)),
    record: {
      ...base,
      reports: (found?.reports ?? []).map(({ name, sha256: digest, content }) => {
        const format = read.find((one) => one.found.name === name)?.format;
        return { name, ...(format === undefined ? {} : { format }), sha256: digest, bytes: content.length };
      }),
      ...(broken === undefined && tests !== undefined ? { counts: countsOf(asked, tests) } : {}),
      ...shaOf(ctx, verdicts['of-commit'], last?.commit),
    },
  };
}

/** Reports as they lay there after one run of the command, or where there is no command. */
type Source = Pick<EndedRun, 'found'> & Partial<EndedRun>;
type ReportVerdicts = Partial<Verdicts> & Pick<Verdicts, 'report-read' | 'fresh' | (typeof testRules)[number]>;

interface Judged {
  found: Found;
  read: readonly Read[];
  /** Whether all of them could be read. */
  reading: Verdict;
  tests: Tests;
  verdicts: ReportVerdicts;
  /** What the verdicts come to: which run the record tells of. */
  own: 'failed' | 'open' | 'passed';
}

function judgeReports(ctx: Ctx, asked: Verification, source: Source, jobs: Jobs): Judged {
  const { read, verdict: reading } = readAll(asked, source.found);
  const tests = testsOf(read.map((one) => one.report));
  const verdicts = reportVerdicts(ctx, asked, { read, reading, tests, source, jobs });
  const statuses = Object.values(verdicts).map(({ status }) => status);
  const own = statuses.includes('failed') ? 'failed' : statuses.includes('unverified') ? 'open' : 'passed';
  return { found: source.found, read, reading, tests, verdicts, own };
}

/** Of each rule the worst that was found after any run. */
function together(all: readonly ReportVerdicts[]): ReportVerdicts {
  const rules = [...new Set(all.flatMap((one) => Object.keys(one) as (keyof ReportVerdicts)[]))];
  const worst = rules.map((rule) => [rule, worstOf(all.flatMap((one) => one[rule] ?? []))]);
  return Object.fromEntries(worst) as ReportVerdicts;
}

function commandVerdicts(
  ctx: Ctx,
  asked: Verification,
  runs: Runs | undefined,
): Pick<Verdicts, 'ran' | 'exit' | 'log' | 'deterministic' | 'of-commit'> {
  if (runs === undefined) {
    const none: Verdict = { status: 'not-applicable', why: 'the verification runs no command' };
    return { ran: none, exit: none, log: none, deterministic: none, 'of-commit': none };
  }
  return {
    ran: judgeRan(asked, runs),
    exit: judgeExit(asked, runs),
    log: judgeLog(asked, runs),
    deterministic: judgeDeterministic(asked, runs),
    'of-commit': judgeCommandCommit(ctx, runs),
  };
}

function judgeCommandCommit({ subject }: Ctx, runs: Runs): Verdict {
  if (subject.event === 'local')
    return { status: 'not-applicable', why: 'on a laptop the work tree is judged, whatever commit it is of' };
  if (runs.ended.length === 0) return unverified(whyNot(runs));
  // On a pull request that is its test merge.
  const judged = subject.checkedOutSha ?? subject.headSha;
  const [other] = runs.ended.map(({ run }) => run.commit).filter((commit) => commit !== judged);
  if (judged !== undefined && runs.ended.every(({ run }) => run.commit === judged)) return passed;
  if (other === undefined)
    return unverified(noData('nothing says which commit the work tree held', 'a checkout of the judged commit'));
  const problem = 'the command ran in the work tree of another commit';
  return { status: 'failed', problem, expected: judged, actual: other, fix: 'check out the judged commit' };
}

interface ReadReports {
  read: readonly Read[];
  reading: Verdict;
  tests: Tests;
  source: Source;
  jobs: Jobs;
}

function reportVerdicts(
  ctx: Ctx,
  asked: Verification,
  { read, reading, tests, source, jobs }: ReadReports,
): ReportVerdicts {
  const { before, run } = source;
  if (reading.status !== 'passed') {
    const open = unverified(notWhole(reading));
    const failedAnyway = judgeTests(asked, tests)['no-failures'];
    return {
      'report-read': reading,
      ...each(['fresh', ...testRules], () => open),
      // What was read failed, whatever the rest says.
      ...(failedAnyway.status === 'failed' ? { 'no-failures': failedAnyway } : {}),
      ...(run === undefined ? { 'of-commit': open } : {}),
    };
  }
  const written = run === undefined || before === undefined ? undefined : judgeWritten(read, before, run.renewed);
  const age = judgeAge(ctx, asked, read, jobs);
  return {
    'report-read': reading,
    fresh: written === undefined || (written.status === 'passed' && age.status !== 'not-applicable') ? age : written,
    ...judgeTests(asked, tests),
    ...(run === undefined ? { 'of-commit': judgeReportsCommit(ctx, read) } : otherCommits(ctx, read)),
  };
}

/** A report that names another commit is none of this command, wherever that ran. */
function otherCommits(ctx: Ctx, read: readonly Read[]): { 'of-commit'?: Verdict } {
  if (ctx.subject.event === 'local') return {};
  const verdict = judgeReportsCommit(
    ctx,
    read.filter(({ report }) => report.commits.length > 0),
  );
  return verdict.status === 'failed' ? { 'of-commit': verdict } : {};
}

function notWhole(verdict: Verdict): Because {
  if (verdict.status === 'unverified') return verdict.because;
  return noData('not every report could be read', 'reports that can be read');
}

function each<K extends string>(rules: readonly K[], verdict: () => Verdict): Record<K, Verdict> {
  return Object.fromEntries(rules.map((rule) => [rule, verdict()])) as Record<K, Verdict>;
}

function keepLog(ctx: Ctx, id: string, runs: Runs): VerificationRecord['log'] {
  const content = new TextEncoder().encode(logOf(runs));
  const ending = `${id}.log`;
  ctx.document(ending, content);
  return {
    path: `${reportName('verification', ctx.subject.matrixKey)}.${ending}`,
    sha256: sha256(content),
    bytes: content.length,
    written: runs.ended.reduce((sum, { run }) => sum + run.written, 0),
    capped: runs.ended.some(({ run }) => run.capped),
  };
}

function countsOf({ expected: wanted }: Verification, tests: Tests): VerificationRecord['counts'] {
  const expected = wanted === undefined ? tests.expected : typeof wanted === 'number' ? wanted : wanted.minimum;
  return {
    ...(expected === undefined ? {} : { expected }),
    ...(typeof wanted === 'object' ? { minimum: true } : {}),
    executed: tests.executed,
    passed: tests.passed,
    failed: tests.failed.length,
    skipped: tests.skipped.length,
    retried: tests.retried.length,
  };
}

function shaOf({ subject }: Ctx, bound: Verdict, ran: string | undefined): { sha?: string } {
  const sha = bound.status === 'passed' ? subject.headSha : subject.event === 'local' ? ran : undefined;
  return sha === undefined ? {} : { sha };
}

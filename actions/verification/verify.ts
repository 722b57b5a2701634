import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import { reportName } from '../../shared/core/safe-name.ts';
import { isoMillisecondTime } from '../../shared/core/time.ts';
import { artifactReports, producedReports } from '../../shared/domain/found-report/found.ts';
import type { Jobs } from '../../shared/domain/run-jobs/report-job.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import { judgeTests, testRules } from '../../shared/domain/verification/judge-tests.ts';
import { type Tests, testsOf } from '../../shared/domain/verification/tests.ts';
import type { VerificationRecord } from '../../shared/domain/verification-record/record.ts';
import {
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
  const before = command === undefined ? new Map<string, string>() : await digestsOf(ctx, asked);
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
    const open = each(['report-read', 'fresh', ...testRules], () => ({ status: 'unverified', because }));
    return { verdicts: { ...ofCommand, ...open }, unmeasured, record: base };
  }
  const found =
    report.artifact === undefined
      ? await producedReports(ctx, report)
      : await artifactReports(ctx, report, gathered.collected);
  const { read, verdict } = readAll(asked, found);
  const whole = verdict.status === 'passed';
  const tests = testsOf(read.map((one) => one.report));
  const verdicts = {
    ...ofCommand,
    ...reportVerdicts(ctx, asked, { read, verdict, tests, runs, before, jobs: gathered.jobs }),
  };
  const bound = verdicts['of-commit'];
  return {
    verdicts,
    unmeasured: unmeasured ?? (whole ? undefined : notWhole(verdict)),
    record: {
      ...base,
      reports: found.reports.map(({ name, sha256: digest, content }) => {
        const format = read.find((one) => one.found.name === name)?.format;
        return { name, ...(format === undefined ? {} : { format }), sha256: digest, bytes: content.length };
      }),
      ...(whole ? { counts: countsOf(asked, tests) } : {}),
      ...shaOf(ctx, bound, last?.commit),
    },
  };
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
  if (runs.ended.length === 0) return { status: 'unverified', because: whyNot(runs) };
  const [other] = runs.ended.map(({ run }) => run.commit).filter((commit) => commit !== subject.headSha);
  if (runs.ended.every(({ run }) => run.commit !== undefined && run.commit === subject.headSha)) return passed;
  if (other === undefined) {
    const message = 'nothing says which commit the work tree held';
    return { status: 'unverified', because: { code: 'NO_DATA', message, needs: 'a checkout of the judged commit' } };
  }
  const problem = 'the command ran in the work tree of another commit';
  return { status: 'failed', problem, expected: subject.headSha, actual: other, fix: 'check out the judged commit' };
}

interface ReadReports {
  read: readonly Read[];
  verdict: Verdict;
  tests: Tests;
  runs: Runs | undefined;
  before: ReadonlyMap<string, string>;
  jobs: Jobs;
}

function reportVerdicts(
  ctx: Ctx,
  asked: Verification,
  { read, verdict, tests, runs, before, jobs }: ReadReports,
): Partial<Verdicts> & Pick<Verdicts, 'report-read' | 'fresh' | (typeof testRules)[number]> {
  if (verdict.status !== 'passed') {
    const because = notWhole(verdict);
    const open: Verdict = { status: 'unverified', because };
    const failedAnyway = judgeTests(asked, tests)['no-failures'];
    return {
      'report-read': verdict,
      ...each(['fresh', ...testRules], () => open),
      // What was read failed, whatever the rest says.
      ...(failedAnyway.status === 'failed' ? { 'no-failures': failedAnyway } : {}),
      ...(runs === undefined ? { 'of-commit': open } : {}),
    };
  }
  const written = runs === undefined ? undefined : judgeWritten(read, before);
  const age = judgeAge(ctx, asked, read, jobs);
  return {
    'report-read': verdict,
    fresh: written === undefined || (written.status === 'passed' && age.status !== 'not-applicable') ? age : written,
    ...judgeTests(asked, tests),
    ...(runs === undefined ? { 'of-commit': judgeReportsCommit(ctx, read) } : otherCommits(ctx, read)),
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
  return { code: 'NO_DATA', message: 'not every report could be read', needs: 'reports that can be read' };
}

function each<K extends string>(rules: readonly K[], verdict: () => Verdict): Record<K, Verdict> {
  return Object.fromEntries(rules.map((rule) => [rule, verdict()])) as Record<K, Verdict>;
}

/** What lies where the command writes its reports, before it runs. */
async function digestsOf(ctx: Ctx, { report }: Verification): Promise<Map<string, string>> {
  if (report === undefined) return new Map();
  const { reports } = await producedReports(ctx, report);
  return new Map(reports.map(({ name, sha256: digest }) => [name, digest]));
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

import type { Collected } from '../../shared/core/collected.ts';
import { artifactReports, type Found, producedReports } from '../../shared/domain/found-report/found.ts';
import type { RunReports } from '../../shared/domain/own-report/of-run.ts';
import { judgeMade } from '../../shared/domain/readiness/age.ts';
import type { SaidFact } from '../../shared/domain/readiness/agreement.ts';
import { judgeBound, otherThanJudged } from '../../shared/domain/readiness/binding.ts';
import { type Condition, conditionText } from '../../shared/domain/readiness/condition.ts';
import type { RequiredReport } from '../../shared/domain/readiness/config.ts';
import { type FoundFile, type ReadFile, readFile } from '../../shared/domain/readiness/file.ts';
import { isAt, judgeCondition } from '../../shared/domain/readiness/judge-condition.ts';
import { judgeSaid } from '../../shared/domain/readiness/said.ts';
import { passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { judgeOwnReports } from './own.ts';
import type { ReportRule } from './rules.ts';
import type { RunPlace, Runs } from './runs.ts';

/** What became of a required report. */
export interface ReportOutcome {
  asked: RequiredReport;
  verdicts: Record<ReportRule, Verdict>;
  conditions: readonly { condition: Condition; text: string; verdict: Verdict }[];
  facts: readonly SaidFact[];
  files: readonly FoundFile[];
  /** It could not look at something outside of the repository, and nothing else is against it. */
  excusable: boolean;
}

/** What all reports together were collected from. */
export interface Gathered {
  collected: Collected;
  own: RunReports;
  runs: Runs;
  /** The other runs whose artifacts were collected. */
  others: readonly number[];
}

const noAge: Verdict = { status: 'not-applicable', why: 'the configuration sets no maximum-age' };

/** Judges one report, or the files of one glob, of which the worst speaks for all. */
export async function judgeReport(ctx: Ctx, asked: RequiredReport, gathered: Gathered): Promise<ReportOutcome> {
  if (asked.control !== undefined) {
    const { verdicts, files, excusable } = judgeOwnReports(ctx, asked, gathered.own);
    const read = asksFields(asked) ? files.map(readFile).filter((file) => 'document' in file) : [];
    const made = read.map((file) => judgeMade(file, { ...asked, at: '/startedAt' }, ctx.time.latest));
    const fresh = asked['maximum-age'] === undefined ? noAge : (worstOf(made) ?? notThere);
    const others = read.flatMap((file) => otherThanJudged(file, asked.facts, ctx.subject, ctx.subject.runId) ?? []);
    const bound = worstOf([...others, verdicts['report-bound']]) ?? verdicts['report-bound'];
    return {
      asked,
      verdicts: { ...verdicts, 'report-bound': bound, 'report-fresh': fresh },
      ...ofFields(asked, read),
      files,
      excusable,
    };
  }
  const placed = asked.workflow === undefined && ctx.subject.event === 'local' ? laptop : await gathered.runs.of(asked);
  if (!placed.ok && 'missing' in placed) return absent(asked, placed.missing);
  if (!placed.ok) return open(asked, unverified(placed.because));
  const { run } = placed;
  const found = await filesOf(ctx, asked, run, gathered);
  if (ctx.subject.event === 'local' && asked.artifact !== undefined && found.reports.length === 0)
    return open(asked, { status: 'not-applicable', why: 'on a laptop there is no run with artifacts' });
  return judgeFiles(ctx, asked, run, found);
}

/** Whether anything is asked of a report besides that it passed: hundreds of reports need not be parsed again for nothing. */
function asksFields({ conditions, facts, 'maximum-age': age }: RequiredReport): boolean {
  return conditions.length > 0 || age !== undefined || Object.keys(facts).length > 0;
}

const laptop = {
  ok: true as const,
  run: {
    where: 'this work tree',
    id: undefined,
    attempt: undefined,
    jobs: undefined,
    earlier: [],
    skipped: () => ({ because: 'unknown' as const, why: 'on a laptop there is no run' }),
  },
};

async function filesOf(
  ctx: Ctx,
  { path = '', artifact, workflow }: RequiredReport,
  run: RunPlace,
  { collected, others }: Gathered,
): Promise<Found> {
  if (artifact === undefined) return producedReports(ctx, { path });
  const unlisted = collected.unlistedRuns?.find(({ runId }) => runId === run.id && workflow !== undefined);
  if (unlisted !== undefined) return { reports: [], not: [{ because: unlisted.because }] };
  const isMeant = (runId: number): boolean => (workflow === undefined ? !others.includes(runId) : runId === run.id);
  return artifactReports(ctx, { path, artifact }, collected, isMeant);
}

function judgeFiles(ctx: Ctx, asked: RequiredReport, run: RunPlace, found: Found): ReportOutcome {
  const files: ReadFile[] = [];
  const wrong: string[] = [];
  const gone: string[] = [];
  let unseen: Verdict | undefined;
  for (const one of found.not) {
    if ('problem' in one) wrong.push(one.problem);
    else if (one.absent === true) gone.push(one.because.message);
    else unseen ??= unverified(one.because);
  }
  for (const { name, content, sha256, artifact } of found.reports) {
    const read = readFile({
      name,
      path: name,
      content,
      sha256,
      artifact: artifact === undefined ? undefined : { ...artifact, id: 0 },
    });
    if ('document' in read) files.push(read);
    else if ('problem' in read) wrong.push(read.problem);
    else unseen ??= unverified(read.because);
  }
  if (wrong[0] === undefined && unseen === undefined && gone[0] !== undefined) return absent(asked, gone[0]);
  const few = found.reports.length < asked.minimum;
  const present: Verdict =
    wrong[0] !== undefined
      ? failedPresent(wrong[0], wrong, 'let it be written whole, as JSON')
      : (unseen ??
        (few
          ? failedPresent(
              `there are ${found.reports.length} reports, expected at least ${asked.minimum}`,
              found.reports.length,
              'let every one be written and uploaded',
            )
          : passed));
  if (files.length === 0) return open(asked, present);
  const said = files.map((file) => judgeSaid(file, asked));
  const verdicts = {
    'report-present': present,
    'report-bound': worstOf(files.map((file) => judgeBound(file, asked, ctx.subject, run))) ?? notThere,
    'report-fresh': worstOf(files.map((file) => judgeMade(file, asked, ctx.time.latest))) ?? notThere,
    'report-passed': worstOf(said.map(({ verdict }) => verdict)) ?? notThere,
  };
  const rest = [verdicts['report-present'], verdicts['report-bound'], verdicts['report-fresh']];
  const excusable =
    verdicts['report-passed'].status === 'unverified' &&
    said.every(({ verdict, excusable: may }) => may || verdict.status === 'passed') &&
    rest.every(({ status }) => status === 'passed' || status === 'not-applicable');
  return { asked, verdicts, ...ofFields(asked, files), files, excusable: excusable && asked.external !== undefined };
}

function failedPresent(problem: string, actual: unknown, fix: string): Verdict {
  return { status: 'failed', problem, expected: 'a report that can be read', actual, fix };
}

/** What the other rules say of a report that is not there: that is a matter of one rule alone. */
const notThere: Verdict = { status: 'not-applicable', why: 'there is nothing to judge: report-present says why' };

/** A report of which it is certain that it is not there. */
function absent(asked: RequiredReport, problem: string): ReportOutcome {
  const fix =
    asked.artifact === undefined
      ? 'let a step before this one write it'
      : `let its job upload it as artifact ${asked.artifact}`;
  return open(asked, { status: 'failed', problem, expected: 'a report', actual: 'nothing', fix });
}

/** A report of which nothing can be judged but whether it is there. */
function open(asked: RequiredReport, present: Verdict): ReportOutcome {
  return {
    asked,
    verdicts: {
      'report-present': present,
      'report-bound': notThere,
      'report-fresh': notThere,
      'report-passed': notThere,
    },
    ...ofFields(asked, []),
    files: [],
    excusable: false,
  };
}

/** What the fields of the files say: of several files each must hold, and each tells its facts. */
function ofFields(asked: RequiredReport, files: readonly ReadFile[]): Pick<ReportOutcome, 'conditions' | 'facts'> {
  return {
    conditions: asked.conditions.map((condition) => ({
      condition,
      text: `${condition.pointer} ${conditionText(condition)}`,
      verdict: worstOf(files.map(({ document }) => judgeCondition(document, condition))) ?? notThere,
    })),
    facts: Object.entries(asked.facts).flatMap(([fact, pointer]) =>
      files.map(({ name, document }) => ({
        report: name,
        fact,
        value: document.get(pointer),
        inexact: document.inexact.some((number) => isAt(number.pointer, pointer)),
      })),
    ),
  };
}

import { byFact, judgeAgreement, type SaidFact } from '../../shared/domain/readiness/agreement.ts';
import { rulesetsFact } from '../../shared/domain/readiness/exception.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx } from './definition.ts';
import type { Window } from './exceptions.ts';
import type { JobOutcome } from './jobs.ts';
import type { ReportOutcome } from './reports.ts';
import { type ReportRule, type RuleId, rules, type Told } from './rules.ts';

/** Records what became of a job. */
export function tellJob(ctx: Ctx, { asked: { id, severity }, verdicts }: JobOutcome): void {
  for (const rule of ['job-ended', 'job-recorded', 'needs-agree'] as const)
    tellVerdict(ctx, rule, { id, severity }, verdicts[rule]);
}

/** Records what became of a report; of one that may be attested, what an attestation must be bound to. */
export function tellReport(
  ctx: Ctx,
  { asked, verdicts, conditions, excusable }: ReportOutcome,
  { digest }: Window,
): void {
  const { id, severity } = asked;
  const plain: readonly ReportRule[] = ['report-present', 'report-bound', 'report-fresh'];
  for (const rule of plain) tellVerdict(ctx, rule, { id, severity }, verdicts[rule]);
  const said = verdicts['report-passed'];
  if (excusable && said.status === 'unverified') {
    const { because } = said;
    const bound = digest === undefined ? 'rulesets that can be listed' : `bound: { ${rulesetsFact}: ${digest} }`;
    const needs = `a report that was measured, or an attestation of readiness/report-passed with ${bound}`;
    ctx.unverified('report-passed', { id, severity, restsOn: [rulesetsFact] }, { ...because, needs });
  } else tellVerdict(ctx, 'report-passed', { id, severity }, said);
  for (const { text, verdict } of conditions)
    tellVerdict(ctx, 'report-condition', { id, part: text, severity }, verdict);
}

/** Records whether the reports agree in every fact that they are asked for. */
export function tellFacts(ctx: Ctx, reports: readonly ReportOutcome[]): void {
  const { headSha, mergeSha } = ctx.subject;
  const commits: readonly unknown[] = [headSha, mergeSha].filter((sha) => sha !== undefined);
  // In a pull request its head and the test merge of it are one commit, by two names.
  const judged = (one: SaidFact): SaidFact =>
    headSha !== undefined && commits.includes(one.value) ? { ...one, value: headSha } : one;
  for (const [fact, said] of byFact(reports.flatMap((report) => report.facts))) {
    // Jobs that are not run again rightly left what they say of an earlier attempt.
    if (fact === 'attempt') continue;
    const asked = reports.filter((report) => Object.hasOwn(report.asked.facts, fact));
    const absent = asked.filter(({ files }) => files.length === 0).map((report) => report.asked.id);
    // One report that names its commit is held against the judged one; there need not be a second.
    if (asked.length === 1 && bound.has(fact)) continue;
    tellVerdict(
      ctx,
      'reports-agree',
      { id: fact },
      judgeAgreement(fact === 'commit' ? said.map(judged) : said, absent),
    );
  }
}

/** Facts that are held against the run itself. */
const bound: ReadonlySet<string> = new Set(['commit', 'run']);

const why: Readonly<Record<RuleId, string>> = {
  'job-ended': 'no job is asked for',
  'job-recorded': 'no job is asked for',
  'needs-agree': 'no job is asked for',
  'report-present': 'no report is asked for',
  'report-bound': 'no report is asked for',
  'report-fresh': 'no report is asked for',
  'report-passed': 'no report is asked for',
  'report-condition': 'no conditions are asked for',
  'reports-agree': 'no facts are asked of several reports that are there',
  exception: 'no report is about something outside of the repository',
  'shadow-agrees': 'no other gate is compared',
};

/** Says of the rules that had nothing to judge why that is so. */
export function tellNothing(ctx: Ctx, told: ReadonlySet<string>): void {
  for (const rule of Object.keys(rules) as RuleId[])
    if (!told.has(rule)) ctx.notApplicable(rule, { id: 'none' }, why[rule]);
}

/** What was told in a run. */
export interface Memory {
  /** The rules of which something was told. */
  rules: ReadonlySet<string>;
  passed: number;
  /** Whom the first result speaks of that stands in the way. */
  first: string | undefined;
}

/** Whether everything that was told so far happened, and something did. */
export function isReady({ first, passed }: Memory): boolean {
  return first === undefined && passed > 0;
}

/** The same context, which remembers what it was told. */
export function remembering(ctx: Ctx): { ctx: Ctx; memory: Memory } {
  const told = new Set<string>();
  const memory: Memory = { rules: told, passed: 0, first: undefined };
  const noting = <T extends unknown[]>(
    tell: (rule: RuleId, a: Told, ...rest: T) => void,
    note: (id: string) => void,
  ) => {
    return (rule: RuleId, a: Told, ...rest: T): void => {
      told.add(rule);
      if (rules[rule].severity !== 'info') note(a.id);
      tell(rule, a, ...rest);
    };
  };
  const stands = (id: string): void => {
    memory.first ??= id;
  };
  return {
    memory,
    ctx: {
      ...ctx,
      passed: noting(ctx.passed, () => {
        memory.passed += 1;
      }),
      failed: noting(ctx.failed, stands),
      unverified: noting(ctx.unverified, stands),
      notApplicable: noting(ctx.notApplicable, () => {}),
    },
  };
}

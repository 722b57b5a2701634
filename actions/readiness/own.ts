import { placeOf } from '../../shared/domain/own-report/candidates.ts';
import { judgeReportOf } from '../../shared/domain/own-report/measured.ts';
import { type BoundReport, type RunReports, reportsOfControl } from '../../shared/domain/own-report/of-run.ts';
import type { RequiredReport } from '../../shared/domain/readiness/config.ts';
import type { FoundFile } from '../../shared/domain/readiness/file.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { ReportRule } from './rules.ts';

/** The reports of a control of the suite, judged as a whole. */
export interface OwnReports {
  verdicts: Record<Exclude<ReportRule, 'report-fresh'>, Verdict>;
  files: readonly FoundFile[];
  /** Nothing is open but by rules that may be unable to look, and nothing failed. */
  excusable: boolean;
}

/** What a report says is not asked where it is not one of this run. */
const notJudged: Verdict = {
  status: 'not-applicable',
  why: 'there is no report of this run to judge: another rule says why',
};

/** Judges the reports that a control left in this run. */
export function judgeOwnReports(ctx: Ctx, asked: RequiredReport, reports: RunReports): OwnReports {
  const { control = '', legs = [] } = asked;
  const found = reportsOfControl(ctx, control, reports);
  const { candidates, strays } = reports.found;
  const own = candidates.filter(({ report }) => report.control === control);
  const files = own.map(({ file: { origin, path, content, sha256 } }) => ({
    name: placeOf(origin, path),
    path,
    content,
    sha256,
  }));
  const all = (present: Verdict, rest: Verdict): OwnReports => ({
    verdicts: { 'report-present': present, 'report-bound': rest, 'report-passed': rest },
    files: [],
    excusable: false,
  });
  if (own.length === 0) {
    const hidden = strays.find(({ because }) => because !== undefined)?.because;
    if (hidden !== undefined) return all(unverified(hidden), notJudged);
    const problem = `no job of this run left a report of ${control}`;
    const fix = `let a job that this one needs run ${control}, in this run`;
    const failed: Verdict = { status: 'failed', problem, expected: `a report of ${control}`, actual: 'none', fix };
    return all(failed, notJudged);
  }
  const keys = new Set(own.map(({ report }) => report.subject.matrixKey));
  const lacking = legs.filter((leg) => !keys.has(leg));
  const present: Verdict =
    lacking.length === 0
      ? passed
      : {
          status: 'failed',
          problem: `there is no report of ${control} of the ${lacking.length === 1 ? 'leg' : 'legs'} ${listed(lacking)}`,
          expected: legs,
          actual: [...keys].map((key) => key ?? 'none'),
          fix: 'let every leg of the matrix leave its report, with its artifact-key',
        };
  if (found.state === 'unknown') {
    const bound = unverified(found.because);
    return {
      verdicts: { 'report-present': present, 'report-bound': bound, 'report-passed': notJudged },
      files,
      excusable: false,
    };
  }
  if (found.wrong.length > 0) {
    const bound: Verdict = {
      status: 'failed',
      problem: `a report of ${control} does not count: ${listed(found.wrong)}`,
      expected: 'a report of this commit, run and policy, as it was written',
      actual: found.wrong,
      fix: `run ${control} in this run, and hand its report in as it is`,
    };
    return {
      verdicts: { 'report-present': present, 'report-bound': bound, 'report-passed': notJudged },
      files,
      excusable: false,
    };
  }
  const { verdict } = judgeReportOf(ctx, control, reports);
  const excusable =
    present.status === 'passed' &&
    verdict.status === 'unverified' &&
    found.unseen === undefined &&
    couldNotLook(found.bound, asked.external?.['could-not-look'] ?? []);
  return {
    verdicts: { 'report-present': present, 'report-bound': passed, 'report-passed': verdict },
    files,
    excusable,
  };
}

/** Whether what is open in the reports of a control is open by these rules alone, and for lack of a look. */
function couldNotLook(reports: readonly BoundReport[], patterns: readonly string[]): boolean {
  const matches = (rule: string): boolean =>
    patterns.some((pattern) => (pattern.endsWith('*') ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern));
  const ofRules = reports.map(({ report, results, excused, status }) => {
    const open = results.filter((one) => one.status !== 'passed' && one.status !== 'not-applicable');
    const explained =
      status === 'unverified' &&
      open.length > 0 &&
      open.every((one) => one.status === 'unverified' && matches(one.rule));
    return !excused && report.policySource?.kind !== 'bootstrap' && (status === 'passed' || explained);
  });
  return ofRules.length > 0 && ofRules.every((one) => one);
}

import type { Tree } from '../../core/ports.ts';
import { judgeCheck } from '../check-run/check-runs.ts';
import { actionsApp } from '../check-run/config.ts';
import { judgeReportOf } from '../own-report/measured.ts';
import { type RunReader, type RunReports, reportsOfRun } from '../own-report/of-run.ts';
import { judgeVerificationOf } from '../own-report/verification.ts';
import { noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import type { Measure } from './config.ts';

/** What measuring claims needs to see. */
export interface Measuring extends RunReader {
  /** The judged files. */
  readonly tree: Tree;
}

/** Judges what measures claims; each thing is looked at once. */
export type JudgeMeasure = (measure: Measure) => Promise<Verdict>;

/** Only whether it is there counts, so that more need not be read. */
const existsMaxBytes = 16;

/** A claim counts as measured by a report of this run, a check of the judged commit, or, where it says no more than that, by files. */
export function measuring(ctx: Measuring): JudgeMeasure {
  let collected: Promise<RunReports> | undefined;
  const reports = (): Promise<RunReports> => (collected ??= reportsOfRun(ctx));
  const known = new Map<string, Promise<Verdict>>();
  const judge = async (measure: Measure): Promise<Verdict> => {
    const { control, verification, check, app = actionsApp, files = [] } = measure;
    if (control !== undefined) return judgeReportOf(ctx, control, await reports()).verdict;
    if (verification !== undefined) return judgeVerificationOf(ctx, verification, await reports());
    return check === undefined ? judgeFiles(ctx.tree, files) : judgeOwnCheck(ctx, check, app);
  };
  return (measure) => {
    // Not by its text, which two can share.
    const { control, verification, check, app = actionsApp, files } = measure;
    const key = JSON.stringify([control, verification, check, app, files]);
    const asked = known.get(key) ?? judge(measure);
    known.set(key, asked);
    return asked;
  };
}

/** What measures a claim, in short, for people. */
export function measureText({ control, verification, check, app = actionsApp, files = [] }: Measure): string {
  if (control !== undefined) return `report of ${control}`;
  if (verification !== undefined) return `verification ${verification}`;
  return check === undefined ? `there: ${files.join(', ')}` : `check ${check} of ${app}`;
}

async function judgeOwnCheck(ctx: Measuring, check: string, app: string): Promise<Verdict> {
  const { repository, headSha } = ctx.subject;
  const github = ctx.github();
  if (github === undefined)
    return unverified({
      code: 'NO_CREDENTIAL',
      message: `the check ${check} cannot be asked for without a token`,
      needs: 'checks: read',
    });
  if (repository === undefined || headSha === undefined)
    return unverified(noData('it is not known which commit is judged', 'a run for a commit of a repository'));
  return judgeCheck(github, repository, headSha, { check, app });
}

async function judgeFiles(tree: Tree, files: readonly string[]): Promise<Verdict> {
  const listed = await tree.list();
  if (!listed.ok) return unverified(listed.because);
  const known = new Set(listed.paths);
  for (const path of files) {
    const found = known.has(path) ? await tree.read(path, existsMaxBytes) : undefined;
    if (found?.found === true || (found?.found === false && found.reason === 'too-large')) continue;
    if (found?.found === false && found.because !== undefined) return unverified(found.because);
    const problem = `${path} ${found === undefined ? 'is no file of the judged commit' : found.message}`;
    return { status: 'failed', problem, expected: path, actual: 'nothing', fix: `commit ${path}`, at: { path } };
  }
  return passed;
}

import type { Because } from '../../shared/core/errors.ts';
import { judgeCheck } from '../../shared/domain/cutover/check-runs.ts';
import type { Checkpoint, Verification } from '../../shared/domain/cutover/config.ts';
import { needsReport, type RunReports, reportsOfControl, reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { passed, type Verdict } from '../../shared/domain/record/verdict.ts';
import type { Ctx } from './definition.ts';
import { type Places, readOf, type SidePlace } from './sides.ts';
import { open, tell } from './tell.ts';

/** What became of each verification that a checkpoint asks for. */
export type Verified = ReadonlyMap<string, Verdict['status']>;

/** Judges the verifications of a checkpoint: reports of this run, and checks of the commit of each side. */
export async function judgeVerifications(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<Verified> {
  const asked = ctx.inputs.verifications.filter(({ id }) => checkpoint.verify.includes(id));
  const reports = asked.some(({ control }) => control !== undefined) ? await reportsOfRun(ctx) : undefined;
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
  if (!repository.ok) return { status: 'unverified', because: repository.because };
  if (!commit.ok) return { status: 'unverified', because: commit.because };
  return judgeCheck(repository.data.github, repository.data.name, commit.data, { check, app });
}

/**
 * Whether every report of a control in this run was measured and passed, judged anew by the policy of the base. What is waived,
 * attested or deferred there is lived with, and not measured.
 */
function reportOf(ctx: Ctx, control: string, reports: RunReports | undefined): Verdict {
  if (reports === undefined) return open('no report was looked for', 'a run in which reports are collected');
  const found = reportsOfControl(ctx, control, reports);
  if (found.state === 'unknown') return { status: 'unverified', because: found.because };
  const wrong = [...found.wrong];
  let lived: Because | undefined;
  for (const { report, status, excused } of found.bound) {
    if (status === 'failed' || status === 'error') {
      wrong.push(`it is ${status}`);
      continue;
    }
    const what = excused
      ? 'something in it is waived, attested or deferred'
      : report.policySource?.kind === 'bootstrap'
        ? 'it was judged by the configuration of the change itself'
        : `it is ${status}`;
    if (what === 'it is passed') continue;
    const message = `the report of ${control} is not measured as passed: ${what}`;
    lived ??= { code: 'NO_DATA', message, needs: needsReport(control) };
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
  const because = lived ?? found.unseen;
  return because === undefined ? passed : { status: 'unverified', because };
}

/** Judges the artifacts of a checkpoint, each at the commit of its side. */
export async function judgeArtifacts(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  const asked = (['producer', 'consumer'] as const).flatMap((side) =>
    checkpoint[`${side}-artifacts`].map((path) => ({ side, path })),
  );
  if (asked.length === 0)
    ctx.notApplicable('artifact', { about: [checkpoint.id] }, 'the checkpoint asks for no artifact');
  for (const { side, path } of asked) {
    const file = await readOf(ctx, places[side], path);
    const verdict: Verdict =
      file.state === 'there'
        ? file.content.length > 0
          ? passed
          : absent(side, path, 'is empty')
        : file.state === 'unknown'
          ? { status: 'unverified', because: file.because }
          : absent(side, path, 'is missing');
    tell(ctx, 'artifact', [checkpoint.id, side, path], verdict, places[side].own);
  }
}

function absent(side: string, path: string, problem: string): Verdict {
  return {
    status: 'failed',
    problem: `the artifact ${path} of the ${side} ${problem}`,
    expected: 'a file that says something',
    actual: problem,
    fix: `bring ${path} into the repository of the ${side}`,
  };
}

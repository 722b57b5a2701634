import type { Checkpoint, Verification } from '../../shared/domain/cutover/config.ts';
import { judgeReportOf, reportsOfRun } from '../../shared/domain/own-report/measured.ts';
import { passed, type Verdict } from '../../shared/domain/record/verdict.ts';
import { judgeCheck } from '../../shared/domain/run-jobs/check-runs.ts';
import type { Ctx } from './definition.ts';
import { type Places, readOf, type SidePlace } from './sides.ts';
import { tell } from './tell.ts';

/** What became of each verification that a checkpoint asks for. */
export type Verified = ReadonlyMap<string, Verdict['status']>;

/** Judges the verifications of a checkpoint: reports of this run, and checks of the commit of each side. */
export async function judgeVerifications(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<Verified> {
  const asked = ctx.inputs.verifications.filter(({ id }) => checkpoint.verify.includes(id));
  const reports = asked.some(({ control }) => control !== undefined) ? await reportsOfRun(ctx) : undefined;
  const verified = new Map<string, Verdict['status']>();
  for (const each of asked) {
    const { id, side, control } = each;
    const verdict =
      control === undefined ? await checkOf(places[side], each) : judgeReportOf(ctx, control, reports).verdict;
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

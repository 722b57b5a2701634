import { judgeCheck } from '../../shared/domain/check-run/check-runs.ts';
import type { Checkpoint, Verification } from '../../shared/domain/cutover/config.ts';
import { judgeReportOf } from '../../shared/domain/own-report/measured.ts';
import { reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places, SidePlace } from './sides.ts';
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
  if (!repository.ok) return unverified(repository.because);
  if (!commit.ok) return unverified(commit.because);
  return judgeCheck(repository.data.github, repository.data.name, commit.data, { check, app });
}

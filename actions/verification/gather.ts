import { reportEndings } from '../../shared/domain/found-report/found.ts';
import { jobsOfRun } from '../../shared/domain/run-jobs/of-run.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import type { Ctx } from './definition.ts';
import type { Gathered } from './verify.ts';

/** The artifacts that verifications name, and where it is not the first attempt of the run, its jobs. */
export async function gather(ctx: Ctx, verifications: readonly Verification[]): Promise<Gathered> {
  const names = [...new Set(verifications.flatMap(({ report }) => report?.artifact ?? []))];
  if (names.length === 0) return { collected: { files: [], problems: [] }, jobs: undefined };
  const collected = await ctx.reports({ artifacts: names, endings: reportEndings });
  return { collected, jobs: ctx.subject.attempt === 1 ? undefined : await jobsOfRun(ctx) };
}

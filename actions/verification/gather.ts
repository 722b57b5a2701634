import { reportEndings } from '../../shared/domain/found-report/found.ts';
import { jobsOfRun } from '../../shared/domain/run-jobs/of-run.ts';
import type { Verification } from '../../shared/domain/verification/config.ts';
import type { Ctx } from './definition.ts';
import type { Gathered } from './verify.ts';

/** The artifacts that verifications name, and the jobs of the run where they say who must have uploaded them. */
export async function gather(ctx: Ctx, verifications: readonly Verification[]): Promise<Gathered> {
  const names = [...new Set(verifications.flatMap(({ report }) => report?.artifact ?? []))];
  if (names.length === 0) return { collected: { files: [], problems: [] }, jobs: undefined };
  const collected = await ctx.reports({ artifacts: names, endings: reportEndings });
  const asked = ctx.subject.attempt !== 1 || verifications.some(({ report }) => report?.job !== undefined);
  return { collected, jobs: asked ? await jobsOfRun(ctx) : undefined };
}

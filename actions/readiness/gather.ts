import { candidatesIn } from '../../shared/domain/own-report/candidates.ts';
import type { RequiredReport } from '../../shared/domain/readiness/config.ts';
import { jobsOfRun } from '../../shared/domain/run-jobs/of-run.ts';
import type { Ctx } from './definition.ts';
import type { Gathered } from './reports.ts';
import type { Runs } from './runs.ts';

/** Collects the reports of this run, and of the runs of other workflows that reports are asked of. */
export async function gather(ctx: Ctx, reports: readonly RequiredReport[], runs: Runs): Promise<Gathered> {
  const others: number[] = [];
  for (const report of reports) {
    if (report.workflow === undefined || report.artifact === undefined) continue;
    const placed = await runs.of(report);
    if (placed.ok && placed.run.id !== undefined && placed.run.id !== ctx.subject.runId) others.push(placed.run.id);
  }
  const artifacts = [...reports, ...ctx.inputs.shadow].flatMap(({ artifact }) => artifact ?? []);
  const folder = ctx.inputs['report-folder'];
  const collected = await ctx.reports({
    artifacts: [...new Set(artifacts)],
    ...(folder === undefined ? {} : { folder }),
    ...(others.length === 0 ? {} : { runs: [...new Set(others)] }),
  });
  const asksControls = reports.some(({ control }) => control !== undefined);
  const files = collected.files.filter(({ origin }) => origin.kind !== 'artifact' || !others.includes(origin.runId));
  return {
    collected,
    own: {
      found: asksControls ? candidatesIn({ ...collected, files }) : { candidates: [], strays: [] },
      jobs: asksControls ? await jobsOfRun(ctx) : undefined,
    },
    runs,
    others,
  };
}

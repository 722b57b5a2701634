import type { Collected } from '../../shared/core/collected.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import type { Subject } from '../../shared/core/report.ts';
import type { JudgedRun } from '../../shared/domain/incident/run.ts';
import type { RunReader } from '../../shared/domain/own-report/of-run.ts';
import type { Ctx } from './definition.ts';

/** How the reports of a run are read: of this one as every control reads them, of another one from its artifacts alone. */
export function readerOf(ctx: Ctx, run: JudgedRun, github: GitHub): RunReader {
  if (run.id === ctx.subject.runId) return ctx;
  const subject: Subject = {
    event: run.event,
    headSha: run.headSha,
    runId: run.id,
    attempt: run.attempt,
    ...(ctx.subject.repository === undefined ? {} : { repository: ctx.subject.repository }),
  };
  return {
    subject,
    policy: ctx.policy,
    ended: true,
    github: () => github,
    async reports(request) {
      return ofRun(await ctx.reports({ ...request, runs: [run.id] }), run.id);
    },
  };
}

/** What was collected of one run, and of nothing else. */
function ofRun({ files, problems, unlistedRuns = [] }: Collected, runId: number): Collected {
  const isOf = ({ origin }: Collected['files'][number] | Collected['problems'][number]): boolean =>
    origin.kind === 'artifact' && origin.runId === runId;
  const unlisted = unlistedRuns.find((each) => each.runId === runId)?.because;
  return {
    files: files.filter(isOf),
    problems: problems.filter(isOf),
    ...(unlisted === undefined ? {} : { unlisted }),
  };
}

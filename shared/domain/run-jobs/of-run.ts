import type { Context } from '../../core/control.ts';
import type { GitHub } from '../../core/ports.ts';
import type { Jobs } from './report-job.ts';
import { listJobs } from './run-job.ts';

/** The jobs of this run, as the platform lists them. */
export async function jobsOfRun(ctx: Pick<Context, 'subject'> & { github(): GitHub | undefined }): Promise<Jobs> {
  const { event, repository, runId } = ctx.subject;
  if (event === 'local') return undefined;
  const github = ctx.github();
  if (github === undefined || repository === undefined || runId === undefined) {
    const message = 'the jobs of this run cannot be asked for without a token';
    return { ok: false, because: { code: 'NO_CREDENTIAL', message, needs: 'the input token, with actions: read' } };
  }
  const listed = await listJobs(github, repository, runId);
  return listed.ok ? { ok: true, jobs: listed.data } : { ok: false, because: listed.because };
}

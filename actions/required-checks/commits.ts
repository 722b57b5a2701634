import { z } from '../../shared/core/zod.ts';
import type { Known } from '../../shared/domain/branch-rules/branch-rules.ts';
import { needs, unread } from '../../shared/domain/github-rules/needs.ts';
import type { DisabledWorkflow, SeenCheck } from '../../shared/domain/required-checks/facts.ts';
import type { Platform } from './platform.ts';

const WorkflowSchema = z.looseObject({ path: z.string(), state: z.string() });
const CommitSchema = z.looseObject({ sha: z.string().min(1) });
const CheckRunSchema = z.looseObject({ name: z.string(), app: z.looseObject({ id: z.number().int() }).nullish() });
const StatusSchema = z.looseObject({ context: z.string() });

/** Whether GitHub runs it, as far as nobody disabled it. */
export function isRunning({ state }: DisabledWorkflow): boolean {
  return state === 'active' || state === 'deleted';
}

/** The workflows that GitHub does not run. One that it does not know yet is not disabled. */
export async function disabledWorkflows(platform: Platform): Promise<Known<DisabledWorkflow[]>> {
  if (!platform.ok) return { known: false, because: platform.because };
  const { github, at } = platform;
  const answer = await github.all('GET /repos/{owner}/{repo}/actions/workflows', at, WorkflowSchema);
  if (!answer.ok) return { known: false, because: unread(answer.because, needs.actions) };
  return { known: true, value: answer.data.filter((one) => !isRunning(one)) };
}

/** The check runs and statuses of the last commits of a branch, each once; one request and two for each commit. */
export async function seenChecks(
  platform: Platform,
  branch: string | undefined,
  commits: number,
): Promise<Known<SeenCheck[]>> {
  if (!platform.ok) return { known: false, because: platform.because };
  if (branch === undefined) {
    const message = 'the name of the default branch could not be asked for';
    return { known: false, because: { code: 'NO_DATA', message, needs: 'branch: <its name> under required-checks' } };
  }
  const { github, at } = platform;
  const listed = await github.get(
    'GET /repos/{owner}/{repo}/commits',
    { ...at, sha: branch, per_page: commits },
    CommitSchema.array(),
  );
  if (!listed.ok) return { known: false, because: unread(listed.because, needs.contents) };
  const found = new Map<string, SeenCheck>();
  for (const { sha: ref } of listed.data) {
    const [runs, statuses] = await Promise.all([
      github.all('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...at, ref }, CheckRunSchema),
      github.all('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ...at, ref }, StatusSchema),
    ]);
    if (!runs.ok) return { known: false, because: unread(runs.because, needs.checks) };
    if (!statuses.ok) return { known: false, because: unread(statuses.because, needs.statuses) };
    const all = [
      ...runs.data.map(({ name, app }): SeenCheck => ({ context: name, kind: 'check-run', app: app?.id })),
      ...statuses.data.map(({ context }): SeenCheck => ({ context, kind: 'status', app: undefined })),
    ];
    for (const check of all) found.set(JSON.stringify([check.context, check.kind, check.app]), check);
  }
  return { known: true, value: [...found.values()] };
}

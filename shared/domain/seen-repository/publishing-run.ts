import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { isoTime, type Moment, millisecondsPerDay, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { needs, unread } from '../github-rules/needs.ts';
import { isAncestor } from '../repository/ancestor.ts';
import { branchTip } from '../repository/reference.ts';
import type { Seen } from '../repository/repository.ts';
import type { Part } from './observation.ts';
import { type Audit, maxSnapshotDays, type PublishingRun } from './snapshot-worth.ts';

/*
 * Which run of the scheduled audit counts. Everything is taken from what GitHub says of the runs, since a file can say anything.
 */

/** Source: the schema `workflow-run` of GitHub's REST description. */
const RunSchema = z.object({
  id: z.number().int().positive(),
  run_attempt: z.number().int().positive(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  head_branch: z.string().nullish(),
  head_sha: z.string(),
  path: z.string(),
  created_at: z.string(),
  repository: z.object({ full_name: z.string() }).nullish(),
  head_repository: z.object({ full_name: z.string() }).nullish(),
});
type Run = z.infer<typeof RunSchema>;

/**
 * The newest completed run of the audit on the default branch that the schedule started in the last 7 days, for a commit of that
 * branch; or why there is none that counts. At most 3 requests, and 1 for each further 100 runs. Runs that go on for the first time are
 * passed over; one that goes on again is not, so that nobody chooses an older one by starting a newer one again.
 */
export async function publishingRun(github: GitHub, audit: Audit, moment: Moment): Promise<Part<PublishingRun>> {
  const { repository, workflow, defaultBranch } = audit;
  const since = moment.latest - maxSnapshotDays * millisecondsPerDay;
  const answer = await github.all(
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    {
      ...ownerAndRepo(repository),
      workflow_id: workflow.slice(workflow.lastIndexOf('/') + 1),
      branch: defaultBranch,
      event: 'schedule',
      created: `>=${isoTime(since)}`,
      exclude_pull_requests: true,
    },
    RunSchema,
  );
  if (!answer.ok) {
    const { because } = answer;
    const settles =
      because.code === 'NOT_FOUND' ? `${needs.actions}, and ${workflow} on ${defaultBranch}` : needs.actions;
    const fewer = because.code === 'TRUNCATED' ? { needs: `fewer runs of ${workflow}`, ...because } : because;
    return { state: 'unknown', because: unread(fewer, settles) };
  }
  const counting = answer.data
    .filter((run) => isAudit(run, audit))
    .sort((a, b) => madeAt(b) - madeAt(a) || b.id - a.id);
  const run = counting.find(({ status, run_attempt }) => status === 'completed' || run_attempt > 1);
  if (run === undefined || madeAt(run) < since) return nothing(audit, counting, run);
  if (run.status !== 'completed')
    return unknown(
      `run ${run.id} of ${workflow} goes on again (attempt ${run.run_attempt})`,
      `the end of run ${run.id}, or a newer scheduled run`,
    );
  const onBranch = await isOnBranch(github, audit, run.head_sha);
  if (onBranch.state === 'unknown') return { state: 'unknown', because: unread(onBranch.because, needs.contents) };
  if (onBranch.state === 'absent' || !onBranch.data)
    return unknown(
      `the commit ${run.head_sha} of run ${run.id} is not on ${defaultBranch}`,
      `a scheduled run of ${workflow} for a commit of ${defaultBranch}`,
    );
  return { state: 'read', data: published(run, audit) };
}

const unknown = (message: string, needs: string): { state: 'unknown'; because: Because } => {
  return { state: 'unknown', because: { code: 'NO_DATA', message, needs } };
};

function nothing({ workflow, defaultBranch }: Audit, counting: readonly Run[], old: Run | undefined): Part<never> {
  const goesOn = counting.length > 0 && old === undefined;
  const seen = goesOn
    ? `; run ${counting.map(({ id }) => id).join(', ')} goes on`
    : old === undefined
      ? ''
      : `; the newest, run ${old.id}, is of ${old.created_at}`;
  return unknown(
    `no scheduled run of ${workflow} on ${defaultBranch} was completed in the last ${maxSnapshotDays} days${seen}`,
    `a scheduled run of ${workflow} on ${defaultBranch}`,
  );
}

/**
 * Whether a run is one of the audit. The filters of the request are asked again here: that of the branch goes by the name alone, which
 * a fork may give to its own branch, and a host may not know each of them.
 */
function isAudit(run: Run, audit: Audit): boolean {
  const { repository, defaultBranch } = audit;
  const own = (one: Run['repository']): boolean => one?.full_name.toLowerCase() === repository.toLowerCase();
  return (
    run.event === 'schedule' &&
    run.head_branch === defaultBranch &&
    own(run.repository) &&
    own(run.head_repository) &&
    isOf(run.path, audit)
  );
}

/** Whether a run is of this workflow; GitHub may write the repository before the path, and `@` with the ref behind it. */
function isOf(path: string, { repository, workflow, defaultBranch }: Audit): boolean {
  return ['', `${repository}/`].some((before) =>
    ['', `@${defaultBranch}`, `@refs/heads/${defaultBranch}`].some(
      (behind) => path === `${before}${workflow}${behind}`,
    ),
  );
}

/** A run without a time that can be read counts as the newest, so that it is not left out for an older one. */
function madeAt({ created_at }: Run): number {
  return parseTime(created_at) ?? Number.POSITIVE_INFINITY;
}

async function isOnBranch(github: GitHub, { repository, defaultBranch }: Audit, sha: string): Promise<Seen<boolean>> {
  const at = { github, name: repository };
  const tip = await branchTip(at, defaultBranch);
  if (tip.state === 'unknown') return tip;
  if (tip.state === 'absent') {
    const message = `GitHub shows no branch ${defaultBranch}`;
    return { state: 'unknown', because: { code: 'NOT_FOUND', message } };
  }
  return tip.data === sha ? { state: 'there', data: true } : isAncestor(at, sha, tip.data);
}

function published(run: Run, { workflow, defaultBranch }: Audit): PublishingRun {
  return {
    id: run.id,
    attempt: run.run_attempt,
    repository: run.repository?.full_name ?? '',
    event: run.event,
    branch: defaultBranch,
    workflow,
    headSha: run.head_sha,
    conclusion: run.conclusion ?? undefined,
    createdAt: run.created_at,
  };
}

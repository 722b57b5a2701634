import type { Answer } from '../../core/ports.ts';
import type { Subject } from '../../core/report.ts';
import { ownerAndRepo } from '../../core/repository.ts';
import { isoTime, parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { isOwnRun, Run } from '../drill-run/run.ts';
import type { Inside, NamedRepository } from '../repository/repository.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';

const Account = z.object({ login: z.string() }).nullish();
const Attempt = Run.extend({
  path: z.string(),
  head_sha: z.string(),
  run_attempt: z.number().int().positive(),
  run_started_at: z.string().nullish(),
  actor: Account,
  triggering_actor: Account,
});

/** One attempt of a run, as the platform tells it. */
export type RunAttempt = z.infer<typeof Attempt> & {
  /** When it began (ms since 1970), by the clock of the platform. */
  startedAt: number;
};

/** An attempt of a run of the repository; without a number the last one. */
export async function runAttempt(
  { github, name }: Inside,
  runId: number,
  attempt?: number,
): Promise<Answer<RunAttempt>> {
  const at = { ...ownerAndRepo(name), run_id: runId };
  const answer =
    attempt === undefined
      ? await github.get('GET /repos/{owner}/{repo}/actions/runs/{run_id}', at, Attempt)
      : await github.get(
          'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
          { ...at, attempt_number: attempt },
          Attempt,
        );
  if (!answer.ok) return answer;
  const startedAt = parseTime(answer.data.run_started_at ?? '');
  if (startedAt !== undefined) return { ok: true, data: { ...answer.data, startedAt } };
  const because = noData(`GitHub does not say when run ${runId} began`, 'the start of the run');
  return { ok: false, because };
}

/** Whether a run is one of these workflows (their files), started on the default branch of the repository itself. */
export function runProblems(run: RunAttempt, repository: NamedRepository, workflows: readonly string[]): string[] {
  const path = run.path.replace(/@.*$/s, '');
  return [
    ...(workflows.some((file) => path === `.github/workflows/${file}`)
      ? []
      : [`is of ${path}, not of ${workflows.join(' or ')}`]),
    ...(isOwnRun(run, repository.name, repository.defaultBranch)
      ? []
      : [`was not started on ${repository.defaultBranch} of ${repository.name}`]),
  ];
}

/** What an entry says of the run that recorded it. `after`: when the entry before it was recorded. */
export interface SaidRun {
  runId: number;
  attempt: number;
  at: string;
  after: string | undefined;
}

/** Whether an entry was recorded by such a run, at the time that it says, and later than the entry before it. */
export function judgeRun(
  answer: Answer<RunAttempt>,
  repository: NamedRepository,
  workflows: readonly string[],
  { runId, attempt, at, after }: SaidRun,
): Verdict {
  const fix = `record the promotion by a run of ${workflows.join(' or ')} on ${repository.defaultBranch}`;
  const expected = `a run of ${workflows.join(' or ')}, started on the default branch`;
  if (!answer.ok && answer.because.code === 'NOT_FOUND')
    return failed({ problem: `the run ${runId} has no attempt ${attempt}`, expected, actual: 'nothing', fix });
  if (!answer.ok) return unverified(answer.because);
  const run = answer.data;
  const began = isoTime(run.startedAt);
  const problems = [
    ...(run.id === runId && run.run_attempt === attempt ? [] : [`is told as attempt ${run.run_attempt} of ${run.id}`]),
    ...runProblems(run, repository, workflows),
    ...(parseTime(at) === run.startedAt ? [] : [`began at ${began}, not at ${at}`]),
    ...(after === undefined || run.startedAt >= (parseTime(after) ?? Number.POSITIVE_INFINITY)
      ? []
      : [`began at ${began}, earlier than the entry before it, of ${after}`]),
  ];
  if (problems.length === 0) return passed;
  return failed({ problem: `the run ${runId} ${problems.join('; ')}`, expected, actual: problems, fix });
}

/** What reports of a run must be bound to. */
export function subjectOf(run: RunAttempt, repository: string): Subject {
  return { repository, event: run.event, headSha: run.head_sha, runId: run.id, attempt: run.run_attempt };
}

import type { Answer } from '../../shared/core/ports.ts';
import { judgeRun, type RunAttempt, runAttempt, runProblems } from '../../shared/domain/promotion/run.ts';
import { onDefaultBranch } from '../../shared/domain/repository/default-branch.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { failed, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Claim, Scene } from './scene.ts';

/** The runs that recorded, decided and built: each of the release workflow, on the default branch. */
export async function judgeRuns(
  { inputs: { workflows } }: Ctx,
  { repository, decided }: Scene,
  { runId, attempt, at, commit, source }: Claim,
  recording: Answer<RunAttempt>,
  after: string | undefined,
): Promise<Verdict> {
  const own = judgeRun(recording, repository, workflows, { runId, attempt, at, after });
  if (own.status !== 'passed') return own;
  const built = source.kind === 'artifact' ? await runAttempt(repository, source.runId) : undefined;
  const others: [who: string, answer: Answer<RunAttempt> | undefined, fix: string][] = [
    [
      'which decided',
      decided.ok ? { ok: true, data: decided.run } : decided,
      'decide by a run of the release workflow',
    ],
    ['which made the artifact', built, 'build by a run of the release workflow'],
  ];
  for (const [who, answer, fix] of others) {
    const problems = answer?.ok === true ? runProblems(answer.data, repository, workflows) : [];
    if (answer?.ok !== true || problems.length === 0) continue;
    return failed({
      problem: `the run ${answer.data.id}, ${who}, ${problems.join('; ')}`,
      expected: `a run of ${workflows.join(' or ')}, started on the default branch`,
      actual: problems,
      fix,
    });
  }
  for (const [, answer] of others) if (answer?.ok === false) return unverified(answer.because);
  if (!recording.ok) return unverified(recording.because);
  // A tag may bear the name of the branch: the commit with its workflow file must be there too. That of the entry is judged by itself.
  const { head_sha: head } = recording.data;
  return head === commit ? passed : judgeOnBranch(repository, runId, head);
}

async function judgeOnBranch(repository: NamedRepository, runId: number, commit: string): Promise<Verdict> {
  const seen = await onDefaultBranch(repository, commit);
  if (seen.state === 'unknown') return unverified(seen.because);
  if (seen.state === 'there' && seen.data) return passed;
  return failed({
    problem: `the run ${runId} is of commit ${commit}, which is not on ${repository.defaultBranch} of ${repository.name}`,
    expected: `a commit of ${repository.defaultBranch}`,
    actual: commit,
    fix: `record the promotion by a run on ${repository.defaultBranch}`,
  });
}

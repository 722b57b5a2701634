import type { Collected } from '../../shared/core/collected.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { judgeOwnPosture } from '../../shared/domain/posture/own-posture.ts';
import { judgePullApprovals, judgeRunApprovals } from '../../shared/domain/promotion/approved.ts';
import { judgeBytes } from '../../shared/domain/promotion/bytes.ts';
import { type Environment, environmentBefore } from '../../shared/domain/promotion/config.ts';
import { type Decisions, decisionsOf, judgeDecision } from '../../shared/domain/promotion/decision.ts';
import { judgeDeployments } from '../../shared/domain/promotion/deployments.ts';
import type { PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import { judgeRun, type RunAttempt, runAttempt, runProblems } from '../../shared/domain/promotion/run.ts';
import { judgeSoak } from '../../shared/domain/promotion/soak.ts';
import { inForce, judgeOrder, rollbackTarget, type Standing } from '../../shared/domain/promotion/standing.ts';
import { onDefaultBranch } from '../../shared/domain/repository/default-branch.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { listJobs } from '../../shared/domain/run-jobs/run-job.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { EntryRule } from './told.ts';

/** What an entry is judged against. */
export interface Scene {
  repository: NamedRepository;
  environment: Environment;
  /** The histories as they were before the entry, and the commit that holds them. */
  ref: string;
  histories: ReadonlyMap<string, Standing>;
  /** The pull request that brings the entry, or why it is not known; undefined while it is not there yet. */
  pull: Answer<{ number: number; head: string }> | undefined;
  decided: Decided;
}

/** An entry, or what would be one if something had been decided. */
export type Claim = Omit<PromotionEntry, 'decision'> & { decision: PromotionEntry['decision'] | undefined };

/** What the run that an entry names for its decision left, and the run itself. */
export type Decided = { ok: true; run: RunAttempt; decisions: Decisions } | { ok: false; because: Because };

/** Where the history of an environment lies, from the working directory. */
export function historyPath(ctx: Ctx, environment: string): string {
  return `${ctx.inputs.histories}/${environment}.jsonl`;
}

/** Reads what a run decided, under the name that the environment gives its summary. */
export async function decidedBy(
  repository: NamedRepository,
  runId: number,
  { summary }: Environment,
  collected: Collected,
): Promise<Decided> {
  const run = await runAttempt(repository, runId);
  if (!run.ok) return run;
  const jobs = await listJobs(repository.github, repository.name, runId);
  const listed = jobs.ok ? { ok: true as const, jobs: jobs.data } : { ok: false as const, because: jobs.because };
  return { ok: true, run: run.data, decisions: decisionsOf(collected, run.data, repository.name, listed, summary) };
}

/** Measures everything that an entry says, and everything that its environment asks for. */
export async function judgeEntry(
  ctx: Ctx,
  scene: Scene,
  entry: Claim,
): Promise<{ verdicts: Record<EntryRule, Verdict>; target: PromotionEntry | undefined }> {
  const { repository, environment, histories, decided } = scene;
  const name = environment.environment;
  const own = histories.get(name);
  const standing = inForce(own);
  const before = standing.ok ? standing.data?.entry : undefined;
  const previous = environmentBefore(ctx.inputs.chain, name);
  const recording = await runAttempt(repository, entry.runId, entry.attempt);
  const { verdict: kept, target } = await rollbackTarget(repository, entry.digest, own, name);
  const isRollback = entry.event === 'rollback';
  const { decision, commit } = entry;
  const verdicts: Record<EntryRule, Verdict> = {
    decision: !decided.ok
      ? unverified(decided.because)
      : decision === undefined
        ? unverified(noData('nothing was decided', 'a decision'))
        : judgeDecision(decided.decisions, decided.run, { decision, commit }, environment),
    run: judgeRuns(ctx, scene, entry, recording, before?.at),
    commit: await judgeCommit(repository, entry),
    digest: judgeSource(ctx, entry) ?? (await judgeBytes(repository, entry.source, entry)),
    order: judgeOrder(
      { ...entry, from: entry.from },
      previous === undefined
        ? undefined
        : { environment: previous.environment, standing: histories.get(previous.environment) },
      own,
    ),
    soak: isRollback
      ? { status: 'not-applicable', why: 'a rollback waits for nothing' }
      : await judgeWait(ctx, scene, recording),
    approvals: await judgeApproved(ctx, scene, entry, recording),
    posture: await judgeStop(ctx, name, isRollback),
    'rollback-target': kept,
    deployments:
      environment.deployment === undefined
        ? { status: 'not-applicable', why: 'the configuration names no environment of GitHub' }
        : standing.ok
          ? await judgeDeployments(repository, environment.deployment, before, entry)
          : unverified(standing.because),
  };
  return { verdicts, target };
}

function judgeRuns(
  { inputs: { workflows } }: Ctx,
  { repository, decided }: Scene,
  { runId, attempt, at }: Claim,
  recording: Answer<RunAttempt>,
  after: string | undefined,
): Verdict {
  const own = judgeRun(recording, repository, workflows, { runId, attempt, at, after });
  if (own.status !== 'passed') return own;
  if (!decided.ok) return unverified(decided.because);
  const problems = runProblems(decided.run, repository, workflows);
  if (problems.length === 0) return passed;
  return failed({
    problem: `the run ${decided.run.id}, which decided, ${problems.join('; ')}`,
    expected: `a run of ${workflows.join(' or ')}, started on the default branch`,
    actual: problems,
    fix: 'decide by a run of the release workflow',
  });
}

async function judgeCommit(repository: NamedRepository, entry: Claim): Promise<Verdict> {
  const { commit } = entry;
  const fix = 'promote a commit of the default branch';
  const expected = `a commit of ${repository.defaultBranch} of ${repository.name}`;
  if (entry.repository.toLowerCase() !== repository.name.toLowerCase())
    return failed({
      problem: `the entry is about ${entry.repository}`,
      expected: repository.name,
      actual: entry.repository,
      fix,
    });
  const seen = await onDefaultBranch(repository, commit);
  if (seen.state === 'unknown') return unverified(seen.because);
  if (seen.state === 'there' && seen.data) return passed;
  const problem = `the commit ${commit} is not on ${repository.defaultBranch} of ${repository.name}`;
  return failed({ problem, expected, actual: commit, fix });
}

/** Whether the bytes are of what the configuration says is promoted. */
function judgeSource({ inputs: { promotes } }: Ctx, { source, event }: Claim): Verdict | undefined {
  const wanted = 'artifact' in promotes ? `the artifact ${promotes.artifact}` : `the asset ${promotes.asset}`;
  const actual = source.kind === 'artifact' ? `the artifact ${source.name}` : `the asset ${source.name}`;
  // What was in force under another name may still be gone back to.
  if (actual === wanted || event === 'rollback') return undefined;
  return failed({
    problem: `${actual} is promoted, expected ${wanted}`,
    expected: wanted,
    actual,
    fix: `promote ${wanted}`,
  });
}

async function judgeWait(ctx: Ctx, scene: Scene, recording: Answer<RunAttempt>): Promise<Verdict> {
  const { repository, environment, histories, ref } = scene;
  const { soak, environment: name } = environment;
  const previous = environmentBefore(ctx.inputs.chain, name);
  if (soak === undefined || previous === undefined)
    return { status: 'not-applicable', why: `${name} does not ask for a time in an environment before` };
  const there = histories.get(previous.environment);
  const entry = inForce(there);
  if (!entry.ok) return unverified(entry.because);
  if (there?.ok !== true || entry.data === undefined)
    return unverified({
      code: 'NO_DATA',
      message: `nothing is in ${previous.environment}`,
      needs: `a promotion to ${previous.environment}`,
    });
  if (!recording.ok) return unverified(recording.because);
  const path = `${ctx.policy.folder}${there.path}`;
  const file = { environment: previous.environment, repository: repository.name, path, ref, content: there.content };
  return judgeSoak(repository.github, file, soak, Math.min(recording.data.startedAt, ctx.time.latest));
}

async function judgeApproved(
  ctx: Ctx,
  { repository, environment, pull }: Scene,
  { commit }: Claim,
  recording: Answer<RunAttempt>,
): Promise<Verdict> {
  const { approvals, environment: name, deployment } = environment;
  if (approvals === undefined) return { status: 'not-applicable', why: `${name} asks for no approval` };
  const people = peopleOf(approvals.by, ctx.policy.roles, `chain: ${name}: approvals: by`);
  const asked = { environment: name, people, needed: approvals.needed };
  if (approvals.through === 'deployment') {
    if (!recording.ok) return unverified(recording.because);
    return judgeRunApprovals(repository, recording.data, commit, deployment ?? name, asked);
  }
  if (pull === undefined)
    return { status: 'not-applicable', why: 'they are counted in the pull request that brings the entry' };
  if (!pull.ok) return unverified(pull.because);
  return judgePullApprovals(repository, pull.data, asked, ctx.inputs['ignored-co-authors']);
}

async function judgeStop(ctx: Ctx, environment: string, isRollback: boolean): Promise<Verdict> {
  const path = ctx.inputs.posture;
  if (path === undefined) return { status: 'not-applicable', why: 'the configuration names no posture record' };
  if (isRollback) return { status: 'not-applicable', why: 'a rollback is the way out of what was stopped' };
  const question = { moment: ctx.time, environment, conditions: new Map() };
  return (await judgeOwnPosture(ctx, path, question)).verdict;
}

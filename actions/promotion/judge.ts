import type { Collected } from '../../shared/core/collected.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { parseTime } from '../../shared/core/time.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { judgeOwnPosture } from '../../shared/domain/posture/own-posture.ts';
import { judgePullApprovals, judgeRunApprovals } from '../../shared/domain/promotion/approved.ts';
import { judgeBytes } from '../../shared/domain/promotion/bytes.ts';
import { type Environment, environmentBefore } from '../../shared/domain/promotion/config.ts';
import { decisionsOf, judgeDecision, type Since } from '../../shared/domain/promotion/decision.ts';
import { deployedSince } from '../../shared/domain/promotion/deployments.ts';
import type { PromotionEntry } from '../../shared/domain/promotion/entry.ts';
import { type RunAttempt, runAttempt } from '../../shared/domain/promotion/run.ts';
import { judgeSoak } from '../../shared/domain/promotion/soak.ts';
import { inForce, judgeOrder, rollbackTarget, takenBackBefore } from '../../shared/domain/promotion/standing.ts';
import { onDefaultBranch } from '../../shared/domain/repository/default-branch.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { listJobs } from '../../shared/domain/run-jobs/run-job.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { type DeployedBefore, deployedBefore, judgeDeployed } from './deployed.ts';
import { judgeRuns } from './runs.ts';
import type { Claim, Decided, Scene } from './scene.ts';
import { type EntryRule, unjudged } from './told.ts';

/** Where the history of an environment lies, from the working directory. */
export function historyPath(ctx: Ctx, environment: string): string {
  return `${ctx.inputs.histories}/${environment}.jsonl`;
}

/** Reads what a run decided, under the name that the environment gives its summary. */
export async function decidedBy(
  ctx: Ctx,
  repository: NamedRepository,
  runId: number,
  { summary }: Environment,
  collected: Collected,
): Promise<Decided> {
  const run = await runAttempt(repository, runId);
  if (!run.ok) return run;
  const jobs = await listJobs(repository.github, repository.name, runId);
  const listed = jobs.ok ? { ok: true as const, jobs: jobs.data } : { ok: false as const, because: jobs.because };
  const asked = { name: summary, config: ctx.policy.source.path };
  return { ok: true, run: run.data, decisions: decisionsOf(collected, run.data, repository.name, listed, asked) };
}

/** Measures everything that an entry says, and everything that its environment asks for. */
export async function judgeEntry(
  ctx: Ctx,
  scene: Scene,
  entry: Claim,
): Promise<{ verdicts: Record<EntryRule, Verdict>; target: PromotionEntry | undefined }> {
  const { repository, environment, histories } = scene;
  const name = environment.environment;
  const own = histories.get(name);
  const standing = inForce(own);
  const before = standing.ok ? standing.data?.entry : undefined;
  const previous = environmentBefore(ctx.inputs.chain, name);
  const recording = await runAttempt(repository, entry.runId, entry.attempt);
  const { verdict: kept, target } = await rollbackTarget(repository, entry, own);
  const isRollback = entry.event === 'rollback';
  const bytes = await judgeBytes(repository, entry.source, entry);
  // A rollback takes nothing from the environment before.
  const there = isRollback ? undefined : await deployedBefore(repository, previous);
  const verdicts: Record<EntryRule, Verdict> = {
    decision: judgeDecided(scene, entry, bytes.madeAt),
    run: await judgeRuns(ctx, scene, entry, recording, before?.at),
    commit: await judgeCommit(repository, entry),
    digest: judgeSource(ctx, entry) ?? bytes.verdict,
    order: judgeOrder(
      { ...entry, from: entry.from },
      previous === undefined
        ? undefined
        : { environment: previous.environment, standing: histories.get(previous.environment) },
      own,
    ),
    soak: isRollback
      ? { status: 'not-applicable', why: 'a rollback waits for nothing' }
      : await judgeWait(ctx, scene, recording, there?.deployments),
    approvals: await judgeApproved(ctx, scene, entry, recording),
    posture: await judgeStop(ctx, name, isRollback),
    'rollback-target': kept,
    deployments: await judgeDeployed(scene, entry, there),
  };
  return { verdicts, target };
}

/** The decision, which must be younger than the bytes, and than the rollback that took them back. */
function judgeDecided({ decided, environment, histories }: Scene, entry: Claim, madeAt: number | undefined): Verdict {
  const { decision, commit } = entry;
  if (!decided.ok) return unverified(decided.because);
  if (decision === undefined) return unverified(noData('nothing was decided', 'a decision'));
  const back = takenBackBefore(histories.get(environment.environment), entry);
  const since: Since[] = [
    ...(madeAt === undefined ? [] : [{ what: 'the bytes', at: madeAt }]),
    ...(back === undefined ? [] : [{ what: `the rollback that took them back`, at: parseTime(back.at) ?? Infinity }]),
  ];
  return judgeDecision(decided.decisions, decided.run, { decision, commit }, environment, since);
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

async function judgeWait(
  ctx: Ctx,
  scene: Scene,
  recording: Answer<RunAttempt>,
  deployments: DeployedBefore['deployments'] | undefined,
): Promise<Verdict> {
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
  if (deployments?.ok === false) return unverified(deployments.because);
  const deployed = deployments && deployedSince(repository, deployments.data, entry.data.entry);
  if (deployments !== undefined && deployed === undefined)
    return unjudged(
      `what is in force in ${previous.environment} is not what is deployed there, as another result says`,
      'its deployment',
    );
  const path = `${ctx.policy.folder}${there.path}`;
  const { content } = there;
  const file = { environment: previous.environment, repository: repository.name, path, ref, content, deployed };
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
  const ignored = ctx.inputs['ignored-co-authors'];
  if (approvals.through === 'deployment') {
    if (!recording.ok) return unverified(recording.because);
    return judgeRunApprovals(repository, recording.data, commit, deployment ?? name, asked, ignored);
  }
  if (pull === undefined)
    return { status: 'not-applicable', why: 'they are counted in the pull request that brings the entry' };
  if (!pull.ok) return unverified(pull.because);
  return judgePullApprovals(repository, pull.data, asked, ignored);
}

async function judgeStop(ctx: Ctx, environment: string, isRollback: boolean): Promise<Verdict> {
  const path = ctx.inputs.posture;
  if (path === undefined) return { status: 'not-applicable', why: 'the configuration names no posture record' };
  if (isRollback) return { status: 'not-applicable', why: 'a rollback is the way out of what was stopped' };
  const question = { moment: ctx.time, environment, conditions: new Map() };
  return (await judgeOwnPosture(ctx, path, question)).verdict;
}

import { isLiteral } from '../../shared/core/glob-pattern.ts';
import type { Unit } from '../../shared/core/history.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { isoTime, type Moment } from '../../shared/core/time.ts';
import { jointApproval } from '../../shared/domain/approval/joint.ts';
import { pullBringing } from '../../shared/domain/approval/pull-request.ts';
import { approvalsOfSides, type Speakers, speakersOf } from '../../shared/domain/cutover/people-of-sides.ts';
import type { OwnPosture } from '../../shared/domain/posture/own-posture.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';
import type { PostureExemption } from './exemption-config.ts';
import { stopOf } from './stop.ts';

/** Whether an exemption covers a change, or why it does not; not ok when nobody knows. */
type Covered = Answer<{ covers: true; by: string } | { covers: false; why: string }>;

/**
 * What becomes of a change while the posture stops everything: an exemption of the policy covers it when it changes nothing but what the
 * exemption names, measured on the whole of it, and people of both sides approved its pull request at its head, later than the stop. That is
 * lived with and never passed. Else the verdict stays, and says what is lacking.
 */
export async function exempted(ctx: Ctx, path: string, posture: OwnPosture, moment: Moment): Promise<Verdict> {
  const { verdict, repository } = posture;
  const exemptions = ctx.inputs['posture-exemptions'];
  if (verdict.status !== 'failed' || exemptions.length === 0) return verdict;
  const units = await ctx.policy.history.units({ notLanded: true });
  if (!units.ok) return unverified(units.because);
  if (units.units.length === 0) return verdict;
  if (!repository.ok) return unverified(repository.because);
  const stop = await stopOf(ctx.policy, path, posture, repository.data, moment);
  if (!stop.ok) return unverified(stop.because);
  if (stop.data === undefined) return verdict;
  const notHeld: string[] = [];
  const held: string[] = [];
  for (const unit of units.units) {
    const covered = await coverOf(ctx, exemptions, unit, repository.data, stop.data);
    if (!covered.ok) return unverified(covered.because);
    if (covered.data.covers) held.push(covered.data.by);
    else notHeld.push(covered.data.why);
  }
  if (notHeld.length > 0)
    return {
      ...verdict,
      problem: `${verdict.problem}; no exemption covers the change: ${listed(notHeld, 3)}`,
      actual: [verdict.actual, notHeld],
    };
  const message = `${verdict.problem}; exempted, and not passed: ${listed(held, 3)}`;
  return unverified({ code: 'CONDITIONAL', message, needs: verdict.fix, deferrable: false });
}

/** The first exemption that covers a unit, else why each of them does not. */
async function coverOf(
  ctx: Ctx,
  exemptions: readonly PostureExemption[],
  unit: Unit,
  repository: NamedRepository,
  stoppedAt: number,
): Promise<Covered> {
  const changed = await unit.changes();
  if (!changed.ok) return changed;
  if (changed.changes.length === 0)
    return { ok: true, data: { covers: false, why: `${unit.name} changes nothing that could be exempted` } };
  const paths = changed.changes.flatMap(({ path, copiedFrom }) =>
    copiedFrom === undefined ? [path] : [path, copiedFrom],
  );
  const reasons: string[] = [];
  for (const exemption of exemptions) {
    const { id } = exemption;
    // By name: a path may hold what means something else in a glob.
    const globs = exemption.paths.filter((one) => !isLiteral(one));
    const matches = globs.length === 0 ? () => false : await ctx.matcher(globs);
    const beside = [...new Set(paths.filter((path) => !exemption.paths.includes(path) && !matches(path)))];
    if (beside.length > 0) {
      reasons.push(`${id} does not name ${listed(beside, 3)}`);
      continue;
    }
    const approved = await approvedBy(ctx, exemption, unit, repository, stoppedAt);
    if (!approved.ok) return approved;
    if (approved.data.covers) return approved;
    reasons.push(`${id}: ${approved.data.why}`);
  }
  return { ok: true, data: { covers: false, why: `${unit.name}: ${reasons.join('; ')}` } };
}

async function approvedBy(
  ctx: Ctx,
  { id, go }: PostureExemption,
  unit: Unit,
  repository: NamedRepository,
  stoppedAt: number,
): Promise<Covered> {
  const { pullRequest: number, headSha = '' } = ctx.subject;
  const own = number !== undefined && unit.pullRequest === number;
  const pull = own
    ? { ok: true as const, data: { number, head: headSha } }
    : await pullBringing(repository.github, repository.name, unit.head ?? '', unit.name);
  if (!pull.ok) return pull;
  const given = await approvalsOfSides(speakers(ctx, id, go), repository, pull.data);
  const joint = jointApproval(given, stoppedAt);
  if (joint.state === 'unknown') return { ok: false, because: joint.because };
  const where = `pull request #${pull.data.number}`;
  if (joint.state === 'given') {
    const by = `${id} names all that ${where} changes, and both sides approved it after ${isoTime(stoppedAt)}`;
    return { ok: true, data: { covers: true, by } };
  }
  const why = `${where} lacks approvals after ${isoTime(stoppedAt)}: ${joint.lacking.join('; ')}`;
  return { ok: true, data: { covers: false, why } };
}

function speakers(ctx: Ctx, id: string, go: PostureExemption['go']): Speakers {
  return speakersOf(go, ctx.policy.roles, `posture-exemptions: ${id}: go`, ctx.inputs['ignored-co-authors']);
}

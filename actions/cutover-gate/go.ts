import { GovernanceError } from '../../shared/core/errors.ts';
import type { Answer } from '../../shared/core/ports.ts';
import { approvalsOf } from '../../shared/domain/approval/approvals.ts';
import { jointApproval, type SideApprovals } from '../../shared/domain/approval/joint.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { pullsOfCommit } from '../../shared/domain/approval/pull-request.ts';
import { judgeCheckpointRecord } from '../../shared/domain/cutover/checkpoint-record.ts';
import { type Checkpoint, type Side, sides } from '../../shared/domain/cutover/config.ts';
import { landedMaxBytes, landingOf } from '../../shared/domain/landing/landing.ts';
import { lineOf } from '../../shared/domain/landing/line.ts';
import type { NamedRepository } from '../../shared/domain/landing/repository.ts';
import { passed, type Verdict } from '../../shared/domain/record/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { open, tell } from './tell.ts';

/** The people of each side. Nobody may be of both: one person would be a joint go. */
export function peopleOfSides(ctx: Ctx): Record<Side, string[]> {
  const { go } = ctx.inputs;
  const producer = peopleOf(go.producer, ctx.policy.roles, 'go: producer');
  const consumer = peopleOf(go.consumer, ctx.policy.roles, 'go: consumer');
  const theirs = new Set(consumer.map((login) => login.toLowerCase()));
  const both = producer.filter((login) => theirs.has(login.toLowerCase()));
  if (both.length === 0) return { producer, consumer };
  throw new GovernanceError('BAD_CONFIG', `${both.join(', ')} would say go for both sides`, {
    hint: 'Name different people under go: producer and go: consumer.',
  });
}

/** The approvals of a pull request by the people of each side. */
export async function approvalsOfSides(
  ctx: Ctx,
  { github, name }: NamedRepository,
  pull: { number: number; head: string },
): Promise<SideApprovals[]> {
  const people = peopleOfSides(ctx);
  const { go, 'ignored-co-authors': ignored } = ctx.inputs;
  return Promise.all(
    sides.map(async (side) => ({
      side,
      people: people[side],
      needed: go.approvals,
      approvals: await approvalsOf(github, name, pull.number, pull.head, people[side], ignored),
    })),
  );
}

/** Judges whether both sides said go: by approving the pull request of the judged commit at its head. */
export async function judgeGo(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  const about = [checkpoint.id];
  if (!checkpoint.requires.includes('joint-go')) {
    ctx.notApplicable('joint-go', { about }, 'the checkpoint does not require it');
    return;
  }
  const { repository } = places[ctx.inputs.side];
  if (!repository.ok) {
    tell(ctx, 'joint-go', about, { status: 'unverified', because: repository.because });
    return;
  }
  const pull = await pullOfRun(ctx, repository.data);
  if (!pull.ok) {
    tell(ctx, 'joint-go', about, { status: 'unverified', because: pull.because });
    return;
  }
  const given = await approvalsOfSides(ctx, repository.data, pull.data);
  tell(ctx, 'joint-go', about, bothApproved(given, `pull request #${pull.data.number}`, 'the go is not joint'));
}

function bothApproved(given: readonly SideApprovals[], where: string, what: string): Verdict {
  const joint = jointApproval(given);
  if (joint.state === 'given') return passed;
  if (joint.state === 'unknown') return { status: 'unverified', because: joint.because };
  return {
    status: 'failed',
    problem: `${what}: ${joint.lacking.join('; ')} (${where})`,
    expected: 'approvals of both sides at the head',
    actual: joint.lacking,
    fix: `have ${where} approved at its head by people of both sides`,
  };
}

/** The pull request of the judged commit: the one of the event, else the one that brought the commit to the default branch. */
async function pullOfRun(
  ctx: Ctx,
  { github, name }: NamedRepository,
): Promise<Answer<{ number: number; head: string }>> {
  const { pullRequest: number, headSha = '' } = ctx.subject;
  if (number !== undefined) return { ok: true, data: { number, head: headSha } };
  const pulls = await pullsOfCommit(github, name, headSha);
  if (!pulls.ok) return pulls;
  const merged = pulls.data.filter(({ isMerged }) => isMerged);
  const exact = merged.filter(({ mergeCommit }) => mergeCommit === headSha);
  const [only, second] = exact.length > 0 ? exact : merged;
  if (only !== undefined && second === undefined) return { ok: true, data: only };
  const message = `GitHub knows ${only === undefined ? 'no' : 'more than one'} pull request that brought commit ${headSha} to the default branch`;
  return { ok: false, because: { code: 'NO_DATA', message, needs: 'a pull request for the judged commit' } };
}

/** Judges whether the checkpoints before were passed: by their records in the base, which both sides approved when they came. */
export async function judgePrerequisites(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  if (checkpoint.after.length === 0)
    ctx.notApplicable('prerequisite', { about: [checkpoint.id] }, 'no checkpoint must come before');
  for (const id of checkpoint.after) {
    const path = ctx.inputs.checkpoints.find((each) => each.id === id)?.record ?? '';
    tell(ctx, 'prerequisite', [checkpoint.id, id], await recordOf(ctx, id, path, places[ctx.inputs.side].repository));
  }
}

async function recordOf(ctx: Ctx, id: string, path: string, repository: Answer<NamedRepository>): Promise<Verdict> {
  const found = await ctx.policy.tree.read(path, 64 * 1024);
  if (!found.found) {
    if (found.because !== undefined) return { status: 'unverified', because: found.because };
    return {
      status: 'failed',
      problem: `there is no record that ${id} was passed: ${path} ${found.message}`,
      expected: `GO for ${id}`,
      actual: null,
      fix: `record in ${path} what both sides decided on ${id}, by a pull request that both approve`,
    };
  }
  const says = judgeCheckpointRecord(id, path, found.content);
  if (says.status !== 'passed') return says;
  const { kind, ref } = ctx.policy.source;
  if (!repository.ok) return { status: 'unverified', because: repository.because };
  if (kind !== 'base' || ref === undefined)
    return open(`${path} is not of the base, so that nobody knows who approved it`, 'a run for a base');
  const { github, name } = repository.data;
  const file = { repository: name, path: `${ctx.policy.folder}${path}`, ref, content: found.content };
  const line = lineOf(ctx.policy.history, file.path, ref, landedMaxBytes);
  const landed = await landingOf(github, file, line);
  if (!landed.ok) return { status: 'unverified', because: landed.because };
  const { pullRequest: number, head } = landed.data;
  const given = await approvalsOfSides(ctx, repository.data, { number, head });
  return bothApproved(given, `pull request #${number}`, `the record of ${id} (${path}) was not approved by both sides`);
}

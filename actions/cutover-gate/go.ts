import type { Answer } from '../../shared/core/ports.ts';
import { pullsOfCommit } from '../../shared/domain/approval/pull-request.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeJointRecord } from '../../shared/domain/cutover/joint-record.ts';
import {
  approvalsOfSides,
  judgeBothApproved,
  type Speakers,
  speakersOf,
} from '../../shared/domain/cutover/people-of-sides.ts';
import type { NamedRepository } from '../../shared/domain/landing/repository.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Who may say go for each side. */
export function speakers(ctx: Ctx): Speakers {
  return speakersOf(ctx.inputs.go, ctx.policy.roles, 'go', ctx.inputs['ignored-co-authors']);
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
  const given = await approvalsOfSides(speakers(ctx), repository.data, pull.data);
  tell(ctx, 'joint-go', about, judgeBothApproved(given, `pull request #${pull.data.number}`, 'the go is not joint'));
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
    const { repository } = places[ctx.inputs.side];
    const { verdict } = await judgeJointRecord(ctx.policy, { id, path }, repository, speakers(ctx));
    tell(ctx, 'prerequisite', [checkpoint.id, id], verdict);
  }
}

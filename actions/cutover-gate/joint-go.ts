import type { Answer } from '../../shared/core/ports.ts';
import { pullBringing } from '../../shared/domain/approval/pull-request.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import {
  approvalsOfSides,
  judgeBothApproved,
  type Speakers,
  speakersOf,
} from '../../shared/domain/cutover/people-of-sides.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Who may say go for each side. */
export function speakers(ctx: Ctx): Speakers {
  return speakersOf(ctx.inputs['joint-go'], ctx.policy.roles, 'joint-go', ctx.inputs['ignored-co-authors']);
}

/** Judges whether both sides said go: by approving the pull request of the judged commit at its head. */
export async function judgeGo(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  const about = [checkpoint.id];
  if (!checkpoint.requires.includes('joint-go')) {
    ctx.notApplicable('joint-go', { about }, 'the checkpoint does not require it');
    return;
  }
  tell(ctx, 'joint-go', about, await verdictOn(ctx, places[ctx.inputs.side].repository));
}

async function verdictOn(ctx: Ctx, repository: Answer<NamedRepository>): Promise<Verdict> {
  if (!repository.ok) return unverified(repository.because);
  const { pullRequest: number, headSha = '' } = ctx.subject;
  const { github, name } = repository.data;
  const pull =
    number === undefined
      ? await pullBringing(github, name, headSha)
      : { ok: true as const, data: { number, head: headSha } };
  if (!pull.ok) return unverified(pull.because);
  const given = await approvalsOfSides(speakers(ctx), repository.data, pull.data);
  return judgeBothApproved(given, `pull request #${pull.data.number}`, 'the go is not joint');
}

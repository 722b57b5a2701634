import type { Answer } from '../../shared/core/ports.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { type Places, releaseCommit, type SidePlace } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the judged commit is the one that the checkpoint is about, and whether the commits of both sides are known. */
export async function judgeCommits(ctx: Ctx, checkpoint: Checkpoint, { producer, consumer }: Places): Promise<void> {
  for (const place of [producer, consumer])
    tell(ctx, 'one-commit', [checkpoint.id, place.side], await verdictOn(place, checkpoint));
}

async function verdictOn({ side, own, commit, repository }: SidePlace, { release }: Checkpoint): Promise<Verdict> {
  if (!commit.ok) return unverified(commit.because);
  const notCompared = (why: string): Verdict => ({ status: 'not-applicable', why });
  if (side === 'consumer') return notCompared('which commit the consumer is built against is compared by repin');
  if (release === undefined) return notCompared('the checkpoint names no release, and so is about any commit');
  if (!own) return notCompared('the commit of the producer is that of its release');
  if (!repository.ok) return unverified(repository.because);
  return sameCommit(release, await releaseCommit(repository.data, release), commit.data);
}

function sameCommit(tag: string, released: Answer<string>, judged: string): Verdict {
  if (!released.ok) return unverified(released.because);
  if (released.data === judged) return passed;
  return {
    status: 'failed',
    problem: `the checkpoint is about ${tag}, which is commit ${released.data}, and commit ${judged} is judged`,
    expected: released.data,
    actual: judged,
    fix: `judge commit ${released.data}, or release the judged one and name it in the checkpoint`,
  };
}

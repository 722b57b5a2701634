import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeJointRecord } from '../../shared/domain/cutover/joint-record.ts';
import { isAncestor } from '../../shared/domain/repository/ancestor.ts';
import { passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { speakers } from './joint-go.ts';
import type { Places, SidePlace } from './sides.ts';
import { tell } from './tell.ts';

/**
 * Judges whether the checkpoints before were passed: by their records in the base, which both sides approved when they came, and for a
 * commit that the judged one contains.
 */
export async function judgePrerequisites(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  if (checkpoint.after.length === 0)
    ctx.notApplicable('prerequisite', { about: [checkpoint.id] }, 'no checkpoint must come before');
  for (const id of checkpoint.after) {
    const path = ctx.inputs.checkpoints.find((each) => each.id === id)?.record ?? '';
    const place = places[ctx.inputs.side];
    const { verdict, commit } = await judgeJointRecord(ctx.policy, { id, path }, place.repository, speakers(ctx));
    const whole = verdict.status === 'passed' ? await judgeContained(id, path, commit ?? '', place) : verdict;
    tell(ctx, 'prerequisite', [checkpoint.id, id], whole);
  }
}

/** A record of another line, or of an earlier wave that was taken back, says nothing of the judged commit. */
async function judgeContained(
  id: string,
  path: string,
  recorded: string,
  { commit, repository }: SidePlace,
): Promise<Verdict> {
  if (!commit.ok) return unverified(commit.because);
  if (!repository.ok) return unverified(repository.because);
  if (commit.data === recorded) return passed;
  const contained = await isAncestor(repository.data, recorded, commit.data);
  if (contained.state === 'unknown') return unverified(contained.because);
  if (contained.state === 'there' && contained.data) return passed;
  return {
    status: 'failed',
    problem: `the record of ${id} (${path}) is about commit ${recorded}, which commit ${commit.data} does not contain`,
    expected: 'a commit in the history of the judged one',
    actual: recorded,
    fix: `judge a commit that contains ${recorded}, or let both sides record ${id} anew in ${path}`,
    at: { path },
  };
}

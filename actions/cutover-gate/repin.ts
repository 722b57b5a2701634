import { isCommitId } from '../../shared/core/hash-form.ts';
import type { Answer } from '../../shared/core/ports.ts';
import type { Checkpoint, Pin } from '../../shared/domain/cutover/config.ts';
import { isAncestor } from '../../shared/domain/repository/ancestor.ts';
import { noData, passed, unverified, type Verdict, worstOf } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import { type Pinned, type Places, pinnedBy } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the consumer is pinned to the commit of the producer, and to its release where that is compared. */
export async function judgeRepin(ctx: Ctx, checkpoint: Checkpoint, { producer, consumer }: Places): Promise<void> {
  const { repin: pin } = ctx.inputs;
  const about = [checkpoint.id];
  if (pin === undefined || !checkpoint.requires.includes('repin')) {
    ctx.notApplicable('repin', { about }, 'the checkpoint does not require it');
    return;
  }
  const verdicts = [
    ...(pin.commit === undefined ? [] : [await judgeCommitPin(pin, await pinnedBy(ctx, 'commit', consumer), producer)]),
    ...(pin.tag === undefined ? [] : [judgeTagPin(await pinnedBy(ctx, 'tag', consumer), checkpoint, pin)]),
  ];
  const none = unverified(noData('the configuration names no field of the pin', 'repin: commit or tag'));
  tell(ctx, 'repin', about, worstOf(verdicts) ?? none, consumer.own);
}

async function judgeCommitPin(pin: Pin, pinned: Answer<Pinned>, producer: Places['producer']): Promise<Verdict> {
  if (!pinned.ok) return unverified(pinned.because);
  if (!producer.commit.ok) return unverified(producer.commit.because);
  const wanted = producer.commit.data;
  const { text } = pinned.data;
  if (text === wanted) return passed;
  if (pin['tag-relation'] === 'sha-ancestor-of-tag' && isCommitId(text)) {
    if (!producer.repository.ok) return unverified(producer.repository.because);
    const related = await isAncestor(producer.repository.data, text, wanted);
    if (related.state === 'unknown') return unverified(related.because);
    if (related.state === 'there' && related.data) return passed;
  }
  return notRepinned(pin, 'commit', wanted, pinned.data);
}

function judgeTagPin(pinned: Answer<Pinned>, { release }: Checkpoint, pin: Pin): Verdict {
  if (!pinned.ok) return unverified(pinned.because);
  return pinned.data.text === release ? passed : notRepinned(pin, 'tag', release ?? 'a release', pinned.data);
}

function notRepinned(pin: Pin, field: string, expected: string, { text: actual, at }: Pinned): Verdict {
  return {
    status: 'failed',
    problem: `the consumer is not pinned to what the checkpoint is about: the ${field} in ${pin.path} is another one`,
    expected,
    actual,
    fix: `repin the consumer: ${field} ${expected} in ${pin.path}, with its manifest and matrix`,
    at,
  };
}

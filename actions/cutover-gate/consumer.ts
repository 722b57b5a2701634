import type { Answer } from '../../shared/core/ports.ts';
import { judgeCheck } from '../../shared/domain/cutover/check-runs.ts';
import type { Checkpoint, Pin } from '../../shared/domain/cutover/config.ts';
import { judgeRequired } from '../../shared/domain/cutover/required-check.ts';
import { isAncestor } from '../../shared/domain/producer/release.ts';
import { passed, type Verdict } from '../../shared/domain/record/verdict.ts';
import { judgeRehearsal } from '../../shared/domain/rehearsal/run.ts';
import type { Ctx } from './definition.ts';
import { asProducer, type Places, pinnedBy, releaseCommit } from './sides.ts';
import { open, tell } from './tell.ts';

/** Judges whether the judged commit is the one that the checkpoint is about, and whether the commits of both sides are known. */
export async function judgeCommits(ctx: Ctx, checkpoint: Checkpoint, { producer, consumer }: Places): Promise<void> {
  for (const place of [producer, consumer]) {
    const about = [checkpoint.id, place.side];
    if (!place.commit.ok) tell(ctx, 'one-commit', about, { status: 'unverified', because: place.commit.because });
    else if (!place.own || place.side === 'consumer' || checkpoint.release === undefined)
      tell(ctx, 'one-commit', about, passed);
    else if (!place.repository.ok)
      tell(ctx, 'one-commit', about, { status: 'unverified', because: place.repository.because });
    else {
      const released = await releaseCommit(place.repository.data, checkpoint.release);
      tell(ctx, 'one-commit', about, sameCommit(checkpoint.release, released, place.commit.data));
    }
  }
}

function sameCommit(tag: string, released: Answer<string>, judged: string): Verdict {
  if (!released.ok) return { status: 'unverified', because: released.because };
  if (released.data === judged) return passed;
  return {
    status: 'failed',
    problem: `the checkpoint is about ${tag}, which is commit ${released.data}, and commit ${judged} is judged`,
    expected: released.data,
    actual: judged,
    fix: `judge commit ${released.data}, or release the judged one and name it in the checkpoint`,
  };
}

/** Judges whether the consumer is pinned to the commit of the producer, and to its release where that is compared. */
export async function judgeRepin(ctx: Ctx, checkpoint: Checkpoint, { producer, consumer }: Places): Promise<void> {
  const { pin } = ctx.inputs;
  const about = [checkpoint.id];
  if (pin === undefined || !checkpoint.requires.includes('repin')) {
    ctx.notApplicable('repin', { about }, 'the checkpoint does not require it');
    return;
  }
  const verdicts = [
    ...(pin.commit === undefined ? [] : [await judgeCommitPin(ctx, pin, producer, consumer)]),
    ...(pin.tag === undefined ? [] : [judgeTagPin(await pinnedBy(ctx, 'tag', consumer), checkpoint, pin)]),
  ];
  const worst =
    verdicts.find(({ status }) => status === 'failed') ??
    verdicts.find(({ status }) => status !== 'passed') ??
    verdicts[0] ??
    open('the configuration names no field of the pin', 'pin: commit or tag');
  tell(ctx, 'repin', about, worst);
}

async function judgeCommitPin(
  ctx: Ctx,
  pin: Pin,
  producer: Places['producer'],
  consumer: Places['consumer'],
): Promise<Verdict> {
  const pinned = await pinnedBy(ctx, 'commit', consumer);
  if (!pinned.ok) return { status: 'unverified', because: pinned.because };
  if (!producer.commit.ok) return { status: 'unverified', because: producer.commit.because };
  const wanted = producer.commit.data;
  if (pinned.data === wanted) return passed;
  if (pin.relation === 'sha-ancestor-of-tag') {
    if (!producer.repository.ok) return { status: 'unverified', because: producer.repository.because };
    if (!/^[0-9a-f]{40,64}$/.test(pinned.data)) return notRepinned(pin, 'commit', wanted, pinned.data);
    const related = await isAncestor(asProducer(producer.repository.data), pinned.data, wanted);
    if (related.state === 'unknown') return { status: 'unverified', because: related.because };
    if (related.state === 'there' && related.data) return passed;
  }
  return notRepinned(pin, 'commit', wanted, pinned.data);
}

function judgeTagPin(pinned: Answer<string>, { release }: Checkpoint, pin: Pin): Verdict {
  if (!pinned.ok) return { status: 'unverified', because: pinned.because };
  return pinned.data === release ? passed : notRepinned(pin, 'tag', release ?? 'a release', pinned.data);
}

function notRepinned(pin: Pin, field: string, expected: string, actual: string): Verdict {
  return {
    status: 'failed',
    problem: `the consumer is not pinned to what the checkpoint is about: the ${field} in ${pin.path} is another one`,
    expected,
    actual,
    fix: `repin the consumer: ${field} ${expected} in ${pin.path}, with its manifest and matrix`,
  };
}

/** Judges whether the consumer requires the check of the manifest hash, and whether it succeeded for its commit. */
export async function judgeHashGate(ctx: Ctx, checkpoint: Checkpoint, { consumer }: Places): Promise<void> {
  const gate = ctx.inputs['hash-gate'];
  if (gate === undefined || !checkpoint.requires.includes('hash-gate')) {
    ctx.notApplicable('hash-gate', { about: [checkpoint.id] }, 'the checkpoint does not require it');
    return;
  }
  const { repository, commit } = consumer;
  const unknown = !repository.ok ? repository.because : commit.ok ? undefined : commit.because;
  const parts = ['required', 'succeeded'];
  if (unknown !== undefined || !repository.ok || !commit.ok) {
    for (const part of parts)
      tell(
        ctx,
        'hash-gate',
        [checkpoint.id, part],
        unknown === undefined
          ? open('the consumer is not known', 'the consumer')
          : { status: 'unverified', because: unknown },
      );
    return;
  }
  const { github, name, defaultBranch } = repository.data;
  tell(ctx, 'hash-gate', [checkpoint.id, 'required'], await judgeRequired(github, name, defaultBranch, gate.check));
  tell(ctx, 'hash-gate', [checkpoint.id, 'succeeded'], await judgeCheck(github, name, commit.data, gate));
}

/** Judges the last rehearsal of the rollback. */
export async function judgeRollback(ctx: Ctx, checkpoint: Checkpoint, places: Places): Promise<void> {
  const { rehearsal } = ctx.inputs;
  const about = [checkpoint.id];
  if (rehearsal === undefined || !checkpoint.requires.includes('rehearsal')) {
    ctx.notApplicable('rehearsal', { about }, 'the checkpoint does not require it');
    return;
  }
  const { repository } = places[rehearsal.side];
  if (!repository.ok) {
    tell(ctx, 'rehearsal', about, { status: 'unverified', because: repository.because });
    return;
  }
  const { github, name, defaultBranch } = repository.data;
  tell(ctx, 'rehearsal', about, await judgeRehearsal(github, name, defaultBranch, rehearsal, ctx.time));
}

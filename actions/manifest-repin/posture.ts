import type { Answer } from '../../shared/core/ports.ts';
import type { Contract } from '../../shared/domain/contract-pair/config.ts';
import { judgeOwnPosture, judgeRecord } from '../../shared/domain/posture/own-posture.ts';
import { recordMaxBytes } from '../../shared/domain/record/parse.ts';
import { fileAt } from '../../shared/domain/repository/file-at.ts';
import { tipOf } from '../../shared/domain/repository/reference.ts';
import type { NamedRepository } from '../../shared/domain/repository/repository.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';

/** A repin names no environment and measures no condition: a GO for some environments, or under conditions, is none. */
const anywhere = { environment: undefined, conditions: new Map<string, Verdict['status']>() };

/**
 * Whether the posture records let the pin move: that of this repository, in the base and at present, and that of the producer at the tip
 * of its default branch.
 */
export async function judgePostures(ctx: Ctx, contract: Contract, producer: Answer<NamedRepository>): Promise<boolean> {
  const own = await judgeOwn(ctx, contract);
  const theirs = await judgeProducers(ctx, contract, producer);
  return own && theirs;
}

async function judgeOwn(ctx: Ctx, { id: contract }: Contract): Promise<boolean> {
  const { posture: path } = ctx.inputs;
  if (path === undefined) {
    ctx.notApplicable('posture', { contract, what: 'the posture record' }, 'the configuration names no posture record');
    return true;
  }
  const { verdict } = await judgeOwnPosture(ctx, path, { ...anywhere, moment: ctx.time });
  tellVerdict(ctx, 'posture', { contract, what: `the posture record ${path}` }, verdict, { at: { path } });
  return verdict.status === 'passed';
}

async function judgeProducers(
  ctx: Ctx,
  { id: contract, producer: name, remote: { posture: path } }: Contract,
  producer: Answer<NamedRepository>,
): Promise<boolean> {
  const fact = { contract, what: 'the posture record of the producer' };
  if (path === undefined) {
    ctx.notApplicable('posture', fact, 'the configuration names no posture record of the producer');
    return true;
  }
  const verdict = await verdictAtTip(ctx, producer, path);
  const told = verdict.status === 'failed' ? { ...verdict, problem: `${name}: ${verdict.problem}` } : verdict;
  tellVerdict(ctx, 'posture', fact, told, { elsewhere: true });
  return verdict.status === 'passed';
}

async function verdictAtTip(ctx: Ctx, producer: Answer<NamedRepository>, path: string): Promise<Verdict> {
  if (!producer.ok) return unverified(producer.because);
  const tip = await tipOf(producer.data);
  if (!tip.ok) return unverified(tip.because);
  const found = await fileAt(producer.data, path, tip.data, recordMaxBytes);
  if (found.state === 'there') ctx.recorded(`${producer.data.name}/${path}`, tip.data, found.data);
  return judgeRecord(path, { when: [], found }, { ...anywhere, moment: ctx.time }).verdict;
}

import { namedRepository } from '../../shared/domain/landing/repository.ts';
import { ownRecords } from '../../shared/domain/posture/own-record.ts';
import { judgeOwnRecords } from '../../shared/domain/posture/own-record-verdict.ts';
import type { Ctx } from './definition.ts';

/**
 * Whether the posture records of the base and of the default branch at present let the pin move. A repin names no environment and measures
 * no condition, so that a GO for some environments, or under conditions, is none; a record that is not whole is none either.
 */
export async function judgePosture(ctx: Ctx, contract: string): Promise<boolean> {
  const { posture: path } = ctx.inputs;
  const fact = { contract, what: `the posture record ${path ?? ''}`.trim() };
  if (path === undefined) {
    ctx.notApplicable('posture', fact, 'the configuration names no posture record');
    return true;
  }
  const repository = await namedRepository(
    ctx.github(),
    ctx.subject.repository,
    'the input token, with contents: read',
  );
  const records = await ownRecords(ctx.policy, path, repository, ctx.recorded);
  const question = { moment: ctx.time, environment: undefined, conditions: new Map() };
  const verdict = judgeOwnRecords(path, records, question);
  if (verdict.status === 'failed') {
    const { problem, expected, actual, fix, at } = verdict;
    // The rule names the record itself.
    ctx.failed('posture', { ...fact, problem: problem.replace(`${fact.what} `, ''), expected, actual, fix }, at);
  } else if (verdict.status === 'unverified') ctx.unverified('posture', fact, verdict.because, { path });
  else ctx.passed('posture', fact, { path });
  return verdict.status === 'passed';
}

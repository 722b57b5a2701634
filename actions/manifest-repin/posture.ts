import { namedRepository } from '../../shared/domain/landing/repository.ts';
import { type OwnRecord, ownRecords } from '../../shared/domain/posture/own-record.ts';
import { judgePosture as judgeRecord } from '../../shared/domain/posture/posture.ts';
import type { Verdict } from '../../shared/domain/record/verdict.ts';
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
  const verdicts = records.map((record) => verdictOf(ctx, path, record));
  const worst =
    verdicts.find(({ status }) => status === 'failed') ?? verdicts.find(({ status }) => status !== 'passed');
  if (worst?.status === 'failed') {
    const { problem, expected, actual, fix, at } = worst;
    // The rule names the record itself.
    ctx.failed('posture', { ...fact, problem: problem.replace(`${fact.what} `, ''), expected, actual, fix }, at);
  } else if (worst?.status === 'unverified') ctx.unverified('posture', fact, worst.because, { path });
  else ctx.passed('posture', fact, { path });
  return worst === undefined;
}

function verdictOf(ctx: Ctx, path: string, { when, found }: OwnRecord): Verdict {
  if (found.state === 'unknown') return { status: 'unverified', because: found.because };
  if (found.state === 'absent') {
    return {
      status: 'failed',
      problem: [...when, found.message].join(' '),
      expected: 'GO, now and here',
      actual: 'nothing',
      fix: `put the record at ${path} on the default branch`,
      at: { path },
    };
  }
  const question = { moment: ctx.time, environment: undefined, conditions: new Map<string, Verdict['status']>() };
  const { verdict } = judgeRecord(path, found.content, question);
  if (verdict.status !== 'failed' || when.length === 0) return verdict;
  return { ...verdict, problem: `${verdict.problem}, ${when.join(' ')}`, at: { path } };
}

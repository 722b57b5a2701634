import { z } from '../../shared/core/zod.ts';
import { namedRepository } from '../../shared/domain/landing/repository.ts';
import { ownRecords } from '../../shared/domain/posture/own-record.ts';
import { judgeOwnRecords } from '../../shared/domain/posture/own-record-verdict.ts';
import type { PostureQuestion } from '../../shared/domain/posture/posture.ts';
import type { Ctx } from './definition.ts';
import type { Judged } from './rows.ts';

/**
 * Judges the posture record of the base, and that of the default branch at present, as every control does. It is policy, so that the judged
 * change cannot lift a freeze; a record that is missing, not whole or expired lifts nothing either, and one that stopped everything
 * after the event stops it too.
 */
export async function judgePosture(ctx: Ctx, own: readonly Judged[]): Promise<void> {
  const path = ctx.inputs.posture;
  if (path === undefined) {
    ctx.notApplicable('posture', { path: 'none' }, 'the configuration names no posture record');
    return;
  }
  const repository = await namedRepository(
    ctx.github(),
    ctx.subject.repository,
    'the input token, with contents: read',
  );
  const records = await ownRecords(ctx.policy, path, repository, ctx.recorded);
  // What is decided is what may go now: an event from before a stop may be run again when it was lifted.
  const moment = { ...ctx.time, earliest: ctx.time.latest };
  const verdict = judgeOwnRecords(path, records, { moment, ...checkpointOf(ctx, own) });
  if (verdict.status === 'failed') {
    const { problem, actual, fix, at } = verdict;
    // The rule names the record itself.
    const told = problem.replace(`the posture record ${path} `, '');
    ctx.failed('posture', { path, problem: told, actual, fix }, at ?? { path });
  } else if (verdict.status === 'unverified') ctx.unverified('posture', { path }, verdict.because, { path });
  else ctx.passed('posture', { path, actual: 'GO' }, { path });
}

const gate = 'cutover-gate';
const GateData = z.object({ environment: z.string().optional(), verifications: z.record(z.string(), z.string()) });

/**
 * The environment that this run is about and the conditions that were measured in it: what all reports of the cutover gate say, when every
 * one of them counts and passed, and the policy asks for the gate. A decision alone is about no environment and measures no condition.
 */
function checkpointOf(ctx: Ctx, own: readonly Judged[]): Pick<PostureQuestion, 'environment' | 'conditions'> {
  const none = { environment: undefined, conditions: new Map() };
  if (!ctx.policy.asked.includes(gate)) return none;
  const gates = own
    .filter(({ entry }) => entry.control === gate)
    .map(({ entry, expected }) =>
      expected.state === 'present' && expected.status === 'passed'
        ? GateData.safeParse(entry.candidate?.report.data).data
        : undefined,
    );
  const [first, ...others] = gates;
  if (first === undefined) return none;
  const passed = Object.keys(first.verifications).filter((id) =>
    gates.every((each) => each?.verifications[id] === 'passed'),
  );
  const alike = others.every((each) => each?.environment === first.environment);
  return {
    environment: alike ? first.environment : undefined,
    conditions: new Map(passed.map((id) => [id, 'passed'])),
  };
}

import { z } from '../../shared/core/zod.ts';
import { judgeOwnPosture } from '../../shared/domain/posture/own-posture.ts';
import type { PostureQuestion } from '../../shared/domain/posture/posture.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx } from './definition.ts';
import { exempted } from './exemption.ts';
import type { Judged } from './rows.ts';

/**
 * Judges the posture record of the base, and that of the default branch at present. Whatever is not surely GO now, for what this run is
 * about, is a no-go, unless the policy exempts the whole change and both sides approved it since: then it is at most conditional.
 */
export async function judgePosture(ctx: Ctx, own: readonly Judged[]): Promise<void> {
  const { posture: path } = ctx.inputs;
  if (path === undefined) {
    ctx.notApplicable('posture', { path: 'none' }, 'the configuration names no posture record');
    return;
  }
  // What is decided is what may go now: an event from before a stop may be run again when it was lifted.
  const moment = { ...ctx.time, earliest: ctx.time.latest };
  const judged = await judgeOwnPosture(ctx, path, { moment, ...checkpointOf(ctx, own) });
  const verdict = judged.verdict.status === 'failed' ? await exempted(ctx, path, judged, moment) : judged.verdict;
  tellVerdict(ctx, 'posture', { path }, verdict, { at: { path } });
}

const gate = 'cutover-gate';
const GateData = z.object({ environment: z.string().optional(), verifications: z.record(z.string(), z.string()) });

/**
 * The environment that this run is about and the conditions that were measured in it: what all reports of the cutover gate say, when every
 * one of them counts and passed, and the policy asks for the gate. A decision alone measures no condition, and is about the environment
 * that the policy names, if any.
 */
function checkpointOf(ctx: Ctx, own: readonly Judged[]): Pick<PostureQuestion, 'environment' | 'conditions'> {
  const { environment } = ctx.inputs;
  if (!ctx.policy.asked.includes(gate)) return { environment, conditions: new Map() };
  const gates = own
    .filter(({ entry }) => entry.control === gate)
    .map(({ entry, expected }) =>
      expected.state === 'present' && expected.status === 'passed'
        ? GateData.safeParse(entry.candidate?.report.data).data
        : undefined,
    );
  const [first, ...others] = gates;
  if (first === undefined) return { environment, conditions: new Map() };
  const passed = Object.keys(first.verifications).filter((id) =>
    gates.every((each) => each?.verifications[id] === 'passed'),
  );
  const alike = others.every((each) => each?.environment === first.environment);
  return {
    environment: environment ?? (alike ? first.environment : undefined),
    conditions: new Map(passed.map((id) => [id, 'passed'])),
  };
}

import { judgeOwnPosture } from '../../shared/domain/posture/own-posture.ts';
import { tellVerdict } from '../../shared/domain/record/tell.ts';
import type { Ctx } from './definition.ts';

/**
 * Whether the posture records of the base and of the default branch at present let the pin move. A repin names no environment and measures
 * no condition, so that a GO for some environments, or under conditions, is none; a record that is not whole is none either.
 */
export async function judgePosture(ctx: Ctx, contract: string): Promise<boolean> {
  const { posture: path } = ctx.inputs;
  if (path === undefined) {
    ctx.notApplicable('posture', { contract, what: 'the posture record' }, 'the configuration names no posture record');
    return true;
  }
  const { verdict } = await judgeOwnPosture(ctx, path, { environment: undefined, conditions: new Map() });
  tellVerdict(ctx, 'posture', { contract, what: `the posture record ${path}` }, verdict, { at: { path } });
  return verdict.status === 'passed';
}

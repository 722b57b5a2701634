import { postureMaxBytes, postureSays, readPosture } from '../../shared/domain/posture/record.ts';
import type { Ctx } from './definition.ts';

/**
 * Judges the posture record of the base: a mapping with `posture: GO | NO-GO | frozen`. It is policy, so that the judged change
 * cannot lift a freeze; a record that is missing, unknown or unreadable lifts nothing either.
 */
export async function judgePosture(ctx: Ctx): Promise<void> {
  const path = ctx.inputs.posture;
  if (path === undefined) {
    ctx.notApplicable('posture', { path: 'none' }, 'the configuration names no posture record');
    return;
  }
  const found = await ctx.policy.tree.read(path, postureMaxBytes);
  if (!found.found && found.because !== undefined) {
    ctx.unverified('posture', { path }, found.because, { path });
    return;
  }
  if (!found.found) {
    ctx.failed(
      'posture',
      { path, problem: found.message, fix: `put the record at ${path} on the default branch` },
      { path },
    );
    return;
  }
  const record = readPosture(path, found.content);
  if (!record.ok) {
    ctx.failed(
      'posture',
      { path, problem: record.problem, fix: 'write a mapping with posture: GO, NO-GO or frozen' },
      { path },
    );
    return;
  }
  const { posture } = record.value;
  const problem = postureSays(record.value);
  const fix = 'lift it on the record, on the default branch, when what it waits for has happened';
  ctx.judge('posture', posture === 'GO', { path, problem, actual: posture ?? null, fix }, { path });
}

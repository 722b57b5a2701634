import type { Result } from '../../shared/core/report.ts';
import { judgeOwnPosture } from '../../shared/domain/posture/own-posture.ts';
import { tellVerdict } from '../../shared/domain/record/tell.ts';
import type { Verdict } from '../../shared/domain/record/verdict.ts';
import type { Ctx } from './definition.ts';

/**
 * Judges the posture record of the base, and that of the default branch at present. Whatever is not surely GO now, for the environment
 * of the summary and on conditions that reports of this run measured, is a no-go; `results` are those of the reports.
 */
export async function judgePosture(ctx: Ctx, results: readonly Result[]): Promise<void> {
  const { posture: path, environment } = ctx.inputs;
  if (path === undefined) {
    ctx.notApplicable('posture', { path: 'none' }, 'the configuration names no posture record');
    return;
  }
  const { verdict } = await judgeOwnPosture(ctx, path, { environment, conditions: conditionsIn(results) });
  tellVerdict(ctx, 'posture', { path }, verdict, { at: { path } });
}

const worstFirst: readonly Verdict['status'][] = ['failed', 'unverified', 'not-applicable', 'passed'];

/** What became of the verifications that conditions can name: the worst that cutover-gate found of each. */
function conditionsIn(results: readonly Result[]): Map<string, Verdict['status']> {
  const found = new Map<string, Verdict['status']>();
  for (const { rule, about, status } of results) {
    const [, , id] = about;
    if (rule !== 'cutover-gate/verified' || id === undefined) continue;
    const before = found.get(id) ?? 'passed';
    found.set(id, worstFirst.indexOf(status) < worstFirst.indexOf(before) ? status : before);
  }
  return found;
}

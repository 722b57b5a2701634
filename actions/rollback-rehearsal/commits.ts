import { commitMissing, commitOf } from '../../shared/domain/drill/judge.ts';
import type { DrillRecord } from '../../shared/domain/drill/record.ts';
import { failed, noData, passed, unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import { listed } from '../../shared/parse/text.ts';
import type { Ctx } from './definition.ts';

/** Judges whether the judged commit holds what was rolled back in the drill. */
export async function judgeCommit(ctx: Ctx, record: DrillRecord): Promise<Verdict> {
  const drilled = commitOf(record);
  if (drilled === undefined) return commitMissing(record);
  // Of a pull request the test merge, which also has what came to the base since.
  const judged = ctx.tree.ref ?? ctx.subject.headSha;
  if (judged === undefined) return unverified(noData('no commit is judged', 'a commit'));
  if (drilled === judged) return passed;
  const found = await ctx.policy.history.units({ range: `${drilled}..${judged}` });
  if (!found.ok) return unverified(found.because);
  const at = record.facts.commit?.at;
  const [unit, more] = found.units;
  if (unit === undefined || more !== undefined)
    return unverified(
      noData(`what changed from ${drilled} to ${judged} is not one change`, 'a commit of this history'),
    );
  if (unit.base !== drilled) {
    const problem = `it was about commit ${drilled}, which the judged commit ${judged} does not contain`;
    const fix = 'rehearse the rollback of the judged commit';
    return failed({ problem, expected: 'a commit that it contains', actual: drilled, fix, at });
  }
  if (ctx.inputs.commit === 'ancestor') return passed;
  const changes = await unit.changes();
  if (!changes.ok) return unverified(changes.because);
  const unaffected = await ctx.matcher(ctx.inputs.unaffected);
  const records = new Set(ctx.inputs.drills.map((drill) => `${ctx.policy.folder}${drill.record}`));
  const touched = changes.changes.map(({ path }) => path).filter((path) => !records.has(path) && !unaffected(path));
  if (touched.length === 0) return passed;
  const problem = `it was about commit ${drilled}, and ${listed(touched)} changed since`;
  const fix = 'rehearse the rollback of the judged commit, or name what cannot affect it under unaffected';
  return failed({ problem, expected: 'no change but of records and unaffected paths', actual: touched, fix, at });
}

import type { Create } from '../../shared/domain/bundle/config.ts';
import type { Producer } from '../../shared/domain/bundle/manifest.ts';
import { type Finding, holds, lacks, open, wrong } from '../../shared/domain/finding/finding.ts';
import type { Ctx } from './definition.ts';
import type { GatheredFile } from './gather.ts';
import type { RunFacts } from './run-facts.ts';

const scriptMaxBytes = 16 * 1024 * 1024;

/** Judges who made a file: a commit, the workflow of this run, or a script of the judged commit that the base knows. */
export async function judgeProducer(
  ctx: Ctx,
  policy: Create,
  { path, item, origin }: GatheredFile,
  { run }: RunFacts,
): Promise<{ finding: Finding; producer?: Producer }> {
  if (origin.kind === 'tree') return { finding: holds(path) };
  if (origin.kind === 'worktree')
    return {
      finding: lacks(`${path} is of no commit: it was read from the work tree`, 'a run in GitHub Actions', path),
    };
  if (!run.ok) return { finding: open(run.because, path) };
  const { workflow } = run.data;
  const allowed = (await ctx.matcher(policy.workflows))(workflow);
  if (!allowed) {
    const problem = `${path} was made by ${workflow}, which is not among the workflows that may`;
    const fix = `make it in one of ${policy.workflows.join(', ')}`;
    return { finding: wrong([path], { problem, expected: policy.workflows, actual: workflow, fix }) };
  }
  if (item.script === undefined) return { finding: holds(path), producer: { workflow } };
  const script = await ctx.read(item.script.path, { maxBytes: scriptMaxBytes });
  const here = `the script ${item.script.path}`;
  if (!script.found) {
    if (script.because !== undefined) return { finding: open(script.because, path) };
    const fix = 'commit the script that makes it';
    return { finding: wrong([path], { problem: `${here} ${script.message}`, actual: script.reason, fix }) };
  }
  let wanted = item.script.sha256;
  if (wanted === undefined) {
    const before = await ctx.policy.tree.read(item.script.path, scriptMaxBytes);
    if (!before.found) {
      const because = before.because ?? {
        code: 'NO_BASE' as const,
        message: `${here} is new: the base has none that could be allowed`,
        needs: 'its sha256 in the configuration of the base',
      };
      return { finding: open(because, path) };
    }
    wanted = before.sha256;
  }
  if (wanted !== script.sha256) {
    const problem = `${path} was made by ${here} as the base does not allow it`;
    const fix = 'let the change of the script land first, or allow its sha256 in the base';
    const at = { path: item.script.path };
    return { finding: wrong([path], { problem, expected: wanted, actual: script.sha256, fix, at }) };
  }
  return { finding: holds(path), producer: { script: item.script.path, sha256: script.sha256 } };
}

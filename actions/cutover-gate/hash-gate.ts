import { appIdIn, checkRunsOf, judgeRuns } from '../../shared/domain/cutover/check-runs.ts';
import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeRequired } from '../../shared/domain/cutover/required-check.ts';
import { unverified, type Verdict } from '../../shared/domain/record/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Judges whether the consumer requires the check of the manifest hash, and whether it succeeded for its commit. */
export async function judgeHashGate(ctx: Ctx, { id, requires }: Checkpoint, { consumer }: Places): Promise<void> {
  const gate = ctx.inputs['hash-gate'];
  if (gate === undefined || !requires.includes('hash-gate')) {
    ctx.notApplicable('hash-gate', { about: [id] }, 'the checkpoint does not require it');
    return;
  }
  const both = (required: Verdict, succeeded: Verdict): void => {
    tell(ctx, 'hash-gate', [id, 'required'], required);
    tell(ctx, 'hash-gate', [id, 'succeeded'], succeeded);
  };
  const { repository, commit } = consumer;
  if (!repository.ok) return both(unverified(repository.because), unverified(repository.because));
  if (!commit.ok) return both(unverified(commit.because), unverified(commit.because));
  const { github, name, defaultBranch } = repository.data;
  const runs = await checkRunsOf(github, name, commit.data, gate);
  const appId = runs.ok ? appIdIn(runs.data) : undefined;
  both(
    await judgeRequired(github, name, defaultBranch, gate, appId),
    runs.ok ? judgeRuns(runs.data, `${name} at ${commit.data}`, gate) : unverified(runs.because),
  );
}

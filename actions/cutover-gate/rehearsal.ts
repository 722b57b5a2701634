import type { Checkpoint } from '../../shared/domain/cutover/config.ts';
import { judgeLastRun } from '../../shared/domain/drill-run/last-run.ts';
import { unverified } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { Places } from './sides.ts';
import { tell } from './tell.ts';

/** Judges the last rehearsal of the rollback. */
export async function judgeRehearsed(ctx: Ctx, { id, requires }: Checkpoint, places: Places): Promise<void> {
  const { rehearsal } = ctx.inputs;
  if (rehearsal === undefined || !requires.includes('rehearsal')) {
    ctx.notApplicable('rehearsal', { about: [id] }, 'the checkpoint does not require it');
    return;
  }
  const { repository } = places[rehearsal.side];
  const verdict = repository.ok
    ? await judgeLastRun(
        repository.data.github,
        repository.data.name,
        repository.data.defaultBranch,
        rehearsal,
        ctx.time,
      )
    : unverified(repository.because);
  tell(ctx, 'rehearsal', [id], verdict);
}

import type { Ctx } from './definition.ts';
import { type Observed, observationsOf } from './observations.ts';
import { fromFile } from './snapshot-file.ts';
import { published } from './snapshot-published.ts';

/** The repository from where the inputs say: the API, the API with what the scheduled audit published, or a file. */
export async function seenOf(ctx: Ctx): Promise<Observed> {
  const { snapshot } = ctx.inputs;
  if (snapshot !== undefined && snapshot !== 'published') return fromFile(ctx, snapshot);
  const live = await observationsOf(ctx);
  // The audit itself asks GitHub. No other run is it because of what its workflow says: that may be the judged change's own.
  return live.ok && snapshot !== undefined && ctx.subject.event !== 'schedule' ? published(ctx, live) : live;
}

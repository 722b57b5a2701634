import { fromFile } from './from-file.ts';
import type { Looking } from './looking.ts';
import { type Observed, observationsOf } from './observations.ts';
import { published } from './published.ts';

/** The repository from where the policy says: the API, the API with what the scheduled audit published, or a file. */
export async function seenOf(looking: Looking): Promise<Observed> {
  const { snapshot } = looking.asked;
  if (snapshot !== undefined && snapshot !== 'published') return fromFile(looking, snapshot);
  const live = await observationsOf(looking);
  // The audit itself asks GitHub. No other run is it because of what its workflow says: that may be the judged change's own.
  return live.ok && snapshot !== undefined && looking.subject.event !== 'schedule' ? published(looking, live) : live;
}

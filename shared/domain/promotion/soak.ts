import { milliseconds } from '../../core/duration.ts';
import type { GitHub } from '../../core/ports.ts';
import { isoTime } from '../../core/time.ts';
import { landingOf } from '../landing/landing.ts';
import { failed, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { historyMaxBytes } from './history.ts';

/** The history of the environment before, as it stands at a commit of the default branch. */
export interface SoakedIn {
  environment: string;
  repository: string;
  /** From the top of the repository. */
  path: string;
  ref: string;
  content: Uint8Array;
  /** Since when it is deployed there (ms since 1970), where the configuration names the environment of GitHub. */
  deployed: number | undefined;
}

/**
 * Whether something was long enough in the environment before: from the merge that brought its entry to the default branch, or from its
 * deployment where that is known and later, to the start of the run that promotes it further. All are times of the platform.
 */
export async function judgeSoak(github: GitHub, file: SoakedIn, soak: string, begun: number): Promise<Verdict> {
  const landed = await landingOf(github, { ...file, maxBytes: historyMaxBytes });
  if (!landed.ok) return unverified(landed.because);
  const since = Math.max(landed.data.mergedAt, file.deployed ?? landed.data.mergedAt);
  const over = since + milliseconds(soak);
  if (begun >= over) return passed;
  return failed({
    problem: `it is in ${file.environment} since ${isoTime(since)}, and must be there for ${soak}: it passes from ${isoTime(over)}`,
    expected: `not before ${isoTime(over)}`,
    actual: isoTime(begun),
    fix: `promote it by a run that begins at ${isoTime(over)} or later`,
  });
}

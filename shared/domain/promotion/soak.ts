import { milliseconds } from '../../core/duration.ts';
import type { GitHub } from '../../core/ports.ts';
import { isoTime } from '../../core/time.ts';
import { landedMaxBytes, landingOf } from '../landing/landing.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';

/** The history of the environment before, as it stands at a commit of the default branch. */
export interface SoakedIn {
  environment: string;
  repository: string;
  /** From the top of the repository. */
  path: string;
  ref: string;
  content: Uint8Array;
}

/**
 * Whether something was long enough in the environment before: from the merge that brought its entry to the default branch, to the start of
 * the run that promotes it further. Both are times of the platform.
 */
export async function judgeSoak(github: GitHub, file: SoakedIn, soak: string, begun: number): Promise<Verdict> {
  if (file.content.length > landedMaxBytes)
    return unverified(noData(`the history ${file.path} has more than ${landedMaxBytes} bytes`, 'a shorter history'));
  const landed = await landingOf(github, file);
  if (!landed.ok) return unverified(landed.because);
  const over = landed.data.mergedAt + milliseconds(soak);
  if (begun >= over) return passed;
  return failed({
    problem: `it is in ${file.environment} since ${isoTime(landed.data.mergedAt)}, and must be there for ${soak}: it passes from ${isoTime(over)}`,
    expected: `not before ${isoTime(over)}`,
    actual: isoTime(begun),
    fix: `promote it by a run that begins at ${isoTime(over)} or later`,
  });
}

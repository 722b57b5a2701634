import { milliseconds } from '../../core/duration.ts';
import type { Because } from '../../core/errors.ts';
import type { Answer } from '../../core/ports.ts';
import { isoTime, type Moment } from '../../core/time.ts';
import { passed, unverified, type Verdict } from '../record/verdict.ts';

/** Whether a time has come; judged at the earlier of event and now. */
export function judgeNotBefore(time: number, { earliest }: Moment): Verdict {
  if (time <= earliest) return passed;
  return {
    status: 'failed',
    problem: `it is too early: it passes from ${isoTime(time)}`,
    expected: `not before ${isoTime(time)}`,
    actual: isoTime(earliest),
    fix: `wait until ${isoTime(time)}`,
  };
}

/** Whether a window is still open; judged at the later of event and now. */
export function judgeNotAfter(time: number, { latest }: Moment): Verdict {
  if (latest <= time) return passed;
  return {
    status: 'failed',
    problem: `it is too late: the window ended at ${isoTime(time)}`,
    expected: `until ${isoTime(time)}`,
    actual: isoTime(latest),
    fix: 'agree on another window, by a reviewed change of the configuration',
  };
}

/** What a stability window begins with: a release, and everything that began it anew, each with its time. */
export interface StabilityFacts {
  release: string;
  /** How long it must have been out, as `14d`. */
  for: string;
  published: Answer<number>;
  /** When something that had been stopped was let go again; or why that is not known. */
  restarts: readonly (number | { because: Because })[];
}

/** Whether so much time has passed since a release was published, and since anything was stopped and let go again. */
export function judgeStability(
  { release, for: duration, published, restarts }: StabilityFacts,
  moment: Moment,
): Verdict {
  if (!published.ok) return unverified(published.because);
  const known = restarts.filter((each) => typeof each === 'number');
  const begin = Math.max(published.data, ...known);
  const end = begin + milliseconds(duration);
  if (end > moment.earliest) {
    const anew = begin === published.data ? '' : `, which began anew at ${isoTime(begin)} after a stop,`;
    return {
      status: 'failed',
      problem: `the stability window of ${duration} since the release ${release}${anew} is not over: it passes from ${isoTime(end)}`,
      expected: `not before ${isoTime(end)}`,
      actual: isoTime(moment.earliest),
      fix: `wait until ${isoTime(end)}`,
    };
  }
  const unknown = restarts.find((each) => typeof each !== 'number');
  return unknown === undefined || typeof unknown === 'number' ? passed : unverified(unknown.because);
}

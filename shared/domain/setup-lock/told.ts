import type { Location } from '../../core/location.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** What became of one thing about a lock. */
export interface Told {
  /** The lock, then what in it is meant. */
  about: readonly string[];
  verdict: Verdict;
  /** Where it is, where the verdict names no place. */
  at?: Location | undefined;
}

/** The verdict that something is wrong. */
export function wrong(problem: string, expected: unknown, actual: unknown, fix: string, at?: Location): Verdict {
  return { status: 'failed', problem, expected, actual: actual ?? null, fix, at };
}

/** The verdict on what the configuration does not ask. */
export function notAsked(why: string): Verdict {
  return { status: 'not-applicable', why };
}

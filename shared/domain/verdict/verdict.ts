import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';

/** What a judgement found, for a control to tell under a rule of its own. */
export type Verdict =
  | { status: 'passed' }
  | {
      status: 'failed';
      /** What is wrong, in lower case and without a full stop. */
      problem: string;
      /** What was seen: another value is another failure. */
      actual: unknown;
      expected?: unknown;
      fix: string;
      at?: Location | undefined;
    }
  | { status: 'unverified'; because: Because }
  | { status: 'not-applicable'; why: string };

export const passed: Verdict = { status: 'passed' };

/** The verdict on something that is wrong. */
export function failed(found: Omit<Verdict & { status: 'failed' }, 'status'>): Verdict & { status: 'failed' } {
  return { status: 'failed', ...found };
}

/** The same in the order in which it is said: what is wrong, what was expected, what was seen, what to do, and where. */
export function against(problem: string, expected: unknown, actual: unknown, fix: string, at?: Location): Verdict {
  return { status: 'failed', problem, expected, actual, fix, at };
}

/** The verdict on something that could not be looked at. */
export function unverified(because: Because): Verdict & { status: 'unverified' } {
  return { status: 'unverified', because };
}

/** Why something could not be judged: what would have to be read is absent or broken. `needs`: what would settle it. */
export function noData(message: string, needs: string): Because {
  return { code: 'NO_DATA', message, needs };
}

/** How several verdicts stand together: `passed` when nothing failed, nothing is open, and something passed. */
export function statusOf(verdicts: readonly Pick<Verdict, 'status'>[]): 'passed' | 'failed' | 'unverified' {
  const has = (wanted: Verdict['status']): boolean => verdicts.some(({ status }) => status === wanted);
  if (has('failed')) return 'failed';
  return has('unverified') || !has('passed') ? 'unverified' : 'passed';
}

/**
 * The verdict that decides over several: the first that failed, else the first that is not verified, else the first. Undefined, and not
 * passed, where there is none.
 */
export function worstOf(verdicts: readonly [Verdict, ...Verdict[]]): Verdict;
export function worstOf(verdicts: readonly Verdict[]): Verdict | undefined;
export function worstOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return (
    verdicts.find(({ status }) => status === 'failed') ??
    verdicts.find(({ status }) => status === 'unverified') ??
    verdicts[0]
  );
}

import { milliseconds } from '../../core/duration.ts';
import { isoMillisecondTime, parseTime } from '../../core/time.ts';
import { byName, pairsOf } from './pair.ts';
import type { Run } from './run.ts';

/** What is asked of neighbouring runs; lengths of time as the configuration writes them (`90s`, `24h`). */
export interface Spacing {
  minimumGap?: string | undefined;
  maximumGap?: string | undefined;
}

/** One thing that is wrong with when the runs were measured. */
export interface OrderProblem {
  code: 'overlap' | 'gap-too-short' | 'gap-too-long';
  earlier: string;
  later: string;
  message: string;
  expected: string;
  actual: string;
}

export interface Ordering {
  problems: OrderProblem[];
  /** Runs of which it is not known when they were measured, and why. */
  unmeasured: { name: string; because: string }[];
}

interface Timed {
  name: string;
  first: number;
  last: number;
}

/**
 * All that is wrong with the order of the runs, by the timestamps of their rows: every two runs that overlap (one begins
 * before the other has ended; the same moment is no overlap), and every gap between neighbours that is too short or too long.
 * In which order the runs are given does not matter.
 */
export function orderOf(runs: readonly Run[], { minimumGap, maximumGap }: Spacing = {}): Ordering {
  const timed: Timed[] = [];
  const unmeasured: Ordering['unmeasured'] = [];
  for (const run of byName(runs)) {
    const times = timesOf(run);
    if ('because' in times) unmeasured.push({ name: run.name, because: times.because });
    else timed.push({ name: run.name, ...times });
  }
  timed.sort((one, other) => one.first - other.first || one.last - other.last);
  const overlaps = pairsOf(timed)
    .filter(([earlier, later]) => later.first < earlier.last)
    .map(
      ([earlier, later]): OrderProblem => ({
        code: 'overlap',
        earlier: earlier.name,
        later: later.name,
        message: `${later.name} begins before ${earlier.name} has ended, expected one after the other`,
        expected: `at least ${isoMillisecondTime(earlier.last)}`,
        actual: isoMillisecondTime(later.first),
      }),
    );
  return {
    problems: [...overlaps, ...gapProblems(timed, minimumGap, maximumGap)],
    unmeasured,
  };
}

function timesOf({ report: { time } }: Run): { first: number; last: number } | { because: string } {
  if (time === undefined) return { because: 'its rows have no timestamps' };
  const [first, last] = [parseTime(time.first), parseTime(time.last)];
  if (first === undefined || last === undefined) return { because: 'its report names no times that can be read' };
  return first <= last ? { first, last } : { because: 'its report says that it ended before it began' };
}

function gapProblems(runs: readonly Timed[], minimumGap?: string, maximumGap?: string): OrderProblem[] {
  const problems: OrderProblem[] = [];
  let [before] = runs;
  for (const run of runs.slice(1)) {
    if (before === undefined) break;
    const gap = run.first - before.last;
    const problem = (code: OrderProblem['code'], words: string, expected: string): void => {
      problems.push({
        code,
        earlier: before?.name ?? '',
        later: run.name,
        message: `${run.name} begins ${gap / 1000} s after ${before?.name} has ended, ${words} ${expected}`,
        expected,
        actual: `${gap / 1000} s`,
      });
    };
    if (gap >= 0 && minimumGap !== undefined && gap < milliseconds(minimumGap))
      problem('gap-too-short', 'expected', `at least ${minimumGap}`);
    if (maximumGap !== undefined && gap > milliseconds(maximumGap))
      problem('gap-too-long', 'expected', `at most ${maximumGap}`);
    // A run inside a longer one ends before it.
    if (run.last > before.last) before = run;
  }
  return problems;
}

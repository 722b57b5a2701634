import type { Because } from '../../core/errors.ts';
import type { Location } from '../../core/location.ts';
import type { Verdict } from './verdict.ts';

/** What a rule that tells verdicts knows of a failed one. */
export interface Failing {
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  fix?: string;
}

/** The part of a context that records results. */
interface Results<K, A> {
  passed(rule: K, a: A, at?: Location): void;
  failed(rule: K, a: A, at?: Location): void;
  unverified(rule: K, a: A, because: Because, at?: Location): void;
  notApplicable(rule: K, a: A, why: string): void;
}

/**
 * Records a verdict under a rule. `fact` tells what it is about; `at` is the place where the verdict names none, and `elsewhere` says that
 * its place is in another repository, so that none is shown.
 */
export function tellVerdict<K, F extends object>(
  ctx: Results<K, F & Failing>,
  rule: K,
  fact: F,
  verdict: Verdict,
  { at, elsewhere = false }: { at?: Location | undefined; elsewhere?: boolean } = {},
): void {
  switch (verdict.status) {
    case 'passed':
      ctx.passed(rule, fact, at);
      return;
    case 'failed': {
      const { problem, expected, actual, fix } = verdict;
      ctx.failed(rule, { ...fact, problem, expected, actual, fix }, elsewhere ? undefined : (verdict.at ?? at));
      return;
    }
    case 'unverified':
      ctx.unverified(rule, fact, verdict.because, at);
      return;
    case 'not-applicable':
      ctx.notApplicable(rule, fact, verdict.why);
  }
}

import type { Because } from '../../shared/core/errors.ts';
import type { Location } from '../../shared/core/location.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { RuleId } from './rules.ts';

/** Records a verdict under a rule. `facts`: on what it rests while it is not verified. */
export function tell(ctx: Ctx, rule: RuleId, about: string[], verdict: Verdict, facts: readonly string[] = []): void {
  switch (verdict.status) {
    case 'passed':
      ctx.passed(rule, { about });
      return;
    case 'failed': {
      const { problem, expected, actual, fix, at } = verdict;
      ctx.failed(rule, { about, problem, expected, actual, fix }, at);
      return;
    }
    case 'unverified':
      ctx.unverified(rule, { about, facts }, verdict.because);
      return;
    case 'not-applicable':
      ctx.notApplicable(rule, { about }, verdict.why);
  }
}

export function open(because: Because): Verdict & { status: 'unverified' } {
  return { status: 'unverified', because };
}

export function noData(message: string, needs: string): Verdict & { status: 'unverified' } {
  return open({ code: 'NO_DATA', message, needs });
}

/** What a record says holds only as far as something bears the record out; what speaks against the drill always counts. */
export function borneOut(verdict: Verdict, claimed: Because | undefined): Verdict {
  return verdict.status === 'passed' && claimed !== undefined ? open(claimed) : verdict;
}

/** A finding about a file as a whole. */
export function against(problem: string, expected: unknown, actual: unknown, fix: string, at?: Location): Verdict {
  return { status: 'failed', problem, expected, actual, fix, at };
}

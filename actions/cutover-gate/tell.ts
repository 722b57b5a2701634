import type { Location } from '../../shared/core/location.ts';
import type { Verdict } from '../../shared/domain/record/verdict.ts';
import type { Ctx } from './definition.ts';
import type { rules } from './rules.ts';

/** Records a verdict under a rule. Only places in this repository are shown as such. */
export function tell(ctx: Ctx, rule: keyof typeof rules, about: string[], verdict: Verdict, own = true): void {
  switch (verdict.status) {
    case 'passed':
      ctx.passed(rule, { about });
      return;
    case 'failed': {
      const { problem, expected, actual, fix } = verdict;
      const at: Location | undefined = own ? verdict.at : undefined;
      ctx.failed(rule, { about, problem, expected, actual, fix }, at);
      return;
    }
    case 'unverified':
      ctx.unverified(rule, { about }, verdict.because);
      return;
    case 'not-applicable':
      ctx.notApplicable(rule, { about }, verdict.why);
  }
}

/** A verdict of something that could not be looked at. */
export function open(
  message: string,
  needs: string,
  code: 'NO_DATA' | 'NO_CREDENTIAL' = 'NO_DATA',
): Verdict & { status: 'unverified' } {
  return { status: 'unverified', because: { code, message, needs } };
}

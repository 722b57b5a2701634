import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { rules } from './rules.ts';

/** Records a verdict under a rule. Only places in this repository are shown as such. */
export function tell(ctx: Ctx, rule: keyof typeof rules, about: string[], verdict: Verdict, own = true): void {
  tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !own });
}

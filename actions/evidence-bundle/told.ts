import type { Finding } from '../../shared/domain/verdict/finding.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx } from './definition.ts';
import type { RuleName } from './rules.ts';

/** Records findings under a rule; whether something was found and all of it holds. `here`: their places are in the judged tree. */
export function tell(ctx: Ctx, rule: RuleName, findings: readonly Finding[], here = false): boolean {
  for (const { about, verdict } of findings) tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !here });
  return findings.every(({ verdict }) => verdict.status === 'passed' || verdict.status === 'not-applicable');
}

/** The finding that nothing is asked. */
export function notAsked(why: string): Finding {
  return { about: [], verdict: { status: 'not-applicable', why } };
}

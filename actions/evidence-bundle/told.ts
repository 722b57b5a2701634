import type { Finding } from '../../shared/domain/finding/finding.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx, Task } from './definition.ts';
import type { RuleName } from './rules.ts';

/** The rules that a task judges by; to any other one it has nothing to say. */
export const rulesOf: Readonly<Record<Task, readonly RuleName[]>> = {
  create: ['items', 'producers', 'private', 'lineage', 'written', 'results'],
  verify: [
    ...(['form', 'digests', 'complete', 'names', 'commits', 'one-commit', 'producers'] as const),
    ...(['results', 'age', 'agrees', 'signature'] as const),
  ],
};

/** Records findings under a rule; whether something was found and all of it holds. `here`: their places are in the judged tree. */
export function tell(ctx: Ctx, rule: RuleName, findings: readonly Finding[], here = false): boolean {
  for (const { about, verdict } of findings) tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !here });
  return findings.every(({ verdict }) => verdict.status === 'passed' || verdict.status === 'not-applicable');
}

/** The finding that nothing is asked. */
export function notAsked(why: string): Finding {
  return { about: [], verdict: { status: 'not-applicable', why } };
}

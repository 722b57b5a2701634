import type { Finding } from '../../shared/domain/finding/finding.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import type { Ctx, Task } from './definition.ts';
import type { RuleName } from './rules.ts';

const shared = ['form', 'filled', 'contained', 'mode-fields', 'release', 'results'] as const satisfies RuleName[];

/** The rules that a task is judged by; to any other one it has nothing to say. */
export const rulesOf: Readonly<Record<Task, readonly RuleName[]>> = {
  generate: ['sources', ...shared],
  verify: [...shared, 'digest', 'agrees', 'measured', 'published', 'packet'],
  acknowledge: ['answer', 'release', 'in-time', 'verdict', 'answer-measured', 'answered-by'],
};

/** Records findings under a rule; whether all of them hold. `here`: the file in which they are is one of the judged tree. */
export function tell(ctx: Ctx, rule: RuleName, findings: readonly Finding[], here: boolean): boolean {
  for (const { about, verdict } of findings) tellVerdict(ctx, rule, { about }, verdict, { elsewhere: !here });
  return findings.length > 0 && findings.every(({ verdict }) => verdict.status === 'passed');
}

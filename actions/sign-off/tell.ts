import type { Because } from '../../shared/core/errors.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { unverified, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx, Task } from './definition.ts';
import type { RuleId } from './rules.ts';

const shared = ['gate', 'boxes', 'measured', 'row', 'risk'] as const satisfies RuleId[];

/** The rules that a task judges by; to any other one it has nothing to say. */
export const rulesOf: Readonly<Record<Task, readonly RuleId[]>> = {
  render: [...shared, 'recommended'],
  verify: [
    ...shared,
    'decision',
    'approved',
    'unedited',
    'of-commit',
    'document',
    'complete',
    'restricted',
    'record',
    'reference',
    'pulls',
    'agrees',
  ],
};

/** Records a verdict under a rule. `facts`: on what it rests while it is not verified. */
export function tell(ctx: Ctx, rule: RuleId, about: string[], verdict: Verdict, facts: readonly string[] = []): void {
  tellVerdict(ctx, rule, { about, facts }, verdict);
}

/** What a document says holds only as far as it can be read; what speaks against it always counts. */
export function borneOut(verdict: Verdict, doubt: Because | undefined): Verdict {
  return verdict.status === 'passed' && doubt !== undefined ? unverified(doubt) : verdict;
}

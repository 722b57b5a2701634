import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { noData, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx, Task } from './definition.ts';
import type { RuleName } from './rules.ts';

/** The rules that judge one entry, whether it is to be recorded or was. */
export const entryRules = [
  'decision',
  'run',
  'commit',
  'digest',
  'order',
  'soak',
  'approvals',
  'posture',
  'rollback-target',
  'deployments',
] as const satisfies readonly RuleName[];
export type EntryRule = (typeof entryRules)[number];

/** The rules that a task is judged by; to any other one it has nothing to say. */
export const rulesOf: Readonly<Record<Task, readonly RuleName[]>> = {
  record: ['history', ...entryRules],
  verify: ['history', 'append-only', 'one-entry', ...entryRules, 'recorded'],
};

/** Tells verdicts under rules, and remembers whether all of them hold. */
export interface Teller {
  tell(rule: RuleName, about: string[], verdict: Verdict): void;
  /** Nothing that was told failed or is open. */
  holds(): boolean;
}

export function teller(ctx: Ctx): Teller {
  let good = true;
  return {
    tell(rule, about, verdict) {
      if (verdict.status === 'failed' || verdict.status === 'unverified') good = false;
      tellVerdict(ctx, rule, { about }, verdict);
    },
    holds: () => good,
  };
}

/** The verdict where something else that is wrong leaves nothing to judge. */
export function unjudged(message: string, needs: string): Verdict {
  return { status: 'unverified', because: noData(message, needs) };
}

import type { Location } from '../../shared/core/location.ts';
import { tellVerdict } from '../../shared/domain/verdict/tell.ts';
import { passed, type Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { Ctx } from './definition.ts';
import type { RuleId } from './rules.ts';

/** Records a verdict under a rule. */
export function tell(ctx: Ctx, rule: RuleId, about: string[], verdict: Verdict, at?: Location): void {
  tellVerdict(ctx, rule, { about }, verdict, { at });
}

/**
 * Verdicts of one rule about a source of thousands of rows: what did not pass is told one by one, and all that passed as one result about
 * the source, when nothing else was found.
 */
export interface Tally {
  tell(rule: RuleId, about: string[], verdict: Verdict, at?: Location): void;
  /** Records what passed. */
  end(): void;
}

export function tallyOf(ctx: Ctx, source: string): Tally {
  const seen = new Map<RuleId, { open: boolean }>();
  return {
    tell(rule, about, verdict, at) {
      if (verdict.status === 'not-applicable') return;
      const state = seen.get(rule) ?? { open: false };
      seen.set(rule, state);
      if (verdict.status === 'passed') return;
      state.open = true;
      tell(ctx, rule, [source, ...about], verdict, at);
    },
    end() {
      for (const [rule, { open }] of seen) if (!open) tell(ctx, rule, [source], passed);
    },
  };
}

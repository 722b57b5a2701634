import type { Gate } from '../../shared/domain/required-checks/facts.ts';
import type { DecisionSetting } from './decision-job.ts';
import type { Ctx, DeclaredGate } from './definition.ts';

/** What the configuration lists, whatever repository is judged. */
export interface Lists {
  external: readonly string[];
  optional: readonly string[];
  gates: readonly Gate[];
  decision: Pick<DecisionSetting, 'asked' | 'action'>;
}

export function listsOf({ inputs }: Pick<Ctx, 'inputs'>): Lists {
  return {
    external: inputs['external-checks'],
    optional: inputs['optional-checks'],
    gates: inputs['gate-jobs'].map(gateOf),
    decision: { asked: inputs['decision-job'], action: inputs['decision-action'] },
  };
}

export function gateOf({ workflow, job, except }: DeclaredGate): Gate {
  return { workflow: workflow.includes('/') ? workflow : `.github/workflows/${workflow}`, job, except };
}

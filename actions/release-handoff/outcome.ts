import type { Handed } from '../../shared/domain/handoff/handed.ts';
import { baselinesOf } from '../../shared/domain/handoff/said-baseline.ts';
import type { Outcome } from './definition.ts';

/** What is said of a payload in data and outputs. */
export function outcomeOf(handed: Handed | undefined, ready = false): Outcome {
  if (handed === undefined) return { ready };
  const [baseline] = baselinesOf(handed);
  return {
    digest: handed.digest,
    ...(baseline?.tag === undefined ? {} : { tag: baseline.tag }),
    ...(baseline?.commit === undefined ? {} : { commit: baseline.commit }),
    ready,
  };
}

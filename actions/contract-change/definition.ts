import type { Context } from '../../shared/core/control.ts';
import { flag, list, secret, text } from '../../shared/core/inputs.ts';
import { ContractsSchema } from '../../shared/domain/contract-pair/config.ts';
import { SurfacesSchema } from '../../shared/domain/contract-surface/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  range: text({
    description:
      'A..B: judge the change from where B left A to B. Without it the pull requests of the event are judged, else its commits; on a laptop the work.',
    optional: true,
    policy: true,
  }),
  'each-commit': flag({
    description: 'Judge every commit on the first-parent line of the range by itself.',
    default: false,
    policy: true,
  }),
  'ignored-co-authors': list({
    description: 'Email addresses of co-authors that are no person who could approve, e.g. of a coding assistant.',
    default: [],
    policy: true,
  }),
  'consumer-token': secret({
    description: 'Token that may read contents and checks of the consumers under notices: rollout.',
  }),
};

export const lists = { contracts: ContractsSchema, surfaces: SurfacesSchema };

export const outputs = {
  class: {
    description: 'The worst class of change: breaking, additive, docs or none; unknown where not all is known.',
  },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

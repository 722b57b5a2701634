import type { Context } from '../../shared/core/control.ts';
import { flag, secret, structured, text } from '../../shared/core/inputs.ts';
import { actFields, actOutputs } from '../../shared/core/proposal.ts';
import { z } from '../../shared/core/zod.ts';
import { ContractsSchema } from '../../shared/domain/contract-pair/config.ts';
import { postureField } from '../../shared/domain/posture/field.ts';
import type { rules } from './rules.ts';

export const inputs = {
  ...actFields,
  contract: text({
    description: 'The id of the contract under contracts; needed where there are several.',
    optional: true,
  }),
  tag: text({
    description: 'The tag to pin; without it the newest one of the producer that is allowed.',
    optional: true,
  }),
  ranges: structured(z.record(z.string(), z.string().trim().min(1, 'must not be empty')), {
    description:
      'For each contract, by id, the versions that it may be pinned to, as npm writes ranges. Without one a tag that is named may be any version; else it is ^<pinned version>.',
    default: {},
    policy: true,
  }),
  'allow-downgrade': flag({
    description: 'An older release than the pinned one may be pinned.',
    default: false,
    policy: true,
  }),
  posture: postureField,
  'producer-token': secret({ description: 'Token that may read the contents of the producer repositories.' }),
};

export const lists = { contracts: ContractsSchema };

export const outputs = {
  changed: { description: 'Whether the files would change or have changed, as true or false.' },
  from: { description: 'The tag that was pinned.' },
  to: { description: 'The tag that is to be pinned; empty when none could be chosen.' },
  ...actOutputs,
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

import type { Context } from '../../shared/core/control.ts';
import { secret } from '../../shared/core/inputs.ts';
import { ContractsSchema } from '../../shared/domain/contract-pair/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  'producer-token': secret({
    description: 'Token that may read the contents of the producer repositories; used for the remote comparison only.',
  }),
};

export const lists = { contracts: ContractsSchema };

export const outputs = {};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

import type { Context } from '../../core/control.ts';
import { secret } from '../../core/inputs.ts';
import { ContractsSchema } from '../contract-pair/config.ts';
import type { rules } from './rules.ts';

/*
 * What `manifest-sync` is made of; whoever proposes a change of a pin judges by the very same.
 */

export const inputs = {
  'producer-token': secret({
    description: 'Token that may read the contents of the producer repositories; used for the remote comparison only.',
  }),
};

export const lists = { contracts: ContractsSchema };

export const outputs = {};

/** What the parts of the judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

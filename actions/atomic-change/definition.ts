import type { Context } from '../../shared/core/control.ts';
import { flag, structured, text } from '../../shared/core/inputs.ts';
import { GroupsSchema } from '../../shared/domain/change-set/config.ts';
import { ContractsSchema } from '../../shared/domain/contract-pair/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  groups: structured(GroupsSchema, {
    description: 'The files, and the facts inside of files, that change together.',
    policy: true,
  }),
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
};

export const lists = { contracts: ContractsSchema };

export const outputs = {};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

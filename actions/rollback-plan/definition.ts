import type { Context } from '../../shared/core/control.ts';
import { pathField } from '../../shared/core/inputs.ts';
import {
  inputs as planInputs,
  lists as planLists,
  outputs as planOutputs,
} from '../../shared/domain/rollback/definition.ts';
import type { rules } from './rules.ts';

export const lists = planLists;

export const inputs = {
  ...planInputs,
  'verify-note': pathField({
    description:
      'An incident note of the judged files, one of notes: it is checked for open parts, and against what is so. A note that the change brings is checked without it.',
    optional: true,
  }),
};

export const outputs = planOutputs;

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

import type { Context } from '../../shared/core/control.ts';
import { text } from '../../shared/core/inputs.ts';
import { actFields, actOutputs } from '../../shared/core/proposal.ts';
import {
  inputs as planInputs,
  lists as planLists,
  outputs as planOutputs,
} from '../../shared/domain/rollback/definition.ts';
import type { rules } from './rules.ts';

export const lists = planLists;

export const inputs = {
  ...actFields,
  ...planInputs,
  'note-path': text({
    description: 'Where the incident note is put; a note that is there already stays as it is.',
    default: 'docs/incident-note.md',
  }),
  reason: text({
    description: 'Why it is rolled back, for the posture record; one line.',
    default: 'rollback to the last known good baseline',
  }),
};

export const outputs = { ...planOutputs, ...actOutputs };

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

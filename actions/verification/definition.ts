import type { Context } from '../../shared/core/control.ts';
import { list, structured } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import { PresetSchema, VerificationSchema } from '../../shared/domain/verification/config.ts';
import type { rules } from './rules.ts';

export const inputs = {
  verifications: structured(z.array(VerificationSchema), {
    description:
      'What is verified: commands, reports on tests, or commands that write one, as { id: unit, command: [npm, test] }.',
    default: [],
    policy: true,
  }),
  required: list({
    description: 'The ids that must be measured. None: those of the presets, else every verification.',
    default: [],
    policy: true,
  }),
  presets: structured(z.array(PresetSchema), {
    description:
      'Sets of verifications that must be measured: contract-suites, durability-reports, the latter also as { preset: durability-reports, artifact: durability }.',
    default: [],
    policy: true,
  }),
};

export const lists = {};

export const outputs = {
  commit: { description: 'The commit that was verified; empty when it is not known.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

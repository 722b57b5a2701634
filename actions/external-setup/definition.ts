import type { Context } from '../../shared/core/control.ts';
import { structured } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import { LockSchema } from '../../shared/domain/setup-lock/config.ts';
import type { Told } from '../../shared/domain/setup-lock/told.ts';
import type { rules } from './rules.ts';

export const inputs = {
  locks: structured(z.array(LockSchema).min(1), {
    description:
      'The lock files, each with its shape, the modes that are accepted, and what its targets and plug-ins must have.',
    policy: true,
  }),
};

export const lists = {};

export const outputs = {
  open: { description: 'Targets that are not closed, a line each, as <lock>/<target>.' },
};

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, typeof lists, typeof outputs>;

/** Records what was found under a rule; `about` begins with the id of the lock. */
export type Tell = (rule: keyof typeof rules, told: Told) => void;

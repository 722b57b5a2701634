import type { Context } from '../../shared/core/control.ts';
import { structured, text } from '../../shared/core/inputs.ts';
import { z } from '../../shared/core/zod.ts';
import { CreateSchema, VerifySchema } from '../../shared/domain/bundle/config.ts';
import type { rules } from './rules.ts';

export const tasks = ['create', 'verify'] as const;
export type Task = (typeof tasks)[number];

export const inputs = {
  task: text({
    description:
      'What this job does: create or verify. Where the configuration asks for both, each job names its task as artifact-key too.',
    optional: true,
  }),
  create: structured(CreateSchema.optional(), {
    description: 'What goes into the bundle, and who may have produced it.',
    policy: true,
  }),
  verify: structured(VerifySchema.optional(), {
    description: 'Which bundle or list is verified, and by what.',
    policy: true,
  }),
};

export const outputs = {
  digest: { description: 'The SHA-256 of the archive; empty where there is none.' },
  manifest: { description: 'The SHA-256 of the list in it; empty where there is none.' },
  files: { description: 'How many files it lists.' },
};

/** The name of the archive beside the report. */
export const archiveEnding = 'bundle.zip';

/** What the parts of this control's judgement see. */
export type Ctx = Context<typeof inputs, typeof rules, Record<string, never>, typeof outputs>;

/** What a task found, for outputs and data. */
export const OutcomeSchema = z.object({
  digest: z.string().optional().meta({ description: 'The SHA-256 of the archive.' }),
  manifest: z.string().optional().meta({ description: 'The SHA-256 of the list.' }),
  commit: z.string().optional(),
  files: z.number().int().nonnegative(),
  classes: z.record(z.string(), z.number()).optional().meta({
    description: 'How many files are what their list says: same, line-ends, different, absent, unread, unlisted.',
  }),
  items: z.array(z.object({ id: z.string(), title: z.string(), state: z.string() })).optional(),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

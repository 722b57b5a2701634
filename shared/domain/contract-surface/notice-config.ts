import { Pattern } from '../../core/glob-pattern.ts';
import { RelativePath } from '../../core/path.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { RepositoryName, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { NamedCheckSchema } from '../check-run/config.ts';
import { NoticePolicySchema } from '../notice/config.ts';

/*
 * How changes of a surface must be announced before they land, and who must have followed.
 */

const ConsumerSchema = z.strictObject({
  repository: RepositoryName,
  pin: z
    .strictObject({ path: RelativePath, commit: Pointer })
    .meta({ description: 'Where it says which commit of this repository it is built against.' }),
  check: Text.meta({ description: 'The check of its default branch that validates the repin.' }),
  app: NamedCheckSchema.shape.app,
});
export type RolloutConsumer = z.infer<typeof ConsumerSchema>;

export const SurfaceNoticesSchema = z.strictObject({
  ...NoticePolicySchema.shape,
  additive: z
    .array(z.enum(['request', 'response', 'error-code', 'envelope']))
    .default([])
    .meta({
      description: 'Additive changes that must be announced too, by what they are about; breaking ones always must.',
    }),
  statuses: z.strictObject({ path: RelativePath, pointer: Pointer }).optional().meta({
    description: 'The object from error code to the HTTP status, or list of them, with which it is sent.',
  }),
  tests: z.array(Pattern).default([]).meta({
    description: 'The tests of the contract; an emergency changes docs, spec and some of them in the same change.',
  }),
  rollout: z
    .strictObject({
      files: z.array(Pattern).min(1).meta({ description: 'What a rollout to everybody changes.' }),
      consumers: z.array(ConsumerSchema).min(1).meta({
        description: 'Who must have validated a repin before an emergency is rolled out.',
      }),
    })
    .optional(),
});
export type SurfaceNotices = z.infer<typeof SurfaceNoticesSchema>;

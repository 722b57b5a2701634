import { Pattern } from '../../shared/core/glob-pattern.ts';
import { Text } from '../../shared/core/texts.ts';
import { z } from '../../shared/core/zod.ts';
import { GoSchema } from '../../shared/domain/cutover/config.ts';

/**
 * A change that may go on while the posture stops everything: one that touches nothing but certain files, and that people of both sides
 * approved since the stop. It is lived with: the decision is at most conditional.
 */
export const PostureExemptionSchema = z.strictObject({
  id: Text.meta({ description: 'A name of your own; shown in the summary.' }),
  paths: z
    .array(Pattern.refine((pattern) => !/^(?:\*+\/?)+$/.test(pattern), 'names everything, which is no exemption'))
    .min(1)
    .meta({
      description:
        'All that the change may touch, from the top of the repository: posture records, the pin and its mirror. A file that belongs to the gate must be approved as such too.',
    }),
  go: GoSchema.meta({
    description: 'Who approves its pull request at its head, after the stop, for each side: roles, or logins with @.',
  }),
});
export type PostureExemption = z.infer<typeof PostureExemptionSchema>;

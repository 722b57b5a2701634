import { Duration } from '../../core/duration.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';

export const presetNames = ['playbook-002'] as const;

/** The path of a workflow of this repository. */
export const WorkflowPath = z
  .string()
  .regex(/^\.github\/workflows\/[^/]+\.ya?ml$/, 'expected the path of a workflow, such as .github/workflows/ci.yml');

/** Rule sets that usually belong together, and where what they ask for lies. */
export const PresetSchema = z.union([
  z.enum(presetNames),
  z.strictObject({
    preset: z.enum(presetNames),
    workflow: WorkflowPath.optional().meta({
      description: 'The workflow of the job policy-bundle-governance, where it is not this one.',
    }),
    event: Text.optional().meta({ description: 'The event of the run of that workflow.' }),
    'maximum-age': Duration.optional().meta({ description: 'How long ago its reports may have been made.' }),
  }),
]);
export type PresetChoice = z.infer<typeof PresetSchema>;

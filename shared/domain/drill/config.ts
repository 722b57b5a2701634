import { RelativePath } from '../../core/path.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { Slug, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { wordNames } from './words.ts';

/*
 * Drills of the rollback, in the configuration. All of it is policy.
 */

const Scalar = z.union([z.string(), z.boolean(), z.number()]);

/** How much of a drill was real. */
export const drillModes = ['live', 'dry', 'simulated'] as const;
export type DrillMode = (typeof drillModes)[number];

/** What the judged commit may be to the commit that the drill was about. */
export const commitRelations = ['unchanged', 'ancestor'] as const;

export const DrillPlaceSchema = z.strictObject({
  id: Slug,
  record: RelativePath.meta({ description: 'The record, in the base: Markdown, YAML or JSON.' }),
  workflow: z
    .string()
    .regex(/^[^/\\]+\.ya?ml$/, 'expected the file name of a workflow, such as rollback.yml')
    .optional()
    .meta({ description: 'File name of the workflow of whose run the record must be.' }),
});
export type DrillPlace = z.infer<typeof DrillPlaceSchema>;

/** Where it is written which flags are on, or to what something is pinned. */
export const ActiveSchema = z
  .strictObject({
    configuration: RelativePath.optional().meta({
      description: 'A file that the product itself reads, as it is in the judged tree.',
    }),
    report: RelativePath.optional().meta({
      description: 'A file that somebody committed as evidence: what is on in the judged tree or in the base counts.',
    }),
    control: Text.optional().meta({ description: 'A control whose report of this run has it in its data.' }),
    at: Pointer.optional().meta({
      description: 'JSON Pointer of the flags or the pin; the whole document unless given.',
    }),
    pin: Text.optional().meta({
      description: 'The value is no set of flags but a pin: the name that records give it.',
    }),
    on: z.array(Scalar).min(1).default([true]).meta({ description: 'Values of a flag that is on.' }),
    off: z.array(Scalar).default([false]).meta({ description: 'Values of a flag that is off.' }),
  })
  .refine(
    ({ configuration, report, control }) =>
      [configuration, report, control].filter((place) => place !== undefined).length === 1,
    'give one of configuration, report and control',
  )
  .refine(({ on, off }) => !on.some((value) => off.includes(value)), 'has a value under on and off');
export type Active = z.infer<typeof ActiveSchema>;

export const PostCheckSchema = z.strictObject({
  name: Text.meta({ description: 'What the record calls it.' }),
  verification: Text.optional().meta({
    description: 'The id of the verification of this run that measures it; else it is only claimed.',
  }),
});
export type PostCheck = z.infer<typeof PostCheckSchema>;

export const EnvironmentsSchema = z.record(Text, z.array(z.enum(drillModes)).min(1));
export const WordsSchema = z.partialRecord(z.enum(wordNames), z.array(Text).min(1));

/** The versions of the matrix: what was there before, what is there, and what comes next. */
export const versionNames = ['N-1', 'N', 'N+1'] as const;
export type VersionName = (typeof versionNames)[number];
export const VersionsSchema = z.array(z.enum(versionNames));

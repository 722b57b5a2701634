import { RelativePath } from '../../core/path.ts';
import { z } from '../../core/zod.ts';
import { GoSchema } from '../cutover/config.ts';

/*
 * What both sides must have recorded before a surface changes.
 */

const Template = RelativePath.meta({
  description: 'Path of the record; {from} and {to} are the versions in lower case, with hyphens: ledger-v3.',
});

export const SurfaceCutoverSchema = z
  .strictObject({
    go: GoSchema,
    bump: z
      .strictObject({
        checkpoint: z.string().regex(/^[a-z0-9{}-]+$/, 'expected lower-case letters, digits, hyphens, {from} and {to}'),
        record: Template,
      })
      .optional()
      .meta({ description: 'The checkpoint that must have been passed before the version is raised.' }),
    wave: z
      .strictObject({
        checkpoint: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and hyphens'),
        record: RelativePath,
      })
      .optional()
      .meta({
        description:
          'The record in which both sides say up to which commit everything is green; what changed since must be recorded before the next change.',
      }),
  })
  .refine(({ bump, wave }) => bump !== undefined || wave !== undefined, 'give bump, wave or both');

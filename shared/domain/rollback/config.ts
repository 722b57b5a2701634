import { Duration } from '../../core/duration.ts';
import { CommitId, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { NamedCheckSchema } from '../check-run/config.ts';

const Reason = Text.meta({ description: 'Why it must not be restored.' });

/** What must not be restored, by one of three names. */
export const DenySchema = z.array(
  z.union([
    z.strictObject({
      commit: CommitId.meta({
        description: 'A commit of this repository, or the commit of the producer that is pinned.',
      }),
      reason: Reason,
    }),
    z.strictObject({ tag: Text.meta({ description: 'A tag of the producer that is pinned.' }), reason: Reason }),
    z.strictObject({
      version: Text.meta({
        description: 'A value that any mapped field of the pin or the mirror has, such as a contract version.',
      }),
      reason: Reason,
    }),
  ]),
);
export type Denied = z.infer<typeof DenySchema>[number];

/** What belongs to the pin besides pin, mirror, matrix and copies. */
export const CompanionsSchema = z.array(
  z.strictObject({
    files: Text.meta({ description: 'A glob of files that are restored together with the pin.' }),
    'when-absent': z.enum(['refuse', 'keep', 'delete']).default('refuse').meta({
      description:
        'What becomes of a file that the baseline did not have: the plan fails, the file stays, or it is deleted.',
    }),
  }),
);
export type Companion = z.infer<typeof CompanionsSchema>[number];

/** Checks that the commit of a baseline must have passed. */
export const ChecksSchema = z.array(NamedCheckSchema);

/** What the restore may break, because that is what a retreat means. */
export const MayFailSchema = z.array(
  z.strictObject({
    rule: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, 'expected a control and its rule, as cutover-gate/repin')
      .meta({ description: 'A control and its rule, e.g. cutover-gate/repin.' }),
    reason: Text.meta({ description: 'Why it may fail after the restore.' }),
  }),
);

export const AgeSchema = Duration.optional();
export const MustPassSchema = z.array(Text);
/** Globs of incident notes. */
export const NotesSchema = z.array(Text).min(1);

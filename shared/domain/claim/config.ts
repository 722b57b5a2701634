import { Duration } from '../../core/duration.ts';
import { RelativePath } from '../../core/path.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { boxModes } from './box-mode.ts';
import { VocabularySchema } from './vocabulary.ts';
import { claimColumns, sameName } from './words.ts';

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and -');

/** What measures a claim; exactly one of them. */
export const MeasureSchema = z
  .strictObject({
    claim: Text.meta({ description: 'What the row or box is called.' }),
    control: Id.optional().meta({ description: 'A control, whose report of this run must have passed.' }),
    verification: Text.optional().meta({ description: 'The id of a verification of this run.' }),
    check: Text.optional().meta({ description: 'The name of a check of the judged commit.' }),
    app: Text.optional().meta({
      description: 'The slug of the app that makes the check; github-actions unless given.',
    }),
    files: z
      .array(RelativePath)
      .min(1)
      .optional()
      .meta({ description: 'Files of the judged commit: the claim is that they are there, and nothing else.' }),
  })
  .superRefine(({ control, verification, check, files, app }, problems) => {
    const given = [control, verification, check, files].filter((one) => one !== undefined);
    if (given.length !== 1)
      problems.addIssue({ code: 'custom', message: 'expected one of control, verification, check and files' });
    if (app !== undefined && check === undefined)
      problems.addIssue({ code: 'custom', path: ['app'], message: 'an app makes a check: name the check' });
  });
export type Measure = z.infer<typeof MeasureSchema>;

export const TableSelectorSchema = z
  .strictObject({
    heading: Text.optional().meta({ description: 'The heading above the table.' }),
    'first-header': Text.optional().meta({
      description: 'The first header cell; without a heading every table that begins so counts.',
    }),
  })
  .refine(({ heading, 'first-header': first }) => heading !== undefined || first !== undefined, {
    message: 'expected heading, first-header or both',
  });

const Names = z.array(Text).min(1);
export const ColumnsSchema = z
  .partialRecord(z.enum(claimColumns), Names)
  .meta({ description: 'What columns are called besides the common names, as { name: [Work Item] }.' });

/** Columns of which every row must have something. */
export const demandedColumns = ['owner', 'evidence', 'target', 'observed', 'expires', 'mitigation'] as const;

/** A table, or a section of boxes, in which each row or box is a claim. */
export const SourceSchema = z
  .strictObject({
    id: Id,
    path: RelativePath,
    table: TableSelectorSchema.optional(),
    boxes: z
      .strictObject({
        heading: Text,
        mode: z.enum(boxModes).default('all').meta({
          description:
            'all: each must be ticked; none: none may be (a no-go list); template: none is, for it is copied.',
        }),
      })
      .optional(),
    statuses: VocabularySchema.default('gate'),
    columns: ColumnsSchema.default({}),
    require: z.array(z.enum(demandedColumns)).default([]).meta({ description: 'Columns that each row must fill in.' }),
    claims: z.array(Text).default([]).meta({
      description: 'The claims that must be there. Without it: those that the base has.',
    }),
    measured: z.array(MeasureSchema).default([]).meta({ description: 'What measures which claim.' }),
    'maximum-age': Duration.optional().meta({ description: 'How old the document may be by the days that it states.' }),
  })
  .superRefine(({ table, boxes, measured, require: demanded }, problems) => {
    if ((table === undefined) === (boxes === undefined))
      problems.addIssue({ code: 'custom', message: 'expected one of table and boxes' });
    for (const [index, { claim }] of measured.entries()) {
      if (measured.findIndex((other) => sameName(other.claim, claim)) !== index)
        problems.addIssue({ code: 'custom', path: ['measured', index], message: `${claim} is measured twice` });
    }
    const column = boxes === undefined ? undefined : demanded.find((name) => name !== 'evidence');
    if (column !== undefined)
      problems.addIssue({ code: 'custom', path: ['require'], message: `boxes have no column ${column}` });
  });
export type Source = z.infer<typeof SourceSchema>;

/** A table that repeats columns of a source. */
export const CopySchema = z.strictObject({
  id: Id,
  of: Id.meta({ description: 'The id of the source.' }),
  path: RelativePath,
  table: TableSelectorSchema,
  columns: z
    .array(z.enum(['status', 'owner', 'evidence', 'target', 'observed', 'expires', 'mitigation']))
    .min(1)
    .default(['status'])
    .meta({ description: 'The columns that must say the same.' }),
});
export type Copy = z.infer<typeof CopySchema>;

/** A table of settings: a row for each dimension, a column for each environment. */
export const MatrixSchema = z.strictObject({
  id: Id,
  path: RelativePath,
  table: TableSelectorSchema,
  environments: z.array(Text).min(1).meta({ description: 'The columns, all of which must be there, and no others.' }),
  dimensions: z
    .record(Text, z.record(Text, z.array(Text).min(1)))
    .default({})
    .meta({
      description:
        'The rows that must be there, with what a cell may say, as { Manual approval: { production: [required] } }.',
    }),
});
export type Matrix = z.infer<typeof MatrixSchema>;

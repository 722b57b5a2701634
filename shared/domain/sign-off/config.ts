import { Duration } from '../../core/duration.ts';
import { patternProblem } from '../../core/glob-pattern.ts';
import { RelativePath } from '../../core/path.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { NamedCheckSchema } from '../check-run/config.ts';
import { partNames, wordNames } from './words.ts';

/*
 * Sign-off in the configuration. All of it is policy.
 */

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens');
const { app: App } = NamedCheckSchema.shape;

/** A glob of paths, as it is refused where it could match something else than its author means. */
export const PathPattern = z.string().superRefine((text, check) => {
  const problem = patternProblem(text);
  if (problem !== undefined) check.addIssue({ code: 'custom', message: `the pattern ${problem}` });
});

export const DocumentSchema = z.strictObject({
  id: Id,
  path: RelativePath.meta({ description: 'The document, in Markdown.' }),
  decides: z.boolean().default(true).meta({
    description:
      'It holds a decision that people approve. Of any other document only references and agreement are judged.',
  }),
  parts: z.array(z.enum(partNames)).default(['commit']).meta({ description: 'What it must say besides its decision.' }),
});
export type SignOffDocumentPlace = z.infer<typeof DocumentSchema>;

export const GateSchema = z
  .strictObject({
    id: Id,
    title: Text.optional(),
    names: z.array(Text).default([]).meta({
      description:
        'What documents call it besides; a risk that names it and says that it was not run makes it unverified.',
    }),
    control: Text.optional().meta({ description: 'A control whose report of this run must be measured as passed.' }),
    verification: Text.optional().meta({ description: 'The id of a verification of this run.' }),
    check: Text.optional().meta({ description: 'A check that must have succeeded for the judged commit.' }),
    app: App,
  })
  .refine(
    ({ control, verification, check }) =>
      [control, verification, check].filter((place) => place !== undefined).length === 1,
    'give one of control, verification and check',
  );
export type Gate = z.infer<typeof GateSchema>;

export const EvidenceSchema = z
  .strictObject({
    id: Id,
    title: Text.optional(),
    kind: z.enum(['kpi', 'rollback', 'regression', 'other']).default('other'),
    path: RelativePath.optional().meta({ description: 'A committed file.' }),
    commit: z.union([Pointer, Text]).optional().meta({
      description: 'Where the file says which commit was measured: a JSON Pointer, or in Markdown a label.',
    }),
    time: z.union([Pointer, Text]).optional().meta({
      description: 'Where it says when; approvals from before do not count.',
    }),
    check: Text.optional().meta({
      description: 'A check of the judged commit; approvals from before its end do not count.',
    }),
    app: App,
  })
  .refine(({ path, check }) => (path === undefined) !== (check === undefined), 'give either path or check')
  .refine(
    ({ path, commit, time }) => path !== undefined || (commit === undefined && time === undefined),
    'commit and time are places in the file under path',
  );
export type Evidence = z.infer<typeof EvidenceSchema>;

export const ChecklistSchema = z.strictObject({
  path: RelativePath,
  none: z.array(Text).default([]).meta({ description: 'Headings over boxes of which a ticked one is a no-go.' }),
  template: z.array(Text).default([]).meta({ description: 'Headings over boxes that are never ticked in git.' }),
});
export type Checklist = z.infer<typeof ChecklistSchema>;

export const MatrixSchema = z.strictObject({
  id: Id,
  path: RelativePath,
  heading: Text.optional().meta({ description: 'The heading over its table; every matrix of the file unless given.' }),
  slices: z.array(Text).default([]).meta({ description: 'How rows must begin that have to be there.' }),
});
export type Matrix = z.infer<typeof MatrixSchema>;

export const ApprovalsSchema = z.strictObject({
  roles: z
    .array(
      z.strictObject({
        role: Text.meta({ description: 'A role, or a login with @.' }),
        count: z.number().int().min(1).max(10).default(1),
      }),
    )
    .min(1),
  within: Duration.optional().meta({
    description: 'How soon after the pull request was opened and the evidence was there people must have approved.',
  }),
  'maximum-age': Duration.optional().meta({ description: 'How long an approval holds.' }),
});

export const PackageSchema = z.strictObject({
  title: Text,
  intent: z.array(Text).default([]).meta({ description: 'What is released, and how far.' }),
  scope: z.array(Text).default([]).meta({ description: 'To what a restricted decision restricts.' }),
  conditions: z.array(Text).default([]).meta({ description: 'Under which conditions it holds.' }),
  owners: z
    .array(z.strictObject({ responsibility: Text, owner: Text, escalation: Text }))
    .default([])
    .meta({ description: 'Who answers for what.' }),
  rollback: z.array(Text).default([]).meta({ description: 'The steps of the rollback, in their order.' }),
  posture: RelativePath.optional().meta({ description: 'The posture record.' }),
  baseline: z
    .strictObject({ path: RelativePath, fields: z.record(Text, Pointer) })
    .optional()
    .meta({
      description: 'The file that says what is active, and what it says there, as { path, fields: { Tag: /release } }.',
    }),
});
export type Package = z.infer<typeof PackageSchema>;

export const SignOffWordsSchema = z.partialRecord(z.enum(wordNames), z.array(Text).min(1));

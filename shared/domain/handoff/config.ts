import { Duration } from '../../core/duration.ts';
import { RelativePath } from '../../core/path.ts';
import { RepositoryName, Slug, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { CalendarSettingsSchema } from '../calendar/config.ts';
import { Pointer } from '../contract-pair/config.ts';
import { NamedCheckSchema } from '../run-jobs/named-check.ts';
import { shapeNames } from './shape.ts';

/*
 * How a release is handed over, in the configuration. All of it is policy.
 */

/** Of a handoff: `stable`, or what producers call their candidates. */
const ModeName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,99}$/, 'expected letters, digits, dots, hyphens and underscores');

/** What a handoff of a mode must and must not say. */
export const HandoffModeSchema = z.strictObject({
  required: z.array(Pointer).default([]).meta({ description: 'What must be there, as pointers into the payload.' }),
  forbidden: z.array(Pointer).default([]).meta({ description: 'What must not be there.' }),
  override: z.record(Slug, Text).default({}).meta({
    description: 'Facts of which the handoff says another value than the manifest: what a candidate would bring.',
  }),
  'must-match': z.array(Slug).default([]).meta({
    description: 'Facts (tag, commit, names of versions) that must be those of the active baseline.',
  }),
  terms: z.record(Slug, z.json()).default({}).meta({
    description: 'What else holds for handoffs of this mode, told to the consumer as it is: e.g. days of overlap.',
  }),
});
export type HandoffMode = z.infer<typeof HandoffModeSchema>;

export const HandoffModesSchema = z.record(ModeName, HandoffModeSchema).superRefine((modes, check) => {
  for (const [name, mode] of Object.entries(modes)) {
    const both = mode.required.filter((pointer) => mode.forbidden.includes(pointer));
    for (const pointer of both)
      check.addIssue({ code: 'custom', path: [name, 'forbidden'], message: `${pointer} is required too` });
    for (const field of mode['must-match'])
      if (Object.hasOwn(mode.override, field))
        check.addIssue({ code: 'custom', path: [name, 'must-match'], message: `${field} is overridden` });
  }
  const stable = Object.hasOwn(modes, 'stable') ? modes['stable'] : undefined;
  if (Object.keys(stable?.override ?? {}).length > 0)
    check.addIssue({
      code: 'custom',
      path: ['stable', 'override'],
      message: 'a stable handoff says what the manifest says: name a candidate for another value',
    });
});

const relation = z.enum(['equal', 'sha-ancestor-of-tag']).default('equal').meta({
  description: 'What the commit is to its tag. A manifest cannot hold its own commit, so it is often an ancestor.',
});
const facts = z
  .record(Slug, Pointer)
  .meta({ description: 'Where the manifest has the facts: tag, commit, and versions by names of your own.' });
const SectionSchema = z.strictObject({
  path: RelativePath,
  heading: Text.meta({ description: 'Heading of the section; {tag} stands for the release.' }),
});

export const GenerateSchema = z.strictObject({
  surface: Slug.meta({ description: 'The entry of surfaces: that knows error codes and envelope.' }),
  manifest: RelativePath,
  facts: facts.refine((map) => Object.hasOwn(map, 'tag'), 'say where the manifest has the tag'),
  'tag-relation': relation,
  changelog: SectionSchema,
  impact: z
    .strictObject({
      path: RelativePath,
      heading: Text.optional().meta({ description: 'Heading over the bullets; {tag} stands for the release.' }),
      pointer: Pointer.optional(),
      labels: z.array(Text).min(1).meta({ description: 'The questions that the statement must answer.' }),
    })
    .refine(
      ({ heading, pointer }) => heading === undefined || pointer === undefined,
      'give either a heading or a pointer',
    ),
  rollback: z.array(Text).min(1).meta({
    description: 'The way back, step by step; {previous-tag} and {previous-commit} stand for the release before.',
  }),
  packet: z.strictObject({
    intent: SectionSchema.meta({ description: 'What the release is for.' }),
    evidence: z.array(RelativePath).default([]).meta({ description: 'Files that prove what is said.' }),
    owners: z
      .array(z.strictObject({ responsibility: Text, owner: Text, escalation: Text }))
      .min(1)
      .meta({ description: 'Who answers for what, and who is asked next.' }),
    risks: SectionSchema.meta({ description: 'The list of open risks; one item that says none where there is none.' }),
    commands: z
      .array(z.strictObject({ what: Text, run: z.array(z.string().min(1)).min(1) }))
      .min(1)
      .meta({ description: 'What operators run, in order, each as a program and its arguments.' }),
  }),
});
export type Generate = z.infer<typeof GenerateSchema>;
export type SectionPlace = z.infer<typeof SectionSchema>;

const shape = z.enum(shapeNames).default('release-handoff.v1').meta({ description: 'The known shape of the payload.' });

export const VerifySchema = z.strictObject({
  payload: RelativePath,
  packet: RelativePath.optional().meta({ description: 'The Markdown packet, which must say what the payload says.' }),
  shape,
  accepts: z.array(ModeName).min(1).default(['stable']).meta({ description: 'The modes of a handoff that are taken.' }),
  facts: facts.default({}),
  'error-codes': Pointer.optional().meta({ description: 'Where the manifest lists the error codes.' }),
  'tag-relation': relation,
  published: RelativePath.optional().meta({
    description:
      'Where the producer has the payload on its default branch: a consumer holds it against that, the producer itself against what its run generated.',
  }),
  required: z.array(Text).min(1).meta({
    description: 'The ids of the verifications that must have passed, whatever the payload says of who asked for them.',
  }),
  check: NamedCheckSchema.meta({
    description: 'The check of the producer that must have succeeded for the commit: results in a file are a claim.',
  }),
});
export type Verify = z.infer<typeof VerifySchema>;

const PlaceSchema = z.strictObject({
  path: RelativePath,
  repository: RepositoryName.optional().meta({ description: 'Where it lies; this repository unless given.' }),
});
export type Place = z.infer<typeof PlaceSchema>;

export const AcknowledgeSchema = z
  .strictObject({
    payload: PlaceSchema,
    answer: PlaceSchema.meta({ description: 'The answer of the consumer (YAML, JSON or front matter).' }),
    shape,
    check: NamedCheckSchema.meta({
      description: 'The check that must have succeeded for the commit that the consumer answers of.',
    }),
    required: z.array(Text).min(1).meta({
      description: 'The ids of the results that the consumer must have, each of them passed.',
    }),
    'business-days': z.number().int().min(1).max(260).optional(),
    within: Duration.optional().meta({ description: 'How long the consumer has, where it is no business days.' }),
    calendar: CalendarSettingsSchema.optional(),
    from: z.enum(['landed', 'released']).default('landed').meta({
      description: 'landed: the clock starts when the payload was merged; released: when its release was published.',
    }),
    approvers: z.array(Text).default([]).meta({
      description: 'Roles, or logins with @, one of whom must have approved the pull request with the answer.',
    }),
  })
  .refine(
    (policy) => (policy['business-days'] === undefined) !== (policy.within === undefined),
    'give either business-days or within',
  )
  .refine(
    (policy) => (policy['business-days'] === undefined) === (policy.calendar === undefined),
    'business-days need a calendar, and nothing else does',
  );
export type Acknowledge = z.infer<typeof AcknowledgeSchema>;

import { isObject, type Json } from '../../core/json.ts';
import { RelativePath } from '../../core/path.ts';
import { CommitId, Sha256 } from '../../core/texts.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';
import { setMember } from '../../parse/document.ts';
import { formats } from '../../parse/version.ts';
import { verificationStatuses } from '../verification-record/record.ts';

/*
 * What a producer hands to its consumers with a release. Everything in it was measured or read at one commit, whose time it bears: the same
 * commit, configuration and reports of verification give the same bytes.
 */

export const handoffKind = 'release-governance/handoff';

const Text = z.string().min(1);
const Time = z.string().refine((text) => parseTime(text) !== undefined, 'expected a time with its zone');
const FileSchema = z.strictObject({
  path: RelativePath.meta({ description: 'From the top of the repository.' }),
  sha256: Sha256,
});

const BaselineSchema = z.strictObject({
  tag: z.string().refine(formats.tag.matches, `expected ${formats.tag.describes}`),
  commit: CommitId,
  versions: z.record(Text, Text).meta({ description: 'The contract versions by name.' }),
  manifest: FileSchema,
});
export type Baseline = z.infer<typeof BaselineSchema>;
/** Of the release before; it may be older than the manifest. */
const PreviousSchema = BaselineSchema.extend({ manifest: FileSchema.optional() });
export type Previous = z.infer<typeof PreviousSchema>;

const fields = z.array(Text);
const EnvelopeSchema = z.strictObject({ requires: fields, optional: fields, forbids: fields });

/** What became of one verification, as the payload hands it on. */
const HandedResultSchema = z.strictObject({
  id: Text,
  title: Text.optional(),
  required: z.boolean(),
  status: z.enum(verificationStatuses),
  commit: CommitId,
  argv: z.array(z.string()).optional(),
  exit: z.number().int().optional(),
  measuredAt: Time.meta({ description: 'When its command started; without one, when the control verification did.' }),
  executed: z.number().int().nonnegative().optional().meta({ description: 'Tests that ran to an end.' }),
  log: Sha256.optional().meta({ description: 'Of the log, as it was kept beside the report.' }),
});
export type HandedResult = z.infer<typeof HandedResultSchema>;

export const HandoffSchema = z.strictObject({
  kind: z.literal(handoffKind),
  schemaVersion: z.literal(1),
  mode: Text.meta({ description: 'stable, or the name of a candidate.' }),
  generatedAt: Time.meta({ description: 'The time of the commit, or the one that SOURCE_DATE_EPOCH gave.' }),
  producer: Text.meta({ description: 'owner/name' }),
  commit: CommitId.meta({ description: 'The commit at which everything in it was read.' }),
  baseline: BaselineSchema,
  active: BaselineSchema.optional().meta({ description: 'Of a candidate: the baseline that stays in force.' }),
  previous: PreviousSchema.nullable().meta({ description: 'The release before; null when this is the first.' }),
  errorCodes: z.array(Text),
  envelope: z
    .strictObject({ version: Text, failure: EnvelopeSchema.optional(), success: EnvelopeSchema.optional() })
    .optional(),
  changelog: FileSchema.extend({ heading: Text, text: Text }),
  verification: z.strictObject({
    reports: z.array(Sha256).min(1).meta({ description: 'SHA-256 of the reports of the control verification.' }),
    results: z.array(HandedResultSchema).min(1, 'has no result'),
  }),
  impact: z.record(Text, Text).refine((answers) => Object.keys(answers).length > 0, 'answers nothing'),
  impactFrom: FileSchema.extend({ heading: Text.optional(), pointer: z.string().optional() }).meta({
    description:
      'Where the producer says it: bullets of the file, under the heading if there is one, or an object at the pointer.',
  }),
  rollback: z.strictObject({
    to: z.strictObject({ tag: Text, commit: CommitId }).nullable(),
    steps: z.array(Text).min(1),
  }),
  terms: z.record(Text, z.json()).optional(),
  packet: z.strictObject({
    intent: Text,
    evidence: z.array(FileSchema),
    owners: z.array(z.strictObject({ responsibility: Text, owner: Text, escalation: Text })).min(1),
    risks: z.array(Text).min(1),
    commands: z.array(z.strictObject({ what: Text, run: z.array(Text).min(1) })).min(1),
  }),
});
export type Handoff = z.infer<typeof HandoffSchema>;

/** The bytes of a payload: keys in code unit order, so that the same facts are the same bytes. */
export function handoffText(payload: Handoff): string {
  return `${JSON.stringify(ordered(payload as unknown as Json), null, 2)}\n`;
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const entries = Object.entries(value as Record<string, Json | undefined>).sort(([a], [b]) => (a < b ? -1 : 1));
  const result: { [key: string]: Json } = {};
  for (const [key, inner] of entries) if (inner !== undefined) setMember(result, key, ordered(inner));
  return result;
}

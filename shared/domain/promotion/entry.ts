import { sha256 } from '../../core/fingerprint.ts';
import { stableJson } from '../../core/json.ts';
import { CommitId, RepositoryName, Sha256, Slug, Text } from '../../core/texts.ts';
import { parseTime } from '../../core/time.ts';
import { z } from '../../core/zod.ts';

const Count = z.number().int().nonnegative();
const Time = Text.refine((text) => parseTime(text) !== undefined, 'is not a time');

/** Where the platform keeps the bytes of what is promoted, with a digest of its own. */
export const SourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('artifact'), name: Text, runId: Count }),
  z.strictObject({ kind: z.literal('release-asset'), name: Text, tag: Text }),
]);
export type Source = z.infer<typeof SourceSchema>;

/** One thing that came to an environment, as its history has it. The first entry of a history has no `previous`. */
export const EntrySchema = z.strictObject({
  kind: z.literal('release-governance/promotion'),
  schemaVersion: z.literal(1),
  environment: Slug,
  event: z.enum(['promote', 'rollback']),
  repository: RepositoryName,
  commit: CommitId,
  /** Of what was promoted: the bytes that every environment gets. */
  digest: Sha256,
  source: SourceSchema,
  /** The environment from which it came; the first of the chain has none. */
  from: Slug.optional(),
  decision: z.strictObject({
    word: z.enum(['go', 'conditional-go']),
    runId: Count,
    attempt: Count,
    report: Sha256.meta({ description: 'Of the report of the decision.' }),
  }),
  at: Time.meta({ description: 'When the run that recorded it began, as the platform says.' }),
  runId: Count,
  attempt: Count,
  previous: Sha256.optional().meta({ description: 'The hash of the entry before it.' }),
});
export type PromotionEntry = z.infer<typeof EntrySchema>;

/** The hash of an entry: over all that it says, whatever order its keys are written in. */
export function entryHash(entry: PromotionEntry): string {
  return sha256(stableJson(entry));
}

/** An entry as its line in the history, with the line end. */
export function entryLine(entry: PromotionEntry): string {
  return `${stableJson(entry)}\n`;
}

import { RelativePath } from '../../core/path.ts';
import { CommitId, Sha256 } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { formats } from '../../parse/version.ts';
import { verificationStatuses } from '../verification-record/record.ts';

const Text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .refine((text) => !isPlaceholder(text), 'is a placeholder that nobody filled in');

export const answerVerdicts = ['accepted', 'rejected'] as const;

/** What a consumer answers to a handoff: its file is YAML, JSON, or the front matter of Markdown. */
export const AcknowledgementSchema = z.strictObject({
  handoff: Sha256.meta({ description: 'The SHA-256 of the payload that is answered, as its packet says it.' }),
  release: z.string().refine(formats.tag.matches, `expected ${formats.tag.describes}`),
  commit: CommitId.meta({ description: 'The commit of the consumer at which it was tried.' }),
  'files-changed': z
    .array(RelativePath)
    .refine((paths) => new Set(paths).size === paths.length, 'names a file twice')
    .meta({ description: 'What the consumer changed to follow since the handoff came; none is [].' }),
  results: z
    .array(z.strictObject({ id: Text, status: z.enum(verificationStatuses) }))
    .refine((results) => new Set(results.map(({ id }) => id)).size === results.length, 'names a result twice'),
  blockers: z
    .array(z.strictObject({ what: Text, state: z.enum(['open', 'resolved']) }))
    .meta({ description: 'What stands in the way; none is [].' }),
  verdict: z.enum(answerVerdicts),
  reason: Text.optional(),
});
export type Acknowledgement = z.infer<typeof AcknowledgementSchema>;

import { z } from '../../core/zod.ts';
import { credentials } from '../github-rules/judged-repository.ts';

const Count = z.number().int();

/** What the report of an audit says as data: counts only. */
export const OrganisationDataSchema = z.object({
  organisation: z.string(),
  shard: z.object({ index: Count, of: Count }),
  'asked-with': z.enum(credentials).meta({ description: 'What the API was asked with.' }),
  repositories: z
    .object({ selected: Count, read: Count, 'not-read': Count, empty: Count, 'not-asked': Count, hidden: Count })
    .meta({ description: 'hidden: those of which a public report says nothing but how many.' }),
  'left-out': z
    .record(z.string(), Count)
    .meta({ description: 'Repositories that the selection leaves out, by reason.' }),
  estimate: z.object({ requests: Count, points: Count }),
  spent: z.object({ requests: Count, points: Count }),
  resumed: z
    .object({ begun: z.string(), repositories: Count, sha256: z.string() })
    .optional()
    .meta({ description: 'The journal of an earlier run of which answers were taken.' }),
});
export type OrganisationData = z.infer<typeof OrganisationDataSchema>;

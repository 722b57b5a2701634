import { z } from '../../core/zod.ts';

/** A repository as the listing of an organisation gives it; what is undefined could not be read. */
export const ListedSchema = z.strictObject({
  /** `owner/name` */
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
  archived: z.boolean().optional(),
  fork: z.boolean().optional(),
  topics: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])).optional(),
  /** `null`: the repository is empty and has none. */
  defaultBranch: z.string().nullish(),
});
export type Listed = z.infer<typeof ListedSchema>;

/** What is not known to be public is not shown in public. */
export function isPublic({ visibility }: Pick<Listed, 'visibility'>): boolean {
  return visibility === 'public';
}

import { z } from '../../core/zod.ts';
import { matchesPattern } from './ref-pattern.ts';

/*
 * The file in which release tags are recorded, once they were made: what a tag named then is what it has to name for ever.
 */

const Sha = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'expected the 40 or 64 hexadecimal digits of an object, in small letters');

const TagSchema = z
  .strictObject({
    name: z
      .string()
      // What git refuses in the name of a ref would be another address of the API.
      .refine((name) => isTagName(name), 'expected the short name of a tag, such as v1.2.0'),
    object: Sha.meta({ description: 'The tag object; of a tag without one the commit.' }),
    commit: Sha.meta({ description: 'The commit that the tag names in the end.' }),
    immutable: z.literal(true).optional().meta({ description: 'The tag has an immutable release.' }),
  })
  .meta({ description: 'A release tag as it was when it was made.' });

export const TagRecordSchema = z
  .strictObject({
    tags: z.array(TagSchema).superRefine((tags, check) => {
      const first = new Map<string, number>();
      for (const [index, { name }] of tags.entries()) {
        const earlier = first.get(name);
        if (earlier === undefined) first.set(name, index);
        else
          check.addIssue({
            code: 'custom',
            message: `the tag ${name} is recorded at /tags/${earlier} too`,
            path: [index, 'name'],
          });
      }
    }),
    patterns: z
      .array(
        z
          .string()
          .min(1)
          .refine(
            (pattern) => matchesPattern(pattern, '') !== undefined,
            'expected a pattern without \\, ! and ^, such as v*',
          ),
      )
      .optional()
      .meta({
        description: 'Which tags are release tags, as in rulesets, e.g. v*: those that are not recorded are named.',
      }),
    'immutable-releases': z
      .literal(true)
      .optional()
      .meta({ description: 'New releases of the repository are immutable.' }),
  })
  .meta({ description: 'Release tags as they were made.' });

export type TagRecord = z.infer<typeof TagRecordSchema>;
export type RecordedTag = TagRecord['tags'][number];

/** Whether git takes the text for the short name of a tag (documentation: git check-ref-format). */
export function isTagName(name: string): boolean {
  return (
    name !== '' &&
    name !== '@' &&
    !/[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\.$|^\/|\/$/u.test(name) &&
    name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

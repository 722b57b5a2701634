import type { Because } from '../../core/errors.ts';
import { Slug } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';

/*
 * Classes of repositories, by a topic or by the value of a custom property. One repository may be of several.
 */

/** As GitHub writes topics; another text would be the topic of no repository. */
const Topic = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'expected a topic: at most 50 lower-case letters, digits and hyphens');

/** What names a class; what is asked of it stands beside. */
export const classShape = {
  name: Slug.meta({ description: 'A name of your own, e.g. service; reports use it.' }),
  topic: Topic.optional().meta({ description: 'Repositories with this topic.' }),
  property: z
    .strictObject({ name: z.string().min(1), value: z.string().min(1) })
    .optional()
    .meta({ description: 'Repositories with this value of a custom property.' }),
};

export interface RepositoryClass {
  name: string;
  topic?: string | undefined;
  property?: { name: string; value: string } | undefined;
}

/** A class is of a topic or of a property. */
export const eitherTopicOrProperty = [
  ({ topic, property }: RepositoryClass): boolean => (topic === undefined) !== (property === undefined),
  { message: 'give either topic or property', when: () => true },
] as const;

export function namedOnce(classes: readonly RepositoryClass[]): boolean {
  return new Set(classes.map(({ name }) => name)).size === classes.length;
}

/** What decides of which classes a repository is; undefined where it could not be read. */
export interface Membership {
  topics: readonly string[] | undefined;
  /** Values of custom properties by name; a property may have several. */
  properties: Readonly<Record<string, string | readonly string[] | null>> | undefined;
}

/**
 * The classes that a repository is of, in their order. One of which that is not known holds nothing, and is told in `open`: whoever judges
 * must not call the repository good.
 */
export function classesOf<C extends RepositoryClass>(
  classes: readonly C[],
  { topics, properties }: Membership,
): { held: C[]; open: Because[] } {
  const held: C[] = [];
  const open: Because[] = [];
  for (const one of classes) {
    const { name, topic, property } = one;
    const known = topic === undefined ? properties !== undefined : topics !== undefined;
    if (!known) {
      const what = topic === undefined ? `the custom property ${property?.name}` : 'the topics';
      open.push({
        code: 'NO_DATA',
        message: `whether the repository is of the class ${name} cannot be told: ${what} could not be read`,
        needs: 'a token that sees the repository (metadata: read)',
      });
      continue;
    }
    const values = property === undefined ? undefined : properties?.[property.name];
    const has =
      topic !== undefined
        ? topics?.includes(topic)
        : property !== undefined &&
          (Array.isArray(values) ? values.includes(property.value) : values === property.value);
    if (has === true) held.push(one);
  }
  return { held, open };
}

import type { Because } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import { type Policy, PolicySchema } from './policy.ts';

/*
 * Policies from the outermost to the innermost. All of them hold: an inner one may ask for more, and lifts nothing.
 */

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case letters, digits and hyphens');

/** As GitHub writes topics; another text would be the topic of no repository. */
const Topic = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'expected a topic: at most 50 lower-case letters, digits and hyphens');

const ClassSchema = z
  .strictObject({
    name: Name.meta({ description: 'A name of your own, e.g. service; reports use it.' }),
    topic: Topic.optional().meta({ description: 'Repositories with this topic.' }),
    property: z
      .strictObject({ name: z.string().min(1), value: z.string().min(1) })
      .optional()
      .meta({ description: 'Repositories with this value of a custom property.' }),
    policy: PolicySchema,
  })
  .refine(({ topic, property }) => (topic === undefined) !== (property === undefined), {
    message: 'give either topic or property',
    when: () => true,
  });

export const LayersSchema = z
  .strictObject({
    organisation: PolicySchema.optional().meta({ description: 'What every repository is asked for.' }),
    classes: z
      .array(ClassSchema)
      .min(1)
      .refine((classes) => new Set(classes.map(({ name }) => name)).size === classes.length, 'a name is used twice')
      .optional()
      .meta({ description: 'What the repositories of a class are asked for besides; one may be of several classes.' }),
    repository: PolicySchema.optional().meta({ description: 'What this repository is asked for besides.' }),
  })
  .refine((layers) => Object.values(layers).some((layer) => layer !== undefined), {
    message: 'asks for nothing: give organisation, classes or repository',
  });

export type Layers = z.infer<typeof LayersSchema>;

/** What decides of which classes a repository is; undefined where it could not be read, `because` then says why. */
export interface Membership {
  topics: readonly string[] | undefined;
  /** Values of custom properties by name; a property may have several. */
  properties: Readonly<Record<string, string | readonly string[] | null>> | undefined;
}

/**
 * The layers that hold for a repository, outermost first. A class of which it is not known whether the repository is of it holds nothing,
 * and is named in `open`: whoever judges must not call the repository good.
 */
export function layersOf(
  { organisation, classes = [], repository }: Layers,
  { topics, properties }: Membership,
): { layers: { name: string; policy: Policy }[]; open: Because[] } {
  const layers: { name: string; policy: Policy }[] = [];
  const open: Because[] = [];
  if (organisation !== undefined) layers.push({ name: 'organisation', policy: organisation });
  for (const { name, topic, property, policy } of classes) {
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
    if (has) layers.push({ name: `class ${name}`, policy });
  }
  if (repository !== undefined) layers.push({ name: 'repository', policy: repository });
  return { layers, open };
}

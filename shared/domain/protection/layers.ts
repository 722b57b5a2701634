import type { Because } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import {
  classesOf,
  classShape,
  eitherTopicOrProperty,
  type Membership,
  namedOnce,
} from '../repository-class/classes.ts';
import { type Policy, PolicySchema } from './policy.ts';

/*
 * Policies from the outermost to the innermost. All of them hold: an inner one may ask for more, and lifts nothing.
 */

const ClassSchema = z.strictObject({ ...classShape, policy: PolicySchema }).refine(...eitherTopicOrProperty);

export const LayersSchema = z
  .strictObject({
    organisation: PolicySchema.optional().meta({ description: 'What every repository is asked for.' }),
    classes: z
      .array(ClassSchema)
      .min(1)
      .refine(namedOnce, 'a name is used twice')
      .optional()
      .meta({ description: 'What the repositories of a class are asked for besides; one may be of several classes.' }),
    repository: PolicySchema.optional().meta({ description: 'What this repository is asked for besides.' }),
  })
  .refine((layers) => Object.values(layers).some((layer) => layer !== undefined), {
    message: 'asks for nothing: give organisation, classes or repository',
  });

export type Layers = z.infer<typeof LayersSchema>;

/**
 * The layers that hold for a repository, outermost first. A class of which it is not known whether the repository is of it holds nothing,
 * and is named in `open`: whoever judges must not call the repository good.
 */
export function layersOf(
  { organisation, classes = [], repository }: Layers,
  membership: Membership,
): { layers: { name: string; policy: Policy }[]; open: Because[] } {
  const { held, open } = classesOf(classes, membership);
  const layers = [
    ...(organisation === undefined ? [] : [{ name: 'organisation', policy: organisation }]),
    ...held.map(({ name, policy }) => ({ name: `class ${name}`, policy })),
    ...(repository === undefined ? [] : [{ name: 'repository', policy: repository }]),
  ];
  return { layers, open };
}

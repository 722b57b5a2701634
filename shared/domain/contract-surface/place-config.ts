import { RelativePath } from '../../core/path.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { isPattern } from './pattern-matches.ts';

/*
 * Places of `surfaces:` in the configuration: where a value is written, and where texts are listed.
 */

export const Expression = Text.refine(isPattern, 'is not a regular expression').meta({
  description: 'A regular expression, looked for line by line: its group code, else its first group, else all of it.',
});

export const parts = {
  path: RelativePath,
  pointer: Pointer.optional().meta({ description: 'JSON Pointer into a JSON or YAML file.' }),
  heading: Text.optional().meta({ description: 'Heading of the section of a Markdown file.' }),
  pattern: Expression.optional(),
};

function exactlyOne(place: Record<string, unknown>, names: readonly string[]): string | undefined {
  const given = names.filter((name) => place[name] !== undefined);
  return given.length === 1 ? undefined : `give exactly one of ${names.join(', ')}`;
}

/** Why a place cannot be in a file of that name. */
export function formProblem(place: Record<string, unknown>): string | undefined {
  const path = typeof place['path'] === 'string' ? place['path'] : '';
  const data = /\.(json|ya?ml)$/i.test(path);
  if ((place['pointer'] ?? place['keys']) !== undefined && !data)
    return 'a pointer leads into a file that ends in .json, .yml or .yaml';
  const markdown = ['heading', 'bullet', 'column', 'list'].some((name) => place[name] !== undefined);
  if (markdown && !/\.(md|markdown)$/i.test(path))
    return 'a heading, bullet, column or list is looked for in a file that ends in .md or .markdown';
  return undefined;
}

/** Where one value is written. */
export const ValuePlaceSchema = z
  .strictObject({ ...parts, bullet: Text.optional().meta({ description: 'Label of the bullet: "- Label: `value`".' }) })
  .superRefine((place, check) => {
    const problem =
      exactlyOne(place, ['pointer', 'bullet', 'pattern']) ??
      ((place.bullet === undefined) === (place.heading === undefined)
        ? undefined
        : 'bullet and heading belong together') ??
      formProblem(place);
    if (problem !== undefined) check.addIssue({ code: 'custom', message: problem });
  });

/** Where several texts are listed: error codes, endpoints. */
export const ListPlaceSchema = z
  .strictObject({
    ...parts,
    keys: Pointer.optional().meta({ description: 'JSON Pointer to an object whose keys are meant.' }),
    column: Text.optional().meta({ description: 'Header of the column of the Markdown tables that have it.' }),
    list: Text.optional().meta({ description: 'Heading of the section whose list items are meant.' }),
    complete: z.boolean().optional().meta({
      description: 'Whether the place must have all. Default: true for error codes, false for endpoints.',
    }),
  })
  .superRefine((place, check) => {
    const problem =
      exactlyOne(place, ['pointer', 'keys', 'column', 'list', 'pattern']) ??
      (place.heading === undefined || place.column !== undefined ? undefined : 'heading goes with column') ??
      formProblem(place);
    if (problem !== undefined) check.addIssue({ code: 'custom', message: problem });
  });

export type ValuePlace = z.infer<typeof ValuePlaceSchema>;
export type ListPlace = z.infer<typeof ListPlaceSchema>;

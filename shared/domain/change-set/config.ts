import { Pattern } from '../../core/glob-pattern.ts';
import { RelativePath } from '../../core/path.ts';
import { formatPointer } from '../../core/pointer.ts';
import { Pointer } from '../../core/pointer-text.ts';
import { Slug, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import { type Contract } from '../contract-pair/config.ts';
import { factsOfContract } from './fact.ts';

/*
 * `groups:` of the configuration: files, and facts inside of files, that change together.
 */

export const PlaceSchema = z
  .strictObject({
    path: RelativePath,
    pointer: Pointer.optional().meta({ description: 'JSON Pointer (RFC 6901) into a JSON or YAML file.' }),
    heading: Text.optional().meta({ description: 'Heading of the section of a Markdown file.' }),
    bullet: Text.optional().meta({ description: 'Label of the bullet under the heading: "- Label: `value`".' }),
    column: Text.optional().meta({
      description: 'Header of the column of the table under the heading: all its cells, in their order.',
    }),
  })
  .superRefine((place, check) => {
    const problem = placeProblem(place);
    if (problem !== undefined) check.addIssue({ code: 'custom', message: problem });
  });

export type PlaceConfig = z.infer<typeof PlaceSchema>;

function placeProblem({ path, pointer, heading, bullet, column }: Record<string, string | undefined>) {
  const given = [pointer, bullet, column].filter((part) => part !== undefined).length;
  if (given !== 1 || (pointer === undefined) !== (heading !== undefined))
    return 'give a pointer, or a heading with a bullet or a column';
  const data = /\.(json|ya?ml)$/i.test(path ?? '');
  if (pointer !== undefined && !data) return 'a pointer leads into a file that ends in .json, .yml or .yaml';
  if (heading !== undefined && !/\.(md|markdown)$/i.test(path ?? ''))
    return 'a heading is looked for in a file that ends in .md or .markdown';
  return undefined;
}

const Facts = z
  .record(
    Slug,
    z
      .array(PlaceSchema)
      .min(2, 'name at least two places: a fact in one place has nothing to change together with')
      .superRefine((places, check) => {
        const written = places.map((place) => JSON.stringify(place));
        for (const [index, place] of written.entries()) {
          if (written.indexOf(place) !== index)
            check.addIssue({ code: 'custom', path: [index], message: 'the place is listed twice' });
        }
      }),
  )
  .refine((facts) => Object.keys(facts).length > 0, 'name at least one fact');

const SemanticSchema = z
  .union([z.strictObject({ contract: z.string().meta({ description: 'The id of an entry of contracts:.' }) }), Facts])
  .meta({
    description:
      'Facts: fact name to its places (path with pointer, or path, heading and bullet or column); or contract: the id of an entry of contracts:, whose fields say the same. A fact that changes at one place must change at each whose file exists.',
  });

const All = z.array(Pattern).min(2, 'name at least two patterns');
const Some = z.array(Pattern).min(1, 'name at least one pattern');

const conditions = {
  'any-of': Some.optional().meta({ description: 'Patterns, of which one is enough.' }),
  'all-of': Some.optional().meta({ description: 'Patterns, each of which counts.' }),
};
const sides = {
  these: Some.meta({ description: 'Patterns of the one side.' }),
  those: Some.meta({ description: 'Patterns of the other side.' }),
};

const GroupSchema = z
  .strictObject({
    id: Slug.meta({ description: 'A name of your own; results, waivers and reports use it.' }),
    why: Text.optional().meta({ description: 'Why they belong together; shown with every finding.' }),
    'all-of': All.optional().meta({ description: 'When one of these changes, each must have a change.' }),
    existing: All.optional().meta({ description: 'As all-of, over those for which there is a file before or after.' }),
    semantic: SemanticSchema.optional(),
    when: z
      .strictObject(conditions)
      .refine((when) => Object.keys(when).length === 1, 'give either any-of or all-of')
      .optional()
      .meta({ description: 'The condition: a change of any of these, or of all of these.' }),
    then: z
      .strictObject(conditions)
      .refine((then) => Object.keys(then).length > 0, 'give any-of, all-of or both')
      .optional()
      .meta({ description: 'What must change when the condition holds; both lists count.' }),
    'never-with': z.strictObject(sides).optional().meta({
      description: 'A change of one of these and a change of one of those never come together.',
    }),
    deletions: z.enum(['finding', 'allowed']).optional().meta({
      description:
        'Whether deleting a file that all-of, existing, semantic or then names, or making it a link or a submodule, is a finding. Default: finding.',
    }),
    copies: z.enum(['count', 'ignore']).optional().meta({
      description:
        'Whether copying a file asks for the other changes as changing it does. The copy itself always counts as an addition. Default: count.',
    }),
  })
  .superRefine((group, check) => {
    const kinds = (['all-of', 'existing', 'semantic', 'when', 'never-with'] as const).filter(
      (kind) => group[kind] !== undefined,
    );
    if (kinds.length !== 1)
      check.addIssue({ code: 'custom', message: 'give exactly one of all-of, existing, semantic, when, never-with' });
    if ((group.when === undefined) !== (group.then === undefined))
      check.addIssue({ code: 'custom', message: 'when and then belong together' });
    if (group['never-with'] !== undefined && group.deletions !== undefined)
      check.addIssue({
        code: 'custom',
        path: ['deletions'],
        message: 'no file of never-with has to be there, so deletions says nothing',
      });
    if (group.semantic !== undefined && group.copies !== undefined)
      check.addIssue({ code: 'custom', path: ['copies'], message: 'a copy changes no fact, so copies says nothing' });
    const seen = new Set<string>();
    for (const [path, pattern] of patternsAt(group)) {
      if (seen.has(pattern)) check.addIssue({ code: 'custom', path, message: `${pattern} is listed twice` });
      seen.add(pattern);
    }
  });

type Patterns = readonly string[] | undefined;
type Conditions = { 'any-of'?: Patterns; 'all-of'?: Patterns } | undefined;
interface GroupShape {
  'all-of'?: Patterns;
  existing?: Patterns;
  when?: Conditions;
  then?: Conditions;
  'never-with'?: { these: readonly string[]; those: readonly string[] } | undefined;
}

/** Every pattern of a group with its place in the configuration. */
function patternsAt(group: GroupShape): [path: (string | number)[], pattern: string][] {
  const lists: [(string | number)[], Patterns][] = [
    [['all-of'], group['all-of']],
    [['existing'], group.existing],
    [['when', 'any-of'], group.when?.['any-of']],
    [['when', 'all-of'], group.when?.['all-of']],
    [['then', 'any-of'], group.then?.['any-of']],
    [['then', 'all-of'], group.then?.['all-of']],
    [['never-with', 'these'], group['never-with']?.these],
    [['never-with', 'those'], group['never-with']?.those],
  ];
  return lists.flatMap(([path, patterns]) =>
    (patterns ?? []).map((pattern, index): [(string | number)[], string] => [[...path, index], pattern]),
  );
}

export const GroupsSchema = z
  .array(GroupSchema)
  .min(1, 'name at least one group: without one nothing is guarded')
  .superRefine((groups, check) => {
    const ids = groups.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) !== index)
        check.addIssue({ code: 'custom', path: [index, 'id'], message: `the id ${id} is used twice` });
    }
  });

export type GroupConfig = z.infer<typeof GroupSchema>;

/** What is wrong with groups that name a contract; pointers begin inside of the control's section. */
export function contractGroupProblems(
  groups: readonly GroupConfig[],
  contracts: readonly Contract[],
): { pointer: string; message: string }[] {
  return groups.flatMap((group, index) => {
    const id = contractOf(group);
    if (id === undefined) return [];
    const named = contracts.filter((contract) => contract.id === id);
    const [contract] = named;
    const problem =
      contract === undefined
        ? `there is no contract ${id} in contracts:`
        : named.length > 1
          ? `the contract ${id} is there ${named.length} times`
          : factsOfContract(contract).length === 0
            ? `no field of the contract ${id} is compared in two places, so nothing could change together`
            : undefined;
    const pointer = formatPointer(['groups', index, 'semantic', 'contract']);
    return problem === undefined ? [] : [{ pointer, message: problem }];
  });
}

/** The contract that a group takes its facts from. */
export function contractOf({ semantic }: GroupConfig): string | undefined {
  return typeof semantic?.['contract'] === 'string' ? semantic['contract'] : undefined;
}

/** The facts that a group spells out itself, with the places of each. */
export function placesOf({ semantic }: GroupConfig): [name: string, places: readonly PlaceConfig[]][] {
  return Object.entries<string | readonly PlaceConfig[]>(semantic ?? {}).flatMap(([name, places]) =>
    typeof places === 'string' ? [] : [[name, places]],
  );
}

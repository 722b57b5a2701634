import type { Because } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import type { Listed } from './listed.ts';
import { isInShard, type Shard } from './shard.ts';

const NamePattern = z
  .string()
  .regex(/^[\w.*?-]+$/, 'expected the name of a repository, in which * and ? stand for anything');
const Names = z.union([NamePattern, z.array(NamePattern).min(1)]);
const kinds = ['include', 'exclude', 'only'] as const;

/** Which repositories of an organisation are audited. Without anything: all that are neither archived nor forks. */
export const SelectionSchema = z.strictObject({
  names: Names.optional().meta({ description: 'Names or patterns (*, ?), without the organisation.' }),
  'exclude-names': Names.optional().meta({ description: 'Names or patterns of those that are left out.' }),
  topics: z.array(z.string().min(1)).min(1).optional().meta({ description: 'Repositories with one of these topics.' }),
  properties: z
    .array(z.strictObject({ name: z.string().min(1), value: z.string().min(1) }))
    .min(1)
    .optional()
    .meta({ description: 'Repositories with all these values of custom properties.' }),
  visibility: z
    .array(z.enum(['public', 'private', 'internal']))
    .min(1)
    .optional()
    .meta({ description: 'Repositories of one of these kinds.' }),
  archived: z.enum(kinds).optional().meta({ description: 'Default: exclude.' }),
  forks: z.enum(kinds).optional().meta({ description: 'Default: exclude.' }),
});
export type Selection = z.infer<typeof SelectionSchema>;

export type LeftOut = 'shard' | 'name' | 'archived' | 'fork' | 'visibility' | 'topic' | 'property';

export interface Selected {
  /** In the order of their names. */
  repositories: Listed[];
  /** How many are left out, by the first reason. */
  leftOut: Partial<Record<LeftOut, number>>;
  /** Whether they are to be audited could not be told: they count as not read. */
  open: { listed: Listed; because: Because }[];
}

/** The repositories of a listing that the selection names. One that is listed twice counts once, as it stood last. */
export function select(listing: readonly Listed[], selection: Selection, shard: Shard = { index: 1, of: 1 }): Selected {
  const selected: Selected = { repositories: [], leftOut: {}, open: [] };
  const unique = new Map(listing.map((one) => [one.repository.toLowerCase(), one]));
  const ordered = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  for (const listed of ordered) {
    const answers = isInShard(listed.repository, shard) ? tests(listed, selection) : [['shard', false] as const];
    const out = answers.find(([, answer]) => answer === false)?.[0];
    const unknown = answers.find(([, answer]) => answer === undefined)?.[0];
    if (out !== undefined) selected.leftOut[out] = (selected.leftOut[out] ?? 0) + 1;
    else if (unknown === undefined) selected.repositories.push(listed);
    else {
      const message = `whether the repository is selected cannot be told: its ${unknown} could not be read`;
      selected.open.push({ listed, because: { code: 'NO_DATA', message, needs: 'a token that sees the repository' } });
    }
  }
  return selected;
}

type Test = readonly [LeftOut, boolean | undefined];

function tests(listed: Listed, selection: Selection): Test[] {
  const name = listed.repository.replace(/^.*\//, '');
  const { topics, properties, visibility } = selection;
  const named = (patterns: string | string[] | undefined): boolean =>
    [patterns ?? []].flat().some((pattern) => matchesName(pattern, name));
  return [
    ['name', (selection.names === undefined || named(selection.names)) && !named(selection['exclude-names'])],
    ['archived', keeps(selection.archived, listed.archived)],
    ['fork', keeps(selection.forks, listed.fork)],
    ['visibility', visibility === undefined || given(listed.visibility, (own) => visibility.includes(own))],
    ['topic', topics === undefined || given(listed.topics, (own) => topics.some((topic) => own.includes(topic)))],
    [
      'property',
      properties === undefined ||
        given(listed.properties, (own) => properties.every(({ name: key, value }) => has(own[key], value))),
    ],
  ];
}

function keeps(asked: (typeof kinds)[number] = 'exclude', is: boolean | undefined): boolean | undefined {
  return asked === 'include' || given(is, (yes) => yes === (asked === 'only'));
}

function given<T>(value: T | undefined, test: (value: T) => boolean): boolean | undefined {
  return value === undefined ? undefined : test(value);
}

function has(own: string | readonly string[] | null | undefined, value: string): boolean {
  return typeof own === 'string' ? own === value : (own ?? []).includes(value);
}

/** `*` is any text and `?` one character. Two places are enough, so that no pattern takes long. */
export function matchesName(pattern: string, name: string): boolean {
  const [wanted, text] = [pattern.toLowerCase(), name.toLowerCase()];
  let at = 0;
  let star: { pattern: number; text: number } | undefined;
  for (let index = 0; index < text.length; ) {
    if (wanted[at] === '*') star = { pattern: at++, text: index };
    else if (wanted[at] === '?' || wanted[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star !== undefined) {
      at = star.pattern + 1;
      star.text += 1;
      index = star.text;
    } else return false;
  }
  return /^\**$/.test(wanted.slice(at));
}

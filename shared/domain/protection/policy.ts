import type { ZodType } from 'zod';
import { isObject } from '../../core/json.ts';
import { RelativePath } from '../../core/path.ts';
import { Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';
import type { Target } from '../seen-repository/observation.ts';
import { presetNames, presetText, tagPresetNames } from './preset.ts';
import type { SettingSpec } from './setting.ts';
import { settingsOf } from './settings.ts';

/*
 * The configuration: what is asked of which branches, tags and pushes.
 */

/** Where a setting stands in an entry of the policy: `reviews.count` is `count` of `reviews`; of pushes the group is left out. */
export function placeOf(key: string, target: Target): string[] {
  const parts = key.split('.');
  return target === 'push' && parts[0] === 'push' ? parts.slice(1) : parts;
}

/** A plain value, a value with a direction, or no opinion. */
function askSchema({ scale, describes }: SettingSpec): ZodType<unknown> {
  const { schema } = scale;
  return z
    .union([
      z.literal('ignore'),
      z.strictObject({ exactly: schema }),
      z.strictObject({ 'at-least': schema }),
      ...(isList(schema) ? [z.strictObject({ contains: schema })] : []),
      schema,
    ])
    .optional()
    .meta({ description: describes });
}

function isList(schema: ZodType<unknown>): boolean {
  return schema.safeParse([]).success;
}

function settingShape(target: Target): Record<string, ZodType<unknown>> {
  const groups = new Map<string, Record<string, ZodType<unknown>>>();
  const shape: Record<string, ZodType<unknown>> = {};
  for (const spec of settingsOf(target)) {
    const [first = '', second] = placeOf(spec.key, target);
    if (second === undefined) shape[first] = askSchema(spec);
    else groups.set(first, { ...groups.get(first), [second]: askSchema(spec) });
  }
  for (const [name, members] of groups) shape[name] = z.strictObject(members).optional();
  return shape;
}

/** What would mean another thing to GitHub, or nothing: also the full name of another kind of ref. */
function refPattern(prefix: string): ZodType<string> {
  return z
    .string()
    .min(1)
    .superRefine((text, check) => {
      const other = text.startsWith('refs/') && !text.startsWith(prefix);
      const problem = other ? `is for other refs: expected ${prefix}, or a short name` : refPatternProblem(text);
      if (problem !== undefined) check.addIssue({ code: 'custom', message: `the pattern ${problem}` });
    })
    .meta({
      description:
        'A name, a pattern as in rulesets (*, **/, ?, [ab]), ~DEFAULT_BRANCH or ~ALL. Without refs/ it is a short name.',
    });
}

function refPatternProblem(text: string): string | undefined {
  if (text.startsWith('~'))
    return text === '~ALL' || text === '~DEFAULT_BRANCH'
      ? undefined
      : 'begins with ~ and is neither ~ALL nor ~DEFAULT_BRANCH';
  if (text.includes('\\')) return 'has a backslash, which GitHub does not take as an escape';
  if (/[{}]/.test(text)) return 'has a brace: write one entry for each name';
  if (/\[[!^]/.test(text)) return 'has the complement of a set, which GitHub does not know';
  if (/[[\]]/.test(text) && !/^([^[\]]|\[[^[\]/]+\])*$/.test(text))
    return 'has a bracket that is not closed, or an empty set';
  // Both `qa/**/*` and `qa**/**/*` are in GitHub's documentation.
  if (/\*\*(?!\/)/.test(text)) return 'has ** without a slash behind it: write **/ and, at the end, **/*';
  return undefined;
}

function patternsOf(prefix: string): ZodType<string | string[]> {
  const pattern = refPattern(prefix);
  return z.union([pattern, z.array(pattern).min(1)]);
}

export const ReviewSchema = z.union([
  z.literal('required'),
  z.strictObject({
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, 'expected sha256: and 64 hexadecimal digits')
      .meta({
        description:
          'Of the lists that were reviewed; the data of every report has the one of the present lists (bypass-digest).',
      }),
    on: z.iso.date().meta({ description: 'The day of the review, e.g. 2026-11-20.' }),
    by: Text.meta({ description: 'Who reviewed.' }),
    'max-age-days': z.number().int().min(1).max(400).optional().meta({ description: 'Default: 180.' }),
  }),
]);
export type Review = z.infer<typeof ReviewSchema>;

const bypassReview = ReviewSchema.optional().meta({
  description: 'A dated review of who may bypass, bound to the digest of the lists; required: one is asked for.',
});

const entryOf = (Patterns: ZodType<string | string[]>) => ({
  pattern: Patterns.meta({ description: 'Which ones; several patterns as a list.' }),
  exclude: Patterns.optional().meta({ description: 'Which of them not.' }),
  'checks-file': RelativePath.optional().meta({
    description: 'A JSON file with required_status_checks and check_job_mapping: exactly these checks are asked for.',
  }),
  'bypass-review': bypassReview,
});
const presetOf = <const N extends readonly [string, ...string[]]>(names: N, target: 'branch' | 'tag') =>
  z
    .enum(names)
    .optional()
    .meta({
      description: `Settings to begin with; what the entry says itself goes before them. ${names.map((name) => `${name}: ${presetText(name, target)}.`).join(' ')}`,
    });

/** Both problems are looked for whatever else is wrong with the entry, so that all are reported together. */
const whatever = { when: () => true } as const;
const requiredChecks = (given: unknown): unknown =>
  isObject(given) && isObject(given['checks']) ? given['checks']['required'] : undefined;
const namesTwice = (given: unknown): boolean =>
  isObject(given) && given['checks-file'] !== undefined && requiredChecks(given) !== undefined;
const closesOpenly = (given: unknown): boolean => {
  const own = requiredChecks(given);
  const exact = isObject(own) && 'exactly' in own;
  return isObject(given) && given['preset'] === 'external-closure' && given['checks-file'] === undefined && !exact;
};
const asksNothing = (given: unknown): boolean =>
  isObject(given) &&
  Object.keys(given).every((key) => ['pattern', 'exclude'].includes(key) || given[key] === undefined);
const nothing = { message: 'asks for nothing: give a preset or a setting' };
const twice = {
  ...whatever,
  path: ['checks-file'],
  message: 'checks.required is given as well: name the checks in one place',
};
const open = {
  ...whatever,
  path: ['preset'],
  message: 'external-closure asks for exact checks: give checks-file, or checks.required with exactly',
};

const BranchEntry = z
  .strictObject({
    ...entryOf(patternsOf('refs/heads/')),
    preset: presetOf(presetNames, 'branch'),
    ...settingShape('branch'),
  })
  .refine((given) => !asksNothing(given), nothing)
  .refine((given) => !namesTwice(given), twice)
  .refine((given) => !closesOpenly(given), open);

const TagEntry = z
  .strictObject({
    ...entryOf(patternsOf('refs/tags/')),
    preset: presetOf(tagPresetNames, 'tag'),
    ...settingShape('tag'),
  })
  .refine((given) => !asksNothing(given), nothing)
  .refine((given) => !namesTwice(given), twice);

const PushSchema = z.strictObject({
  'bypass-review': bypassReview,
  ...settingShape('push'),
});

/** What is asked of one repository, or of every one of a layer. */
export const PolicySchema = z
  .strictObject({
    branches: z.array(BranchEntry).optional().meta({ description: 'What branches are asked for.' }),
    tags: z.array(TagEntry).optional().meta({ description: 'What tags are asked for.' }),
    push: PushSchema.optional().meta({ description: 'What pushes to any ref are asked for (push rulesets).' }),
    rulesets: z
      .array(RelativePath)
      .optional()
      .meta({ description: 'Files with rulesets as GitHub exports them: each of them is asked for as it stands.' }),
  })
  .refine(
    (policy) => Object.values(policy).some((part) => part !== undefined && (!Array.isArray(part) || part.length > 0)),
    {
      message: 'asks for nothing: name branches, tags, push or rulesets',
    },
  );

export type Policy = z.infer<typeof PolicySchema>;
/** An entry for branches or tags. */
export type RefEntry = NonNullable<Policy['branches']>[number] | NonNullable<Policy['tags']>[number];

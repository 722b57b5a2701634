import type { Json } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import type { Classic, ClassicActors } from '../github-rules/api-branch.ts';
import { allowed, allowedNames, atLeast, flag, records } from './scales.ts';
import {
  branches,
  classicSwitch,
  objectsOf,
  parameter,
  type Reading,
  type SettingSpec,
  sayNothing,
  says,
} from './setting.ts';

/*
 * Reviews: the rule `pull_request`, and `required_pull_request_reviews` of classic protection.
 */

export const mergeMethods = ['merge', 'squash', 'rebase'] as const;

type Reviews = NonNullable<Classic['required_pull_request_reviews']>;

/** What the reviews of classic protection say; without reviews nothing. */
function reviews(classic: Classic, read: (reviews: Reviews) => Reading): Reading {
  const { required_pull_request_reviews: given } = classic;
  return given === undefined || given === null ? sayNothing : read(given);
}

function classicFlag(value: boolean | null | undefined, name: string): Reading {
  if (value === undefined || value === null) return { ok: false, message: `has no ${name}` };
  return value ? says(true) : sayNothing;
}

/** A switch of the rule and of classic protection. */
function reviewFlag(
  key: string,
  name: string,
  describes: string,
  severity: SettingSpec['severity'],
  classic?: SettingSpec['classic'],
  missing?: Reading,
): SettingSpec {
  return {
    key: `reviews.${key}`,
    targets: branches,
    severity,
    describes,
    scale: flag,
    rule: 'pull_request',
    read: (parameters) => parameter(parameters, name, z.boolean(), (on) => (on ? [true] : []), missing),
    ...(classic === undefined ? {} : { classic }),
    write: (atoms) => ({ [name]: atoms.length > 0 }),
  };
}

/** All who administer the repository: no list of classic protection leaves them out. */
export const administratorsName = 'Administrators';
const ActorSchema = z
  .strictObject({
    type: z.enum(['User', 'Team', 'App', 'IntegrationInstallation', 'RepositoryRole', administratorsName]),
    id: z
      .number()
      .int()
      .optional()
      .meta({ description: `Left out for ${administratorsName} alone.` }),
  })
  .superRefine(({ type, id }, check) => {
    const named = type !== administratorsName;
    if (named === (id === undefined))
      check.addIssue({
        code: 'custom',
        path: ['id'],
        message: named ? `a ${type} is told from others by its id` : `there is only one ${type}: leave its id out`,
      });
  });
const actorName = (value: unknown): string => {
  const { type, id } = value as z.infer<typeof ActorSchema>;
  return type === administratorsName ? type : `${type}:${id}`;
};
/** Those who may do something, by type and id. */
export const onlyActors = allowedNames(ActorSchema, actorName);

/**
 * Those whom a list of classic protection lets push, or dismiss reviews. Administrators always may, whether it includes them or not (GitHub's
 * documentation: "About protected branches", restrict who can push; "Dismissing a pull request review").
 */
export function classicActors(actors: ClassicActors): string[] {
  return [
    administratorsName,
    ...(actors.users ?? []).map(({ id }) => `User:${id}`),
    ...(actors.teams ?? []).map(({ id }) => `Team:${id}`),
    ...(actors.apps ?? []).map(({ id }) => `App:${id}`),
  ].sort();
}

const DismissalSchema = z.looseObject({
  enabled: z.boolean(),
  allowed_actors: z.array(z.looseObject({ id: z.number().int(), type: z.string() })).nullish(),
});

const ReviewersSchema = z.array(
  z.looseObject({
    file_patterns: z.array(z.string()),
    minimum_approvals: z.number().int(),
    reviewer: z.looseObject({ id: z.number().int(), type: z.string() }),
  }),
);

const ReviewerItem = z.strictObject({
  team: z.number().int().meta({ description: 'The id of the team.' }),
  files: z.array(z.string().min(1)).min(1).meta({ description: 'Patterns of files, in order.' }),
  approvals: z.number().int().min(1).max(10),
});

/** More patterns ask for more, unless one of them takes files out again. */
function filesCover(a: Json, b: Json): boolean {
  const [more, fewer] = [a as string[], b as string[]];
  if ([...more, ...fewer].some((pattern) => pattern.startsWith('!')))
    return more.length === fewer.length && more.every((pattern, index) => pattern === fewer[index]);
  return fewer.every((pattern) => more.includes(pattern));
}

const reviewers = records({
  item: ReviewerItem,
  atom: (value) => {
    const { team, files, approvals } = value as z.infer<typeof ReviewerItem>;
    return { reviewer: `Team:${team}`, files, approvals };
  },
  identity: ['reviewer'],
  grades: { files: filesCover, approvals: (a, b) => (a as number) >= (b as number) },
});

export const reviewSettings: readonly SettingSpec[] = [
  {
    key: 'reviews.pull-request',
    targets: branches,
    severity: 'critical',
    describes: 'Changes come by pull request only.',
    scale: flag,
    rule: 'pull_request',
    read: () => says(true),
    classic: (classic) => reviews(classic, () => says(true)),
    write: () => ({}),
  },
  {
    key: 'reviews.count',
    targets: branches,
    severity: 'high',
    describes: 'How many approving reviews a pull request needs.',
    scale: atLeast({ max: 10 }),
    rule: 'pull_request',
    read: (parameters) =>
      parameter(parameters, 'required_approving_review_count', z.number().int().min(0), (n) => (n === 0 ? [] : [n])),
    classic: (classic) =>
      reviews(classic, ({ required_approving_review_count: n }) =>
        n === undefined || n === null
          ? { ok: false, message: 'has no required_approving_review_count' }
          : n === 0
            ? sayNothing
            : says(n),
      ),
    write: (atoms) => ({ required_approving_review_count: atoms[0] ?? 0 }),
  },
  reviewFlag(
    'dismiss-stale',
    'dismiss_stale_reviews_on_push',
    'A push dismisses the approvals that were there before it.',
    'high',
    (classic) => reviews(classic, (given) => classicFlag(given.dismiss_stale_reviews, 'dismiss_stale_reviews')),
  ),
  reviewFlag(
    'code-owners',
    'require_code_owner_review',
    'The owners of the changed files must approve.',
    'high',
    (classic) =>
      reviews(classic, (given) => classicFlag(given.require_code_owner_reviews, 'require_code_owner_reviews')),
  ),
  reviewFlag(
    'last-push',
    'require_last_push_approval',
    'Somebody else than the last pusher must approve.',
    'high',
    (classic) =>
      reviews(classic, (given) => classicFlag(given.require_last_push_approval, 'require_last_push_approval')),
  ),
  reviewFlag(
    'threads',
    'required_review_thread_resolution',
    'Every conversation must be resolved.',
    'medium',
    (classic) => classicSwitch(classic.required_conversation_resolution, 'required_conversation_resolution'),
  ),
  reviewFlag(
    'unattributed',
    'require_extra_approval_for_unattributed_changes',
    'Changes that are attributed to nobody need one more approval.',
    'medium',
  ),
  {
    key: 'reviews.merge-methods',
    targets: branches,
    severity: 'low',
    describes: 'The only ways in which a pull request may be merged.',
    scale: allowed(mergeMethods),
    rule: 'pull_request',
    read: (parameters) =>
      parameter(
        parameters,
        'allowed_merge_methods',
        z.array(z.string()).min(1),
        (methods) =>
          mergeMethods.every((method) => methods.includes(method)) ? [] : [{ allowed: [...new Set(methods)].sort() }],
        sayNothing,
      ),
    write: (atoms) => ({ allowed_merge_methods: listOf(atoms) ?? [...mergeMethods] }),
  },
  {
    key: 'reviews.dismissal',
    targets: branches,
    severity: 'medium',
    describes:
      'Only these may dismiss a review: users, teams and apps by id, and Administrators, whom classic protection always lets.',
    scale: onlyActors,
    rule: 'pull_request',
    read: (parameters) =>
      parameter(
        parameters,
        'dismissal_restriction',
        DismissalSchema,
        ({ enabled, allowed_actors }) =>
          enabled ? [{ allowed: (allowed_actors ?? []).map(({ type, id }) => `${type}:${id}`).sort() }] : [],
        sayNothing,
      ),
    classic: (classic) =>
      reviews(classic, ({ dismissal_restrictions: only }) =>
        only === undefined || only === null ? sayNothing : says({ allowed: classicActors(only) }),
      ),
    write: (atoms) => ({
      dismissal_restriction: {
        enabled: atoms.length > 0,
        // A ruleset names whom it means: for all administrators it has no word.
        allowed_actors: (listOf(atoms) ?? []).flatMap((name) => {
          const [type = '', id] = name.split(':');
          return id === undefined ? [] : [{ id: Number(id), type }];
        }),
      },
    }),
  },
  {
    key: 'reviews.required-reviewers',
    targets: branches,
    severity: 'high',
    describes: 'Teams that must approve changes of some files.',
    scale: reviewers,
    rule: 'pull_request',
    read: (parameters) =>
      parameter(
        parameters,
        'required_reviewers',
        ReviewersSchema,
        // With 0 the team is asked for its review, and nothing waits for it.
        (list) =>
          list
            .filter(({ minimum_approvals }) => minimum_approvals > 0)
            .map(({ file_patterns, minimum_approvals, reviewer }) => ({
              reviewer: `${reviewer.type}:${reviewer.id}`,
              files: file_patterns,
              approvals: minimum_approvals,
            })),
        sayNothing,
      ),
    write: (atoms) => ({
      required_reviewers: objectsOf(atoms).map(({ reviewer, files, approvals }) => ({
        file_patterns: files,
        minimum_approvals: approvals,
        reviewer: { id: Number((reviewer as string).replace(/^.*:/, '')), type: 'Team' },
      })),
    }),
  },
];

/** The names in the one requirement of a list of allowed ones. */
export function listOf(atoms: readonly Json[]): string[] | undefined {
  return objectsOf(atoms)[0]?.['allowed'] as string[] | undefined;
}

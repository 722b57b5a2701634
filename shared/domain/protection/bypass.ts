import { sha256 } from '../../core/fingerprint.ts';
import { isObject, type Json, stableJson } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import type { Classic } from '../github-rules/api-branch.ts';
import type { BypassActorData } from '../github-rules/api-ruleset.ts';
import { type Scale, sorted } from './scale.ts';
import { noneTwice } from './scales.ts';

/*
 * Who is exempt. Source: `repository-ruleset-bypass-actor` of GitHub's REST description; `EnterpriseOwner` and `EnterpriseRole` are seen
 * in answers and not described.
 */

/** From the least that an exemption allows to the most: an exempt actor leaves not even a trace. */
export const bypassModes = ['pull_request', 'always', 'exempt'] as const;

const ActorItem = z
  .strictObject({
    type: z.string().min(1).meta({
      description:
        'Integration, OrganizationAdmin, RepositoryRole, Team, DeployKey, User, or what GitHub calls it; Administrators: all whom classic protection exempts while it does not include administrators.',
    }),
    id: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The id; left out for OrganizationAdmin, DeployKey and Administrators.' }),
    mode: z.enum(bypassModes).optional().meta({ description: 'Default: always.' }),
  })
  .superRefine(({ type, id }, check) => {
    if (id === undefined && !idless.has(type))
      check.addIssue({ code: 'custom', path: ['id'], message: `a ${type} is told from others by its id` });
    if (id !== undefined && idless.has(type))
      check.addIssue({ code: 'custom', path: ['id'], message: `there is only one ${type}: leave its id out` });
  });

/** GitHub gives these no id, or one that says nothing (0, 1, null). */
const idless: ReadonlySet<string> = new Set(['OrganizationAdmin', 'DeployKey', 'EnterpriseOwner', 'Administrators']);

/** One actor that is exempt, in the form in which lists are compared. */
export function actorAtom({
  type,
  id,
  mode,
}: {
  type: string;
  id?: number | null | undefined;
  mode?: string | null | undefined;
}): Json {
  return { type, id: idless.has(type) ? null : (id ?? null), mode: mode ?? 'always' };
}

/** All who may bypass classic protection that does not include administrators: they, and custom roles with that permission. */
export const administrators: Json = actorAtom({ type: 'Administrators' });

export function actorsOf(list: readonly BypassActorData[]): Json[] {
  return sorted(
    list.map(({ actor_type, actor_id, bypass_mode }) =>
      actorAtom({ type: actor_type, id: actor_id, mode: bypass_mode }),
    ),
  );
}

/**
 * Those whom classic protection lets push without a pull request, and while it does not include administrators these, whom nothing of it
 * holds. Undefined when it does not say whether it includes them.
 */
export function classicActorsExempt(classic: Classic): Json[] | undefined {
  const included = classic.enforce_admins?.enabled;
  if (included === undefined) return undefined;
  const exempt = classic.required_pull_request_reviews?.bypass_pull_request_allowances;
  const typed = (type: string, list: readonly { id: number }[] | null | undefined): Json[] =>
    (list ?? []).map(({ id }) => actorAtom({ type, id }));
  return sorted([
    ...(included ? [] : [administrators]),
    ...typed('User', exempt?.users),
    ...typed('Team', exempt?.teams),
    ...typed('Integration', exempt?.apps),
  ]);
}

function modeRank(atom: Json): number {
  return isObject(atom) ? bypassModes.findIndex((mode) => mode === atom['mode']) : -1;
}

function sameActor(a: Json, b: Json): boolean {
  return isObject(a) && isObject(b) && a['type'] === b['type'] && a['id'] === b['id'];
}

/** Lists of exempt actors: an actor more, or one with a stronger mode, is weaker. */
export const actors: Scale = {
  schema: z.array(ActorItem).superRefine(noneTwice),
  atoms: (value) => sorted((value as z.infer<typeof ActorItem>[]).map(actorAtom)),
  grants: true,
  within: (actual, expected) =>
    stableJson(actual) === stableJson(expected) ||
    (sameActor(actual, expected) &&
      modeRank(actual) >= 0 &&
      modeRank(expected) >= 0 &&
      modeRank(actual) <= modeRank(expected)),
  covers: (actual, expected) => stableJson(actual) === stableJson(expected),
};

const administrating = ['OrganizationAdmin', 'RepositoryRole', 'EnterpriseOwner', 'EnterpriseRole', 'Administrators'];

/**
 * Whether the actor is an administrator, or lets one pass. Any role may include them: which ones do is known for GitHub's own roles only.
 * Undefined for users and teams, of whom no list says what they administer, and for what GitHub added since.
 */
export function isAdministrator(atom: Json): boolean | undefined {
  const type = isObject(atom) ? atom['type'] : undefined;
  if (administrating.some((one) => one === type)) return true;
  return type === 'Integration' || type === 'DeployKey' ? false : undefined;
}

/** `Team 7 (always)` */
export function actorText(atom: Json): string {
  if (!isObject(atom)) return stableJson(atom);
  const { type, id, mode } = atom as { type: string; id: number | null; mode: string };
  return `${type}${id === null ? '' : ` ${id}`} (${mode})`;
}

/** Who is exempt from what one place asks for; undefined where that is not known. */
export interface BypassList {
  /** The ruleset, or undefined for classic protection. */
  ruleset: number | undefined;
  actors: readonly Json[] | undefined;
}

/** What a review of the bypass lists is bound to: it is another one as soon as any list or actor is. Undefined unless all lists are known. */
export function bypassDigest(lists: readonly BypassList[]): string | undefined {
  const known = lists.flatMap(({ ruleset, actors: list }) =>
    list === undefined ? [] : [stableJson([ruleset ?? null, sorted(list)])],
  );
  return known.length === lists.length ? `sha256:${sha256(stableJson(known.sort()))}` : undefined;
}

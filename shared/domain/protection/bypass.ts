import { sha256 } from '../../core/fingerprint.ts';
import { isObject, type Json, stableJson } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import type { Classic, ClassicActors } from '../github-rules/api-branch.ts';
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
 * Those whom classic protection lets push without a pull request, or rewrite the history that nobody else may, and while it does not include
 * administrators these, whom nothing of it holds. In place of them what it does not say, as a clause that continues "classic protection …".
 */
export function classicActorsExempt(classic: Classic): { ok: true; actors: Json[] } | { ok: false; message: string } {
  const included = classic.enforce_admins?.enabled;
  if (included === undefined) return { ok: false, message: 'does not say whether it includes administrators' };
  const forced = forcePushersOf(classic);
  if (forced === undefined) return { ok: false, message: forcePushersUntold };
  const lists = [classic.required_pull_request_reviews?.bypass_pull_request_allowances, forced];
  const typed = (type: string, of: 'users' | 'teams' | 'apps'): Json[] =>
    lists.flatMap((list) => list?.[of] ?? []).map(({ id }) => actorAtom({ type, id }));
  return {
    ok: true,
    actors: sorted([
      ...(included ? [] : [administrators]),
      ...typed('User', 'users'),
      ...typed('Team', 'teams'),
      ...typed('Integration', 'apps'),
    ]),
  };
}

/** Continues "classic protection …". */
export const forcePushersUntold =
  'does not say whether some may force-push all the same: GitHub tells that through GraphQL alone';

/** Those who may force-push where nobody else may; nobody in particular where everybody may. Undefined when that is not known. */
export function forcePushersOf(classic: Classic): ClassicActors | undefined {
  return classic.allow_force_pushes?.enabled === true ? {} : (classic.bypass_force_push_allowances ?? undefined);
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
  /** What those who are on it are exempt from. */
  exempts: readonly Json[];
}

/**
 * What a review of the bypass lists is bound to: it is another one as soon as any list or actor is, or what somebody is exempt from.
 * Undefined unless all lists are known.
 */
export function bypassDigest(lists: readonly BypassList[]): string | undefined {
  const known = lists.flatMap(({ ruleset, actors: list, exempts }) =>
    // From what nobody is exempt it does not matter what it is.
    list === undefined
      ? []
      : [stableJson([ruleset ?? null, sorted(list), ...(list.length === 0 ? [] : [sorted(exempts)])])],
  );
  return known.length === lists.length ? `sha256:${sha256(stableJson(known.sort()))}` : undefined;
}

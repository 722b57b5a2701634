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
      description: 'Integration, OrganizationAdmin, RepositoryRole, Team, DeployKey, User, or what GitHub calls it.',
    }),
    id: z.number().int().optional().meta({ description: 'The id; left out for OrganizationAdmin and DeployKey.' }),
    mode: z.enum(bypassModes).optional().meta({ description: 'Default: always.' }),
  })
  .superRefine(({ type, id }, check) => {
    if (id === undefined && !idless.has(type))
      check.addIssue({ code: 'custom', path: ['id'], message: `a ${type} is told from others by its id` });
    if (id !== undefined && idless.has(type))
      check.addIssue({ code: 'custom', path: ['id'], message: `there is only one ${type}: leave its id out` });
  });

/** GitHub gives these no id, or one that says nothing (0, 1, null). */
const idless: ReadonlySet<string> = new Set(['OrganizationAdmin', 'DeployKey', 'EnterpriseOwner']);

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

export function actorsOf(list: readonly BypassActorData[]): Json[] {
  return sorted(
    list.map(({ actor_type, actor_id, bypass_mode }) =>
      actorAtom({ type: actor_type, id: actor_id, mode: bypass_mode }),
    ),
  );
}

/** Those whom classic protection lets push without a pull request. */
export function classicActorsExempt(classic: Classic): Json[] {
  const exempt = classic.required_pull_request_reviews?.bypass_pull_request_allowances;
  const typed = (type: string, list: readonly { id: number }[] | null | undefined): Json[] =>
    (list ?? []).map(({ id }) => actorAtom({ type, id }));
  return sorted([
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

/** Whether the actor may be an administrator. Any role may include them: which ones do is known for GitHub's own roles only. */
export function maybeAdmin(atom: Json): boolean {
  return (
    isObject(atom) &&
    ['OrganizationAdmin', 'RepositoryRole', 'EnterpriseOwner', 'EnterpriseRole'].some((type) => type === atom['type'])
  );
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

import type { Ruleset } from '../github-rules/api-ruleset.ts';
import { any, matchesPattern } from './ref-pattern.ts';

/** What tells whether the conditions of a ruleset mean a repository. */
export interface RepositoryName {
  /** `owner/name` */
  full: string;
  /** Undefined where GitHub did not give it. */
  id: number | undefined;
}

/**
 * Whether a ruleset says of itself that it is for other repositories. Undefined where that cannot be told: GitHub counts repositories by an
 * id that is not known. Which custom properties a repository has is not asked here: of conditions by them GitHub's list is believed.
 * Source: `organization-ruleset-conditions` of GitHub's REST description.
 */
export function leavesOut({ conditions }: Ruleset, { full, id }: RepositoryName): boolean | undefined {
  const names = conditions?.repository_name;
  const ids = conditions?.repository_id?.repository_ids;
  return any([
    names === undefined || names === null ? false : leavesOutName(names, full.replace(/^.*\//, '')),
    ids === undefined || ids === null ? false : id === undefined ? undefined : !ids.includes(id),
  ]);
}

function leavesOutName(
  {
    include,
    exclude,
  }: { include?: readonly string[] | null | undefined; exclude?: readonly string[] | null | undefined },
  name: string,
): boolean {
  const included = include === undefined || include === null ? undefined : any(include.map((one) => means(one, name)));
  return included === false || any((exclude ?? []).map((one) => means(one, name))) === true;
}

/** Names of repositories are the same in capitals and small letters; whether the patterns for them are is not documented. */
function means(entry: string, name: string): boolean | undefined {
  if (entry === '~ALL') return true;
  if (entry.startsWith('~')) return undefined;
  const [exact, folded] = [matchesPattern(entry, name), matchesPattern(entry.toLowerCase(), name.toLowerCase())];
  return exact === folded ? exact : undefined;
}

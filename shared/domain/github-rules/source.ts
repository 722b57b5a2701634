import type { BranchRule, Ruleset, RulesetSummary } from './api-ruleset.ts';

/** Where a requirement comes from. */
export type Source =
  | {
      kind: 'ruleset';
      id: number;
      /** Undefined when the ruleset itself could not be read. */
      name: string | undefined;
      /** `Repository`, `Organization`, `Enterprise`, or what GitHub calls it. */
      level: string | undefined;
      /** The repository, organisation or enterprise that it belongs to. */
      owner: string | undefined;
      enforcement: string | undefined;
      updatedAt: string | undefined;
    }
  | { kind: 'classic' }
  /** What every reader may see of the branch. */
  | { kind: 'branch' };

export type RulesetSource = Extract<Source, { kind: 'ruleset' }>;

/** The ruleset that a rule or an entry of the list belongs to, with whatever is known of it. */
export function rulesetSource(
  id: number,
  known: { rule?: BranchRule | undefined; ruleset?: Ruleset | RulesetSummary | undefined },
): RulesetSource {
  const { rule, ruleset } = known;
  return {
    kind: 'ruleset',
    id,
    name: ruleset?.name,
    level: ruleset?.source_type ?? rule?.ruleset_source_type ?? undefined,
    owner: ruleset?.source ?? rule?.ruleset_source ?? undefined,
    enforcement: ruleset?.enforcement ?? (rule === undefined ? undefined : 'active'),
    updatedAt: ruleset?.updated_at ?? undefined,
  };
}

/** A source in words, e.g. `the ruleset "main" (7) of acme/app`. */
export function sourceText(source: Source): string {
  if (source.kind === 'classic') return 'classic branch protection';
  if (source.kind === 'branch') return 'the branch itself';
  const name = source.name === undefined ? '' : ` "${source.name}"`;
  return `the ruleset${name} (${source.id})${source.owner === undefined ? '' : ` of ${source.owner}`}`;
}

import type { Because } from '../../core/errors.ts';
import type { BranchSummary, Classic, RepositoryFacts } from '../github-rules/api-branch.ts';
import type { BranchRule, Ruleset, RulesetSummary } from '../github-rules/api-ruleset.ts';

/** What a ruleset can be about. */
export const targets = ['branch', 'tag', 'push'] as const;
export type Target = (typeof targets)[number];

/**
 * One thing that the API was asked. `none`: it is certain that there is nothing: no classic protection, a plan without the feature, or
 * a question that this target does not have. `unknown`: it could not be looked at, with what would settle it.
 */
export type Part<T> =
  | { state: 'read'; data: T }
  | { state: 'none'; why: 'not-protected' | 'plan-limit' | 'not-asked'; message: string }
  | { state: 'unknown'; because: Because };

/** Everything that the API answered about one ref. Plain data: it can be kept as JSON and judged later. */
export interface Observation {
  /** `owner/name` */
  repository: string;
  target: Target;
  /** The short name of the branch or tag (`main`, not `refs/heads/main`); empty for `push`. */
  ref: string;
  facts: Part<RepositoryFacts>;
  branch: Part<BranchSummary>;
  /** The rules of active rulesets of all levels on the branch; `none` for tags and pushes, whose rules are in `details`. */
  rules: Part<BranchRule[]>;
  rulesets: Part<RulesetSummary[]>;
  /** The rulesets of the target, and those that `rules` names. */
  details: { id: number; part: Part<Ruleset> }[];
  classic: Part<Classic>;
}

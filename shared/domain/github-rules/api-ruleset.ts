import { z } from '../../core/zod.ts';

/*
 * What the API answers about rulesets. Keys and words that are not known are kept, so that a new one is reported and not lost; only what
 * every judgement needs has a fixed type. Source: the schemas `repository-ruleset`, `repository-rule` and
 * `repository-ruleset-bypass-actor` of GitHub's REST description.
 */

/** One rule as it was configured. Which parameters a type has is known in `settings-*.ts` only. */
export const RuleSchema = z.looseObject({
  type: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

/** A rule that is active on a branch, with where it comes from. */
export const BranchRuleSchema = RuleSchema.extend({
  ruleset_id: z.number().int(),
  ruleset_source_type: z.string().nullish(),
  ruleset_source: z.string().nullish(),
});

export const BypassActorSchema = z.looseObject({
  actor_id: z.number().int().nullish(),
  actor_type: z.string().min(1),
  bypass_mode: z.string().min(1).nullish(),
});

const RefNameSchema = z.looseObject({
  include: z.array(z.string()).nullish(),
  exclude: z.array(z.string()).nullish(),
});

/** An entry of the list of rulesets: without rules, conditions and bypass list. */
export const RulesetSummarySchema = z.looseObject({
  id: z.number().int(),
  name: z.string(),
  target: z.string().nullish(),
  enforcement: z.string(),
  source_type: z.string().nullish(),
  source: z.string().nullish(),
  updated_at: z.string().nullish(),
});

/**
 * One ruleset. Without `bypass_actors` the list is unknown: only those who may change the ruleset get it, and an empty list is
 * a list that is there.
 */
export const RulesetSchema = RulesetSummarySchema.extend({
  conditions: z
    .looseObject({
      ref_name: RefNameSchema.nullish(),
      // Of rulesets of an organisation: which repositories they are for.
      repository_name: RefNameSchema.nullish(),
      repository_id: z.looseObject({ repository_ids: z.array(z.number().int()).nullish() }).nullish(),
    })
    .nullish(),
  rules: z.array(RuleSchema).nullish(),
  bypass_actors: z.array(BypassActorSchema).nullish(),
  /** Whether the token that asks may bypass it: `never`, or how. */
  current_user_can_bypass: z.string().nullish(),
});

export type Rule = z.infer<typeof RuleSchema>;
export type BranchRule = z.infer<typeof BranchRuleSchema>;
export type BypassActorData = z.infer<typeof BypassActorSchema>;
export type RulesetSummary = z.infer<typeof RulesetSummarySchema>;
export type Ruleset = z.infer<typeof RulesetSchema>;

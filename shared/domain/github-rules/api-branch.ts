import { z } from '../../core/zod.ts';

/*
 * What the API answers about a repository, a branch and its classic protection. Source: the schemas `full-repository`,
 * `branch-with-protection` and `branch-protection` of GitHub's REST description.
 */

export const RepositorySchema = z.looseObject({
  id: z.number().int().nullish(),
  full_name: z.string(),
  default_branch: z.string().min(1),
  private: z.boolean(),
  visibility: z.string().nullish(),
  archived: z.boolean().nullish(),
  topics: z.array(z.string()).nullish(),
});

const CheckSchema = z.looseObject({ context: z.string(), app_id: z.number().int().nullish() });

const ClassicChecksSchema = z.looseObject({
  strict: z.boolean().nullish(),
  enforcement_level: z.string().nullish(),
  contexts: z.array(z.string()).nullish(),
  checks: z.array(CheckSchema).nullish(),
});

/** What every reader of a repository may see of a branch. */
export const BranchSchema = z.looseObject({
  name: z.string(),
  /** By classic protection or by a ruleset. */
  protected: z.boolean(),
  protection: z
    .looseObject({ enabled: z.boolean().nullish(), required_status_checks: ClassicChecksSchema.nullish() })
    .nullish(),
});

const EnabledSchema = z.looseObject({ enabled: z.boolean() });
const IdentifiedSchema = z.looseObject({ id: z.number().int() });
const ActorsSchema = z.looseObject({
  users: z.array(IdentifiedSchema).nullish(),
  teams: z.array(IdentifiedSchema).nullish(),
  apps: z.array(IdentifiedSchema).nullish(),
});

/**
 * Classic protection. A part that is not asked for (checks, reviews, restrictions) is left out; a switch always has its key,
 * so that a missing one is unknown.
 */
export const ClassicSchema = z.looseObject({
  required_status_checks: ClassicChecksSchema.nullish(),
  enforce_admins: EnabledSchema.nullish(),
  required_pull_request_reviews: z
    .looseObject({
      dismiss_stale_reviews: z.boolean().nullish(),
      require_code_owner_reviews: z.boolean().nullish(),
      required_approving_review_count: z.number().int().nullish(),
      require_last_push_approval: z.boolean().nullish(),
      dismissal_restrictions: ActorsSchema.nullish(),
      bypass_pull_request_allowances: ActorsSchema.nullish(),
    })
    .nullish(),
  restrictions: ActorsSchema.nullish(),
  required_linear_history: EnabledSchema.nullish(),
  allow_force_pushes: EnabledSchema.nullish(),
  /** Those who may force-push where `allow_force_pushes` is off. REST has no word for them: GraphQL was asked. Left out: not known. */
  bypass_force_push_allowances: ActorsSchema.nullish(),
  allow_deletions: EnabledSchema.nullish(),
  block_creations: EnabledSchema.nullish(),
  required_conversation_resolution: EnabledSchema.nullish(),
  required_signatures: EnabledSchema.nullish(),
  lock_branch: EnabledSchema.nullish(),
  allow_fork_syncing: EnabledSchema.nullish(),
});

export type RepositoryFacts = z.infer<typeof RepositorySchema>;
export type BranchSummary = z.infer<typeof BranchSchema>;
export type Classic = z.infer<typeof ClassicSchema>;
export type ClassicActors = z.infer<typeof ActorsSchema>;

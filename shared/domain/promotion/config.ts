import { Duration } from '../../core/duration.ts';
import { Slug, Text } from '../../core/texts.ts';
import { z } from '../../core/zod.ts';

/** Who must have approved that something comes to an environment. */
export const ApprovalSchema = z.strictObject({
  by: z.array(Text).min(1).meta({ description: 'Roles, and logins with @.' }),
  needed: z.number().int().min(1).default(1).meta({ description: 'How many of them.' }),
  through: z.enum(['pull-request', 'deployment']).default('pull-request').meta({
    description:
      'Where they approve: in the pull request that brings the entry, or in the run that records it, before its job of that environment begins.',
  }),
});

/** One environment of the chain. */
export const EnvironmentSchema = z.strictObject({
  environment: Slug.meta({ description: 'Its name; its history is <name>.jsonl.' }),
  accept: z.enum(['go', 'conditional-go']).default('go').meta({ description: 'The least decision that is enough.' }),
  summary: Text.optional().meta({ description: 'The name of its summary, where the decision is one of several.' }),
  soak: Duration.optional().meta({
    description:
      'How long the same bytes must have been in the environment before, and deployed there where it names its deployment.',
  }),
  approvals: ApprovalSchema.optional(),
  deployment: Text.optional().meta({
    description: 'The environment of GitHub whose deployments must agree with the history.',
  }),
});
export type Environment = z.infer<typeof EnvironmentSchema>;

/** What is promoted: the bytes of an artifact or of a release asset, by the digest that the platform gives them. */
export const PromotedSchema = z.union([
  z.strictObject({ artifact: Text.meta({ description: 'The name of the artifact.' }) }),
  z.strictObject({ asset: Text.meta({ description: 'The name of the asset of a release.' }) }),
]);

/** The environment from which something comes to another one; undefined for the first, and for one that is not in the chain. */
export function environmentBefore(chain: readonly Environment[], name: string): Environment | undefined {
  const at = chain.findIndex(({ environment }) => environment === name);
  return at < 1 ? undefined : chain[at - 1];
}

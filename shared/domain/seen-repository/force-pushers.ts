import type { Because } from '../../core/errors.ts';
import type { GitHub } from '../../core/ports.ts';
import { z } from '../../core/zod.ts';
import { sameRepository } from '../../parse/repository.ts';
import type { ClassicActors } from '../github-rules/api-branch.ts';

/** More than these are not read, and so not known. */
const most = 100;
const query = `query($owner: String!, $name: String!, $ref: String!) {
  r0: repository(owner: $owner, name: $name) { nameWithOwner ref(qualifiedName: $ref) { name branchProtectionRule {
    bypassForcePushAllowances(first: ${most}) { totalCount nodes { actor {
      __typename ... on App { databaseId } ... on Team { databaseId } ... on User { databaseId } } } } } } } }`;

const ActorSchema = z.looseObject({ __typename: z.enum(['App', 'Team', 'User']), databaseId: z.number().int() });
const AnswerSchema = z.looseObject({
  errors: z.array(z.unknown()).max(0).nullish(),
  data: z.looseObject({
    r0: z.looseObject({
      nameWithOwner: z.string(),
      ref: z.looseObject({
        name: z.string(),
        branchProtectionRule: z.looseObject({
          bypassForcePushAllowances: z.looseObject({
            totalCount: z.number().int(),
            nodes: z.array(z.looseObject({ actor: ActorSchema })),
          }),
        }),
      }),
    }),
  }),
});

/**
 * Who may force-push to a branch although its classic protection forbids it, which only GraphQL tells: 1 request. Undefined when not all of
 * them are known; `limit` says that GitHub refused for the moment.
 */
export async function forcePushers(
  github: GitHub,
  repository: string,
  branch: string,
): Promise<{ actors: ClassicActors | undefined; limit: Because | undefined }> {
  const [owner, name] = repository.split('/');
  const answer = await github.graphql(query, { owner, name, ref: `refs/heads/${branch}` });
  if (!answer.ok)
    return { actors: undefined, limit: answer.because.code === 'RATE_LIMITED' ? answer.because : undefined };
  const parsed = AnswerSchema.safeParse(answer.data);
  const found = parsed.data?.data.r0;
  const isIt = found !== undefined && sameRepository(found.nameWithOwner, repository) && found.ref.name === branch;
  if (!isIt) return { actors: undefined, limit: undefined };
  const { totalCount, nodes } = found.ref.branchProtectionRule.bypassForcePushAllowances;
  const of = (type: string): { id: number }[] =>
    nodes.flatMap(({ actor }) => (actor.__typename === type ? [{ id: actor.databaseId }] : []));
  const actors = { users: of('User'), teams: of('Team'), apps: of('App') };
  return { actors: nodes.length === totalCount ? actors : undefined, limit: undefined };
}

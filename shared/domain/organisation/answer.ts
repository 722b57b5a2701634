import type { Because, BecauseCode } from '../../core/errors.ts';
import { z } from '../../core/zod.ts';
import { listSizes, type QueryPart } from './query.ts';

/*
 * The answer to a batch. Errors stand beside data, and name by their path what is missing; only that is unknown.
 */

const Page = z.looseObject({ hasNextPage: z.boolean() });

const RuleNode = z.looseObject({
  type: z.string().min(1),
  parameters: z.record(z.string(), z.unknown()).nullish(),
  repositoryRuleset: z.looseObject({ databaseId: z.number().int().nullish() }).nullish(),
});

const RulesetNode = z.looseObject({
  databaseId: z.number().int(),
  name: z.string(),
  target: z.string().nullish(),
  enforcement: z.string(),
  updatedAt: z.string().nullish(),
  source: z
    .looseObject({ __typename: z.string(), nameWithOwner: z.string().nullish(), login: z.string().nullish() })
    .nullish(),
  conditions: z
    .looseObject({
      refName: z.looseObject({ include: z.array(z.string()), exclude: z.array(z.string()).nullish() }).nullish(),
    })
    .nullish(),
  rules: z.looseObject({ pageInfo: Page, nodes: z.array(RuleNode) }).nullish(),
});

const Count = z.looseObject({ totalCount: z.number().int() }).nullish();

const ClassicNode = z.looseObject({
  requiresStatusChecks: z.boolean(),
  requiresStrictStatusChecks: z.boolean(),
  requiredStatusChecks: z
    .array(
      z.looseObject({
        context: z.string(),
        app: z.looseObject({ databaseId: z.number().int().nullish() }).nullish(),
      }),
    )
    .nullish(),
  isAdminEnforced: z.boolean(),
  requiresApprovingReviews: z.boolean(),
  requiredApprovingReviewCount: z.number().int().nullish(),
  dismissesStaleReviews: z.boolean(),
  requiresCodeOwnerReviews: z.boolean(),
  requireLastPushApproval: z.boolean(),
  restrictsReviewDismissals: z.boolean(),
  restrictsPushes: z.boolean(),
  blocksCreations: z.boolean(),
  allowsForcePushes: z.boolean(),
  allowsDeletions: z.boolean(),
  requiresConversationResolution: z.boolean(),
  requiresCommitSignatures: z.boolean(),
  requiresLinearHistory: z.boolean(),
  lockBranch: z.boolean(),
  lockAllowsFetchAndMerge: z.boolean(),
  bypassPullRequestAllowances: Count,
  bypassForcePushAllowances: Count,
});

/** What settles something that a batch cannot tell. */
export const ownRequest = 'a request of its own';

/** Each part is read by itself, so that one of an unknown form does not hide the others. */
export const nodeSchemas = {
  repository: z.looseObject({
    nameWithOwner: z.string(),
    isPrivate: z.boolean().optional(),
    visibility: z.string().nullish(),
    isArchived: z.boolean().nullish(),
    viewerCanAdminister: z.boolean().nullish(),
    defaultBranchRef: z.looseObject({ name: z.string().min(1) }).nullish(),
  }),
  refRules: z.looseObject({ pageInfo: Page, nodes: z.array(RuleNode) }),
  rulesets: z.looseObject({ pageInfo: Page, nodes: z.array(RulesetNode) }),
  classic: ClassicNode,
} as const;
export type RuleData = z.infer<typeof RuleNode>;
export type RulesetData = z.infer<typeof RulesetNode>;
export type ClassicData = z.infer<typeof ClassicNode>;

const ErrorSchema = z.looseObject({
  message: z.string().nullish(),
  type: z.string().nullish(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
});

const BodySchema = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(ErrorSchema).nullish(),
});

/** What came back for one repository: the node as it is, and the errors by the path below it. */
export interface NodeAnswer {
  repository: string;
  node: unknown;
  errors: { path: string[]; because: Because }[];
}

export interface BatchAnswer {
  answers: NodeAnswer[];
  /** The points that GitHub counted, and those that are left; undefined where it did not say. */
  cost: number | undefined;
  remaining: number | undefined;
}

const RateSchema = z.looseObject({ cost: z.number(), remaining: z.number() });

/** Splits the body of an answer by repository. An error that names nothing makes everything unknown. */
export function readBatch(repositories: readonly string[], body: unknown): BatchAnswer {
  const parsed = BodySchema.safeParse(body);
  const known = new Set(repositories.map((_, index) => `r${index}`));
  const nothing: Because = {
    code: 'NO_DATA',
    message: 'GitHub answered the query in a form that is not known',
    needs: ownRequest,
  };
  const errors = parsed.success
    ? (parsed.data.errors ?? []).map((error) => errorOf(error, known))
    : [{ path: [], because: nothing }];
  const data = (parsed.success ? parsed.data.data : undefined) ?? {};
  const general = errors.filter(({ path }) => !known.has(path[0] ?? '') && path[0] !== 'rateLimit');
  const answers = repositories.map((repository, index): NodeAnswer => {
    const alias = `r${index}`;
    const own = errors.filter(({ path }) => path[0] === alias);
    return {
      repository,
      node: Object.hasOwn(data, alias) ? data[alias] : undefined,
      errors: [...general, ...own].map(({ path, because }) => ({
        path: path[0] === alias ? path.slice(1).filter((key) => !/^\d+$/.test(key)) : [],
        because,
      })),
    };
  });
  const rate = RateSchema.safeParse(data['rateLimit']);
  return { answers, cost: rate.data?.cost, remaining: rate.data?.remaining };
}

/** Why a part of a node is not known: an error at it, above it or inside of it. */
export function errorAt({ errors }: NodeAnswer, place: readonly string[]): Because | undefined {
  return errors.find(({ path }) => {
    const shared = Math.min(path.length, place.length);
    return path.slice(0, shared).every((key, index) => key === place[index]);
  })?.because;
}

const codes: readonly [pattern: RegExp, code: BecauseCode][] = [
  [/rate.?limit|abuse/i, 'RATE_LIMITED'],
  [/resource.?limits/i, 'TRUNCATED'],
  [/forbidden|insufficient.?scopes|not accessible/i, 'MISSING_PERMISSION'],
  [/not.?found|could not resolve/i, 'NOT_FOUND'],
  [/time.?d? ?out|something went wrong|unavailable/i, 'GITHUB_DOWN'],
];

function errorOf(
  { type, message, path }: z.infer<typeof ErrorSchema>,
  known: ReadonlySet<string>,
): { path: string[]; because: Because } {
  const said = `${type ?? ''} ${message ?? ''}`.trim();
  const code = codes.find(([pattern]) => pattern.test(said))?.[1] ?? 'NO_DATA';
  const place = (path ?? []).map(String);
  // An error of the whole batch is told of every repository in it, and its words may name another one.
  const words = known.has(place[0] ?? '') ? JSON.stringify(said.slice(0, 200)) : 'an error about the whole batch';
  // A host that does not know a field of the query refuses all of it, and may know the REST API.
  const settles = code === 'NO_DATA' && place.length === 0 ? { needs: ownRequest } : {};
  return { path: place, because: { code, message: `GitHub answered the query with ${words}`, ...settles } };
}

/** What a list that goes on past its first page is. */
export function cutList(what: string, part: QueryPart): Because {
  const size = part === 'rulesets' ? listSizes.rulesets : 1;
  return { code: 'TRUNCATED', message: `${what} do not fit into a batch (${size})`, needs: ownRequest };
}

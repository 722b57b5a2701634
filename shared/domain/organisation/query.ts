/*
 * What GitHub's GraphQL schema can say of rulesets and classic protection. Bypass lists are not asked for: the schema has no word for
 * `exempt` actors, so that they are left to the REST API. Source: GitHub's public schema (octokit/graphql-schema).
 */

/** How much of each list one answer holds; what has more is read through the REST API. */
export const listSizes = { rulesets: 20, rules: 50, refRules: 100, checks: 100 } as const;

const pattern = 'name negate operator pattern';
const parameters = [
  'PullRequestParameters { allowedMergeMethods dismissStaleReviewsOnPush requireCodeOwnerReview requireLastPushApproval requiredApprovingReviewCount requiredReviewThreadResolution }',
  'RequiredStatusChecksParameters { doNotEnforceOnCreate strictRequiredStatusChecksPolicy requiredStatusChecks { context integrationId } }',
  'UpdateParameters { updateAllowsFetchAndMerge }',
  'RequiredDeploymentsParameters { requiredDeploymentEnvironments }',
  'MergeQueueParameters { checkResponseTimeoutMinutes groupingStrategy maxEntriesToBuild maxEntriesToMerge mergeMethod minEntriesToMerge minEntriesToMergeWaitMinutes }',
  'WorkflowsParameters { doNotEnforceOnCreate workflows { path ref repositoryId sha } }',
  'CodeScanningParameters { codeScanningTools { tool alertsThreshold securityAlertsThreshold } }',
  'FilePathRestrictionParameters { restrictedFilePaths }',
  'MaxFilePathLengthParameters { maxFilePathLength }',
  'FileExtensionRestrictionParameters { restrictedFileExtensions }',
  'MaxFileSizeParameters { maxFileSize }',
  ...['CommitMessage', 'CommitAuthorEmail', 'CommitterEmail', 'BranchName', 'TagName'].map(
    (kind) => `${kind}PatternParameters { ${pattern} }`,
  ),
].map((fields) => `... on ${fields}`);

const rule = `type parameters { __typename ${parameters.join(' ')} }`;

const rulesets = `fragment R on Repository { nameWithOwner isPrivate visibility isArchived
  defaultBranchRef { name rules(first: ${listSizes.refRules}) { pageInfo { hasNextPage } nodes { ${rule} repositoryRuleset { databaseId } } } }
  rulesets(first: ${listSizes.rulesets}, includeParents: true) { pageInfo { hasNextPage } nodes {
    databaseId name target enforcement updatedAt
    source { __typename ... on Repository { nameWithOwner } ... on Organization { login } }
    conditions { refName { include exclude } }
    rules(first: ${listSizes.rules}) { pageInfo { hasNextPage } nodes { ${rule} } } } } }`;

const classic = `fragment R on Repository { nameWithOwner viewerCanAdminister defaultBranchRef { name branchProtectionRule {
  requiresStatusChecks requiresStrictStatusChecks requiredStatusChecks { context app { databaseId } }
  isAdminEnforced requiresApprovingReviews requiredApprovingReviewCount dismissesStaleReviews requiresCodeOwnerReviews
  requireLastPushApproval restrictsReviewDismissals restrictsPushes blocksCreations allowsForcePushes allowsDeletions
  requiresConversationResolution requiresCommitSignatures requiresLinearHistory lockBranch lockAllowsFetchAndMerge
  bypassPullRequestAllowances(first: 1) { totalCount } bypassForcePushAllowances(first: 1) { totalCount } } } }`;

const workflows = `fragment R on Repository { nameWithOwner defaultBranchRef { name target { oid } }
  root: object(expression: "HEAD:") { __typename }
  workflows: object(expression: "HEAD:.github/workflows") { __typename ... on Tree { entries {
    name type mode object { ... on Blob { oid isBinary isTruncated text } } } } } }`;

/**
 * What can be asked of several repositories together. Each part is asked apart: a token that may not read classic protection can get nothing
 * at all from a query with it, and files are too much for a query about many repositories.
 */
export const queryParts = ['rulesets', 'classic', 'workflows'] as const;
export type QueryPart = (typeof queryParts)[number];
/** What tells whether a repository is there under that name. */
const names = 'fragment R on Repository { nameWithOwner }';
const fragments: Readonly<Record<QueryPart, string>> = { rulesets, classic, workflows };

/** The most repositories of one query. Files come whole, and GitHub gives an answer ten seconds. */
export const mostOf: Readonly<Record<QueryPart, number>> = { rulesets: 100, classic: 100, workflows: 20 };

/** A query about several repositories; the answer of the first is under `r0`. Names are variables, never part of the text. */
export function batchQuery(part: QueryPart, repositories: readonly string[]): Query {
  return queryOf(fragments[part], repositories);
}

/** The most names of one query about nothing but names. */
export const mostNames = 100;

/** A query about nothing but the present names of at most `mostNames` repositories, answered in the same form. 1 point. */
export function namesQuery(repositories: readonly string[]): Query {
  return queryOf(names, repositories);
}

interface Query {
  query: string;
  variables: Record<string, string>;
}

function queryOf(fragment: string, repositories: readonly string[]): Query {
  const places = repositories.map((_, index) => index);
  const declared = places.map((index) => `$o${index}: String!, $n${index}: String!`).join(', ');
  const asked = places.map((index) => `r${index}: repository(owner: $o${index}, name: $n${index}) { ...R }`).join('\n');
  const variables: Record<string, string> = {};
  for (const [index, repository] of repositories.entries()) {
    const [owner = '', name = ''] = repository.split('/');
    variables[`o${index}`] = owner;
    variables[`n${index}`] = name;
  }
  return {
    query: `query(${declared}) { ${asked} rateLimit { cost remaining resetAt } }\n${fragment}`,
    variables,
  };
}

/** The points of one batch by GitHub's formula: the lists that are asked for, by hundreds, and at least one. */
export function pointsOf(part: QueryPart, repositories: number): number {
  const lists = part === 'rulesets' ? repositories * (2 + listSizes.rulesets) : repositories * 2;
  return Math.max(1, Math.ceil(lists / 100));
}

/** The nodes of one batch, of which GitHub allows 500,000. */
export function nodesOf(part: QueryPart, repositories: number): number {
  const { rulesets: sets, rules, refRules } = listSizes;
  return repositories * (part === 'rulesets' ? 1 + refRules + sets + sets * rules : 3);
}

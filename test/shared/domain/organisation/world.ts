import type { Listed } from '../../../../shared/domain/organisation/listed.ts';
import { type Batch, nextBatch, type Progress, record } from '../../../../shared/domain/organisation/progress.ts';

/** A rule as GraphQL gives it. */
export const rule = (type: string, parameters?: Record<string, unknown>, ruleset = 1): Record<string, unknown> => ({
  type,
  parameters: parameters === undefined ? null : { __typename: 'Parameters', ...parameters },
  repositoryRuleset: { databaseId: ruleset },
});

const page = (nodes: unknown[], hasNextPage = false) => ({ pageInfo: { hasNextPage }, nodes });

const checks = {
  strictRequiredStatusChecksPolicy: true,
  doNotEnforceOnCreate: false,
  requiredStatusChecks: [{ context: 'test', integrationId: 15368 }],
};
const review = {
  allowedMergeMethods: ['SQUASH'],
  dismissStaleReviewsOnPush: true,
  requireCodeOwnerReview: true,
  requireLastPushApproval: false,
  requiredApprovingReviewCount: 2,
  requiredReviewThreadResolution: true,
};
export const rules = [rule('DELETION'), rule('PULL_REQUEST', review), rule('REQUIRED_STATUS_CHECKS', checks)];

export function rulesetsNode(repository: string, changed: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    nameWithOwner: repository,
    isPrivate: false,
    visibility: 'PUBLIC',
    isArchived: false,
    defaultBranchRef: { name: 'main', rules: page(rules) },
    rulesets: page([
      {
        databaseId: 1,
        name: 'main',
        target: 'BRANCH',
        enforcement: 'ACTIVE',
        updatedAt: '2026-11-01T00:00:00Z',
        source: { __typename: 'Repository', nameWithOwner: repository },
        conditions: { refName: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
        rules: page(rules),
      },
    ]),
    ...changed,
  };
}

export const classicRule = {
  requiresStatusChecks: true,
  requiresStrictStatusChecks: true,
  requiredStatusChecks: [{ context: 'lint', app: null }],
  isAdminEnforced: true,
  requiresApprovingReviews: false,
  requiredApprovingReviewCount: 0,
  dismissesStaleReviews: false,
  requiresCodeOwnerReviews: false,
  requireLastPushApproval: false,
  restrictsReviewDismissals: false,
  restrictsPushes: false,
  blocksCreations: false,
  allowsForcePushes: false,
  allowsDeletions: false,
  requiresConversationResolution: false,
  requiresCommitSignatures: false,
  requiresLinearHistory: true,
  lockBranch: false,
  lockAllowsFetchAndMerge: false,
  bypassPullRequestAllowances: { totalCount: 0 },
  bypassForcePushAllowances: { totalCount: 0 },
};

export function classicNode(repository: string, protection: unknown, viewerCanAdminister = true) {
  return {
    nameWithOwner: repository,
    viewerCanAdminister,
    defaultBranchRef: { name: 'main', branchProtectionRule: protection },
  };
}

/** The answer about a batch in which every repository is alike. */
export function bodyOf({ part, repositories }: Batch): Record<string, unknown> {
  const nodes = repositories.map((name, index): [string, unknown] => [
    `r${index}`,
    part === 'rulesets' ? rulesetsNode(name) : classicNode(name, null),
  ]);
  return { data: { ...Object.fromEntries(nodes), rateLimit: { cost: 1, remaining: 4999 } } };
}

export const wide = { requests: 1e6, points: 1e6 };

/** Asks and answers until nothing is left, at most `most` times. */
export function advance(progress: Progress, most = Number.POSITIVE_INFINITY, answer = bodyOf): Progress {
  let current = progress;
  for (let step = 0; step < most; step += 1) {
    const next = nextBatch(current, wide);
    if (!('batch' in next)) break;
    current = record(current, next.batch, answer(next.batch)).progress;
  }
  return current;
}

export const listed = (repository: string, changed: Partial<Listed> = {}): Listed => ({
  repository,
  visibility: 'public',
  archived: false,
  fork: false,
  topics: [],
  properties: {},
  defaultBranch: 'main',
  ...changed,
});

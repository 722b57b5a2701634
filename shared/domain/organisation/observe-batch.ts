import type { Because } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import type { Classic, RepositoryFacts } from '../github-rules/api-branch.ts';
import type { BranchRule, Rule, Ruleset } from '../github-rules/api-ruleset.ts';
import { needs } from '../github-rules/needs.ts';
import type { Observation, Part } from '../seen-repository/observation.ts';
import {
  type ClassicData,
  cutList,
  errorAt,
  type NodeAnswer,
  nodeSchemas,
  ownRequest,
  type RuleData,
  type RulesetData,
} from './answer.ts';

/** What a batch of rulesets tells about the default branch of one repository, in the words of the REST API. */
export interface RulesetsRead {
  facts: Part<RepositoryFacts>;
  rules: Part<BranchRule[]>;
  rulesets: Observation['rulesets'];
  details: Observation['details'];
  /** There is no branch at all, so that nothing can be asked of one. */
  empty: boolean;
}

const unknown = (because: Because): { state: 'unknown'; because: Because } => ({ state: 'unknown', because });
const unreadable = (what: string): Because => ({
  code: 'NO_DATA',
  message: `${what} came in a form that is not known`,
  needs: ownRequest,
});

export function rulesetsRead(answer: NodeAnswer): RulesetsRead {
  const whole = isObject(answer.node) ? undefined : errorAt(answer, []);
  const node = nodeSchemas.repository.safeParse(answer.node);
  if (whole !== undefined || !node.success) {
    const because = whole ?? unreadable('the repository');
    const part = unknown(because);
    return { facts: part, rules: part, rulesets: part, details: [], empty: false };
  }
  const { data } = node;
  const branchError = exactError(answer, ['defaultBranchRef']);
  const name = data.defaultBranchRef?.name;
  const listed = listPart(answer, data['rulesets']);
  return {
    facts:
      name === undefined
        ? unknown(branchError ?? { code: 'NO_DATA', message: 'the repository has no branch' })
        : {
            state: 'read',
            data: {
              full_name: data.nameWithOwner,
              default_branch: name,
              private: data.isPrivate ?? true,
              visibility: data.visibility?.toLowerCase(),
              archived: data.isArchived,
            },
          },
    rules: rulesPart(answer, data.defaultBranchRef),
    rulesets: listed.state === 'read' ? { state: 'read', data: listed.data.map(summaryOf) } : listed,
    details: listed.state === 'read' ? listed.data.map((one) => ({ id: one.databaseId, part: detailPart(one) })) : [],
    empty: data.defaultBranchRef === null && branchError === undefined,
  };
}

/** An error at the place or above it, not one inside of it. */
function exactError(answer: NodeAnswer, place: readonly string[]): Because | undefined {
  const errors = answer.errors.filter(({ path }) => path.length <= place.length);
  return errorAt({ ...answer, errors }, place);
}

function rulesPart(answer: NodeAnswer, ref: Record<string, unknown> | null | undefined): Part<BranchRule[]> {
  const error = errorAt(answer, ['defaultBranchRef', 'rules']);
  if (error !== undefined) return unknown(error);
  const rules = nodeSchemas.refRules.safeParse(ref?.['rules']);
  if (!rules.success) return unknown(unreadable('the rules of the default branch'));
  if (rules.data.pageInfo.hasNextPage) return unknown(cutList('the rules of the default branch', 'rulesets'));
  const found: BranchRule[] = [];
  for (const node of rules.data.nodes) {
    const id = node.repositoryRuleset?.databaseId;
    if (id === undefined || id === null) return unknown(unreadable('the ruleset of a rule of the default branch'));
    found.push({ ...ruleOf(node), ruleset_id: id });
  }
  return { state: 'read', data: found };
}

function listPart(answer: NodeAnswer, list: unknown): Part<RulesetData[]> {
  const error = errorAt(answer, ['rulesets']);
  if (error !== undefined) return unknown(error);
  const rulesets = nodeSchemas.rulesets.safeParse(list);
  if (!rulesets.success) return unknown(unreadable('the rulesets'));
  if (rulesets.data.pageInfo.hasNextPage) return unknown(cutList('the rulesets', 'rulesets'));
  return { state: 'read', data: rulesets.data.nodes };
}

function summaryOf({ databaseId, name, target, enforcement, updatedAt, source }: RulesetData): Ruleset {
  return {
    id: databaseId,
    name,
    target: target?.toLowerCase(),
    enforcement: enforcement.toLowerCase(),
    source_type: source?.__typename,
    source: source?.nameWithOwner ?? source?.login,
    updated_at: updatedAt,
  };
}

/** Without `bypass_actors`: the schema cannot tell who is exempt. */
function detailPart(node: RulesetData): Part<Ruleset> {
  if (node.rules === undefined || node.rules === null)
    return unknown(unreadable(`the rules of the ruleset ${node.databaseId}`));
  if (node.rules.pageInfo.hasNextPage)
    return unknown(cutList(`the rules of the ruleset ${node.databaseId}`, 'rulesets'));
  const name = node.conditions?.refName;
  const ref_name = name === undefined || name === null ? undefined : { include: name.include, exclude: name.exclude };
  return {
    state: 'read',
    data: { ...summaryOf(node), conditions: { ref_name }, rules: node.rules.nodes.map(ruleOf) },
  };
}

/** Parameters that the query does not ask for, with a value that no setting takes for an answer: they stay unknown. */
const notAsked: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['required_reviewers', 'dismissal_restriction'],
};

/** Settings that no batch can tell, because it does not ask for what they rest on. */
export const untoldSettings: ReadonlySet<string> = new Set([
  'bypass-actors',
  'bypass-review',
  'enforce-admins',
  'reviews.required-reviewers',
  'reviews.dismissal',
]);

function ruleOf({ type, parameters }: RuleData): Rule {
  const word = type.toLowerCase();
  const read = isObject(parameters) ? snakeKeys(parameters) : {};
  for (const key of notAsked[word] ?? []) read[key] ??= 'not read';
  return Object.keys(read).length === 0 ? { type: word } : { type: word, parameters: read };
}

function snakeKeys(object: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(object).filter(([key, value]) => key !== '__typename' && value !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return [name, name === 'allowed_merge_methods' ? lowerCase(value) : snakeValue(value)];
    }),
  );
}

function snakeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeValue);
  return isObject(value) ? snakeKeys(value) : value;
}

/** Names of merge methods are written large in GraphQL and small in REST. */
function lowerCase(value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item.toLowerCase() : item)) : value;
}

/** Classic protection of the default branch. Lists of people and apps are not part of a batch: where there are any, it is unknown. */
export function classicRead(answer: NodeAnswer): Part<Classic> {
  const place = ['defaultBranchRef', 'branchProtectionRule'];
  const error = errorAt(answer, place);
  if (error !== undefined) return unknown({ needs: needs.classic, ...error });
  const node = nodeSchemas.repository.safeParse(answer.node);
  const ref: Record<string, unknown> | null | undefined = node.data?.defaultBranchRef;
  if (!node.success || !isObject(ref)) return unknown(unreadable('classic protection'));
  if (ref['branchProtectionRule'] === null) {
    if (node.data.viewerCanAdminister === true)
      return { state: 'none', why: 'not-protected', message: 'the branch has no classic protection' };
    const message = 'GitHub shows no classic protection, and hides it from who does not administer the repository';
    return unknown({ code: 'MISSING_PERMISSION', message, needs: needs.classic });
  }
  const rule = nodeSchemas.classic.safeParse(ref['branchProtectionRule']);
  if (!rule.success) return unknown(unreadable('classic protection'));
  const lists = [rule.data.bypassPullRequestAllowances, rule.data.bypassForcePushAllowances];
  const listed = rule.data.restrictsPushes || rule.data.restrictsReviewDismissals;
  if (listed || lists.some((list) => list?.totalCount !== 0))
    return unknown(cutList('the people and apps that classic protection names', 'classic'));
  return { state: 'read', data: classicOf(rule.data) };
}

function classicOf(rule: ClassicData): Classic {
  const on = (enabled: boolean): { enabled: boolean } => ({ enabled });
  const checks = (rule.requiredStatusChecks ?? []).map(({ context, app }) => ({
    context,
    app_id: app?.databaseId ?? null,
  }));
  return {
    ...(rule.requiresStatusChecks
      ? {
          required_status_checks: {
            strict: rule.requiresStrictStatusChecks,
            contexts: checks.map(({ context }) => context),
            checks,
          },
        }
      : {}),
    ...(rule.requiresApprovingReviews
      ? {
          required_pull_request_reviews: {
            dismiss_stale_reviews: rule.dismissesStaleReviews,
            require_code_owner_reviews: rule.requiresCodeOwnerReviews,
            required_approving_review_count: rule.requiredApprovingReviewCount,
            require_last_push_approval: rule.requireLastPushApproval,
          },
        }
      : {}),
    enforce_admins: on(rule.isAdminEnforced),
    required_linear_history: on(rule.requiresLinearHistory),
    allow_force_pushes: on(rule.allowsForcePushes),
    // Whoever is named makes the whole unknown.
    ...(rule.allowsForcePushes ? {} : { bypass_force_push_allowances: { users: [], teams: [], apps: [] } }),
    allow_deletions: on(rule.allowsDeletions),
    block_creations: on(rule.blocksCreations),
    required_conversation_resolution: on(rule.requiresConversationResolution),
    required_signatures: on(rule.requiresCommitSignatures),
    lock_branch: on(rule.lockBranch),
    allow_fork_syncing: on(rule.lockAllowsFetchAndMerge),
  };
}

/** Both answers as one observation of the default branch, to be judged like any other. */
export function observationOf(repository: string, read: RulesetsRead, classic: Part<Classic>): Observation {
  return {
    repository,
    target: 'branch',
    ref: read.facts.state === 'read' ? read.facts.data.default_branch : '',
    facts: read.facts,
    branch: { state: 'none', why: 'not-asked', message: 'a batch does not ask for the summary of the branch' },
    rules: read.rules,
    rulesets: read.rulesets,
    details: read.details,
    classic,
  };
}

/** Whether a request of its own would tell more than the batch did. */
export function needsOwnRequests({ facts, rules, rulesets, details, classic }: Observation): boolean {
  return [facts, rules, rulesets, classic, ...details.map(({ part }) => part)].some(
    (part) => part.state === 'unknown' && (part.because.code === 'TRUNCATED' || part.because.needs === ownRequest),
  );
}

import { refusals } from './github-routes.ts';
import type { RecordedRequest, RouteAnswer } from './github-server.ts';
import { permits, type Reader, readerOf, sees } from './platform-access.ts';
import { activeOn, forcePushersNode, rulesetsOf, summaryOf } from './platform-protection.ts';
import {
  branchesOf,
  findRepository,
  objectId,
  type Place,
  type PlatformState,
  type RuleData,
  type RulesetData,
  shaOf,
} from './platform-state.ts';

/*
 * Answers to the queries of the organisation audit, from the same state as REST. Of a query only the aliases, the variables, the sizes of
 * its lists and the names of its fields are read.
 */

interface Asked {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

interface GraphqlError {
  type: string;
  path: (string | number)[];
  message: string;
}

export function graphqlAnswer(state: PlatformState, request: RecordedRequest): RouteAnswer {
  const reader = readerOf(state, request.token);
  if (reader.kind === 'invalid') return refusals.badCredentials;
  if (reader.kind === 'none') {
    return { status: 401, body: { message: 'This endpoint requires you to be authenticated.' } };
  }
  const asked = JSON.parse(request.body) as Asked;
  const data: Record<string, unknown> = {};
  const errors: GraphqlError[] = [];
  const aliases = [...asked.query.matchAll(/(\w+): repository\(owner: \$(\w+), name: \$(\w+)\)/g)];
  for (const [, alias = '', owner = '', name = ''] of aliases) {
    const full = `${String(asked.variables[owner])}/${String(asked.variables[name])}`;
    const place = findRepository(state, full);
    if (place === undefined || !sees(reader, place)) {
      data[alias] = null;
      const message = `Could not resolve to a Repository with the name '${full}'.`;
      errors.push({ type: 'NOT_FOUND', path: [alias], message });
    } else if (asked.query.includes('ref(qualifiedName: $ref)'))
      data[alias] = refNode(place, reader, String(asked.variables['ref']));
    else data[alias] = nodeOf(place, reader, asked.query, { alias, errors });
  }
  const lists =
    aliases.length * (asked.query.includes('rulesets(') ? 2 + size(asked.query, /rulesets\(first: (\d+)/) : 2);
  data['rateLimit'] = { cost: Math.max(1, Math.ceil(lists / 100)), remaining: 4000, resetAt: '2026-11-20T13:00:00Z' };
  return { body: errors.length === 0 ? { data } : { data, errors } };
}

/** What the classic protection of one branch tells of those who may force-push; to who does not administer it nothing. */
function refNode(place: Place, reader: Reader, ref: string): Record<string, unknown> {
  const branch = branchesOf(place.repository).find(({ name }) => `refs/heads/${name}` === ref);
  const classic = permits(reader, place, 'administration') ? branch?.classic : undefined;
  const rule = classic === undefined ? null : { bypassForcePushAllowances: forcePushersNode(classic) };
  return {
    nameWithOwner: place.repository.name,
    ref: branch === undefined ? null : { name: branch.name, branchProtectionRule: rule },
  };
}

const size = (query: string, list: RegExp): number => Number(list.exec(query)?.[1] ?? 0);

function nodeOf(
  place: Place,
  reader: Reader,
  query: string,
  { alias, errors }: { alias: string; errors: GraphqlError[] },
): Record<string, unknown> {
  const {
    name,
    visibility = 'public',
    archived = false,
    defaultBranch = 'main',
    planWithoutProtection,
  } = place.repository;
  const branch = branchesOf(place.repository).find((one) => one.name === defaultBranch);
  const ref: Record<string, unknown> | null = branch === undefined ? null : { name: defaultBranch };
  const node: Record<string, unknown> = { nameWithOwner: name, defaultBranchRef: ref };
  if (query.includes('branchProtectionRule')) {
    const administers = permits(reader, place, 'administration');
    node['viewerCanAdminister'] = administers;
    if (ref !== null) ref['branchProtectionRule'] = administers && branch?.classic ? classicNode(branch.classic) : null;
  }
  if (query.includes('root: object(')) filesInto(node, place, reader, { alias, errors });
  if (!query.includes('rulesets(')) return node;
  Object.assign(node, {
    isPrivate: visibility !== 'public',
    visibility: visibility.toUpperCase(),
    isArchived: archived,
  });
  if (planWithoutProtection === true) {
    const message = 'Upgrade to GitHub Pro or make this repository public to enable this feature.';
    node['rulesets'] = null;
    if (ref !== null) ref['rules'] = null;
    errors.push({ type: 'FORBIDDEN', path: [alias, 'rulesets'], message });
    errors.push({ type: 'FORBIDDEN', path: [alias, 'defaultBranchRef', 'rules'], message });
    return node;
  }
  if (ref !== null && branch !== undefined) {
    const active = activeOn(place, branch).flatMap(({ ruleset, rules }) =>
      rules.map((rule) => ({ ...ruleNode(rule, query), repositoryRuleset: { databaseId: ruleset.id } })),
    );
    ref['rules'] = list(active, size(query, /defaultBranchRef \{ name rules\(first: (\d+)/));
  }
  const sets = rulesetsOf(place).map((ruleset) => rulesetNode(place, ruleset, query));
  node['rulesets'] = list(sets, size(query, /rulesets\(first: (\d+)/));
  return node;
}

const folder = '.github/workflows/';
/** So many bytes of a text GitHub gives. */
const mostText = 512_000;

function filesInto(
  node: Record<string, unknown>,
  place: Place,
  reader: Reader,
  { alias, errors }: { alias: string; errors: GraphqlError[] },
): void {
  const { repository } = place;
  const [branch] = branchesOf(repository).filter(({ name }) => name === (repository.defaultBranch ?? 'main'));
  if (branch === undefined) return void Object.assign(node, { root: null, workflows: null });
  if (!permits(reader, place, 'contents')) {
    Object.assign(node, { root: null, workflows: null });
    const message = 'Resource not accessible by integration';
    for (const field of ['root', 'workflows']) errors.push({ type: 'FORBIDDEN', path: [alias, field], message });
    return;
  }
  const { files = {}, links = [], binaries = [] } = repository;
  const paths = Object.keys(files).filter((path) => path.startsWith(folder));
  const names = [...new Set(paths.map((path) => path.slice(folder.length).split('/')[0] ?? ''))];
  const entries = names.map((name) => {
    const path = `${folder}${name}`;
    const content = files[path];
    if (content === undefined) return { name, type: 'tree', mode: 0o40000, object: {} };
    const bytes = Buffer.from(content);
    const isBinary = binaries.includes(path);
    return {
      name,
      type: 'blob',
      mode: links.includes(path) ? 0o120000 : 0o100644,
      object: {
        oid: objectId(content),
        isBinary,
        isTruncated: bytes.length > mostText,
        text: isBinary ? null : bytes.subarray(0, mostText).toString(),
      },
    };
  });
  Object.assign(node, {
    defaultBranchRef: { name: branch.name, target: { oid: shaOf(repository, branch) } },
    root: { __typename: 'Tree' },
    workflows: names.length === 0 ? null : { __typename: 'Tree', entries },
  });
}

function list(nodes: readonly unknown[], first: number): unknown {
  return { pageInfo: { hasNextPage: nodes.length > first }, nodes: nodes.slice(0, first) };
}

function rulesetNode(place: Place, ruleset: RulesetData, query: string): unknown {
  const { id, name, target, enforcement, source_type, source, updated_at } = summaryOf(place, ruleset);
  const owner = source_type === 'Repository' ? { nameWithOwner: source } : { login: source };
  const ref = { include: ruleset.include ?? ['~ALL'], exclude: ruleset.exclude ?? [] };
  const rules = ruleset.rules.map((rule) => ruleNode(rule, query));
  return {
    databaseId: id,
    name,
    target: String(target).toUpperCase(),
    enforcement: String(enforcement).toUpperCase(),
    updatedAt: updated_at,
    source: { __typename: source_type, ...owner },
    conditions: { refName: ruleset.target === 'push' ? null : ref },
    rules: list(rules, size(query, /conditions \{[^}]*\} \}\s*rules\(first: (\d+)/)),
  };
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** Only what the query names is in an answer. */
function ruleNode({ type, parameters }: RuleData, query: string): Record<string, unknown> {
  const kind = camel(`_${type}`);
  const asked = new RegExp(`\\.\\.\\. on ${kind}Parameters \\{((?:[^{}]|\\{[^{}]*\\})*)\\}`).exec(query)?.[1] ?? '';
  const kept = Object.entries(parameters ?? {}).filter(([key]) => new RegExp(`\\b${camel(key)}\\b`).test(asked));
  const fields = Object.fromEntries(kept.map(([key, value]) => [camel(key), fieldOf(key, value)]));
  const none = parameters === undefined || parameters === null;
  return { type: type.toUpperCase(), parameters: none ? null : { __typename: `${kind}Parameters`, ...fields } };
}

function fieldOf(key: string, value: unknown): unknown {
  if (key === 'allowed_merge_methods' && Array.isArray(value)) return value.map((word) => String(word).toUpperCase());
  if (Array.isArray(value)) return value.map((item) => fieldOf('', item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camel(name), fieldOf(name, inner)]));
}

function classicNode(classic: Readonly<Record<string, unknown>>): Record<string, unknown> {
  type Part = Readonly<Record<string, unknown>>;
  const on = (key: string): boolean => (classic[key] as { enabled?: boolean } | undefined)?.enabled === true;
  const checks = classic['required_status_checks'] as Part | undefined;
  const reviews = classic['required_pull_request_reviews'] as Part | undefined;
  const actors = (part: unknown): number =>
    Object.values((part ?? {}) as Record<string, readonly unknown[]>).reduce((sum, some) => sum + some.length, 0);
  const contexts = (checks?.['checks'] ?? []) as readonly { context: string; app_id?: number | null }[];
  return {
    requiresStatusChecks: checks !== undefined,
    requiresStrictStatusChecks: checks?.['strict'] === true,
    requiredStatusChecks: contexts.map(({ context, app_id }) => ({
      context,
      app: app_id === undefined || app_id === null ? null : { databaseId: app_id },
    })),
    isAdminEnforced: on('enforce_admins'),
    requiresApprovingReviews: reviews !== undefined,
    requiredApprovingReviewCount: reviews?.['required_approving_review_count'] ?? null,
    dismissesStaleReviews: reviews?.['dismiss_stale_reviews'] === true,
    requiresCodeOwnerReviews: reviews?.['require_code_owner_reviews'] === true,
    requireLastPushApproval: reviews?.['require_last_push_approval'] === true,
    restrictsReviewDismissals: reviews?.['dismissal_restrictions'] !== undefined,
    restrictsPushes: classic['restrictions'] !== undefined && classic['restrictions'] !== null,
    blocksCreations: on('block_creations'),
    allowsForcePushes: on('allow_force_pushes'),
    allowsDeletions: on('allow_deletions'),
    requiresConversationResolution: on('required_conversation_resolution'),
    requiresCommitSignatures: on('required_signatures'),
    requiresLinearHistory: on('required_linear_history'),
    lockBranch: on('lock_branch'),
    lockAllowsFetchAndMerge: on('allow_fork_syncing'),
    bypassPullRequestAllowances: { totalCount: actors(reviews?.['bypass_pull_request_allowances']) },
    bypassForcePushAllowances: { totalCount: forcePushersNode(classic).totalCount },
  };
}

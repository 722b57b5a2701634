import { expandRoute } from '../../shared/adapters/github-route.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { type GitHubAnswer, type GitHubAnswers, graphqlRequest, memoryGitHub } from './memory-github.ts';
import { permits, type Reader } from './platform-access.ts';
import {
  branchAnswer,
  classicAnswer,
  detailOf,
  factsOf,
  forcePushersNode,
  rulesAnswer,
  rulesetsOf,
  summaryOf,
} from './platform-protection.ts';
import {
  type Access,
  accessOf,
  branchesOf,
  type Place,
  type RepositoryData,
  type RulesetData,
} from './platform-state.ts';

/** What a credential may read: the workflow's own token, and tokens that may read or change the administration. */
export const tiers = ['GITHUB_TOKEN', 'administration: read', 'administration: write'] as const;
export type Tier = (typeof tiers)[number];

export type { RuleData, RulesetData } from './platform-state.ts';

/** A repository as GitHub holds it. */
export interface World {
  rulesets?: RulesetData[];
  /** Classic protection of the branch; undefined when there is none. */
  classic?: Record<string, unknown> | undefined;
  defaultBranch?: string;
  /** What GitHub says in `protected`; by default whether anything protects the branch. */
  protected?: boolean;
  /** What GitHub lists as active on the branch; by default the rules of the active rulesets that include it. */
  listed?: RulesetData[];
  /** Branches besides `main`, without classic protection. */
  branches?: string[];
  tags?: string[];
  topics?: string[] | undefined;
  /** Values of custom properties. */
  properties?: Record<string, string | string[] | null>;
}

/** Classic protection in which everything is off that can be. */
export const classicOff = {
  enforce_admins: { enabled: false },
  required_linear_history: { enabled: false },
  allow_force_pushes: { enabled: true },
  allow_deletions: { enabled: true },
  block_creations: { enabled: false },
  required_conversation_resolution: { enabled: false },
  required_signatures: { enabled: false },
  lock_branch: { enabled: false },
  allow_fork_syncing: { enabled: true },
};

const asked = '/repos/acme/app';
export const requests = {
  repository: `GET ${asked}`,
  branch: `GET ${asked}/branches/main`,
  rules: `GET ${asked}/rules/branches/main`,
  rulesets: `GET ${asked}/rulesets`,
  classic: `GET ${asked}/branches/main/protection`,
  ruleset: (id: number) => `GET ${asked}/rulesets/${id}`,
  branches: `GET ${asked}/branches`,
  tags: `GET ${asked}/tags`,
  properties: `GET ${asked}/properties/values`,
} as const;

/** The requests about one branch, as it stands in an address. */
export function requestsOf(branch: string): { branch: string; rules: string; classic: string } {
  const request = (route: string): string => `GET ${expandRoute(`GET ${asked}${route}`, { branch })}`;
  return {
    branch: request('/branches/{branch}'),
    rules: request('/rules/branches/{branch}'),
    classic: request('/branches/{branch}/protection'),
  };
}

type Refused = Extract<GitHubAnswer, { because: Because }>;
const refused = (code: Because['code'], status: number, said: string): Refused => ({
  because: { code, message: `GitHub answered ${status} "${said}"` },
  status,
  said,
});

/** What goes wrong with a request, as the adapter hands it on. */
export const faults = {
  'a bad token': refused('MISSING_PERMISSION', 401, 'Bad credentials'),
  'a missing permission': refused('MISSING_PERMISSION', 403, 'Resource not accessible by integration'),
  'a missing permission of a personal token': refused(
    'MISSING_PERMISSION',
    403,
    'Resource not accessible by personal access token',
  ),
  'a hidden 404': refused('NOT_FOUND', 404, 'Not Found'),
  'a branch that is not there': refused('NOT_FOUND', 404, 'Branch not found'),
  'a rate limit': refused('RATE_LIMITED', 403, 'API rate limit exceeded'),
  'a secondary limit': refused('RATE_LIMITED', 429, 'You have exceeded a secondary rate limit'),
  'a list that is cut': refused('TRUNCATED', 200, ''),
  'a server error': refused('GITHUB_DOWN', 502, 'Bad Gateway'),
  'no token at all': refused('NO_CREDENTIAL', 401, 'Requires authentication'),
} satisfies Record<string, Refused>;
export const planLimit = refused('PLAN_LIMIT', 403, 'Upgrade to GitHub Pro or make this repository public.');

/** A branch that is not there; rules are told all the same, as of one that could be. */
export function goneBranch(name: string): Record<string, GitHubAnswer> {
  const gone = requestsOf(name);
  const absent = faults['a branch that is not there'];
  return {
    [gone.branch]: absent,
    [gone.classic]: absent,
    [gone.rules]: { json: [{ type: 'deletion', ruleset_id: 1 }] },
  };
}

/** What GitHub answers for the former name of a branch: it leads on to the present one. */
export function renamedBranch(name: string, now: string): Record<string, GitHubAnswer> {
  return { ...goneBranch(name), [requestsOf(name).branch]: { json: { name: now, protected: true } } };
}

/** The repository of a world, for the platform. Only `main` has the classic protection of the world. */
export function repositoryOf(world: World): RepositoryData {
  const {
    rulesets = [],
    classic,
    defaultBranch = 'main',
    branches = [],
    tags = [],
    topics = [],
    properties = {},
  } = world;
  const main = { name: 'main', classic, protected: world.protected, listed: world.listed };
  const others = [...new Set([...branches, defaultBranch])].filter((name) => name !== 'main').map((name) => ({ name }));
  return {
    name: 'acme/app',
    defaultBranch,
    rulesets,
    branches: [main, ...others],
    tags: tags.map((name) => ({ name, object: { type: 'commit', sha: 'a'.repeat(40) } })),
    topics: topics ?? [],
    properties,
  };
}

export const accessByTier = {
  GITHUB_TOKEN: accessOf.workflow('acme/app'),
  'administration: read': accessOf.administrationRead('acme/app'),
  'administration: write': accessOf.administrationWrite('acme/app'),
} satisfies Record<Tier, Access>;

/** What the API answers about acme/app, as that credential sees it: the answers that the platform gives. */
export function answersOf(world: World, tier: Tier): Record<string, GitHubAnswer> {
  const repository = repositoryOf(world);
  const place: Place = { organisation: { login: 'acme', repositories: [repository] }, repository };
  const reader: Reader = { kind: 'token', access: accessByTier[tier] };
  const { topics, ...facts } = factsOf(place);
  const hidden = 'topics' in world && world.topics === undefined;
  return {
    [requests.repository]: { json: hidden ? facts : { ...facts, topics } },
    [requests.rulesets]: { json: rulesetsOf(place).map((ruleset) => summaryOf(place, ruleset)) },
    [requests.branches]: { json: branchesOf(repository).map(({ name }) => ({ name, protected: false })) },
    [requests.tags]: { json: (repository.tags ?? []).map(({ name }) => ({ name })) },
    [requests.properties]: {
      json: Object.entries(world.properties ?? {}).map(([name, value]) => ({ property_name: name, value })),
    },
    [graphqlRequest]: forcePushersAnswer(world, tier),
    ...Object.assign({}, ...branchesOf(repository).map(({ name }) => answersOfBranch(place, reader, name))),
    ...Object.fromEntries(
      rulesetsOf(place).map((ruleset) => [requests.ruleset(ruleset.id), { json: detailOf(place, ruleset, reader) }]),
    ),
  };
}

/** Those whom classic protection lets force-push, which only GraphQL tells. */
function forcePushersAnswer({ classic }: World, tier: Tier): GitHubAnswer {
  const isShown = classic !== undefined && tier !== 'GITHUB_TOKEN';
  const rule = isShown ? { bypassForcePushAllowances: forcePushersNode(classic) } : null;
  return { json: { data: { r0: { nameWithOwner: 'acme/app', ref: { name: 'main', branchProtectionRule: rule } } } } };
}

function answersOfBranch(place: Place, reader: Reader, name: string): Record<string, GitHubAnswer> {
  const asked = requestsOf(name);
  const classic = classicAnswer(place, name);
  return {
    [asked.branch]: { json: branchAnswer(place, name).body },
    [asked.rules]: { json: rulesAnswer(place, name) },
    [asked.classic]: !permits(reader, place, 'administration')
      ? faults['a missing permission']
      : classic.status === 404
        ? refused('NOT_FOUND', 404, 'Branch not protected')
        : { json: classic.body },
  };
}

/** The port, and every request that it was asked. */
export function countingGitHub(answers: GitHubAnswers): { github: GitHub; asked: string[] } {
  const asked: string[] = [];
  const inner = memoryGitHub(answers);
  const note = (route: string): void => void asked.push(route);
  return {
    asked,
    github: {
      ...inner,
      get: (route, parameters, schema) => {
        note(route);
        return inner.get(route, parameters, schema);
      },
      all: (route, parameters, schema) => {
        note(route);
        return inner.all(route, parameters, schema);
      },
      graphql: (query, variables) => {
        note(graphqlRequest);
        return inner.graphql(query, variables);
      },
    },
  };
}

import { expandRoute } from '../../shared/adapters/github-route.ts';
import type { Because } from '../../shared/core/errors.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { type GitHubAnswer, type GitHubAnswers, memoryGitHub } from './memory-github.ts';

/** What a credential may read: the workflow's own token, and tokens that may read or change the administration. */
export const tiers = ['GITHUB_TOKEN', 'administration: read', 'administration: write'] as const;
export type Tier = (typeof tiers)[number];

export interface RuleData {
  type: string;
  parameters?: Record<string, unknown> | null;
}

export interface RulesetData {
  id: number;
  name?: string;
  target?: 'branch' | 'tag' | 'push';
  enforcement?: string;
  level?: string;
  include?: string[];
  exclude?: string[];
  rules: RuleData[];
  bypass?: Record<string, unknown>[];
}

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

const sourceOf = (level: string | undefined) => ({
  source_type: level ?? 'Repository',
  source: level === 'Organization' ? 'acme' : 'acme/app',
});

/** What the API answers about acme/app, as that credential sees it. */
export function answersOf(world: World, tier: Tier): Record<string, GitHubAnswer> {
  const { rulesets = [], defaultBranch = 'main', branches = [], tags = [], topics = [], properties = {} } = world;
  const head = ({ id, name, target, enforcement, level }: RulesetData) => ({
    id,
    name: name ?? `ruleset ${id}`,
    target: target ?? 'branch',
    enforcement: enforcement ?? 'active',
    ...sourceOf(level),
    updated_at: '2026-11-01T00:00:00Z',
  });
  const named = ['main', ...branches];
  return {
    [requests.repository]: {
      json: {
        full_name: 'acme/app',
        default_branch: defaultBranch,
        private: false,
        visibility: 'public',
        ...('topics' in world && world.topics === undefined ? {} : { topics }),
      },
    },
    [requests.rulesets]: { json: rulesets.map(head) },
    [requests.branches]: { json: named.map((name) => ({ name, protected: false })) },
    [requests.tags]: { json: tags.map((name) => ({ name })) },
    [requests.properties]: {
      json: Object.entries(properties).map(([name, value]) => ({ property_name: name, value })),
    },
    ...Object.assign({}, ...named.map((name) => answersOfBranch(world, tier, name))),
    ...Object.fromEntries(
      rulesets.map((ruleset) => [
        requests.ruleset(ruleset.id),
        {
          json: {
            ...head(ruleset),
            ...(ruleset.target === 'push'
              ? {}
              : { conditions: { ref_name: { include: ruleset.include ?? ['~ALL'], exclude: ruleset.exclude ?? [] } } }),
            rules: ruleset.rules,
            ...(tier === 'administration: write' ? { bypass_actors: ruleset.bypass ?? [] } : {}),
          },
        },
      ]),
    ),
  };
}

/** What the API answers about one branch; only `main` has the classic protection of the world. */
function answersOfBranch(world: World, tier: Tier, branch: string): Record<string, GitHubAnswer> {
  const { rulesets = [], defaultBranch = 'main' } = world;
  const main = branch === 'main';
  const active = (main ? world.listed : undefined) ?? rulesets.filter((one) => activeOn(one, branch, defaultBranch));
  const classic = main ? world.classic : undefined;
  const protectedBy = active.some(({ rules }) => rules.length > 0) || classic !== undefined;
  const checks = classic?.['required_status_checks'] as Record<string, unknown> | undefined;
  const asked = requestsOf(branch);
  return {
    [asked.branch]: {
      json: {
        name: branch,
        protected: (main ? world.protected : undefined) ?? protectedBy,
        protection: {
          enabled: classic !== undefined,
          required_status_checks: checks ?? { enforcement_level: 'off', contexts: [], checks: [] },
        },
      },
    },
    [asked.rules]: {
      json: active.flatMap(({ id, level, rules }) =>
        rules.map((rule) => ({
          ...rule,
          ruleset_id: id,
          ruleset_source_type: sourceOf(level).source_type,
          ruleset_source: sourceOf(level).source,
        })),
      ),
    },
    [asked.classic]:
      tier === 'GITHUB_TOKEN'
        ? faults['a missing permission']
        : classic === undefined
          ? refused('NOT_FOUND', 404, 'Branch not protected')
          : { json: classic },
  };
}

/** Only what the tests use: names, beginnings of names, ~ALL and ~DEFAULT_BRANCH. */
function activeOn(
  { target, enforcement, include, exclude }: RulesetData,
  branch: string,
  defaultBranch: string,
): boolean {
  const full = `refs/heads/${branch}`;
  const means = (entry: string): boolean =>
    entry === '~ALL' ||
    entry === full ||
    (entry.endsWith('/*') && full.startsWith(entry.slice(0, -1))) ||
    (entry === '~DEFAULT_BRANCH' && defaultBranch === branch);
  return (
    (target ?? 'branch') === 'branch' &&
    (enforcement ?? 'active') === 'active' &&
    (include ?? ['~ALL']).some(means) &&
    !(exclude ?? []).some(means)
  );
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
    },
  };
}

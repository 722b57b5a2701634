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
} as const;

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

/** What the API answers about the branch `main` of acme/app, as that credential sees it. */
export function answersOf(world: World, tier: Tier): Record<string, GitHubAnswer> {
  const { rulesets = [], classic, defaultBranch = 'main' } = world;
  const active = world.listed ?? rulesets.filter((ruleset) => activeOn(ruleset, defaultBranch));
  const source = (level: string | undefined) => ({
    source_type: level ?? 'Repository',
    source: level === 'Organization' ? 'acme' : 'acme/app',
  });
  const head = ({ id, name, target, enforcement, level }: RulesetData) => ({
    id,
    name: name ?? `ruleset ${id}`,
    target: target ?? 'branch',
    enforcement: enforcement ?? 'active',
    ...source(level),
    updated_at: '2026-11-01T00:00:00Z',
  });
  const checks = classic?.['required_status_checks'] as Record<string, unknown> | undefined;
  return {
    [requests.repository]: {
      json: { full_name: 'acme/app', default_branch: defaultBranch, private: false, visibility: 'public' },
    },
    [requests.branch]: {
      json: {
        name: 'main',
        protected: world.protected ?? (active.some(({ rules }) => rules.length > 0) || classic !== undefined),
        protection: {
          enabled: classic !== undefined,
          required_status_checks: checks ?? { enforcement_level: 'off', contexts: [], checks: [] },
        },
      },
    },
    [requests.rules]: {
      json: active.flatMap(({ id, level, rules }) =>
        rules.map((rule) => ({
          ...rule,
          ruleset_id: id,
          ruleset_source_type: source(level).source_type,
          ruleset_source: source(level).source,
        })),
      ),
    },
    [requests.rulesets]: { json: rulesets.map(head) },
    [requests.classic]:
      tier === 'GITHUB_TOKEN'
        ? faults['a missing permission']
        : classic === undefined
          ? refused('NOT_FOUND', 404, 'Branch not protected')
          : { json: classic },
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

/** Only what the tests use: names, ~ALL and ~DEFAULT_BRANCH. */
function activeOn({ target, enforcement, include, exclude }: RulesetData, defaultBranch: string): boolean {
  const means = (entry: string): boolean =>
    entry === '~ALL' || entry === 'refs/heads/main' || (entry === '~DEFAULT_BRANCH' && defaultBranch === 'main');
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

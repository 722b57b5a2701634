import type { Because } from '../../shared/core/errors.ts';
import type { GitHub } from '../../shared/core/ports.ts';
import { type GitHubAnswer, type GitHubAnswers, memoryGitHub } from './memory-github.ts';
import { permits, type Reader } from './platform-access.ts';
import {
  branchAnswer,
  classicAnswer,
  detailOf,
  factsOf,
  rulesAnswer,
  rulesetsOf,
  summaryOf,
} from './platform-protection.ts';
import { type Access, accessOf, type Place, type RepositoryData, type RulesetData } from './platform-state.ts';

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

/** The repository of a world, for the platform. */
export function repositoryOf({ rulesets = [], classic, defaultBranch = 'main', ...said }: World): RepositoryData {
  const main = { name: 'main', classic, protected: said.protected, listed: said.listed };
  const others = defaultBranch === 'main' ? [] : [{ name: defaultBranch }];
  return { name: 'acme/app', defaultBranch, rulesets, branches: [main, ...others] };
}

export const accessByTier = {
  GITHUB_TOKEN: accessOf.workflow('acme/app'),
  'administration: read': accessOf.administrationRead('acme/app'),
  'administration: write': accessOf.administrationWrite('acme/app'),
} satisfies Record<Tier, Access>;

/** What the API answers about the branch `main` of acme/app, as that credential sees it: the answers that the platform gives. */
export function answersOf(world: World, tier: Tier): Record<string, GitHubAnswer> {
  const repository = repositoryOf(world);
  const place: Place = { organisation: { login: 'acme', repositories: [repository] }, repository };
  const reader: Reader = { kind: 'token', access: accessByTier[tier] };
  const classic = classicAnswer(place, 'main');
  return {
    [requests.repository]: { json: factsOf(place) },
    [requests.branch]: { json: branchAnswer(place, 'main').body },
    [requests.rules]: { json: rulesAnswer(place, 'main') },
    [requests.rulesets]: { json: rulesetsOf(place).map((ruleset) => summaryOf(place, ruleset)) },
    [requests.classic]: !permits(reader, place, 'administration')
      ? faults['a missing permission']
      : classic.status === 404
        ? refused('NOT_FOUND', 404, 'Branch not protected')
        : { json: classic.body },
    ...Object.fromEntries(
      rulesetsOf(place).map((ruleset) => [requests.ruleset(ruleset.id), { json: detailOf(place, ruleset, reader) }]),
    ),
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
    },
  };
}

import { payload, refusals } from './github-routes.ts';
import type { RouteAnswer } from './github-server.ts';
import { permits, type Reader } from './platform-access.ts';
import { type BranchData, branchesOf, type Place, type RulesetData, shaOf } from './platform-state.ts';

/*
 * What the REST API tells of a repository and of what protects it.
 */

export function rulesetsOf({ organisation, repository }: Place): RulesetData[] {
  const above = (organisation.rulesets ?? [])
    .filter(({ repositories }) => repositories === undefined || repositories.includes(repository.name))
    .map(({ repositories: _names, ...ruleset }) => ({ level: 'Organization', ...ruleset }));
  return [...(repository.rulesets ?? []), ...above];
}

export function factsOf({ repository }: Place): Record<string, unknown> {
  const {
    name,
    visibility = 'public',
    archived = false,
    fork = false,
    topics = [],
    defaultBranch = 'main',
  } = repository;
  return payload<'/repos/{owner}/{repo}'>({
    full_name: name,
    name: name.split('/')[1] ?? '',
    owner: { login: name.split('/')[0] ?? '' },
    private: visibility !== 'public',
    visibility,
    archived,
    fork,
    topics: [...topics],
    default_branch: defaultBranch,
  });
}

/** The rules that hold for a branch now, with the ruleset of each. */
export function activeOn(place: Place, branch: BranchData): { ruleset: RulesetData; rules: RulesetData['rules'] }[] {
  const active = branch.listed ?? rulesetsOf(place).filter((ruleset) => holdsFor(place, ruleset, branch.name));
  return active.map((ruleset) => ({ ruleset, rules: ruleset.rules }));
}

function holdsFor({ repository }: Place, ruleset: RulesetData, branch: string): boolean {
  const { target = 'branch', enforcement = 'active', include = ['~ALL'], exclude = [] } = ruleset;
  const full = `refs/heads/${branch}`;
  const means = (entry: string): boolean =>
    entry === '~ALL' ||
    (entry === '~DEFAULT_BRANCH' ? branch === (repository.defaultBranch ?? 'main') : patternOf(entry).test(full));
  return target === 'branch' && enforcement === 'active' && include.some(means) && !exclude.some(means);
}

/** Names, `*`, `?` and `**`: what states use. */
function patternOf(entry: string): RegExp {
  const source = entry
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map(
      (part) =>
        ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' })[part] ??
        part.replace(/[.+^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`, 's');
}

const sourceOf = ({ repository, organisation }: Place, level = 'Repository') => ({
  type: level,
  name: level === 'Repository' ? repository.name : organisation.login,
});

export function summaryOf(place: Place, ruleset: RulesetData): Record<string, unknown> {
  const source = sourceOf(place, ruleset.level);
  return {
    id: ruleset.id,
    name: ruleset.name ?? `ruleset ${ruleset.id}`,
    target: ruleset.target ?? 'branch',
    enforcement: ruleset.enforcement ?? 'active',
    source_type: source.type,
    source: source.name,
    updated_at: ruleset.updatedAt ?? '2026-11-01T00:00:00Z',
  };
}

/** The bypass list is shown to those alone who may change the ruleset. */
export function detailOf(place: Place, ruleset: RulesetData, reader: Reader): Record<string, unknown> {
  const above = (ruleset.level ?? 'Repository') !== 'Repository';
  const mayChange = above
    ? reader.kind === 'token' && reader.access.organisation?.administration === 'write'
    : permits(reader, place, 'administration', 'write');
  return {
    ...summaryOf(place, ruleset),
    ...(ruleset.target === 'push'
      ? {}
      : { conditions: { ref_name: { include: ruleset.include ?? ['~ALL'], exclude: ruleset.exclude ?? [] } } }),
    rules: ruleset.rules,
    ...(mayChange ? { bypass_actors: ruleset.bypass ?? [] } : {}),
  };
}

export function branchAnswer(place: Place, name: string): RouteAnswer {
  const branch = branchesOf(place.repository).find((one) => one.name === name);
  if (branch === undefined) return { status: 404, body: { message: 'Branch not found' } };
  const { classic } = branch;
  const checks = classic?.['required_status_checks'] as Record<string, unknown> | undefined;
  const asks = activeOn(place, branch).some(({ rules }) => rules.length > 0);
  return {
    body: {
      name,
      commit: { sha: shaOf(place.repository, branch) },
      protected: branch.protected ?? (asks || classic !== undefined),
      protection: {
        enabled: classic !== undefined,
        required_status_checks: checks ?? { enforcement_level: 'off', contexts: [], checks: [] },
      },
    },
  };
}

export function rulesAnswer(place: Place, name: string): unknown[] {
  const branch = branchesOf(place.repository).find((one) => one.name === name) ?? { name };
  return activeOn(place, branch).flatMap(({ ruleset, rules }) => {
    const source = sourceOf(place, ruleset.level);
    return rules.map((rule) => ({
      ...rule,
      ruleset_id: ruleset.id,
      ruleset_source_type: source.type,
      ruleset_source: source.name,
    }));
  });
}

export function classicAnswer({ repository }: Place, name: string): RouteAnswer {
  const branch = branchesOf(repository).find((one) => one.name === name);
  if (branch === undefined) return { status: 404, body: { message: 'Branch not found' } };
  if (branch.classic === undefined) return refusals.branchNotProtected;
  // Only GraphQL has a word for them.
  const { bypass_force_push_allowances: _unsaid, ...body } = branch.classic;
  return { body };
}

type Actors = Readonly<Record<string, readonly { id: number }[] | undefined>>;

/** Those whom classic protection lets force-push, as GraphQL tells it. */
export function forcePushersNode(classic: Readonly<Record<string, unknown>>): { totalCount: number; nodes: unknown[] } {
  const named = (classic['bypass_force_push_allowances'] ?? {}) as Actors;
  const of = (kind: string, typeName: string): unknown[] =>
    (named[kind] ?? []).map(({ id }) => ({ actor: { __typename: typeName, databaseId: id } }));
  const nodes = [...of('users', 'User'), ...of('teams', 'Team'), ...of('apps', 'App')];
  return { totalCount: nodes.length, nodes };
}

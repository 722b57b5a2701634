import { type PatternMatcher, patternMatcher } from '../../shared/domain/change-set/changed-paths.ts';
import { contractOf, type GroupConfig, type PlaceConfig, placesOf } from '../../shared/domain/change-set/config.ts';
import { type Fact, factsOfContract, type Spot } from '../../shared/domain/change-set/fact.ts';
import type { Ctx } from './definition.ts';

/** What a group demands; the kind is the rule that judges it. */
export type Demand =
  | { kind: 'together'; patterns: readonly PatternMatcher[]; existing: boolean }
  | { kind: 'facts-together'; facts: readonly Fact[] }
  | { kind: 'follows'; when: Condition; any: readonly PatternMatcher[]; all: readonly PatternMatcher[] }
  | { kind: 'apart'; these: readonly PatternMatcher[]; those: readonly PatternMatcher[] };

export interface Condition {
  every: boolean;
  patterns: readonly PatternMatcher[];
}

/** A group of the configuration, its patterns compiled and its facts looked up. */
export interface Group {
  id: string;
  why: string | undefined;
  /** A copy asks for the other changes as a change of its source does. */
  copies: boolean;
  demand: Demand;
  /** What must not be deleted, or why deletions are not judged. */
  members: readonly PatternMatcher[] | { allowed: string };
}

export async function groupOf(ctx: Ctx, config: GroupConfig): Promise<Group> {
  const compiled = (patterns: readonly string[] | undefined): Promise<PatternMatcher[]> =>
    Promise.all((patterns ?? []).map((pattern) => patternMatcher(pattern, (globs) => ctx.matcher(globs))));
  const demand = await demandOf(ctx, config, compiled);
  return {
    id: config.id,
    why: config.why,
    copies: config.copies !== 'ignore',
    demand,
    members: membersOf(config, demand),
  };
}

async function demandOf(
  ctx: Ctx,
  config: GroupConfig,
  compiled: (patterns: readonly string[] | undefined) => Promise<PatternMatcher[]>,
): Promise<Demand> {
  const { existing, when } = config;
  const never = config['never-with'];
  if (config.semantic !== undefined) return { kind: 'facts-together', facts: factsOf(ctx, config) };
  if (never !== undefined)
    return { kind: 'apart', these: await compiled(never.these), those: await compiled(never.those) };
  if (when !== undefined) {
    const every = when['all-of'] !== undefined;
    const patterns = await compiled(when['all-of'] ?? when['any-of']);
    const [any, all] = [await compiled(config.then?.['any-of']), await compiled(config.then?.['all-of'])];
    return { kind: 'follows', when: { every, patterns }, any, all };
  }
  const patterns = await compiled(config['all-of'] ?? existing);
  return { kind: 'together', patterns, existing: existing !== undefined };
}

function membersOf({ deletions }: GroupConfig, demand: Demand): Group['members'] {
  if (demand.kind === 'apart') return { allowed: 'no file of never-with has to be there' };
  if (deletions === 'allowed') return { allowed: 'the configuration allows deletions in this group' };
  switch (demand.kind) {
    case 'together':
      return demand.patterns;
    case 'follows':
      return [...demand.all, ...demand.any];
    case 'facts-together': {
      const paths = new Set(demand.facts.flatMap(({ places }) => places.map(({ path }) => path)));
      return [...paths].map((pattern) => ({ pattern, matches: (path) => path === pattern }));
    }
  }
}

function factsOf(ctx: Ctx, config: GroupConfig): Fact[] {
  const id = contractOf(config);
  if (id !== undefined) {
    const contract = ctx.config.contracts.find((each) => each.id === id);
    if (contract === undefined) throw new Error(`the contract ${id} was not checked`);
    return factsOfContract(contract);
  }
  return placesOf(config).map(([name, places]) => ({
    name,
    compare: 'equal',
    places: places.map((place) => ({ path: place.path, spot: spotOf(place) })),
  }));
}

function spotOf({ pointer, heading = '', bullet, column = '' }: PlaceConfig): Spot {
  if (pointer !== undefined) return { kind: 'pointer', pointer };
  if (bullet !== undefined) return { kind: 'bullet', heading, label: bullet };
  return { kind: 'column', heading, header: column, appended: false };
}

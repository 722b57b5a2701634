import { listMatches } from './filter-pattern.ts';
import type { Filter, Trigger } from './workflow.ts';

/**
 * What the filters of an event mean for changes to one branch. `never`: the workflow does not run for them; `sometimes`:
 * it can stay away; `unknown`: a pattern is not documented, or the branch not known. `filters` are those that do it.
 */
export interface FilterEffect {
  runs: 'always' | 'sometimes' | 'never' | 'unknown';
  filters: readonly Filter[];
}

/** The types of an event without which a check is missing on some commits. */
const neededTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['pull_request', ['opened', 'synchronize']],
  ['pull_request_target', ['opened', 'synchronize']],
  ['merge_group', ['checks_requested']],
]);

/** The types of `pull_request` that a filter lacks so that every commit of a pull request gets its checks. */
export function missingTypes(event: string, filter: Filter): readonly string[] {
  return (neededTypes.get(event) ?? []).filter((type) => !filter.value.includes(type));
}

/** `branch`: the branch into which changes go, as events of pull requests and merge queues filter by it; undefined when it is not known. */
export function filterEffect({ event, filters }: Trigger, branch: string | undefined): FilterEffect {
  const effects = filters.map((filter) => ({ filter, runs: effectOf(event, filter, branch) }));
  for (const runs of ['never', 'unknown', 'sometimes'] as const) {
    const found = effects.filter((effect) => effect.runs === runs);
    if (found.length > 0) return { runs, filters: found.map(({ filter }) => filter) };
  }
  return { runs: 'always', filters: [] };
}

function effectOf(event: string, filter: Filter, branch: string | undefined): FilterEffect['runs'] {
  const { kind, value } = filter;
  if (kind === 'types') return missingTypes(event, filter).length === 0 ? 'always' : 'sometimes';
  if (kind === 'paths') return value.at(-1) === '**' ? 'always' : 'sometimes';
  if (kind === 'paths-ignore') return value.length === 0 ? 'always' : 'sometimes';
  if (kind === 'tags' || kind === 'tags-ignore') return 'always';
  const matched = branch === undefined ? undefined : listMatches(value, branch);
  // What an empty list means is not documented.
  if (matched === undefined || value.length === 0) return 'unknown';
  return matched === (kind === 'branches') ? 'always' : 'never';
}

/**
 * Whether two triggers of one event together run for every change: one filters by exactly the paths that the other one
 * ignores, and neither by anything else that matters.
 */
export function complement(a: Trigger, b: Trigger, branch: string | undefined): boolean {
  if (a.event !== b.event) return false;
  const [first, second] = [filterEffect(a, branch), filterEffect(b, branch)];
  const [one, other] = [first.filters[0], second.filters[0]];
  if (one === undefined || other === undefined || first.filters.length > 1 || second.filters.length > 1) return false;
  const kinds = [one.kind, other.kind].sort().join();
  return kinds === 'paths,paths-ignore' && [...one.value].sort().join('\0') === [...other.value].sort().join('\0');
}

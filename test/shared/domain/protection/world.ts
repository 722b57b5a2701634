import type { AskedEntry } from '../../../../shared/domain/protection/asked-entry.ts';
import { type Comparison, compare } from '../../../../shared/domain/protection/compare.ts';
import { type Effective, effective } from '../../../../shared/domain/protection/effective.ts';
import { entriesOf } from '../../../../shared/domain/protection/entries.ts';
import { PolicySchema, placeOf } from '../../../../shared/domain/protection/policy.ts';
import type { Row } from '../../../../shared/domain/protection/row.ts';
import type { Observation, Target } from '../../../../shared/domain/seen-repository/observation.ts';
import { observe } from '../../../../shared/domain/seen-repository/observe.ts';
import type { GitHubAnswers } from '../../../support/memory-github.ts';
import { memoryGitHub } from '../../../support/memory-github.ts';
import { at } from '../../../support/moments.ts';
import { answersOf, type Tier, type World } from '../../../support/protection-api.ts';

export const now = at('2026-11-20T12:00:00Z');

export function look(
  world: World,
  tier: Tier,
  { target = 'branch', changed = {} }: { target?: Target; changed?: GitHubAnswers } = {},
): Promise<Observation> {
  const ref = target === 'tag' ? 'v1.0.0' : 'main';
  return observe(memoryGitHub({ ...answersOf(world, tier), ...changed }), 'acme/app', { target, ref });
}

/** A policy with these settings for `main`, `v1.0.0` or every push, checked against its schema as a configuration is. */
export function asking(settings: Readonly<Record<string, unknown>>, target: Target = 'branch'): AskedEntry[] {
  const entry: Record<string, unknown> = target === 'push' ? {} : { pattern: target === 'tag' ? 'v*' : 'main' };
  for (const [key, value] of Object.entries(settings)) {
    const [first = '', second] = placeOf(key, target);
    entry[first] = second === undefined ? value : { ...(entry[first] as object | undefined), [second]: value };
  }
  const section = { branch: 'branches', tag: 'tags', push: 'push' }[target];
  const policy = PolicySchema.parse({ [section]: target === 'push' ? entry : [entry] });
  const { entries, problems } = entriesOf({ name: 'repository', policy });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return entries;
}

export function judged(state: Effective, entries: readonly AskedEntry[]): Comparison {
  return compare(state, entries, { defaultBranch: 'main', now });
}

/** The row of one setting, asked for as `value` says. */
export async function rowOf(
  world: World,
  tier: Tier,
  [key, value]: [key: string, value: unknown],
  options: { target?: Target; changed?: GitHubAnswers } = {},
): Promise<Row> {
  const state = effective(await look(world, tier, options));
  const row = judged(state, asking({ [key]: value }, options.target)).rows.find(({ setting }) => setting === key);
  if (row === undefined) throw new Error(`there is no row for ${key}`);
  return row;
}

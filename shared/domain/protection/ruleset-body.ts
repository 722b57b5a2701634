import { type Json, stableJson } from '../../core/json.ts';
import type { Target } from '../seen-repository/observation.ts';
import type { SettingSpec } from './setting.ts';

/** A ruleset in the form that GitHub imports, and that the API takes. */
export interface RulesetBody {
  name: string;
  target: Target;
  enforcement: 'active';
  bypass_actors: [];
  conditions?: { ref_name: { include: string[]; exclude: string[] } };
  rules: { type: string; parameters?: Record<string, unknown> }[];
}

/** Parameters that GitHub wants in every rule of a type, with the value that asks for the least. */
const least: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  pull_request: {
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  },
  required_status_checks: { required_status_checks: [], strict_required_status_checks_policy: false },
  update: { update_allows_fetch_and_merge: true },
  merge_queue: {
    check_response_timeout_minutes: 60,
    grouping_strategy: 'ALLGREEN',
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: 'MERGE',
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
  code_scanning: { code_scanning_tools: [] },
  workflows: { workflows: [] },
};

export interface Wanted {
  spec: SettingSpec;
  atoms: readonly Json[];
}

/**
 * Rulesets that add what is wanted to the refs of a condition. GitHub layers rulesets and the strictest one holds, so that a new one
 * never weakens what is there. More than one only where a rule holds one pattern. What no rule says is left out.
 */
export function rulesetsFor(
  name: string,
  target: Target,
  refs: { include: readonly string[]; exclude: readonly string[] },
  wanted: readonly Wanted[],
): RulesetBody[] {
  const rulesets: Map<string, Record<string, unknown>>[] = [];
  for (const { spec, atoms } of wanted) {
    const { rule, write } = spec;
    if (rule === undefined || write === undefined || atoms.length === 0) continue;
    const each = rule.endsWith('_pattern') ? atoms.map((atom) => [atom]) : [atoms];
    for (const [index, part] of each.entries()) {
      const ruleset = rulesets[index] ?? new Map<string, Record<string, unknown>>();
      rulesets[index] = ruleset;
      ruleset.set(rule, together({ ...least[rule], ...ruleset.get(rule) }, write(part)));
    }
  }
  return rulesets.map((rules, index) => ({
    name: index === 0 ? name : `${name} ${index + 1}`,
    target,
    enforcement: 'active',
    bypass_actors: [],
    ...(target === 'push'
      ? {}
      : { conditions: { ref_name: { include: [...refs.include], exclude: [...refs.exclude] } } }),
    rules: [...rules].map(([type, parameters]) =>
      Object.keys(parameters).length === 0 ? { type } : { type, parameters },
    ),
  }));
}

/** Two settings may write into one list of a rule: both of what they ask for is in it, each entry once. */
function together(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const united = Object.entries(after).map(([name, value]): [string, unknown] => {
    const earlier = before[name];
    if (!Array.isArray(value) || !Array.isArray(earlier)) return [name, value];
    const entries: unknown[] = [...earlier, ...value];
    return [name, [...new Map(entries.map((one) => [stableJson(one), one])).values()]];
  });
  return { ...before, ...Object.fromEntries(united) };
}

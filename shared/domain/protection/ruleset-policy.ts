import type { Json } from '../../core/json.ts';
import { formatPointer } from '../../core/pointer.ts';
import { type PointerProblem, pointerProblems } from '../../core/pointer-problem.ts';
import { RulesetSchema } from '../github-rules/api-ruleset.ts';
import type { Ask } from './ask.ts';
import type { AskedEntry } from './asked-entry.ts';
import { actorsOf } from './bypass.ts';
import { targets } from './observation.ts';
import { reduce } from './scale.ts';
import { ruleTypes, settingsOf } from './settings.ts';

/**
 * A ruleset as GitHub exports it, taken as a policy: every rule with all its parameters at least, the bypass list exactly, if it is
 * there, and that something is active at all. Every problem at once, with its place in the file.
 */
export function entryOfRuleset(
  data: unknown,
  layer: string,
): { ok: true; entry: AskedEntry } | { ok: false; problems: PointerProblem[] } {
  const parsed = RulesetSchema.partial({ id: true }).safeParse(data);
  if (!parsed.success) return { ok: false, problems: pointerProblems(parsed.error) };
  const ruleset = parsed.data;
  const problems: PointerProblem[] = [];
  const target = targets.find((one) => one === (ruleset.target ?? 'branch'));
  if (target === undefined)
    problems.push({ pointer: '/target', message: `rulesets of the target ${ruleset.target} are not known` });
  const rules = ruleset.rules ?? [];
  if (rules.length === 0)
    problems.push({ pointer: '/rules', message: 'the ruleset has no rules: it would ask for nothing' });
  if (ruleset.enforcement !== 'active')
    problems.push({
      pointer: '/enforcement',
      message: `the ruleset is ${ruleset.enforcement}: only an active one says what is asked for`,
    });
  const names = ruleset.conditions?.ref_name;
  const include = names?.include ?? [];
  if (target !== 'push' && include.length === 0)
    problems.push({
      pointer: '/conditions/ref_name/include',
      message: 'the ruleset names no ref: it would ask for nothing',
    });

  const by = [layer, `ruleset ${ruleset.name}`];
  const atoms = new Map<string, Json[]>();
  const known = ruleTypes(target ?? 'branch');
  for (const [index, rule] of rules.entries()) {
    for (const spec of settingsOf(target ?? 'branch')) {
      if (spec.rule !== rule.type || spec.read === undefined) continue;
      const reading = spec.read(rule.parameters ?? {});
      if (reading.ok) atoms.set(spec.key, [...(atoms.get(spec.key) ?? []), ...reading.atoms]);
      else if (!reading.missing)
        problems.push({
          pointer: formatPointer(['rules', index, 'parameters']),
          message: `the rule ${rule.type} ${reading.message}`,
        });
    }
  }
  if (problems.length > 0 || target === undefined) return { ok: false, problems };

  const asks: Record<string, Ask[]> = { active: [{ mode: 'at-least', atoms: [true], by }] };
  for (const { key, scale } of settingsOf(target)) {
    const found = reduce(scale, atoms.get(key) ?? []);
    if (found.length > 0) asks[key] = [{ mode: 'at-least', atoms: found, by }];
  }
  if (ruleset.bypass_actors !== undefined && ruleset.bypass_actors !== null)
    asks['bypass-actors'] = [{ mode: 'exactly', atoms: actorsOf(ruleset.bypass_actors), by }];
  return {
    ok: true,
    entry: {
      target,
      include,
      exclude: names?.exclude ?? [],
      asks,
      unrecognised: rules
        .filter(({ type }) => !known.has(type))
        .map(({ type, parameters }) => ({ type, parameters: parameters ?? undefined })),
    },
  };
}

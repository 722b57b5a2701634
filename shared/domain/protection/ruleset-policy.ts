import type { Json } from '../../core/json.ts';
import { formatPointer } from '../../core/pointer.ts';
import { type PointerProblem, pointerProblems } from '../../core/pointer-problem.ts';
import { RulesetSchema } from '../github-rules/api-ruleset.ts';
import { targets } from '../seen-repository/observation.ts';
import type { Ask } from './ask.ts';
import type { AskedEntry } from './asked-entry.ts';
import { actorsOf } from './bypass.ts';
import { unknownParameters } from './rule-parameters.ts';
import { reduce } from './scale.ts';
import { ruleTypes, settingsOf } from './settings.ts';

/**
 * A ruleset as GitHub exports it, taken as a policy: every rule with all its parameters at least, those that are not known just so, the
 * bypass list exactly, if it is there, and that something is active at all. A rule that would ask for nothing is a problem. Every problem at once, with its place in the file.
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

  const prefix = { branch: 'refs/heads/', tag: 'refs/tags/', push: 'refs/' }[target ?? 'push'];
  for (const [index, pattern] of include.entries()) {
    if (pattern.startsWith('refs/') && !pattern.startsWith(prefix))
      problems.push({
        pointer: formatPointer(['conditions', 'ref_name', 'include', index]),
        message: `${pattern} names no ${target}: it would ask for nothing`,
      });
  }

  const by = [layer, `ruleset ${ruleset.name}`];
  const atoms = new Map<string, Json[]>();
  const known = ruleTypes(target ?? 'branch');
  for (const [index, rule] of rules.entries()) {
    const parameters = rule.parameters ?? {};
    const problem = (message: string): void =>
      void problems.push({
        pointer: formatPointer(['rules', index, 'parameters']),
        message: `the rule ${rule.type} ${message}`,
      });
    const readings = settingsOf(target ?? 'branch').flatMap(({ key, rule: type, read }) =>
      type === rule.type && read !== undefined ? [{ key, reading: read(parameters) }] : [],
    );
    for (const { key, reading } of readings) {
      if (reading.ok) atoms.set(key, [...(atoms.get(key) ?? []), ...reading.atoms]);
      else if (!reading.missing) problem(reading.message);
    }
    // One that says in each of its parameters that it asks for nothing is as GitHub exports it; one without them was cut.
    const silent = readings.every(({ reading }) =>
      reading.ok ? reading.atoms.length === 0 : reading.missing === true,
    );
    const cut = Object.keys(parameters).length === 0 || readings.some(({ reading }) => !reading.ok);
    if (readings.length > 0 && silent && cut && unknownParameters(rule).length === 0)
      problem('has not the parameters that say what it asks for');
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
      unrecognised: rules.flatMap((rule) =>
        known.has(rule.type)
          ? unknownParameters(rule).map((parameters) => ({ type: rule.type, parameters }))
          : [{ type: rule.type, parameters: rule.parameters ?? undefined }],
      ),
    },
  };
}

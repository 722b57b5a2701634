import { isObject } from '../../core/json.ts';
import { formatPointer } from '../../core/pointer.ts';
import type { PointerProblem } from '../../core/pointer-problem.ts';
import type { ListedCheck } from '../check-file/check-file.ts';
import type { Target } from '../seen-repository/observation.ts';
import type { Ask, AskMode } from './ask.ts';
import type { AskedEntry } from './asked-entry.ts';
import { type Policy, placeOf, type RefEntry } from './policy.ts';
import { type PresetName, presets, reviewedPresets, tagPresets } from './preset.ts';
import { entryOfRuleset } from './ruleset-policy.ts';
import { reduce } from './scale.ts';
import { settingOf, settingsOf } from './settings.ts';

/** A policy and who it is of: `organisation`, a class of repositories, `repository`. */
export interface Layer {
  name: string;
  policy: Policy;
  /** The files that its entries name with `checks-file`, by path. */
  checkFiles?: Readonly<Record<string, readonly ListedCheck[]>>;
  /** The values of the JSON files that it names under `rulesets`, by path. */
  rulesetFiles?: Readonly<Record<string, unknown>>;
}

/** The entries of a layer; a file that was not read is a problem, never nothing. */
export function entriesOf(layer: Layer): { entries: AskedEntry[]; problems: PointerProblem[] } {
  const problems: PointerProblem[] = [];
  const { branches = [], tags = [], push, rulesets = [] } = layer.policy;
  const ofRefs = (target: 'branch' | 'tag', list: readonly RefEntry[], name: string): AskedEntry[] =>
    list.map((entry, index) => {
      const path = entry['checks-file'];
      const file = path === undefined ? undefined : layer.checkFiles?.[path];
      if (path !== undefined && file === undefined)
        problems.push({
          pointer: formatPointer([name, index, 'checks-file']),
          message: `the file ${path} could not be read as a list of required checks`,
        });
      const preset = entry.preset as PresetName | undefined;
      const begin: Readonly<Record<string, unknown>> =
        preset === undefined
          ? {}
          : target === 'tag'
            ? (tagPresets[preset as 'baseline' | 'strict'] ?? {})
            : presets[preset];
      const review =
        entry['bypass-review'] ?? (preset !== undefined && reviewedPresets.has(preset) ? 'required' : undefined);
      const prefix = target === 'tag' ? 'refs/tags/' : 'refs/heads/';
      return {
        target,
        include: patternsOf(entry.pattern, prefix),
        exclude: patternsOf(entry.exclude, prefix),
        asks: asksOf(target, entry, begin, layer.name, preset, file),
        review,
        preset,
        unrecognised: [],
      };
    });
  const entries = [
    ...ofRefs('branch', branches, 'branches'),
    ...ofRefs('tag', tags, 'tags'),
    ...(push === undefined
      ? []
      : [
          {
            target: 'push' as const,
            include: [],
            exclude: [],
            asks: asksOf('push', push, {}, layer.name, undefined, undefined),
            review: push['bypass-review'],
            unrecognised: [],
          },
        ]),
  ];
  for (const [index, path] of rulesets.entries()) {
    const pointer = formatPointer(['rulesets', index]);
    const data = layer.rulesetFiles?.[path];
    const read =
      data === undefined
        ? { ok: false as const, problems: [{ pointer: '', message: 'it could not be read' }] }
        : entryOfRuleset(data, layer.name);
    if (read.ok) entries.push(read.entry);
    else
      for (const problem of read.problems)
        problems.push({
          pointer,
          message: `the ruleset of ${path}${problem.pointer === '' ? '' : ` at ${problem.pointer}`}: ${problem.message}`,
        });
  }
  return { entries, problems };
}

function patternsOf(given: string | readonly string[] | undefined, prefix: string): string[] {
  const list = given === undefined ? [] : typeof given === 'string' ? [given] : given;
  return list.map((pattern) =>
    pattern.startsWith('~') || pattern.startsWith('refs/') ? pattern : `${prefix}${pattern}`,
  );
}

function asksOf(
  target: Target,
  entry: Readonly<Record<string, unknown>>,
  begin: Readonly<Record<string, unknown>>,
  layer: string,
  preset: string | undefined,
  file: readonly ListedCheck[] | undefined,
): Record<string, Ask[]> {
  const asks: Record<string, Ask[]> = {};
  for (const { key } of settingsOf(target)) {
    const own = valueAt(entry, placeOf(key, target));
    const fromFile = key === 'checks.required' && own === undefined && file !== undefined;
    const given = fromFile ? { exactly: file.map(({ context }) => context) } : (own ?? begin[key]);
    const ask = given === undefined ? undefined : askOf(key, given);
    if (ask === undefined) continue;
    const by =
      own === undefined && !fromFile ? [layer, `preset ${preset}`] : fromFile ? [layer, 'checks-file'] : [layer];
    asks[key] = [{ ...ask, by }];
  }
  return asks;
}

function valueAt(entry: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), entry);
}

/**
 * What a value of the policy asks; undefined for `ignore`, and for a least that is nothing (a switch that is off, no review, an empty list),
 * which holds whatever is in force. That nobody may be exempt is a demand, and so is `exactly` nothing.
 */
export function askOf(key: string, given: unknown): Omit<Ask, 'by'> | undefined {
  const scale = settingOf(key)?.scale;
  if (scale === undefined || given === 'ignore') return undefined;
  const named = isObject(given)
    ? (['exactly', 'at-least', 'contains'] as const).find((mode) => mode in given)
    : undefined;
  const value = named === undefined ? given : (given as Record<string, unknown>)[named];
  const mode: AskMode = named ?? 'at-least';
  const atoms = reduce(scale, scale.atoms(value));
  const nobody = scale.grants === true && mode === 'at-least';
  return atoms.length === 0 && mode !== 'exactly' && !nobody ? undefined : { mode, atoms };
}

import { isObject, stableJson } from '../../core/json.ts';
import { formatPointer } from '../../core/pointer.ts';
import type { Ask, AskMode } from './ask.ts';
import type { CheckFile, Problem } from './check-file.ts';
import type { Target } from './observation.ts';
import { type Policy, placeOf, type RefEntry, type Review } from './policy.ts';
import { type PresetName, presets, reviewedPresets, tagPresets } from './preset.ts';
import { keepsTo, meets, reduce, type Scale } from './scale.ts';
import { settingOf, settingsOf } from './settings.ts';

/** What one entry of a policy asks, of the refs that it names. */
export interface AskedEntry {
  target: Target;
  /** Patterns as in the conditions of a ruleset, with full names; empty for `push`. */
  include: readonly string[];
  exclude: readonly string[];
  asks: Readonly<Record<string, readonly Ask[]>>;
  review?: Review | undefined;
  /** Rules of types that are not known, which must be there just so. */
  unrecognised: readonly { type: string; parameters: Record<string, unknown> | undefined }[];
}

/** A policy and who it is of: `organisation`, a class of repositories, `repository`. */
export interface Layer {
  name: string;
  policy: Policy;
  /** The files that its entries name with `checks-file`, by path. */
  checkFiles?: Readonly<Record<string, CheckFile>>;
}

/** The entries of a layer; a `checks-file` that was not read is a problem, never nothing. */
export function entriesOf(layer: Layer): { entries: AskedEntry[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const { branches = [], tags = [], push } = layer.policy;
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
  file: CheckFile | undefined,
): Record<string, Ask[]> {
  const asks: Record<string, Ask[]> = {};
  for (const { key } of settingsOf(target)) {
    const own = valueAt(entry, placeOf(key, target));
    const fromFile = key === 'checks.required' && own === undefined && file !== undefined;
    const given = fromFile ? { exactly: file.checks } : (own ?? begin[key]);
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

/** What a value of the policy asks; undefined for `ignore`. */
export function askOf(key: string, given: unknown): Omit<Ask, 'by'> | undefined {
  const scale = settingOf(key)?.scale;
  if (scale === undefined || given === 'ignore') return undefined;
  const named = isObject(given)
    ? (['exactly', 'at-least', 'contains'] as const).find((mode) => mode in given)
    : undefined;
  const value = named === undefined ? given : (given as Record<string, unknown>)[named];
  const mode: AskMode = named ?? 'at-least';
  return { mode, atoms: reduce(scale, scale.atoms(value)) };
}

/**
 * The asks of several entries that name one ref: all of them hold, so that no layer can lift what another asks. Those that go in one
 * direction become one; an exact value that others contradict stays beside them, and `conflicts` names it.
 */
export function mergeAsks(entries: readonly AskedEntry[]): {
  asks: Record<string, Ask[]>;
  conflicts: { setting: string; message: string }[];
} {
  const asks: Record<string, Ask[]> = {};
  const conflicts: { setting: string; message: string }[] = [];
  const keys = [...new Set(entries.flatMap((entry) => Object.keys(entry.asks)))].sort();
  for (const key of keys) {
    const spec = settingOf(key);
    if (spec === undefined) continue;
    const { scale } = spec;
    const all = entries.flatMap((entry) => entry.asks[key] ?? []);
    const exact = joined(all.filter(({ mode }) => mode === 'exactly'));
    const open = all.filter(({ mode }) => mode === 'at-least' || (mode === 'contains' && !scale.grants));
    const lower: Ask[] =
      scale.grants || scale.single
        ? joined(open.map((ask) => ({ ...ask, mode: 'at-least' as const })))
        : open.length === 0
          ? []
          : [
              {
                mode: 'at-least',
                atoms: reduce(
                  scale,
                  open.flatMap(({ atoms }) => atoms),
                ),
                by: byOf(open),
              },
            ];
    const contained = scale.grants ? joined(all.filter(({ mode }) => mode === 'contains')) : [];
    const [first, ...others] = exact;
    const against =
      first === undefined ? [] : [...others, ...[...lower, ...contained].filter((ask) => !fits(scale, first, ask))];
    for (const ask of against)
      conflicts.push({
        setting: key,
        message: `${key}: ${byText(first)} asks for exactly ${stableJson(first?.atoms)}, and ${byText(ask)} for ${ask.mode} ${stableJson(ask.atoms)}`,
      });
    asks[key] = [...exact, ...lower, ...contained];
  }
  return { asks, conflicts };
}

/** Whether something that is exactly as asked can also be as another ask says. */
function fits(scale: Scale, exact: Ask, ask: Ask): boolean {
  if (scale.grants)
    return ask.mode === 'contains' ? keepsTo(scale, exact.atoms, ask.atoms) : meets(scale, exact.atoms, ask.atoms);
  // An exact requirement may leave open what the other one names.
  return ask.atoms.every((one) => exact.atoms.some((atom) => scale.covers(atom, one) || scale.within(one, atom)));
}

function joined(asks: readonly Ask[]): Ask[] {
  const byValue = new Map<string, Ask[]>();
  for (const ask of asks) {
    const text = stableJson([ask.mode, ask.atoms]);
    byValue.set(text, [...(byValue.get(text) ?? []), ask]);
  }
  return [...byValue.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ mode: first.mode, atoms: first.atoms, by: byOf(same) }];
  });
}

function byOf(asks: readonly Ask[]): string[] {
  return [...new Set(asks.flatMap(({ by }) => by))];
}

function byText(ask: Ask | undefined): string {
  return ask === undefined ? '' : ask.by.join(', ');
}

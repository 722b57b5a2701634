import { stableJson } from '../../core/json.ts';
import type { Ask } from './ask.ts';
import type { AskedEntry } from './asked-entry.ts';
import { keepsTo, meets, reduce, type Scale } from './scale.ts';
import { settingOf } from './settings.ts';

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
        : together(scale, open);
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

/** What goes in one direction as one, by those whose own demand is left in it: who asks for 1 does not ask for 2. */
function together(scale: Scale, asks: readonly Ask[]): Ask[] {
  if (asks.length === 0) return [];
  const atoms = reduce(
    scale,
    asks.flatMap((ask) => ask.atoms),
  );
  const left = new Set(atoms.map((atom) => stableJson(atom)));
  const own = asks.filter((ask) => ask.atoms.some((atom) => left.has(stableJson(atom))));
  // What several make together is nobody's own.
  return [{ mode: 'at-least', atoms, by: byOf(own.length === 0 ? asks : own) }];
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

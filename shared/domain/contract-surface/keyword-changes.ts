import { type Json, stableJson } from '../../core/json.ts';
import type { ChangeKind } from './change-kind.ts';
import { type Bound, type JsonType, jsonTypes, type Schema, type SchemaLink } from './schema.ts';
import { union } from './union.ts';

/*
 * The changes of the keywords of one schema, each by itself.
 */

/**
 * Notes a change of the schema: the kind, the value it is about, the keyword where it stands, why it is not provable, and what it
 * brings where that stands elsewhere.
 */
export type Add = (
  kind: ChangeKind,
  value?: Json,
  keyword?: string,
  because?: string,
  brought?: Pick<SchemaLink, 'pointer' | 'target'>,
) => void;
/** Compares two parts: `step` names the part, `field` where it is in the body; a branch holds together with those around it. */
export type Into = (old: SchemaLink, now: SchemaLink, step: string, field: string, branch?: boolean) => void;

/** `type`: every integer is a number. */
export function typeChanges({ types: before }: Schema, { types: after, pointer }: Schema, add: Add): void {
  const [old, now] = [allowed(before), allowed(after)];
  const [more, fewer] = [now.some((type) => !old.includes(type)), old.some((type) => !now.includes(type))];
  if (!more && !fewer) return;
  const value = `${written(before)} -> ${written(after)}`;
  const kind = more && fewer ? 'type-changed' : more ? 'type-widened' : 'type-narrowed';
  // What a value of the other type looks like, the whole schema says.
  add(kind, value, 'type', undefined, { pointer, target: pointer });
}

/** The types that values may have; every integer is a number. */
function allowed(types: readonly JsonType[] | undefined): readonly JsonType[] {
  if (types === undefined) return jsonTypes;
  return types.includes('number') ? [...types, 'integer'] : types;
}

function written(types: readonly JsonType[] | undefined): string {
  if (types === undefined) return 'any';
  return types.length === 0 ? 'none' : [...types].sort().join('|');
}

/** `enum` and `const`, value by value. */
export function valueChanges(before: Schema, after: Schema, add: Add): void {
  const { values: old, valuesOf: from } = before;
  const { values: now, valuesOf: to } = after;
  if (old === undefined || now === undefined) {
    if (old !== now)
      add(
        old === undefined ? 'values-restricted' : 'values-freed',
        [...(now ?? old ?? [])],
        old === undefined ? to : from,
      );
    return;
  }
  const missing = without(old, now);
  const extra = without(now, old);
  if (from === 'const' && to === 'const' && missing.length === 1 && extra.length === 1) {
    add('const-changed', `${JSON.stringify(missing[0])} -> ${JSON.stringify(extra[0])}`, 'const');
    return;
  }
  for (const value of missing) add('value-removed', value, from);
  for (const value of extra) add('value-added', value, to);
}

/** The values that are not among others, each once. */
function without(values: readonly Json[], others: readonly Json[]): Json[] {
  const known = new Set(others.map((value) => stableJson(value)));
  const found = new Map<string, Json>();
  for (const value of values) if (!known.has(stableJson(value))) found.set(stableJson(value), value);
  return [...found.values()];
}

/** `additionalProperties`. */
export function additionalChanges(before: Schema, after: Schema, add: Add, into: Into): void {
  const [old, now] = [before.additional, after.additional];
  if (typeof old === 'object' && typeof now === 'object') into(old, now, '/{any}', '/*');
  else if (old !== now) {
    const openness = (value: Schema['additional']): number => (value === 'none' ? 0 : value === 'any' ? 2 : 1);
    add(openness(now) > openness(old) ? 'opened' : 'closed', undefined, 'additionalProperties');
  }
}

/** A limit that was set, dropped or moved. */
export function boundChanges(name: string, before: Bound | undefined, after: Bound | undefined, add: Add): void {
  if (stableJson(before) === stableJson(after)) return;
  const shown = (bound: Bound | undefined): string =>
    bound === undefined ? 'none' : `${bound.exclusive ? 'exclusive ' : ''}${bound.value}`;
  const lower = name.startsWith('min');
  const strictness = (bound: Bound | undefined): [number, number] =>
    bound === undefined ? [Number.NEGATIVE_INFINITY, 0] : [lower ? bound.value : -bound.value, bound.exclusive ? 1 : 0];
  const [old, now] = [strictness(before), strictness(after)];
  const tighter = now[0] > old[0] || (now[0] === old[0] && now[1] > old[1]);
  add(tighter ? 'bound-tightened' : 'bound-loosened', `${name} ${shown(before)} -> ${shown(after)}`, name);
}

/** Schemas that hold together are paired by what they refer to, the others by their order. */
export function branchChanges(before: readonly SchemaLink[], after: readonly SchemaLink[], add: Add, into: Into): void {
  const target = (link: SchemaLink): string | undefined => (link.named ? (link.target ?? link.remote) : undefined);
  const left = [...after];
  const rest: SchemaLink[] = [];
  for (const link of before) {
    const name = target(link);
    const at = name === undefined ? -1 : left.findIndex((other) => target(other) === name);
    const [pair] = at === -1 ? [] : left.splice(at, 1);
    if (pair === undefined) rest.push(link);
    else into(link, pair, '', '', true);
  }
  const inlineBefore = rest.filter((link) => target(link) === undefined);
  const inlineAfter = left.filter((link) => target(link) === undefined);
  for (const [index, link] of inlineBefore.entries()) {
    const pair = inlineAfter[index];
    if (pair !== undefined) into(link, pair, `(${index + 1})`, '', true);
  }
  const shown = (link: SchemaLink, index: number): string => `#${target(link) ?? `(${index + 1})`}`;
  const gone = [...rest.filter((link) => target(link) !== undefined), ...inlineBefore.slice(inlineAfter.length)];
  const come = [...left.filter((link) => target(link) !== undefined), ...inlineAfter.slice(inlineBefore.length)];
  for (const [index, link] of gone.entries()) add('branch-removed', shown(link, index), 'allOf');
  for (const [index, link] of come.entries()) add('branch-added', shown(link, index), 'allOf', undefined, link);
}

/** What may stand in the place of the schema by its `discriminator`. */
export function subtypeChanges({ subtypes: before }: Schema, { subtypes: after }: Schema, add: Add, into: Into): void {
  for (const name of union(before, after)) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old !== undefined && now !== undefined) into(old, now, `(${name})`, '');
    else if (now !== undefined) add('subtype-added', name, 'discriminator', undefined, now);
    else add('subtype-removed', name, 'discriminator');
  }
}

import type { ZodType } from 'zod';
import { type Json, stableJson } from '../../core/json.ts';

/**
 * How the values of a setting compare. A value is a list of requirements that hold together: none for what is not there, one for a number
 * or a switch that is on, several for a list. Whatever the API or a policy says is made into such a list first, so that
 * merging and comparing are the same for every setting.
 */
export interface Scale {
  /** What a policy writes. */
  schema: ZodType<unknown>;
  /** The requirements of what a policy writes; what does not fit `schema` must not be given. */
  atoms(value: unknown): Json[];
  /** Whether the observed requirement asks for at least what the expected one does. */
  covers(actual: Json, expected: Json): boolean;
  /** Whether the observed requirement asks for no more than the expected one does. */
  within(actual: Json, expected: Json): boolean;
  /** Two requirements as the one that they make together, where that is not simply both. */
  combine?(a: Json, b: Json): Json;
  /** More entries are weaker: a list of those who are exempt. */
  grants?: true;
  /** Two different requirements contradict each other, and which one wins is not documented. */
  single?: true;
  /** No value is stricter. */
  isTop?(atoms: readonly Json[]): boolean;
}

/** The requirements without those that others imply, in a fixed order: equal lists mean the same. */
export function reduce(scale: Scale, atoms: readonly Json[]): Json[] {
  if (atoms.length < 2) return [...atoms];
  const { combine } = scale;
  const distinct = sorted(atoms);
  const [first, ...others] = distinct;
  if (first === undefined) return [];
  if (combine !== undefined) return [others.reduce((both, atom) => combine(both, atom), first)];
  if (scale.grants) return distinct;
  return distinct.filter((atom, index) => {
    const implied = distinct.some(
      (other, at) => at !== index && scale.covers(other, atom) && (!scale.covers(atom, other) || at < index),
    );
    return !implied;
  });
}

/** Whether every expected requirement is met: `actual` is at least as strict. */
export function meets(scale: Scale, actual: readonly Json[], expected: readonly Json[]): boolean {
  return scale.grants
    ? actual.every((atom) => expected.some((allowed) => scale.within(atom, allowed)))
    : expected.every((atom) => actual.some((given) => scale.covers(given, atom)));
}

/** Whether nothing is asked for beyond what is expected: `actual` is at most as strict. */
export function keepsTo(scale: Scale, actual: readonly Json[], expected: readonly Json[]): boolean {
  return scale.grants
    ? expected.every((atom) => actual.some((given) => scale.covers(given, atom)))
    : actual.every((atom) => expected.some((allowed) => scale.within(atom, allowed)));
}

/** Each requirement once, in code unit order of its JSON. */
export function sorted(atoms: readonly Json[]): Json[] {
  const byText = new Map(atoms.map((atom) => [stableJson(atom), atom]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, atom]) => atom);
}

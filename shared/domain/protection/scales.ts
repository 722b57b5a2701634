import { isObject, type Json, stableJson } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import { type Scale, sorted } from './scale.ts';

/*
 * The kinds of settings. `covers(actual, expected)` is "at least as strict", `within(actual, expected)` "at most as strict".
 */

const same = (a: Json, b: Json): boolean => a === b || stableJson(a) === stableJson(b);

/** On is stricter than off; off and absent are the same. */
export const flag: Scale = {
  schema: z.boolean(),
  atoms: (value) => (value === true ? [true] : []),
  covers: same,
  within: same,
  isTop: (atoms) => atoms.length > 0,
};

/** A number of which more is stricter; 0 and absent are the same. */
export function atLeast({ max, whole = true }: { max: number; whole?: boolean }): Scale {
  const number = z.number().min(0).max(max);
  return {
    schema: whole ? number.int() : number,
    atoms: (value) => (value === 0 ? [] : [value as number]),
    covers: (actual, expected) => (actual as number) >= (expected as number),
    within: (actual, expected) => (actual as number) <= (expected as number),
  };
}

/** A number of which less is stricter; absent is without a limit. `zeroIsOff`: 0 switches the limit off. */
export function atMost({ min, max, zeroIsOff }: { min: number; max: number; zeroIsOff?: true }): Scale {
  return {
    schema: z.number().min(min).max(max),
    atoms: (value) => (zeroIsOff && value === 0 ? [] : [value as number]),
    covers: (actual, expected) => (actual as number) <= (expected as number),
    within: (actual, expected) => (actual as number) >= (expected as number),
  };
}

/** A word of a list that goes from lax to strict. A word that is not in it compares with itself only. */
export function ranked(words: readonly [string, ...string[]]): Scale {
  return {
    schema: z.enum(words),
    atoms: (value) => [value as string],
    covers: (actual, expected) => rank(words, actual, expected, (a, b) => a >= b),
    within: (actual, expected) => rank(words, actual, expected, (a, b) => a <= b),
  };
}

function rank(words: readonly string[], a: Json, b: Json, compare: (a: number, b: number) => boolean): boolean {
  const [at, other] = [words.findIndex((word) => word === a), words.findIndex((word) => word === b)];
  return at < 0 || other < 0 ? same(a, b) : compare(at, other);
}

/** A value of which none is stricter than another. */
export function fixed(schema: Scale['schema']): Scale {
  return { schema, atoms: (value) => [value as Json], covers: same, within: same, single: true };
}

/** Texts that are all required, or all forbidden: more are stricter. */
export const texts: Scale = {
  schema: z.array(z.string().min(1)).superRefine(noneTwice),
  atoms: (value) => sorted(value as string[]),
  covers: same,
  within: same,
};

/**
 * Words of which only these are allowed: fewer are stricter, and all of them are the same as absent. Of two lists what is in both is
 * allowed.
 */
export function allowed(words: readonly [string, ...string[]]): Scale {
  const names = allowedNames(z.enum(words), String);
  const both = (a: Json, b: Json): Json => ({ allowed: listIn(a).filter((one) => listIn(b).includes(one)) });
  return {
    ...names,
    atoms: (value) => (words.every((word) => (value as string[]).includes(word)) ? [] : names.atoms(value)),
    combine: both,
  };
}

const listIn = (atom: Json): string[] => (isObject(atom) ? ((atom['allowed'] as string[] | undefined) ?? []) : []);

/**
 * The same for names that may stand for others, as a team does for its members: what two lists have in common is not known, so that both
 * stay beside each other.
 */
export function allowedNames(item: Scale['schema'], name: (value: unknown) => string): Scale {
  const inside = (a: Json, b: Json): boolean => listIn(a).every((one) => listIn(b).includes(one));
  return {
    schema: z.array(item).superRefine(noneTwice),
    atoms: (value) => [{ allowed: sorted((value as unknown[]).map(name)) }],
    covers: inside,
    within: (actual, expected) => inside(expected, actual),
    isTop: (atoms) => atoms.some((atom) => listIn(atom).length === 0),
  };
}

/** Reports an entry that is there a second time. */
export function noneTwice(values: readonly unknown[], check: z.core.$RefinementCtx): void {
  const written = values.map((value) => stableJson(value));
  for (const [index, text] of written.entries()) {
    if (written.indexOf(text) !== index)
      check.addIssue({ code: 'custom', path: [index], message: 'this entry is listed twice' });
  }
}

/**
 * Objects of which several may be required together. The fields named in `identity` must be the same for two to be about one thing;
 * `grades` says for each other field whether a first value is at least as strict as a second one. A field that a policy leaves out
 * says nothing.
 */
export function records(options: {
  item: Scale['schema'];
  /** An entry of the policy as a requirement; what is left out stays out. */
  atom: (value: unknown) => Record<string, Json>;
  identity: readonly string[];
  grades: Readonly<Record<string, (a: Json, b: Json) => boolean>>;
}): Scale {
  const { item, atom, identity, grades } = options;
  const compare = (actual: Json, expected: Json, grade: (name: string, one: Json, other: Json) => boolean): boolean => {
    if (!isObject(actual) || !isObject(expected)) return false;
    if (!identity.every((field) => same(actual[field] as Json, expected[field] as Json))) return false;
    return Object.keys(grades).every((field) => {
      const [one, other] = [actual[field] as Json | undefined, expected[field] as Json | undefined];
      return other === undefined || (one !== undefined && grade(field, one, other));
    });
  };
  return {
    schema: z.array(item).superRefine(noneTwice),
    atoms: (value) => sorted((value as unknown[]).map(atom)),
    covers: (actual, expected) =>
      compare(actual, expected, (field, one, other) => grades[field]?.(one, other) ?? false),
    within: (actual, expected) =>
      compare(actual, expected, (field, one, other) => grades[field]?.(other, one) ?? false),
  };
}

import type { Location } from '../../core/location.ts';
import type { ListedTexts } from './listed-texts.ts';

/** A list of codes and what it stands for: all codes of the contract, or some of them as declared. */
export interface HeldList {
  list: ListedTexts;
  complete: boolean;
}

/** A code that one list has and another one must have too. */
export interface MissingCode {
  code: string;
  list: ListedTexts;
  /** The list without it, and where it would be added. */
  missing: { path: string; at: Location };
  /** Every place that has it. */
  present: { path: string; at: Location }[];
}

/**
 * What the lists do not have in common, in both directions: a complete list must have every code that any other list has. A
 * list that has problems is compared as far as it was read; whether it agrees is then not known.
 */
export function codeDifferences(lists: readonly HeldList[]): MissingCode[] {
  const places = new Map<string, { path: string; at: Location }[]>();
  for (const { list } of lists) {
    for (const { text: code, at } of list.items) {
      const present = places.get(code) ?? [];
      present.push({ path: list.path, at });
      places.set(code, present);
    }
  }
  const found: MissingCode[] = [];
  for (const { list, complete } of lists) {
    if (!complete) continue;
    const own = new Set(list.items.map(({ text }) => text));
    for (const [code, present] of places) {
      if (!own.has(code)) found.push({ code, list, missing: { path: list.path, at: list.at }, present });
    }
  }
  return found;
}

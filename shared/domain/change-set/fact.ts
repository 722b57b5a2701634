import type { Json } from '../../core/json.ts';
import { stableJson } from '../../core/json.ts';
import type { Position } from '../../core/location.ts';
import type { JsonDocument } from '../../parse/document.ts';
import { difference, type SameVersion } from '../contract-pair/compare.ts';
import { type Comparison, type Contract, fieldTraits } from '../contract-pair/config.ts';

/** Where in a file a fact is written. */
export type Spot =
  | { kind: 'pointer'; pointer: string }
  | { kind: 'bullet'; heading: string; label: string }
  | {
      kind: 'column';
      heading: string;
      header: string;
      /** Rows are only ever added: the last one says what holds now. */
      appended: boolean;
    };

export interface FactPlace {
  path: string;
  spot: Spot;
}

/** One fact and every place in which it is written. */
export interface Fact {
  name: string;
  places: readonly FactPlace[];
  compare: Comparison;
}

/** A fact at one place of one version. `unknown` continues "the file …". */
export type Reading =
  | { state: 'value'; value: Json; at: Position | undefined }
  | { state: 'absent'; at: Position | undefined }
  | { state: 'unknown'; message: string };

/** The fields of a contract that are written in two places or more; one that the contract does not compare is none. */
export function factsOfContract(contract: Contract): Fact[] {
  const { pin, mirror, matrix } = contract;
  return Object.entries(contract.fields).flatMap(([name, field]): Fact[] => {
    const { compare } = fieldTraits(name, field);
    const places: FactPlace[] = [];
    if (pin !== undefined && field.pin !== undefined)
      places.push({ path: pin, spot: { kind: 'pointer', pointer: field.pin } });
    if (mirror !== undefined && field.manifest !== undefined)
      places.push({ path: mirror, spot: { kind: 'pointer', pointer: field.manifest } });
    if (matrix?.bullets !== undefined && field.bullet !== undefined)
      places.push({ path: matrix.path, spot: { kind: 'bullet', heading: matrix.bullets, label: field.bullet } });
    if (matrix !== undefined && field.column !== undefined) {
      const appended = matrix.rows === 'append-only';
      places.push({
        path: matrix.path,
        spot: { kind: 'column', heading: matrix.table, header: field.column, appended },
      });
    }
    return compare === 'ignore' || places.length < 2 ? [] : [{ name, places, compare }];
  });
}

/** A place in words, e.g. `/release of config/pin.json`. */
export function placeText({ path, spot }: FactPlace): string {
  switch (spot.kind) {
    case 'pointer':
      return `${spot.pointer} of ${path}`;
    case 'bullet':
      return `the bullet “${spot.label}” of ${path}`;
    case 'column':
      return `the column “${spot.header}” of ${path}`;
  }
}

/** A fact of a JSON or YAML file. What two parsers could read differently is unknown, not taken for one of both. */
export function readPointer(document: JsonDocument, pointer: string): Reading {
  const covers = (other: string): boolean => pointer === other || pointer.startsWith(`${other}/`);
  if (document.duplicates.some((twice) => covers(twice.pointer) || twice.pointer.startsWith(`${pointer}/`)))
    return { state: 'unknown', message: `has a key twice at ${pointer}` };
  if (document.inexact.some((number) => covers(number.pointer) || number.pointer.startsWith(`${pointer}/`)))
    return { state: 'unknown', message: `has a number at ${pointer} that loses digits when it is read` };
  const value = document.get(pointer);
  if (value === undefined) return { state: 'absent', at: document.near(pointer) };
  return { state: 'value', value, at: document.at(pointer) };
}

/** Whether the value at a place changed; `same` is needed for the comparison `semver` only. */
export function factChanged(
  { compare }: Fact,
  { spot }: FactPlace,
  before: Json | undefined,
  after: Json | undefined,
  same?: SameVersion,
): boolean {
  if (before === undefined || after === undefined) return before !== after;
  if (stableJson(before) === stableJson(after)) return false;
  // A column is a list of cells, which those comparisons do not know.
  if (spot.kind === 'column' || compare === 'equal' || compare === 'list-equal' || compare === 'ignore') return true;
  const text = spot.kind === 'bullet';
  return difference(compare, before, after, { expected: text, actual: text }, same) !== undefined;
}

/**
 * Whether the value that holds now changed, so that the fact must change elsewhere: a further row of an append-only table need
 * not have another value in every column.
 */
export function asksElsewhere({ spot }: FactPlace, before: Json | undefined, after: Json | undefined): boolean {
  if (spot.kind !== 'column' || !spot.appended) return true;
  return stableJson(newest(before)) !== stableJson(newest(after));
}

function newest(cells: Json | undefined): Json {
  return (Array.isArray(cells) ? cells.at(-1) : undefined) ?? null;
}

import type { Json } from '../core/json.ts';
import type { Position } from '../core/location.ts';
import { childPointer, parsePointer } from '../core/pointer.ts';
import type { LineIndex } from './text.ts';

/** Something noticed about a member: its pointer, and the position of the (later) key or of the value. */
export interface Noticed {
  pointer: string;
  position: Position;
}

/** A number that lost digits when it was read, as it is written. */
export interface NoticedNumber extends Noticed {
  text: string;
}

/** A JSON or YAML document. Pointers are JSON Pointers (RFC 6901); `''` is the whole document. */
export interface JsonDocument {
  readonly value: Json;
  /** The value at a pointer; undefined when there is none. Only an object's own keys and an array's own indexes count. */
  get(pointer: string): Json | undefined;
  /** Where the value at a pointer starts; undefined when `get` finds nothing there. */
  at(pointer: string): Position | undefined;
  /** Where the key of an object's member starts; undefined for array items and the whole document. */
  keyAt(pointer: string): Position | undefined;
  /**
   * Where to look for a value that may be missing: the place of the value, otherwise that of the nearest value around
   * it. Undefined only when the text is not a pointer.
   */
  near(pointer: string): Position | undefined;
  /** The pointers of everything that has no members: scalars, `{}` and `[]`, in document order. */
  leaves(): string[];
  /** Whether `duplicates` can have any; false means that it has none. Needs no places, and so costs little. */
  readonly mayHaveDuplicates: boolean;
  /** Keys given more than once in one object, in document order; the last one is the one that counts. */
  readonly duplicates: readonly Noticed[];
  /** Numbers that lost digits when they were read, in document order. */
  readonly inexact: readonly NoticedNumber[];
}

/** Where a value and its key start, and where its members are: by key, or by decimal index for an array. */
export interface Place {
  offset: number;
  key?: number | undefined;
  members?: ReadonlyMap<string, Place> | undefined;
  /** A number that lost digits, as JSON would write it. */
  inexact?: string | undefined;
}

/** What the text says about a value besides the value. `root` is undefined when the places could not be found out. */
export interface Places {
  root: Place | undefined;
  duplicates: readonly { pointer: string; offset: number }[];
  inexact: readonly { pointer: string; offset: number; text: string }[];
}

/** Whether there can be anything of a kind at all: a cheap look, before all places are found out. */
export interface MayHave {
  duplicates: () => boolean;
  inexact: () => boolean;
}

const always: MayHave = { duplicates: () => true, inexact: () => true };

/** `places` and `lines` are called at most once, and not before the first question that needs them. */
export function createDocument(
  value: Json,
  places: () => Places,
  lines: () => LineIndex,
  mayHave: MayHave = always,
): JsonDocument {
  const placed = once(places);
  const index = once(lines);
  const position = (offset: number | undefined): Position | undefined =>
    offset === undefined ? undefined : index().position(offset);
  const find = (pointer: string): Place | undefined => {
    if (lookUp(value, pointer) === undefined) return undefined;
    return parsePointer(pointer)?.reduce<Place | undefined>(
      (place, token) => place?.members?.get(token),
      placed().root,
    );
  };
  const positioned = <T extends { offset: number }>(
    found: readonly T[],
  ): (Omit<T, 'offset'> & { position: Position })[] =>
    found.map(({ offset, ...noticed }) => ({ ...noticed, position: index().position(offset) }));
  const mayHaveDuplicates = once(mayHave.duplicates);
  const noticed: Noticing = {
    mayHaveDuplicates,
    duplicates: once(() => (mayHaveDuplicates() ? positioned(placed().duplicates) : [])),
    inexact: once(() => (mayHave.inexact() ? positioned(placed().inexact) : [])),
  };
  return Object.assign(Object.create(asked) as typeof asked, {
    noticed,
    value,
    get: (pointer: string) => lookUp(value, pointer),
    at: (pointer: string) => position(find(pointer)?.offset),
    keyAt: (pointer: string) => position(find(pointer)?.key),
    near(pointer: string) {
      let place = placed().root;
      for (const token of parsePointer(pointer) ?? []) place = place?.members?.get(token) ?? place;
      return parsePointer(pointer) === undefined ? undefined : position(place?.offset);
    },
    leaves: () => leavesOf(value),
  });
}

interface Noticing {
  mayHaveDuplicates: () => boolean;
  duplicates: () => readonly Noticed[];
  inexact: () => readonly NoticedNumber[];
}

// Getters of its own would give each document a hidden class of its own, which keeps its value and its text alive for long.
const asked = {
  get mayHaveDuplicates(): boolean {
    return (this as unknown as { noticed: Noticing }).noticed.mayHaveDuplicates();
  },
  get duplicates(): readonly Noticed[] {
    return (this as unknown as { noticed: Noticing }).noticed.duplicates();
  },
  get inexact(): readonly NoticedNumber[] {
    return (this as unknown as { noticed: Noticing }).noticed.inexact();
  },
};

function once<T>(compute: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}

/** The value at a pointer: an object's own key, or an array index written as RFC 6901 does (no sign, no leading zero). */
export function lookUp(value: Json, pointer: string): Json | undefined {
  const tokens = parsePointer(pointer);
  if (tokens === undefined) return undefined;
  let current: Json | undefined = value;
  for (const token of tokens) {
    if (Array.isArray(current)) {
      current = /^(?:0|[1-9]\d*)$/.test(token) ? current[Number(token)] : undefined;
    } else if (typeof current === 'object' && current !== null && Object.hasOwn(current, token)) {
      current = current[token];
    } else {
      return undefined;
    }
  }
  return current;
}

/** Sets a member as a property of the object itself, whatever its key is called. */
export function setMember(object: { [key: string]: Json }, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function leavesOf(root: Json): string[] {
  const leaves: string[] = [];
  const pending: { value: Json; pointer: string }[] = [{ value: root, pointer: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, pointer } = next;
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (members.length === 0) leaves.push(pointer);
    for (const [key, member] of members.reverse()) {
      pending.push({ value: member, pointer: childPointer(pointer, key) });
    }
  }
  return leaves;
}

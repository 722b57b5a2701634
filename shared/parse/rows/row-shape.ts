import { parsePointer } from '../../core/pointer.ts';
import { backslash, closeList, closeObject, colon, comma, openList, openObject, quote, space } from './bytes.ts';

/*
 * What is known of the rows of a file: which members their objects have, in which order, and which of them are to be read. It is
 * learnt from rows that were read exactly, so that rows of a known form can be checked and read by looking at each byte once.
 */

/** What can stand at one place of a row. */
export interface Place {
  /** Index of the field that is read here; -1 for none. */
  field: number;
  /** Indexes of the fields that are read here and below. */
  reads: number[];
  /** Whether anything is read below. */
  leads: boolean;
  /** Places below, by name. */
  below: Map<string, Place>;
  /** The members of an object here; undefined until there was one with any. */
  members: Members | undefined;
  /** The elements of a list here; undefined until there was one with any. */
  element: Place | undefined;
  /** The last object that was read here. */
  last: Known | undefined;
  /** Objects that were like the last one, and those that were not. */
  same: number;
  other: number;
  /** Texts that were read here, while there are few. */
  texts: KnownText[];
  newTexts: number;
}

/** What may follow some members of an object: of each order of names that was seen there is one chain. */
export interface Members {
  next: Member[];
}

export interface Member {
  /** The name as it stands in the file, with its quotes. */
  name: Uint8Array;
  place: Place;
  after: Members;
}

/** The bytes of an object, and what fields it has. */
export interface Known {
  bytes: Uint8Array;
  view: DataView;
  values: unknown[];
}

export interface KnownText {
  bytes: Uint8Array;
  text: string;
}

/** How much is learnt: rows that all have other members are not worth it. */
const mostMembers = 2000;
const mostNext = 16;

export interface RowShape {
  root: Place;
  /** Learns from a row that `readRow` accepts. */
  learn(bytes: Uint8Array, start: number, end: number): void;
}

/** The shape of rows of which nothing is known yet; `pointers` are to be read. */
export function rowShape(pointers: readonly string[]): RowShape {
  const root = place();
  for (const [field, pointer] of pointers.entries()) {
    let at = root;
    at.reads.push(field);
    for (const token of parsePointer(pointer) ?? []) {
      at.leads = true;
      at = placeBelow(at, token);
      at.reads.push(field);
    }
    at.field = field;
  }
  let learnt = 0;

  function learn(bytes: Uint8Array, start: number, end: number): void {
    const blank = (at: number): number => {
      let next = at;
      while (next < end && (bytes[next] ?? 0) <= space) next += 1;
      return next;
    };
    const stringEnd = (at: number): number => {
      let next = at + 1;
      while (next < end && bytes[next] !== quote) next += bytes[next] === backslash ? 2 : 1;
      return next + 1;
    };
    /** Each gives the index behind the value; beyond the end when there is nothing more to learn. */
    const value = (here: Place, at: number): number => {
      if (bytes[at] === quote) return stringEnd(at);
      if (bytes[at] === openObject) return object(here, at);
      if (bytes[at] === openList) return list(here, at);
      let next = at;
      while (next < end && !isEnd(bytes[next])) next += 1;
      return next;
    };
    const object = (here: Place, at: number): number => {
      let next = blank(at + 1);
      if (bytes[next] === closeObject) return next + 1;
      here.members ??= { next: [] };
      for (let members = here.members; next < end; ) {
        const nameEnd = stringEnd(next);
        const member = memberOf(here, members, bytes.subarray(next, nameEnd));
        if (member === undefined) return end + 1;
        next = blank(value(member.place, blank(blank(nameEnd) + 1)));
        if (bytes[next] !== comma) return next + 1;
        members = member.after;
        next = blank(next + 1);
      }
      return next;
    };
    const list = (here: Place, at: number): number => {
      let next = blank(at + 1);
      if (bytes[next] === closeList) return next + 1;
      here.element ??= place();
      while (next < end) {
        next = blank(value(here.element, next));
        if (bytes[next] !== comma) return next + 1;
        next = blank(next + 1);
      }
      return next;
    };
    value(root, blank(start));
  }

  function memberOf(here: Place, members: Members, name: Uint8Array): Member | undefined {
    const known = members.next.find((member) => isEqual(member.name, name));
    if (known !== undefined) return known;
    const text = String.fromCharCode(...name.subarray(1, -1));
    // A name with an escape could be another one in other letters; one that is not ASCII would have to be decoded.
    const plain = name.length < 200 && /^[ -~]*$/.test(text) && !text.includes('\\') && text !== '__proto__';
    if (!plain || learnt >= mostMembers || members.next.length >= mostNext) return undefined;
    learnt += 1;
    const member = { name: Uint8Array.from(name), place: placeBelow(here, text), after: { next: [] } };
    members.next.push(member);
    return member;
  }

  return { root, learn };
}

function place(): Place {
  return {
    field: -1,
    reads: [],
    leads: false,
    below: new Map(),
    members: undefined,
    element: undefined,
    last: undefined,
    same: 0,
    other: 0,
    texts: [],
    newTexts: 0,
  };
}

function placeBelow({ below }: Place, name: string): Place {
  let found = below.get(name);
  if (found === undefined) {
    found = place();
    below.set(name, found);
  }
  return found;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function isEnd(byte: number | undefined): boolean {
  return (
    byte === undefined ||
    byte <= space ||
    byte === comma ||
    byte === closeObject ||
    byte === closeList ||
    byte === colon
  );
}

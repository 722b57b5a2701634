import {
  carriageReturn,
  closeList,
  closeObject,
  colon,
  comma,
  isAt,
  lineFeed,
  minus,
  nine,
  openList,
  openObject,
  quote,
  space,
  tab,
  zero,
} from './bytes.ts';
import { numberAt, numberEnd } from './row-number.ts';
import { type Known, type Member, type Members, type Place, rowShape } from './row-shape.ts';
import { rowStrings } from './row-string.ts';

/** Reads the fields of rows of a known form. */
export interface RowFields {
  /** The bytes in which the next rows stand. They must not change while rows of them are read. */
  use(bytes: Uint8Array): void;
  /**
   * Fills `values` with the fields of the row that begins at `start`, in the order of the pointers: what `JSON.parse` gives for
   * them; undefined where the row has none, or null. Equal objects of consecutive rows are the same object. Gives where the
   * row ends: at `end`, or, with `byLine`, at the first line end. -1: the row is out of the ordinary, right or wrong, and `values`
   * say nothing. Whatever `readRow` refuses is out of the ordinary.
   */
  read(start: number, end: number, values: unknown[], byLine: boolean): number;
  /** Learns the form of a row that `readRow` accepts. */
  learn(start: number, end: number): void;
}

const bad = -1;

const words: readonly [value: true | false | null, rest: readonly number[]][] = [
  [true, [0x72, 0x75, 0x65]],
  [false, [0x61, 0x6c, 0x73, 0x65]],
  [null, [0x75, 0x6c, 0x6c]],
];
/** As often something may differ before it is no longer remembered, beyond as often as it was the same. */
const patience = 64;

/** A reader of the fields that the pointers name. */
export function rowFields(pointers: readonly string[]): RowFields {
  const { root, learn } = rowShape(pointers);
  let bytes = new Uint8Array();
  let buffer = Buffer.alloc(0);
  let view: DataView = new DataView(bytes.buffer);
  let end = 0;
  let values: unknown[] = [];
  /** A line end is blank, unless it ends the row. */
  let blankFeed = lineFeed;
  const strings = rowStrings(patience);

  /* Each of these gives the index behind what stands at `at`, or `bad`; beyond `end` it stops for sure, but may be read. */

  function blank(at: number): number {
    let next = at;
    for (;;) {
      const byte = bytes[next];
      if (byte !== space && byte !== blankFeed && byte !== carriageReturn && byte !== tab) return next;
      next += 1;
    }
  }

  function value(place: Place, at: number): number {
    const byte = bytes[at] ?? 0;
    if (byte === quote) return text(place, at);
    if (byte === openObject) return object(place, at);
    if (byte === 0x74) return word(place, at, 0);
    if (byte === 0x66) return word(place, at, 1);
    if (byte === minus || (byte >= zero && byte <= nine)) return number(place, at);
    if (byte === 0x6e) return word(place, at, 2);
    return byte === openList ? list(place, at) : bad;
  }

  function word(place: Place, at: number, which: 0 | 1 | 2): number {
    const [meant, rest] = words[which] ?? [null, []];
    for (let index = 0; index < rest.length; index += 1) if (bytes[at + 1 + index] !== rest[index]) return bad;
    if (place.field !== -1 && meant !== null) values[place.field] = meant;
    return at + 1 + rest.length;
  }

  function text(place: Place, at: number): number {
    const behind = strings.end(at, end);
    if (behind !== bad && place.field !== -1) values[place.field] = strings.text(place, at, behind);
    return behind;
  }

  function number(place: Place, at: number): number {
    const behind = numberEnd(bytes, at);
    if (behind !== bad && place.field !== -1) values[place.field] = numberAt(buffer, at, behind);
    return behind;
  }

  function object(place: Place, at: number): number {
    const { last } = place;
    if (last !== undefined) {
      if (isSame(last, at)) {
        place.same += 1;
        const { reads } = place;
        for (let index = 0; index < reads.length; index += 1) values[reads[index] ?? 0] = last.values[index];
        return at + last.bytes.length;
      }
      place.other += 1;
      if (place.other > patience + place.same) place.last = undefined;
    }
    const behind = members(place, at);
    if (behind === bad || behind > end) return behind;
    if (place.field !== -1) values[place.field] = JSON.parse(buffer.toString('utf8', at, behind));
    if (place.other <= patience + place.same) place.last = knownObject(place, at, behind);
    return behind;
  }

  function knownObject({ reads }: Place, from: number, to: number): Known {
    const copy = bytes.slice(from, to);
    return { bytes: copy, view: new DataView(copy.buffer), values: reads.map((field) => values[field]) };
  }

  function isSame(known: Known, at: number): boolean {
    const { length } = known.bytes;
    if (at + length > end) return false;
    const [here, there] = [known.view, view];
    const words = length - (length % 16);
    for (let index = 0; index < words; index += 16) {
      const from = at + index;
      const differs =
        (here.getInt32(index, true) ^ there.getInt32(from, true)) |
        (here.getInt32(index + 4, true) ^ there.getInt32(from + 4, true)) |
        (here.getInt32(index + 8, true) ^ there.getInt32(from + 8, true)) |
        (here.getInt32(index + 12, true) ^ there.getInt32(from + 12, true));
      if (differs !== 0) return false;
    }
    for (let index = words; index < length; index += 1) if (known.bytes[index] !== bytes[at + index]) return false;
    return true;
  }

  function members(place: Place, at: number): number {
    let next = blank(at + 1);
    if (bytes[next] === closeObject) return next + 1;
    let known: Members | undefined = place.members;
    while (known !== undefined) {
      const member = memberAt(known, next);
      if (member === undefined) return bad;
      next += member.name.length;
      if (bytes[next] !== colon) next = blank(next);
      if (bytes[next] !== colon) return bad;
      next += 1;
      if ((bytes[next] ?? 0) <= space) next = blank(next);
      next = value(member.place, next);
      if (next === bad) return bad;
      if ((bytes[next] ?? 0) <= space) next = blank(next);
      const byte = bytes[next];
      next += 1;
      if (byte === closeObject) return next;
      if (byte !== comma) return bad;
      if ((bytes[next] ?? 0) <= space) next = blank(next);
      known = member.after;
    }
    return bad;
  }

  function memberAt({ next }: Members, at: number): Member | undefined {
    for (let index = 0; index < next.length; index += 1) {
      const member = next[index];
      if (member !== undefined && isAt(bytes, member.name, at, at + member.name.length)) return member;
    }
    return undefined;
  }

  function list(place: Place, at: number): number {
    // A pointer may lead through an index.
    if (place.leads) return bad;
    let next = blank(at + 1);
    if (bytes[next] !== closeList) {
      const { element } = place;
      if (element === undefined) return bad;
      for (;;) {
        next = value(element, next);
        if (next === bad) return bad;
        next = blank(next);
        if (bytes[next] === closeList) break;
        if (bytes[next] !== comma) return bad;
        next = blank(next + 1);
      }
    }
    next += 1;
    if (place.field !== -1 && next <= end) values[place.field] = JSON.parse(buffer.toString('utf8', at, next));
    return next;
  }

  return {
    use(given) {
      bytes = given as Uint8Array<ArrayBuffer>;
      buffer = Buffer.from(given.buffer as ArrayBuffer, given.byteOffset, given.length);
      view = new DataView(given.buffer, given.byteOffset, given.length);
      strings.use(buffer);
    },
    read(start, behind, into, byLine) {
      end = behind;
      blankFeed = byLine ? -1 : lineFeed;
      values = into;
      values.fill(undefined);
      const at = blank(start);
      if (bytes[at] !== openObject) return bad;
      const inside = members(root, at);
      if (inside === bad || inside > end) return bad;
      const next = blank(inside);
      // Blank bytes behind the end belong to what follows.
      if (next >= end) return end;
      return byLine && bytes[next] === lineFeed ? next : bad;
    },
    learn: (start, behind) => learn(bytes, start, behind),
  };
}

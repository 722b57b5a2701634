import type { Position } from '../core/location.ts';

/**
 * The text of a file. `bom`: it began with a UTF-8 byte order mark, which `text` no longer has. `crlf`: the 1-based line
 * that the first CRLF or lone CR ends, undefined when every line ends with LF. A failure's `message` is a clause that
 * continues "the file …"; `line` is the 1-based line of the first byte that is wrong.
 */
export type DecodedText =
  | { ok: true; text: string; bom: boolean; crlf: number | undefined }
  | { ok: false; message: string; line: number };

/** Byte order marks of encodings that are refused. The longer ones come first: UTF-32 LE begins as UTF-16 LE does. */
const foreignMarks: readonly { name: string; bytes: readonly number[] }[] = [
  { name: 'UTF-32', bytes: [0xff, 0xfe, 0x00, 0x00] },
  { name: 'UTF-32', bytes: [0x00, 0x00, 0xfe, 0xff] },
  { name: 'UTF-16', bytes: [0xff, 0xfe] },
  { name: 'UTF-16', bytes: [0xfe, 0xff] },
];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict UTF-8: nothing is replaced or guessed. A NUL byte anywhere means that the file is not text. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const foreign = foreignMarks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  if (foreign !== undefined) return { ok: false, message: `is ${foreign.name} text: save it as UTF-8`, line: 1 };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let text: string;
  try {
    text = decoder.decode(bom ? bytes.subarray(3) : bytes);
  } catch {
    if (bytes.includes(0)) return withNul(bytes);
    const invalid = firstInvalidByte(bytes) ?? 0;
    const line = lineOfByte(bytes, invalid);
    const byte = (bytes[invalid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return { ok: false, message: `is not UTF-8 text: byte 0x${byte} in line ${line} does not belong there`, line };
  }
  if (text.includes('\0')) return withNul(bytes);
  const cr = text.indexOf('\r');
  return { ok: true, text, bom, crlf: cr === -1 ? undefined : positionAt(text, cr).line };
}

function withNul(bytes: Uint8Array): DecodedText {
  const line = lineOfByte(bytes, bytes.indexOf(0));
  return { ok: false, message: `is not a text file: it holds a NUL byte in line ${line}`, line };
}

/** Offsets of a text as positions. LF, CRLF and a lone CR each end a line. */
export interface LineIndex {
  /** The number of lines; the empty text has one. */
  readonly count: number;
  /** The position of an offset in UTF-16 units; one outside the text is taken as its nearest end. */
  position(offset: number): Position;
  /** The offset at which a 1-based line starts; undefined when there is no such line. */
  start(line: number): number | undefined;
  /** The text of a 1-based line without its line end; undefined when there is no such line. */
  line(line: number): string | undefined;
}

/** Built in linear time; each look-up then takes logarithmic time. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return {
    count: starts.length,
    position(offset) {
      const inside = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= inside) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: inside - (starts[low] ?? 0) + 1 };
    },
    start: (line) => starts[line - 1],
    line(line) {
      const start = starts[line - 1];
      return start === undefined ? undefined : text.slice(start, starts[line] ?? text.length).replace(/[\r\n]+$/, '');
    },
  };
}

/** The position of one offset, in linear time; use `lineIndex` for more than a few. */
export function positionAt(text: string, offset: number): Position {
  return lineIndex(text.slice(0, Math.max(offset, 0) + 1)).position(offset);
}

/**
 * A piece of foreign text for a message: in double quotes, cut to `limit` characters, with everything that is not
 * visible, or that could reorder or recolour the line it stands in, written as `\u{…}`.
 */
export function quote(text: string, limit = 40): string {
  return `"${clipped(text, limit)}"`;
}

/** The same without the quotes: one line of at most so many characters of the text. */
export function clipped(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 2)];
  const shown = characters.slice(0, limit).map(visible).join('');
  return `${shown}${characters.length > limit || text.length > limit * 2 ? '…' : ''}`;
}

function visible(character: string): string {
  if (character === ' ' || /^[^\p{C}\p{Z}]$/u.test(character)) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function lineOfByte(bytes: Uint8Array, end: number): number {
  let line = 1;
  for (let index = 0; index < end; index += 1) {
    if (bytes[index] === 0x0a || (bytes[index] === 0x0d && bytes[index + 1] !== 0x0a)) line += 1;
  }
  return line;
}

/** The well-formed sequences of the Unicode Standard, table 3-7: lead bytes, then the range of the second byte. */
const sequences: readonly { from: number; to: number; length: number; second: readonly [number, number] }[] = [
  { from: 0xc2, to: 0xdf, length: 2, second: [0x80, 0xbf] },
  { from: 0xe0, to: 0xe0, length: 3, second: [0xa0, 0xbf] },
  { from: 0xe1, to: 0xec, length: 3, second: [0x80, 0xbf] },
  { from: 0xed, to: 0xed, length: 3, second: [0x80, 0x9f] },
  { from: 0xee, to: 0xef, length: 3, second: [0x80, 0xbf] },
  { from: 0xf0, to: 0xf0, length: 4, second: [0x90, 0xbf] },
  { from: 0xf1, to: 0xf3, length: 4, second: [0x80, 0xbf] },
  { from: 0xf4, to: 0xf4, length: 4, second: [0x80, 0x8f] },
];

/** The index of the lead byte of the first sequence that is not well-formed. */
function firstInvalidByte(bytes: Uint8Array): number | undefined {
  let index = 0;
  while (index < bytes.length) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) {
      index += 1;
      continue;
    }
    const sequence = sequences.find((candidate) => lead >= candidate.from && lead <= candidate.to);
    if (sequence === undefined) return index;
    for (let offset = 1; offset < sequence.length; offset += 1) {
      const [low, high] = offset === 1 ? sequence.second : [0x80, 0xbf];
      const byte = bytes[index + offset];
      if (byte === undefined || byte < low || byte > high) return index;
    }
    index += sequence.length;
  }
  return undefined;
}

/** The first few items, and how many there are besides. */
export function listed(items: readonly string[], most = 5): string {
  const [shown, more] = [items.slice(0, most), items.length - most];
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

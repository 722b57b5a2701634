import { backslash, isAt, quote, space, utf8Text, wide } from './bytes.ts';
import type { KnownText } from './row-shape.ts';

/** What may follow a backslash, but for `u`: rows with that are left to `readRow`. */
const escapable = new Uint8Array(256);
for (const sign of '"\\/bfnrt') escapable[sign.charCodeAt(0)] = 1;

/** What means nothing in a string but itself. */
const ordinary = new Uint8Array(256).fill(1, space, wide);
ordinary[quote] = 0;
ordinary[backslash] = 0;

const fewTexts = 8;

/** Texts that were read at one place, and how many of them were new. */
export interface Texts {
  texts: KnownText[];
  newTexts: number;
}

/** Reads strings of some bytes. */
export interface RowStrings {
  /** The bytes in which the next strings stand. */
  use(bytes: Buffer): void;
  /** The index behind the string that begins at `at`, which must end before `end`; -1: it is none, or out of the ordinary. */
  end(at: number, end: number): number;
  /** The text of the string that `end` was asked for last: from `at` to what it gave. */
  text(known: Texts, at: number, behind: number): string;
}

/** `patience`: so many new texts at a place are remembered before each row is taken to have one of its own. */
export function rowStrings(patience: number): RowStrings {
  let bytes: Buffer = Buffer.alloc(0);
  /** Whether the bytes are UTF-8; undefined until it matters. */
  let isUtf8: boolean | undefined;
  /** Of the string that was read last. */
  let escaped = false;
  let plain = true;

  /** ASCII; of a few texts that come again and again each is made once. */
  function knownText(known: Texts, from: number, to: number): string {
    const { texts } = known;
    for (let index = 0; index < texts.length; index += 1) {
      const one = texts[index];
      if (one !== undefined && isAt(bytes, one.bytes, from, to)) return one.text;
    }
    const made = bytes.toString('latin1', from, to);
    if (known.newTexts < patience) {
      known.newTexts += 1;
      if (texts.length === fewTexts) texts.shift();
      texts.push({ bytes: Uint8Array.from(bytes.subarray(from, to)), text: made });
    } else if (known.newTexts === patience) {
      // Each row has another one.
      known.newTexts += 1;
      known.texts = [];
    }
    return made;
  }

  return {
    use(given) {
      bytes = given;
      isUtf8 = undefined;
    },
    end(at, end) {
      escaped = false;
      plain = true;
      const data = bytes;
      for (let next = at + 1; next < end; next += 1) {
        while (ordinary[data[next] ?? 0] === 1) next += 1;
        const byte = data[next] ?? 0;
        if (byte === quote) return next + 1;
        if (byte === backslash) {
          next += 1;
          if (escapable[data[next] ?? 0] === 0) return -1;
          escaped = true;
        } else if (byte < space) return -1;
        else {
          plain = false;
          if (!(isUtf8 ??= utf8Text(data) !== undefined)) return -1;
        }
      }
      return -1;
    },
    text(known, at, behind) {
      const [from, to] = [at + 1, behind - 1];
      if (plain && !escaped) return knownText(known, from, to);
      const raw = bytes.toString('utf8', from, to);
      return escaped ? (JSON.parse(`"${raw}"`) as string) : raw;
    },
  };
}

/*
 * Bytes of JSON text in UTF-8, by what they mean.
 */

export const [space, tab, lineFeed, carriageReturn] = [0x20, 0x09, 0x0a, 0x0d];
export const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c];
export const [openObject, closeObject, openList, closeList] = [0x7b, 0x7d, 0x5b, 0x5d];
export const [minus, plus, dot, zero, nine] = [0x2d, 0x2b, 0x2e, 0x30, 0x39];
/** The first byte beyond ASCII. */
export const wide = 0x80;

/** Whether a byte is white space in JSON. */
export function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === lineFeed || byte === carriageReturn || byte === tab;
}

/** Whether the bytes from one index up to another are all blank. */
export function areBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) if (!isBlank(bytes[index])) return false;
  return true;
}

/** Whether other bytes stand from one index up to another. */
export function isAt(bytes: Uint8Array, other: Uint8Array, from: number, to: number): boolean {
  const { length } = other;
  if (to - from !== length) return false;
  for (let index = 0; index < length; index += 1) if (other[index] !== bytes[from + index]) return false;
  return true;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes; undefined when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

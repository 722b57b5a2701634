import { dot, minus, nine, plus, zero } from './bytes.ts';

/** No number of so many digits, with an exponent of two, is out of the range of doubles. */
const mostDigits = 100;
/** Whole numbers of so many digits are exact doubles at every step. */
const exactDigits = 15;

/** The index behind the JSON number that begins at `at`; -1 when it is none, or so long that it could be out of range. */
export function numberEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at] === minus ? at + 1 : at;
  let next = digitsEnd(bytes, first);
  const digits = next - first;
  if (digits === 0 || digits > mostDigits || (digits > 1 && bytes[first] === zero)) return -1;
  if (bytes[next] === dot) {
    const from = next + 1;
    next = digitsEnd(bytes, from);
    if (next === from) return -1;
  }
  if (((bytes[next] ?? 0) | 0x20) === 0x65) {
    const sign = bytes[next + 1];
    const from = sign === minus || sign === plus ? next + 2 : next + 1;
    next = digitsEnd(bytes, from);
    if (next === from || next > from + 2) return -1;
  }
  return next;
}

function digitsEnd(bytes: Uint8Array, at: number): number {
  let next = at;
  while ((bytes[next] ?? 0) >= zero && (bytes[next] ?? 0) <= nine) next += 1;
  return next;
}

/** The number that stands from `at` to what `numberEnd` gave. */
export function numberAt(bytes: Buffer, at: number, end: number): number {
  const negative = bytes[at] === minus;
  const first = negative ? at + 1 : at;
  if (end - first <= exactDigits) {
    let whole = 0;
    let next = first;
    for (; next < end; next += 1) {
      const digit = (bytes[next] ?? 0) - zero;
      if (digit < 0 || digit > 9) break;
      whole = whole * 10 + digit;
    }
    if (next === end) return negative ? -whole : whole;
  }
  return Number(bytes.toString('latin1', at, end));
}

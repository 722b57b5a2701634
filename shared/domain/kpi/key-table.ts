/*
 * Which keys were seen, and in which line first. Keys are kept by a hash of 64 bits in one block of memory, 24 to 48 bytes
 * for each, so that millions of them fit and go from one thread to another. Equal keys always meet; two different ones do by
 * accident in a million rows with a probability of 3e-8, which would name a duplicate that is none, never hide one.
 */

/** Three words a slot: both halves of the hash, and the line; line 0 is an empty slot. */
export interface KeyTable {
  slots: Uint32Array;
  used: number;
}

export interface KeyHash {
  high: number;
  low: number;
}

export function keyTable(): KeyTable {
  return { slots: new Uint32Array(3 * 64), used: 0 };
}

export function hashKey(key: string): KeyHash {
  let high = 0x9e3779b9 ^ key.length;
  let low = 0x7f4a7c15;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    high = Math.imul(((high << 5) | (high >>> 27)) ^ code, 0x2c1b3c6d);
    low = Math.imul(((low << 13) | (low >>> 19)) ^ code, 0x297a2d39);
  }
  // Every bit of one half reaches both.
  high = Math.imul(high ^ (high >>> 15) ^ low, 0x45d9f3b3);
  low = Math.imul(low ^ (low >>> 13) ^ high, 0x119de1f3);
  high = Math.imul(high ^ (high >>> 16) ^ low, 0x344b5409);
  return { high: (high ^ (high >>> 14)) >>> 0, low: (low ^ (low >>> 16)) >>> 0 };
}

/** Notes the line of a key that is new, by the halves of its hash; else gives the line in which it was seen first, and 0 for a new one. */
export function noteKey(table: KeyTable, high: number, low: number, line: number): number {
  if ((table.used + 1) * 3 * 2 > table.slots.length) grow(table);
  const at = slotOf(table.slots, high, low);
  const first = table.slots[at + 2] ?? 0;
  if (first !== 0) return first;
  table.slots[at] = high;
  table.slots[at + 1] = low;
  table.slots[at + 2] = line;
  table.used += 1;
  return 0;
}

/** The line in which a key was seen first; 0 when it was not. */
export function lineOfKey(table: KeyTable, { high, low }: KeyHash): number {
  return table.slots[slotOf(table.slots, high, low) + 2] ?? 0;
}

/** Calls for every key, in no order that means anything. */
export function eachKey(table: KeyTable, use: (high: number, low: number, line: number) => void): void {
  const { slots } = table;
  for (let at = 0; at < slots.length; at += 3) {
    const line = slots[at + 2] ?? 0;
    if (line !== 0) use(slots[at] ?? 0, slots[at + 1] ?? 0, line);
  }
}

/** The slot of a key, or the empty one where it belongs. The number of slots is a power of two. */
function slotOf(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length / 3 - 1;
  let slot = low & mask;
  for (;;) {
    const at = slot * 3;
    if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
    slot = (slot + 1) & mask;
  }
}

function grow(table: KeyTable): void {
  // Small ones grow faster: they are made anew for each part of a file.
  const larger = new Uint32Array(table.slots.length * (table.slots.length < 1 << 16 ? 4 : 2));
  eachKey(table, (high, low, line) => {
    const at = slotOf(larger, high, low);
    larger[at] = high;
    larger[at + 1] = low;
    larger[at + 2] = line;
  });
  table.slots = larger;
}

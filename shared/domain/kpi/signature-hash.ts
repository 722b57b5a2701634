import { addToSketch, type BottomSketch } from './bottom-sketch.ts';

// The hash that is being computed: kept outside, since an object for each of millions of rows would cost more than the hash.
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
let [high, low] = [0, 0];

/** Begins the hash of some numbers; `seed` tells lists of different kinds or lengths apart. */
export function startHash(seed: number): void {
  high = 0x9e3779b9 ^ seed;
  low = 0x7f4a7c15;
}

/** Takes the next number into the hash. */
export function takeNumber(number: number): void {
  let word = number | 0;
  if (word !== number) {
    bits[0] = number;
    mix(words[0] ?? 0);
    word = words[1] ?? 0;
  }
  mix(word);
}

function mix(word: number): void {
  high = Math.imul(((high << 5) | (high >>> 27)) ^ word, 0x2c1b3c6d);
  low = Math.imul(((low << 13) | (low >>> 19)) ^ word, 0x297a2d39);
  // The lower bits of round numbers are all zero, and a product carries only upwards.
  high ^= high >>> 15;
  low ^= low >>> 17;
}

/** Ends the hash and adds it to a sketch. */
export function addHash(sketch: BottomSketch): void {
  high = Math.imul(high ^ (high >>> 16) ^ low, 0x45d9f3b3);
  low = Math.imul(low ^ (low >>> 13) ^ high, 0x119de1f3);
  high = Math.imul(high ^ (high >>> 16) ^ low, 0x344b5409);
  addToSketch(sketch, (high ^ (high >>> 14)) >>> 0, (low ^ (low >>> 16)) >>> 0);
}

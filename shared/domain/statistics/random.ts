import { createHash } from 'node:crypto';
import { demand } from './precondition.ts';

// Looked up once: where a module does not run in the main context, each access to a global costs more than the draw.
const { imul } = Math;

/**
 * The generator xoshiro128** (Blackman and Vigna 2018): 32 bits a call, only 32-bit integer operations, therefore the same on every
 * platform. Not for secrets. The state must not be all zero.
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = imul(rotated(imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Fills an array with whole numbers from 0 to below `limit`, each as likely and independent. */
export type Draw = (into: Uint32Array, limit: number) => void;

/** Draws from a generator whose state is the first 16 bytes of the SHA-256 of the seed: the same numbers for the same text. */
export function seededDraw(seed: string): Draw {
  const digest = createHash('sha256').update(seed).digest();
  const word = (at: number): number => digest.readUInt32BE(at);
  const next = xoshiro128([word(0), word(4), word(8), word(12)]);
  return (into, limit) => {
    demand(Number.isInteger(limit) && limit >= 1 && limit <= 2 ** 32, `no random number below ${limit}`);
    // The last, incomplete stretch of 2^32 would favour the small numbers.
    const fair = 2 ** 32 - (2 ** 32 % limit);
    for (let index = 0; index < into.length; index += 1) {
      let drawn = next();
      while (drawn >= fair) drawn = next();
      into[index] = drawn % limit;
    }
  };
}

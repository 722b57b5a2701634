/*
 * A sketch of a set of values: the smallest of their hashes (bottom-k sketch; Cohen and Kaplan, Summarizing data using bottom-k
 * sketches, 2007). Hashes are as good as random, so that the values they belong to are a random sample of the distinct ones,
 * and the same values are sampled wherever they occur. Merging sketches in any order gives the sketch of all values.
 */

/** Hashes that are kept, at most. */
export const sketchSize = 1024;

export interface BottomSketch {
  /** Values that were added, also repeated ones. */
  added: number;
  /** The smallest hashes, and for now some greater ones; a hash is a whole number below 2^53. */
  hashes: Set<number>;
  /** Hashes from here on are not among the smallest any more. */
  limit: number;
}

export function bottomSketch(): BottomSketch {
  return { added: 0, hashes: new Set(), limit: Number.POSITIVE_INFINITY };
}

/** Adds a value by its hash: two random halves of 32 bits. */
export function addToSketch(sketch: BottomSketch, high: number, low: number): void {
  sketch.added += 1;
  const hash = high * 0x20_0000 + (low >>> 11);
  if (hash >= sketch.limit) return;
  sketch.hashes.add(hash);
  if (sketch.hashes.size >= 2 * sketchSize) cut(sketch);
}

/** Both; `a` is used up. */
export function mergeSketches(a: BottomSketch, b: BottomSketch): BottomSketch {
  a.added += b.added;
  a.limit = Math.min(a.limit, b.limit);
  for (const hash of b.hashes) a.hashes.add(hash);
  if (a.hashes.size > sketchSize) cut(a);
  return a;
}

function cut(sketch: BottomSketch): void {
  const smallest = [...sketch.hashes].sort((one, other) => one - other).slice(0, sketchSize);
  sketch.hashes = new Set(smallest);
  sketch.limit = (smallest[sketchSize - 1] ?? sketch.limit) + 1;
}

/** The sketch as a sample: hashes in ascending order, and below which bound all are there; without bound it is the whole set. */
interface Smallest {
  hashes: number[];
  bound: number;
}

function smallestOf({ hashes, limit }: BottomSketch): Smallest {
  const sorted = [...hashes].sort((one, other) => one - other);
  if (sorted.length < sketchSize || (sorted.length === sketchSize && limit === Number.POSITIVE_INFINITY))
    return { hashes: sorted, bound: Number.POSITIVE_INFINITY };
  const kept = sorted.slice(0, sketchSize);
  return { hashes: kept, bound: (kept[sketchSize - 1] ?? 0) + 1 };
}

/** How many distinct values were added: exact up to `sketchSize`, beyond it an estimate with a standard error of 3 %. */
export function distinctValues(sketch: BottomSketch): number {
  const { hashes, bound } = smallestOf(sketch);
  return bound === Number.POSITIVE_INFINITY ? hashes.length : Math.round(((sketchSize - 1) / bound) * 2 ** 53);
}

/** What two sets of distinct values have in common, by those of both that are sampled alike. */
export interface Overlap {
  /** The share of the values of the one that the other has too; NaN when none of its values was compared. */
  ofA: number;
  ofB: number;
  /** How many values of each were compared. */
  comparedA: number;
  comparedB: number;
}

/**
 * The overlap of two sets: exact while both have at most `sketchSize` values, else an estimate from the values compared, whose
 * standard error is the square root of p (1 - p) / compared: at most 1.6 % for sets of about the same size.
 */
export function overlapOf(a: BottomSketch, b: BottomSketch): Overlap {
  const [ofA, ofB] = [smallestOf(a), smallestOf(b)];
  const bound = Math.min(ofA.bound, ofB.bound);
  const comparedA = ofA.hashes.filter((hash) => hash < bound);
  const comparedB = new Set(ofB.hashes.filter((hash) => hash < bound));
  const shared = comparedA.filter((hash) => comparedB.has(hash)).length;
  return {
    ofA: shared / comparedA.length,
    ofB: shared / comparedB.size,
    comparedA: comparedA.length,
    comparedB: comparedB.size,
  };
}

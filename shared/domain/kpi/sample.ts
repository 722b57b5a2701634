import { addToSketch, mergeSketches, noSketch, type QuantileSketch } from '../statistics/quantile-sketch.ts';

/**
 * The numbers of a KPI: all of them up to a limit, beyond it a sketch of all of them, which is the same in whatever order they were
 * added and merged.
 */
export interface Sample {
  total: number;
  /** All full but the last, of which `used` are; empty when there is a sketch. */
  chunks: Float64Array<ArrayBuffer>[];
  used: number;
  sketch: QuantileSketch | undefined;
}

/** How far a value of a sketch may be from the number itself, relative to it. */
export const sketchError = 0.001;

const [firstChunk, largestChunk] = [64, 65_536];

export function emptySample(): Sample {
  return { total: 0, chunks: [], used: 0, sketch: undefined };
}

/** Adds a number; beyond `limit` of them a sketch takes the place of the numbers. */
export function addToSample(sample: Sample, value: number, limit: number): void {
  sample.total += 1;
  if (sample.sketch !== undefined) {
    addToSketch(sample.sketch, value);
    return;
  }
  let last = sample.chunks.at(-1);
  if (last === undefined || sample.used === last.length) {
    last = new Float64Array(last === undefined ? firstChunk : Math.min(largestChunk, last.length * 2));
    sample.chunks.push(last);
    sample.used = 0;
  }
  last[sample.used] = value;
  sample.used += 1;
  if (sample.total > limit) toSketch(sample);
}

/** Both; neither can be used afterwards. */
export function mergeSamples(a: Sample, b: Sample, limit: number): Sample {
  if (a.sketch === undefined && b.sketch === undefined) {
    trim(a);
    if (b.chunks.length > 0) a.used = b.used;
    for (const chunk of b.chunks) a.chunks.push(chunk);
    a.total += b.total;
    if (a.total > limit) toSketch(a);
    return a;
  }
  const sketch = mergeSketches(toSketch(a), toSketch(b));
  return { ...emptySample(), total: a.total + b.total, sketch };
}

/** All numbers in ascending order; undefined when there were too many to keep. */
export function sortedValues(sample: Sample): Float64Array<ArrayBuffer> | undefined {
  if (sample.sketch !== undefined) return undefined;
  const all = new Float64Array(sample.total);
  let at = 0;
  for (const chunk of chunksOf(sample)) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all.sort();
}

function chunksOf({ chunks, used }: Sample): Float64Array<ArrayBuffer>[] {
  return chunks.map((chunk, index) => (index === chunks.length - 1 ? chunk.subarray(0, used) : chunk));
}

function trim(sample: Sample): void {
  const last = sample.chunks.pop();
  if (last === undefined) return;
  sample.chunks.push(sample.used === last.length ? last : last.slice(0, sample.used));
}

function toSketch(sample: Sample): QuantileSketch {
  if (sample.sketch !== undefined) return sample.sketch;
  const sketch = noSketch(sketchError);
  for (const chunk of chunksOf(sample)) for (const value of chunk) addToSketch(sketch, value);
  sample.chunks = [];
  sample.used = 0;
  sample.sketch = sketch;
  return sketch;
}

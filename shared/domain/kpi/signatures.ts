import { type BottomSketch, bottomSketch, mergeSketches } from './bottom-sketch.ts';
import type { Contribution } from './contribution.ts';
import { addHash, startHash, takeNumber } from './signature-hash.ts';

/** What is kept of the rows to tell copies of a run; plain data, at most 2048 numbers in each of the three sketches. */
export interface Signatures {
  /** Timestamps. */
  times: BottomSketch;
  /** Three neighbouring gaps between timestamps, in milliseconds: a copy that was moved in time keeps them. */
  gaps: BottomSketch;
  /** Of each usable row its strata and what it is to each KPI: outcome, value, exposure. */
  contents: BottomSketch;
  /** The first and the last timestamps, by which gaps are continued where parts meet. */
  head: number[];
  tail: number[];
}

/** As much of the judgement of a row as is compared. */
export interface SignedRow {
  usable: boolean;
  time: number | undefined;
  strata: readonly number[];
  contributions: readonly Contribution[];
}

/** Timestamps at each end of a part that gaps across its border need. */
const border = 3;

/** Of no rows. */
export function signatures(): Signatures {
  return { times: bottomSketch(), gaps: bottomSketch(), contents: bottomSketch(), head: [], tail: [] };
}

/** Adds a row that could be read, in file order. */
export function addSignatures(into: Signatures, row: SignedRow): void {
  const { time } = row;
  if (time !== undefined) addMoment(into, time);
  if (row.usable) addContent(into.contents, row);
}

function addMoment(into: Signatures, time: number): void {
  startHash(1);
  takeNumber(time);
  addHash(into.times);
  const { head, tail } = into;
  if (tail.length < border) tail.push(time);
  else {
    const second = tail[1] ?? 0;
    const third = tail[2] ?? 0;
    addGaps(into.gaps, tail[0] ?? 0, second, third, time);
    tail[0] = second;
    tail[1] = third;
    tail[2] = time;
  }
  if (head.length < border) head.push(time);
}

/** Both, `a` standing before `b`; neither can be used afterwards. */
export function mergeSignatures(a: Signatures, b: Signatures): Signatures {
  const gaps = mergeSketches(a.gaps, b.gaps);
  const across = [...a.tail, ...b.head];
  const merged = {
    times: mergeSketches(a.times, b.times),
    gaps,
    contents: mergeSketches(a.contents, b.contents),
    head: [...a.head, ...b.head].slice(0, border),
    tail: [...a.tail, ...b.tail].slice(-border),
  };
  // Every window of four that begins in the one and ends in the other.
  for (let from = 0; from < a.tail.length && from + border < across.length; from += 1) {
    const [first = 0, second = 0, third = 0, fourth = 0] = across.slice(from);
    addGaps(merged.gaps, first, second, third, fourth);
  }
  return merged;
}

function addGaps(gaps: BottomSketch, first: number, second: number, third: number, fourth: number): void {
  startHash(3);
  takeNumber(second - first);
  takeNumber(third - second);
  takeNumber(fourth - third);
  addHash(gaps);
}

/** What a row is to a KPI, as a number. */
const outcomes = { outside: 1, excluded: 2, hit: 3, miss: 4 } as const;

function addContent(contents: BottomSketch, { strata, contributions }: SignedRow): void {
  startHash(contributions.length);
  for (const index of strata) takeNumber(index);
  for (const contribution of contributions) {
    if (contribution.part !== 'sample') {
      takeNumber(outcomes[contribution.part]);
      continue;
    }
    takeNumber(contribution.hit ? outcomes.hit : outcomes.miss);
    if (contribution.value !== undefined) takeNumber(contribution.value);
    if (contribution.exposure !== undefined) takeNumber(contribution.exposure);
  }
  addHash(contents);
}

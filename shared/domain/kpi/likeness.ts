import {
  addToSketch,
  type BottomSketch,
  bottomSketch,
  distinctValues,
  mergeSketches,
  overlapOf,
  sketchSize,
} from './bottom-sketch.ts';
import type { Contribution } from './contribution.ts';
import { eachKey, type KeyTable, lineOfKey } from './key-table.ts';

/*
 * Whether two runs are copies of each other, also when keys, times or some values were changed afterwards. What measurements
 * of two runs never have in common by chance is compared: their keys, the moments at which they were taken, the rhythm in
 * which these followed each other, and the values of whole rows.
 */

/** What is kept of the rows for it; plain data, at most 2048 numbers in each of the three sketches. */
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

export function signatures(): Signatures {
  return { times: bottomSketch(), gaps: bottomSketch(), contents: bottomSketch(), head: [], tail: [] };
}

export function addSignatures(into: Signatures, row: SignedRow): void {
  const { time } = row;
  if (time !== undefined) addMoment(into, time);
  if (row.usable) addContent(into.contents, row);
}

function addMoment(into: Signatures, time: number): void {
  start(1);
  take(time);
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
  start(3);
  take(second - first);
  take(third - second);
  take(fourth - third);
  addHash(gaps);
}

const parts = { outside: 1, excluded: 2, sample: 3 } as const;

function addContent(contents: BottomSketch, { strata, contributions }: SignedRow): void {
  start(contributions.length);
  for (const index of strata) take(index);
  for (const contribution of contributions) {
    if (contribution.part !== 'sample') {
      take(parts[contribution.part]);
      continue;
    }
    take(contribution.hit ? 3 : 4);
    if (contribution.value !== undefined) take(contribution.value);
    if (contribution.exposure !== undefined) take(contribution.exposure);
  }
  addHash(contents);
}

// The hash that is being computed: kept outside, since an object for each of millions of rows would cost more than the hash.
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
let [high, low] = [0, 0];

function start(seed: number): void {
  high = 0x9e3779b9 ^ seed;
  low = 0x7f4a7c15;
}

function take(number: number): void {
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

function addHash(sketch: BottomSketch): void {
  high = Math.imul(high ^ (high >>> 16) ^ low, 0x45d9f3b3);
  low = Math.imul(low ^ (low >>> 13) ^ high, 0x119de1f3);
  high = Math.imul(high ^ (high >>> 16) ^ low, 0x344b5409);
  addToSketch(sketch, (high ^ (high >>> 14)) >>> 0, (low ^ (low >>> 16)) >>> 0);
}

export type SignatureName = 'times' | 'gaps' | 'contents';

/** What the two runs have in common in one respect. */
export interface SignatureLikeness {
  signature: SignatureName;
  /** Whether having it in common would mean anything; `because` says why not. */
  tells: boolean;
  because?: string;
  /** The estimated share of the distinct values of each run that the other has too, from 0 to 1. */
  ofA: number;
  ofB: number;
  /** A part of one run is in the other that is too large for chance. */
  tooMuch: boolean;
  /** More is in common than runs that repeat themselves as these do ever have by chance. */
  beyondChance: boolean;
  /** Distinct values of each run that the estimate comes from. */
  compared: readonly [a: number, b: number];
}

export interface Likeness {
  /** For each unique key of the set how many rows have a key that the other run has too; exact. */
  sharedKeys: number[];
  signatures: SignatureLikeness[];
  /** The runs cannot both be measurements of their own. */
  copy: boolean;
  /** For a copy everything that is shared, and how much. */
  because: string[];
}

/** What a run must have for it to be compared. */
export interface Signed {
  keys: readonly { table: KeyTable }[];
  signatures: Signatures;
}

/** The share from which on what is in common makes a copy, where it is more than chance; half of it is a copy in any case. */
const most = 0.1;
const half = 0.5;
/** Fewer values could agree by accident. A moment is of one run: one is enough. */
const fewest: Readonly<Record<SignatureName, number>> = { times: 1, gaps: 20, contents: 20 };
/** Runs of which more than this is in common by chance can be told from copies only by nearly everything being in common. */
const chanceLimit = 0.25;
/** As much of what repeats itself is nearly everything, where it is also so many standard errors above chance. */
const nearlyAll = { share: 0.9, standardErrors: 6 };
/** The standard error of an estimated number of distinct values. */
const sketchError = 0.03;
const nouns: Readonly<Record<SignatureName, string>> = {
  times: 'timestamps',
  gaps: 'triples of neighbouring gaps between timestamps',
  contents: 'contents of rows',
};

/** How much two runs of the same KPI set have in common. `likeness(b, a)` says the same with a and b exchanged. */
export function likeness(a: Signed, b: Signed): Likeness {
  const sharedKeys = a.keys.map(({ table }, index) => {
    const other = b.keys[index]?.table;
    return other === undefined ? 0 : keysInBoth(table, other);
  });
  const compared = (['times', 'gaps', 'contents'] as const).map((name) =>
    signatureLikeness(name, a.signatures[name], b.signatures[name]),
  );
  const because = [
    ...sharedKeys.flatMap((shared, index) =>
      shared > 0 ? [`${shared} rows have the same unique key${a.keys.length > 1 ? ` ${index + 1}` : ''}`] : [],
    ),
    ...compared.flatMap(({ signature, tells, ofA, ofB, tooMuch, beyondChance }) =>
      (tells && tooMuch) || beyondChance
        ? [`${percent(ofA)} and ${percent(ofB)} of their ${nouns[signature]} are the same`]
        : [],
    ),
  ];
  return { sharedKeys, signatures: compared, copy: because.length > 0, because };
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function keysInBoth(a: KeyTable, b: KeyTable): number {
  const [fewer, more] = a.used <= b.used ? [a, b] : [b, a];
  let shared = 0;
  eachKey(fewer, (high, low) => {
    if (lineOfKey(more, { high, low }) !== 0) shared += 1;
  });
  return shared;
}

function signatureLikeness(signature: SignatureName, a: BottomSketch, b: BottomSketch): SignatureLikeness {
  const { ofA, ofB, comparedA, comparedB } = overlapOf(a, b);
  const because = silence(signature, a, b, Math.min(comparedA, comparedB));
  return {
    signature,
    tells: because === undefined,
    ...(because === undefined ? {} : { because }),
    ofA: Number.isNaN(ofA) ? 0 : ofA,
    ofB: Number.isNaN(ofB) ? 0 : ofB,
    tooMuch:
      signature === 'times'
        ? Math.max(ofA, ofB) >= most
        : isTooMuch(a, b, ofA, comparedA) || isTooMuch(b, a, ofB, comparedB),
    beyondChance: signature !== 'times' && isBeyondChance(a, b, [ofA, ofB], Math.min(comparedA, comparedB)),
    compared: [comparedA, comparedB],
  };
}

/** Why what two runs have in common here means nothing. */
function silence(name: SignatureName, a: BottomSketch, b: BottomSketch, compared: number): string | undefined {
  const noun = nouns[name];
  const [distinctA, distinctB] = [distinctValues(a), distinctValues(b)];
  if (2 * distinctA < a.added || 2 * distinctB < b.added) return `most ${noun} of a run are the same`;
  if (compared < fewest[name])
    return compared === 0
      ? `there are no ${noun} to compare`
      : `there are fewer than ${fewest[name]} ${noun} to compare`;
  // A moment is of one run; rhythm and values of independent runs can agree by chance, and in each run it shows how much.
  if (name === 'times') return undefined;
  const chance = chanceOf(a, b);
  return chance > chanceLimit
    ? `about ${percent(chance)} of the ${noun} would be the same in independent runs`
    : undefined;
}

function chanceOf(a: BottomSketch, b: BottomSketch): number {
  const [distinctA, distinctB] = [distinctValues(a), distinctValues(b)];
  return Math.max(sharedByChance(distinctA, a.added, b.added), sharedByChance(distinctB, b.added, a.added));
}

/** Whether a share of the values of a run that another one has too is no chance, however unlucky the guess at chance is. */
function isTooMuch(run: BottomSketch, other: BottomSketch, share: number, compared: number): boolean {
  if (share >= half) return true;
  if (!(share >= most)) return false;
  const distinct = distinctValues(run);
  const exact = distinct <= sketchSize ? distinct : distinct * (1 - 2 * sketchError);
  const repeated = Math.max(0, run.added - exact);
  // Repetitions are counted like rare events: with r of them so many more may be expected.
  const expected = Math.min(run.added - 1, repeated + 3 + 2 * Math.sqrt(repeated));
  const chance = sharedByChance(run.added - expected, run.added, other.added);
  const error = Math.sqrt((chance * (1 - chance)) / compared);
  return share - chance >= nearlyAll.standardErrors * error;
}

/** The model of chance is that all values are equally likely; where some are not, independent runs have less in common. */
function isBeyondChance(a: BottomSketch, b: BottomSketch, shares: readonly number[], compared: number): boolean {
  if (compared < fewest.contents) return false;
  const chance = chanceOf(a, b);
  const error = Math.sqrt((chance * (1 - chance)) / compared);
  const share = Math.min(...shares);
  return share >= nearlyAll.share && share - chance >= nearlyAll.standardErrors * error;
}

/**
 * The share of the distinct values of a run that another run of `others` rows has too when both draw from equally many values,
 * by how often the run repeats itself: of n draws from N values (1 - e^(-n / N)) N are distinct.
 */
function sharedByChance(distinct: number, rows: number, others: number): number {
  const unique = Math.min(1, distinct / rows);
  let [least, greatest] = [0, 50];
  for (let step = 0; step < 60; step += 1) {
    const middle = (least + greatest) / 2;
    if (-Math.expm1(-middle) / middle > unique) least = middle;
    else greatest = middle;
  }
  return -Math.expm1((-least * others) / rows);
}

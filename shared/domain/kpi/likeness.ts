import { type BottomSketch, distinctValues, overlapOf, sketchSize } from './bottom-sketch.ts';

import { eachKey, type KeyTable, lineOfKey } from './key-table.ts';
import type { Signatures } from './signatures.ts';

/*
 * Whether two runs are copies of each other, also when keys, times or some values were changed afterwards. What measurements
 * of two runs never have in common by chance is compared: their keys, the moments at which they were taken, the rhythm in
 * which these followed each other, and the values of whole rows.
 */

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
}

export interface Likeness {
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
  return { signatures: compared, copy: because.length > 0, because };
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

import { milliseconds } from '../../core/duration.ts';
import { type Capped, capped, joined, note } from './capped.ts';
import type { KpiSet } from './config.ts';
import { addConstant, type ConstantTally, constantTally, mergeConstants } from './constant-tally.ts';
import { addKey, type KeyTally, keyTally, mergeKeys } from './key-tally.ts';
import { addContribution, type KpiTally, kpiTally, mergeKpis } from './kpi-tally.ts';
import type { ProblemCode, RowProblem } from './problem.ts';
import type { RowJudgement } from './row.ts';
import { addSignatures, mergeSignatures, type Signatures, signatures } from './signatures.ts';
import { addTime, mergeTimelines, type Pace, type Timeline, timeline } from './timeline.ts';

/** A problem and the line of its row. */
export interface PlacedProblem extends RowProblem {
  line: number;
}

/** Rows of one value of a stratum, and the line of the first. */
export interface StratumTally {
  rows: number;
  first: number | undefined;
}

/**
 * What a part of the rows says, in file order. Plain data: it can go from one thread to another. Lines count from 1 at the
 * beginning of the part.
 */
export interface Accumulator {
  /** Physical lines, also blank ones. */
  lines: number;
  rows: number;
  /** Rows that cannot be evidence at all. */
  unusable: number;
  problems: Capped<PlacedProblem>;
  /** How many problems of each kind there were, exactly. */
  totals: Partial<Record<ProblemCode, number>>;
  strata: StratumTally[][];
  keys: KeyTally[];
  constants: ConstantTally[];
  timeline: Timeline;
  kpis: KpiTally[];
  /** By what copies of a run are recognised. */
  signatures: Signatures;
  /** Something in the bytes of the rows looks like a credential. Absent where it was not asked for. */
  secret?: true;
}

/** How much is kept. Parts that are merged must have been made with the same limits. */
export interface Limits {
  /** Problems that are kept of each kind of list; all are counted. */
  problems: number;
  /** Numbers of a KPI up to which percentiles are exact; beyond them they come from a sketch. */
  values: number;
}

export const defaultLimits: Limits = { problems: 100, values: 2_000_000 };

/** Adds up the rows of one KPI set. */
export interface Adding {
  empty(): Accumulator;
  /** Adds a row that could be read. */
  add(into: Accumulator, row: RowJudgement, line: number): void;
  /** Adds a row that could not be read. `listed: false`: its problem is counted, and not kept. */
  addUnreadable(into: Accumulator, problem: RowProblem, line: number, listed?: boolean): void;
  /** Notes a problem of the file that is none of a row, or one more of a kind that was noted. */
  addFault(into: Accumulator, problem: RowProblem, line: number, listed?: boolean): void;
  /** Both, `a` standing before `b`; neither can be used afterwards. */
  merge(a: Accumulator, b: Accumulator): Accumulator;
}

export function adding(set: KpiSet, limits: Limits = defaultLimits): Adding {
  const { problems: cap, values } = limits;
  const gap = set.timestamp?.['maximum-gap'];
  const pace: Pace = {
    ascending: set.timestamp?.order === 'ascending',
    maximumGap: gap === undefined ? undefined : milliseconds(gap),
  };

  let lastConstants: readonly unknown[] | undefined;
  let lastInto: Accumulator | undefined;

  function addProblem(into: Accumulator, problem: RowProblem, line: number, listed = true): void {
    if (listed) note(into.problems, { ...problem, line }, cap);
    else into.problems.total += 1;
    into.totals[problem.code] = (into.totals[problem.code] ?? 0) + 1;
  }

  return {
    empty: () => ({
      lines: 0,
      rows: 0,
      unusable: 0,
      problems: capped(),
      totals: {},
      strata: set.strata.map((stratum) => stratum.values.map(() => ({ rows: 0, first: undefined }))),
      keys: set.unique.map(keyTally),
      constants: set.constant.map(constantTally),
      timeline: timeline(),
      kpis: set.kpis.map((kpi) => kpiTally(kpi, set.strata)),
      signatures: signatures(),
    }),

    add(into, row, line) {
      into.lines = Math.max(into.lines, line);
      into.rows += 1;
      const { problems, keys, constants, strata, contributions } = row;
      for (const problem of problems) addProblem(into, problem, line);
      for (let index = 0; index < keys.length; index += 1) {
        const key = keys[index];
        const tally = into.keys[index];
        if (key !== undefined && tally !== undefined) addKey(tally, key, line, cap);
      }
      // The same list again has nothing new in it.
      if (constants !== lastConstants || into !== lastInto) {
        lastConstants = constants;
        lastInto = into;
        for (let index = 0; index < constants.length; index += 1) {
          const value = constants[index];
          const tally = into.constants[index];
          if (value !== undefined && tally !== undefined) addConstant(tally, value, line);
        }
      }
      if (row.time !== undefined) addTime(into.timeline, { time: row.time, line }, pace, cap);
      addSignatures(into.signatures, row);
      if (!row.usable) {
        into.unusable += 1;
        return;
      }
      for (let index = 0; index < strata.length; index += 1) {
        const tally = into.strata[index]?.[strata[index] ?? -1];
        if (tally === undefined) continue;
        tally.rows += 1;
        tally.first ??= line;
      }
      for (let index = 0; index < contributions.length; index += 1) {
        const contribution = contributions[index];
        const tally = into.kpis[index];
        if (tally !== undefined && contribution !== undefined) addContribution(tally, contribution, strata, values);
      }
    },

    addUnreadable(into, problem, line, listed) {
      into.lines = Math.max(into.lines, line);
      into.rows += 1;
      into.unusable += 1;
      addProblem(into, problem, line, listed);
    },

    addFault(into, problem, line, listed) {
      into.lines = Math.max(into.lines, line);
      addProblem(into, problem, line, listed);
    },

    merge(a, b) {
      const shift = a.lines;
      const moved = b.problems.items.map((problem) => ({ ...problem, line: problem.line + shift }));
      const totals = { ...a.totals };
      for (const [code, total] of Object.entries(b.totals) as [ProblemCode, number][])
        totals[code] = (totals[code] ?? 0) + total;
      return {
        lines: a.lines + b.lines,
        rows: a.rows + b.rows,
        unusable: a.unusable + b.unusable,
        problems: joined([a.problems, { items: moved, total: b.problems.total }], cap),
        totals,
        strata: pairs(a.strata, b.strata, (one, other) =>
          pairs(one, other, (x, y) => ({
            rows: x.rows + y.rows,
            first: x.first ?? (y.first === undefined ? undefined : y.first + shift),
          })),
        ),
        keys: pairs(a.keys, b.keys, (one, other) => mergeKeys(one, other, shift, cap)),
        constants: pairs(a.constants, b.constants, (one, other) => mergeConstants(one, other, shift)),
        timeline: mergeTimelines(a.timeline, b.timeline, shift, pace, cap),
        kpis: pairs(a.kpis, b.kpis, (one, other) => mergeKpis(one, other, values)),
        signatures: mergeSignatures(a.signatures, b.signatures),
        ...(a.secret === true || b.secret === true ? { secret: true } : {}),
      };
    },
  };
}

function pairs<T>(a: readonly T[], b: readonly T[], merge: (one: T, other: T) => T): T[] {
  return a.map((one, index) => {
    const other = b[index];
    return other === undefined ? one : merge(one, other);
  });
}

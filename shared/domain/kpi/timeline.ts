import { type Capped, capped, joined, note } from './capped.ts';

export interface TimedLine {
  time: number;
  line: number;
}

/** Two neighbouring rows, in file order. */
export interface Step {
  from: TimedLine;
  to: TimedLine;
}

/** What is asked of neighbours. */
export interface Pace {
  ascending: boolean;
  /** Milliseconds. */
  maximumGap: number | undefined;
}

/** When the rows were measured. Rows without a time are not neighbours of anything. */
export interface Timeline {
  /** In file order. */
  first: TimedLine | undefined;
  last: TimedLine | undefined;
  earliest: TimedLine | undefined;
  latest: TimedLine | undefined;
  /** Steps back. */
  backwards: Capped<Step>;
  /** Steps that are too long. */
  gaps: Capped<Step>;
  /** The longest step forward; the first of equal ones. */
  longest: Step | undefined;
}

export function timeline(): Timeline {
  return {
    first: undefined,
    last: undefined,
    earliest: undefined,
    latest: undefined,
    backwards: capped(),
    gaps: capped(),
    longest: undefined,
  };
}

export function addTime(line: Timeline, at: TimedLine, pace: Pace, cap: number): void {
  if (line.last !== undefined) addStep(line, line.last, at, pace, cap);
  line.first ??= at;
  line.last = at;
  if (line.earliest === undefined || at.time < line.earliest.time) line.earliest = at;
  if (line.latest === undefined || at.time > line.latest.time) line.latest = at;
}

function addStep(line: Timeline, from: TimedLine, to: TimedLine, { ascending, maximumGap }: Pace, cap: number): void {
  const length = to.time - from.time;
  if (ascending && length < 0) note(line.backwards, { from, to }, cap);
  if (maximumGap !== undefined && length > maximumGap) note(line.gaps, { from, to }, cap);
  if (length >= 0 && (line.longest === undefined || length > lengthOf(line.longest))) line.longest = { from, to };
}

export function lengthOf({ from, to }: Step): number {
  return to.time - from.time;
}

/** Both, `b` being `shift` lines further down. */
export function mergeTimelines(a: Timeline, b: Timeline, shift: number, pace: Pace, cap: number): Timeline {
  const moved = (at: TimedLine): TimedLine => ({ time: at.time, line: at.line + shift });
  const movedStep = ({ from, to }: Step): Step => ({ from: moved(from), to: moved(to) });
  const border = timeline();
  if (a.last !== undefined && b.first !== undefined) addStep(border, a.last, moved(b.first), pace, cap);
  const steps = (list: Capped<Step>): Capped<Step> => ({ items: list.items.map(movedStep), total: list.total });
  const longest = [a.longest, border.longest, b.longest === undefined ? undefined : movedStep(b.longest)];
  return {
    first: a.first ?? (b.first && moved(b.first)),
    last: b.last === undefined ? a.last : moved(b.last),
    earliest: pick(a.earliest, b.earliest && moved(b.earliest), (one, other) => other.time < one.time),
    latest: pick(a.latest, b.latest && moved(b.latest), (one, other) => other.time > one.time),
    backwards: joined([a.backwards, border.backwards, steps(b.backwards)], cap),
    gaps: joined([a.gaps, border.gaps, steps(b.gaps)], cap),
    longest: longest.reduce((one, other) => pick(one, other, (x, y) => lengthOf(y) > lengthOf(x))),
  };
}

function pick<T>(one: T | undefined, other: T | undefined, better: (one: T, other: T) => boolean): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return better(one, other) ? other : one;
}

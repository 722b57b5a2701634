import type { Location } from '../../core/location.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import { foldedName } from '../record/folded-name.ts';
import type { RecordProblem } from '../record/parse.ts';
import type { FactName } from './words.ts';

/*
 * The record of a drill: somebody restored what was there before, and wrote down how it went. Everything in it is a claim until
 * something else bears it out.
 */

/** What a record says at one place, as it is written. */
export interface Said {
  text: string;
  at: Location;
}

/** A flag or pin that was rolled back: its exact settings, and how the product behaved with each. */
export interface DrilledSwitch {
  name: string;
  at: Location;
  from?: Said;
  to?: Said;
  before?: Said;
  after?: Said;
  result?: Said;
}

/** Something that was looked at after the rollback. */
export interface DrillCheck {
  name: string;
  at: Location;
  result?: Said;
}

/** A version that was tried: `N-1`, `N` or `N+1`, as it is called. */
export interface DrilledVersion {
  name: string;
  simulated: boolean;
  at: Location;
  ref?: Said;
  expected?: Said;
  result?: Said;
}

export interface DrillStep {
  text: string;
  at: Location;
  result?: Said;
  /** What stands behind a colon in its text: a result, or a remark. */
  noted?: string;
  /** What else the record says of it, in words that have no name of their own. */
  aside?: readonly string[];
}

export interface DrillRecord {
  path: string;
  facts: Readonly<Partial<Record<FactName, Said>>>;
  /** Every word for how all of it went. */
  outcomes: readonly Said[];
  switches: readonly DrilledSwitch[];
  'post-checks': readonly DrillCheck[];
  versions: readonly DrilledVersion[];
  steps: readonly DrillStep[];
}

/** What could be read of a record, and everything that lets a reader see another one; each problem continues "the record …". */
export interface ReadDrill {
  record: DrillRecord;
  problems: readonly RecordProblem[];
}

/** More bytes than these are no record of a drill. */
export const drillMaxBytes = 1024 * 1024;

export function emptyDrill(path: string): DrillRecord {
  return { path, facts: {}, outcomes: [], switches: [], 'post-checks': [], versions: [], steps: [] };
}

/** What is said, unless it is what a template has in that place. */
export function given(said: Said | undefined): Said | undefined {
  return said === undefined || isPlaceholder(said.text, { orUnsaid: true }) ? undefined : said;
}

/** Why nothing is given, as the end of a sentence. */
export function lacking(said: Said | undefined): string {
  return said === undefined ? 'is missing' : 'is a placeholder that nobody filled in';
}

const good: ReadonlySet<string> = new Set(['pass', 'passed', 'ok', 'success', 'succeeded']);

/** Whether a word says that something went well; any other word says that it did not. */
export function saysPassed({ text }: Said): boolean {
  return good.has(text.trim().toLowerCase());
}

/** Whether a word can only be how something went, and says that it did not go well. */
export function saysFailed({ text }: Said): boolean {
  return /^(?:fail(?:s|ed|ure)?|not (?:done|passed|tried|rolled back)|skipped|aborted|broken)[.!]?$/i.test(text.trim());
}

/** Whether a word says that a whole drill was brought to its end and went well. */
export function saysDone(said: Said): boolean {
  return saysPassed(said) || /^(?:completed?|done)$/i.test(said.text.trim());
}

/** `N+1 (simulated)` as the version and whether it was only played. */
export function versionCalled(text: string): { name: string; simulated: boolean } {
  const [, name = text, simulated] = /^(.*?)\s*(\((?:simulated|dry)\))?$/i.exec(text.trim()) ?? [];
  return { name: foldedName(name).replace(/\s/g, '').toUpperCase(), simulated: simulated !== undefined };
}

/** `Re-check: passed` as the step and what is noted of it. */
export function stepCalled(text: string): Pick<DrillStep, 'text' | 'noted'> {
  const [, step, noted = ''] = /^(.+?)(?::(?=\s|$)|：)\s*(.*)$/su.exec(text.trim()) ?? [];
  return step === undefined ? { text: text.trim() } : { text: step.trim(), noted };
}

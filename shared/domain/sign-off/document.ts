import type { Location } from '../../core/location.ts';
import { isPlaceholder } from '../../parse/placeholder.ts';
import type { RecordProblem } from '../record/parse.ts';
import type { DecisionKind, PartName } from './words.ts';

/*
 * What a sign-off document says: a note of approval, a go/no-go package, a packet of handoff. Everything in it is a claim until something
 * else bears it out.
 */

/** What a document says at one place, as it is written. */
export interface Said {
  text: string;
  at: Location;
}

/** A decision as it stands there. */
export interface SaidDecision extends Said {
  /** Undefined for a word that nobody knows, and for a go that words behind it take back. */
  kind: DecisionKind | undefined;
  /** The words behind it. */
  rest: string;
}

/** Something that a document names, so that it can be looked up. */
export interface Reference extends Said {
  /** `other-file`: as another branch or commit has it. `mismatch`: a link whose text names something else than its address. */
  kind: 'file' | 'other-file' | 'mismatch' | 'pull' | 'commit' | 'tag' | 'run' | 'branch' | 'elsewhere';
  /** The path, number, id or name that is meant. */
  value: string;
}

/** One line of the record of approvals. */
export interface ApprovalRow {
  role: Said;
  name: Said;
  verdict: Said;
  time: Said;
  at: Location;
}

export interface Risk {
  text: string;
  owner: Said | undefined;
  due: Said | undefined;
  check: Said | undefined;
  status: Said | undefined;
  /** What else stands with it: further columns, the heading above it. */
  also: string;
  /** It stands above a list or a table of risks, and may only lead to them. */
  leads: boolean;
  at: Location;
}

export interface SignOffDocument {
  path: string;
  decisions: readonly SaidDecision[];
  /** The commit that it is about, in full. */
  commits: readonly Said[];
  branches: readonly Said[];
  /** Every part of which there is something, filled in or not. */
  parts: Readonly<Partial<Record<PartName, readonly Said[]>>>;
  references: readonly Reference[];
  record: readonly ApprovalRow[];
  risks: readonly Risk[];
  /** Boxes of it that nobody ticked, and what only looks like a box. */
  openBoxes: readonly Said[];
}

/** What could be read of a document, and everything that lets a reader see another one; each problem continues "the document …". */
export interface ReadSignOff {
  document: SignOffDocument;
  problems: readonly RecordProblem[];
}

/** More bytes than these are no such document. */
export const signOffMaxBytes = 256 * 1024;

/** More bytes than these are no evidence that is read. */
export const evidenceMaxBytes = 1024 * 1024;

export function emptySignOff(path: string): SignOffDocument {
  return {
    path,
    decisions: [],
    commits: [],
    branches: [],
    parts: {},
    references: [],
    record: [],
    risks: [],
    openBoxes: [],
  };
}

/** Whether a text is what a template has in the place of an answer. */
export function isOpen(text: string): boolean {
  return isPlaceholder(text, { orUnsaid: true }) || /^(?:n\/?a|pending|unknown|someone|owner)[.!]?$/i.test(text.trim());
}

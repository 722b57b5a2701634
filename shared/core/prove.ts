import type { ReportStatus } from './report-status.ts';

/** What a recorded datum is, by how it is written. `entry` and `file` are removed, every other one is changed. */
export const factKinds = [
  'hash',
  'date',
  'address',
  'version',
  'number',
  'path',
  'status',
  'name',
  'flag',
  'nothing',
  'box',
  'entry',
  'file',
] as const;
export type FactKind = (typeof factKinds)[number];

/** A rule that could notice more, and what would switch it on, or why it is off. */
export interface GuardingRule {
  /** control/rule */
  rule: string;
  how: string;
}

/** One recorded datum of a file, and the one way in which it is made wrong. */
export interface ProvedFact {
  /** From the working directory. */
  path: string;
  line: number;
  column: number;
  /** Where in the file it stands, for people: a JSON Pointer, a column and its row, the words before it. */
  what: string;
  kind: FactKind;
  /** As it stands there, and what was put in its place; absent where it was taken out. */
  from: string;
  to?: string;
  /** What said that it is wrong, and would have stopped it; absent when nothing did. */
  guardedBy?: Notice;
  /** What said that it is wrong, while its `fail-on` lets that through. */
  letThrough?: Notice;
}

/** What a control says of a fact that is wrong. */
export interface Notice {
  control: string;
  status: ReportStatus;
  rule?: string;
  message: string;
}

/** What was tried of a file. */
export interface ProvedFile {
  path: string;
  tried: number;
  guarded: number;
  /** Who reads it, in the order in which they run. */
  readBy: readonly string[];
  couldGuard: readonly GuardingRule[];
}

/** What was not tried, and why: so many of what. */
export interface Untried {
  path: string;
  count: number;
  why: 'limit' | 'prose' | 'not-text' | 'too-large' | 'not-read' | 'opened-whole' | 'not-written';
}

/** What prove found: the file of `--json`. */
export interface ProveDocument {
  kind: 'release-governance/prove';
  schemaVersion: 1;
  version: string;
  status: 'passed' | 'failed' | 'unverified';
  guarded: number;
  tried: number;
  /** What the controls say of the files as they are, in the order in which they ran, and how many facts each was the first to notice. */
  unchanged: readonly { control: string; status: ReportStatus; summary: string; guards: number }[];
  /** Commands that ran, once, on the files as they are: what they would say of a wrong fact is not counted. */
  commands: number;
  facts: readonly ProvedFact[];
  /** The files that were tried, with the rules of the controls that read them which could notice more. */
  files: readonly ProvedFile[];
  untried: readonly Untried[];
  /** Files of the working directory that no control read, and could hold facts by their names; the first of them in the order of their paths. */
  unread: { count: number; paths: readonly string[] };
}

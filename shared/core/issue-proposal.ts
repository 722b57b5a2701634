import type { MarkerState } from './issue-marks.ts';
import { actFields, type ProposalFact } from './proposal.ts';

/*
 * The one issue about something, as data: opened, brought up to date, commented on or closed. What people write in it stays.
 */

/** Plain text, made safe by the renderer. */
export interface IssueText {
  sentences: readonly string[];
  facts: readonly ProposalFact[];
}

/** What shall become of the issue. Nothing in it is markup. */
export interface IssueProposal {
  /** Tells the issue from all others: lower-case letters, digits and `-`. */
  mark: string;
  /** Who writes: only what this account wrote is the issue. */
  author: string;
  /** The issue on which the proposal rests; undefined: none is open. Any other state there makes the proposal void. */
  seen: { number: number; body: string } | undefined;
  /** The title of a new issue, and of one whose text is replaced: one line. */
  title: string;
  /** The part of the text that is not people's, with what is remembered there; undefined: it stays as it is. */
  text: (IssueText & { state: MarkerState }) | undefined;
  /** Only in a new issue: what to do, as boxes to tick, and the headings under which people write. */
  steps: readonly string[];
  parts: readonly { heading: string; blank: string }[];
  /** Only of a new issue. */
  labels: readonly string[];
  /** What is added below, and by which name it is found again. */
  comment: (IssueText & { note: string }) | undefined;
  close: boolean;
  /** What it rests on was measured: it is applied also where something else in the report was not. */
  evenUnverified: boolean;
}

/** The inputs that every control which keeps an issue has; the shell reads them. */
export const issueFields = {
  apply: {
    ...actFields.apply,
    description: 'Write to the issue, in workflows on the default branch only; otherwise it is only shown.',
  },
};

/** The outputs that every control which keeps an issue has; the shell sets them. */
export const issueOutputs = {
  applied: { description: 'Whether the issue was written, as true or false.' },
  'issue-url': { description: 'Address of the issue that was opened, updated or closed; empty when none was.' },
};

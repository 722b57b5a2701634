import { isSha256 } from './hash-form.ts';
import { flag, secret } from './inputs.ts';
import { containedPath } from './path.ts';

/*
 * What a control of kind `act` would change, as data. The control writes nothing: the shell prints the change, and applies it
 * only when it was asked to and everything passed.
 */

/** One file of a proposal, with its whole content. Nothing but these bytes is written. */
export interface FileChange {
  /** From the working directory, contained in it. */
  path: string;
  /** The bytes on which the proposal rests; undefined: there must be no such file. Anything else there makes it void. */
  before: Uint8Array | undefined;
  after: Uint8Array;
}

/** A fact of a proposal for those who review it: plain text, made safe by the renderer. */
export interface ProposalFact {
  label: string;
  value: string;
}

/** All of one change: applied as a whole or not at all. */
export interface Proposal {
  /** What the change is called: the title of a pull request, one line of plain text. */
  title: string;
  /** What it does and what to look at, as sentences of plain text. */
  sentences: readonly string[];
  facts: readonly ProposalFact[];
  /** The branch for a pull request: letters, digits, `-` and `/`. The same one for the same purpose, so that it is updated. */
  branch: string;
  changes: readonly FileChange[];
  /** The same for the same change on another day: 64 hexadecimal digits, a hash. What was asked for by it is not asked for again. */
  identity: string;
}

const branchName = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/;

/** What is wrong with the form of a proposal, as a clause; undefined when nothing is. */
export function proposalProblem({ title, branch, changes, identity }: Proposal): string | undefined {
  if (title.trim() === '' || /[\r\n]/.test(title)) return 'has a title that is not one line';
  if (!branchName.test(branch)) return `has a branch that is not allowed: ${branch}`;
  if (!isSha256(identity)) return 'has an identity that is no hash';
  if (changes.length === 0) return 'changes nothing';
  const paths = changes.map(({ path }) => path);
  if (new Set(paths).size !== paths.length) return 'changes a file twice';
  for (const { path, before, after } of changes) {
    const contained = containedPath(path);
    if (!contained.ok) return `changes a path that ${contained.message}`;
    if (contained.path !== path) return `changes a path that is not normal: ${path}`;
    if (before !== undefined && sameBytes(before, after)) return `leaves ${path} as it is`;
  }
  return undefined;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The inputs that every control of kind `act` has; the shell reads them. */
export const actFields = {
  apply: flag({
    description: 'Write the change into the working directory; otherwise it is only shown.',
    default: false,
  }),
  'pull-request': flag({
    description:
      'Open one pull request with the change, or update it; in workflows on the default branch only, with pull-request-token.',
    default: false,
  }),
  'pull-request-token': secret({
    description:
      'Token that may write contents and pull requests of this repository; on what the token of the workflow opens no check starts by itself.',
  }),
};

/** The outputs that every control of kind `act` has; the shell sets them. */
export const actOutputs = {
  applied: { description: 'Whether the change was written or is in a pull request, as true or false.' },
  'pull-request-url': {
    description: 'Address of the pull request that was opened or updated; empty when there is none.',
  },
};

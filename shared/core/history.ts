import type { Because } from './errors.ts';
import { sha256 } from './fingerprint.ts';
import type { Found, Missing, Read, Tree } from './ports.ts';

/**
 * One path whose entry differs between two versions. A rename is a deletion and an addition, so that no heuristic decides
 * what counts. Paths are relative to the working directory.
 */
export interface Change {
  path: string;
  /**
   * `mode`: only permission bits differ. `type`: a file became a link, a submodule or the reverse. `modified`: the bytes of a
   * file, the target of a link, or the commit of a submodule differ.
   */
  kind: 'added' | 'deleted' | 'modified' | 'type' | 'mode';
  /** Git object id of the new content; absent for a deletion, and where the work tree or the API gives none. */
  id?: string | undefined;
  /** Git object id of the old content; absent for an addition, and where the API gives none. */
  oldId?: string | undefined;
  /** The path that the same change added with the bytes of this deleted file. */
  renamedTo?: string | undefined;
  /** The path whose earlier bytes this added file has; it may still be there, or be deleted by the same change. */
  copiedFrom?: string | undefined;
}

/** What is judged as one: a pull request, a commit, an explicit range, or the work tree of a laptop. */
export interface Unit {
  /** For people: `pull request #7`, `commit <id>`, `<a>..<b>`, `the work tree`. */
  name: string;
  /** What tells it apart from other units of the same run and stays the same over runs; empty when it is the only one. */
  key: string;
  pullRequest?: number | undefined;
  /** The commit that it is compared with: where the change began. */
  base: string;
  /** Its last commit; undefined for a work tree. */
  head: string | undefined;
  /** Both versions, rooted at the working directory. */
  before: Tree;
  after: Tree;
  /** Every changed path, sorted by code unit; partial lists are `TRUNCATED`. Asked once. */
  changes(): Promise<{ ok: true; changes: readonly Change[] } | { ok: false; because: Because }>;
  /** One side of a changed path, by its object id where that is known: no listing of the tree is needed. */
  content(change: Change, side: 'before' | 'after', maxBytes: number): Promise<Found | Missing>;
}

/** Which units a run judges: explicit wishes win over what the event says. */
export interface UnitsRequest {
  /** `A..B`: the change from where B left A to B. */
  range?: string | undefined;
  /** Every commit on the first-parent line of the range by itself. */
  eachCommit?: boolean | undefined;
  /** Of an event that names no change (a release, a tag, a schedule): what its commit has that the default branch does not have. */
  notLanded?: boolean | undefined;
}

/** The changes that a run is about. */
export interface History {
  /** Oldest first; never empty when `ok`, unless all has landed and that was asked. Why there is none says what to set, e.g. `fetch-depth: 0`. */
  units(request?: UnitsRequest): Promise<{ ok: true; units: readonly Unit[] } | { ok: false; because: Because }>;
}

/** The path under which a report notes that it rests on what changed in the work tree, and on nothing else there. */
export const workTreePath = '.';

/** The changes of a work tree as something that was read: another change, or one of other content, is another read. */
export function workTreeRead({ base }: Pick<Unit, 'base'>, changes: readonly Change[]): Read {
  const listed = changes.map(({ path, kind, id }) => [path, kind, id ?? '']);
  const text = new TextEncoder().encode(JSON.stringify([base, listed]));
  return { source: 'worktree', path: workTreePath, sha256: sha256(text), bytes: text.length };
}

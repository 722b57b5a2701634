import type { Because } from './errors.ts';
import type { FileMode } from './file-mode.ts';
import type { Missing, Tree } from './ports.ts';

/** A regular file of a commit. `id` was computed again from the bytes. */
export interface PastFile {
  found: true;
  /** The path that it has in that commit, from the top of the repository. */
  path: string;
  mode: FileMode;
  id: string;
  content: Uint8Array;
}

/** What a commit of the branch left of the files that were asked for, by the paths that they were asked for by. */
export interface PastVersion {
  commit: string;
  files: ReadonlyMap<string, PastFile | Missing>;
}

/**
 * Where a look back ended. `beginning`: at the first commit that had any of the files. `cut`: what came before could not be looked at.
 */
export type PastEnd = { kind: 'beginning' } | { kind: 'cut'; because: Because };

export interface Versions {
  /** How many versions there are, however many of them are read. */
  count: number;
  end: PastEnd;
  /** The newest first; what is not asked for is not read. */
  each: AsyncIterable<PastVersion>;
}

/**
 * What the branch of the policy has been: the commits on its first-parent line, from the one in which the policy lies. What was only ever
 * on a branch that was merged into it was never in force, and no date counts.
 */
export interface Past {
  /** The commit where the line begins, or why there is none. */
  readonly from: string | { because: Because };
  /** Every version that files had, renames of each followed; a version is a commit that changed one of them. Git looks once for the same paths. */
  versions(
    paths: readonly string[],
    maxBytes: number,
  ): Promise<{ ok: true; data: Versions } | { ok: false; because: Because }>;
  /** Some files of a commit, with their modes, by the paths that were asked for; these count from the top of the repository. */
  files(commit: string, paths: readonly string[], maxBytes: number): Promise<ReadonlyMap<string, PastFile | Missing>>;
  /** The modes of those of some files that a commit has as regular files; nothing is read. */
  modes(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, FileMode>>;
  /** All files of a commit, rooted at the working directory. */
  tree(commit: string): Tree;
}

/** A past into which nobody can look. */
export function noPast(because: Because): Past {
  const none = async (path: string): Promise<Missing> => ({
    found: false,
    path,
    reason: 'unreadable',
    message: because.message,
    because,
  });
  return {
    from: { because },
    versions: async () => ({ ok: false, because }),
    files: async (_commit, paths) =>
      new Map(await Promise.all(paths.map(async (path) => [path, await none(path)] as const))),
    modes: async () => new Map(),
    tree: (commit) => ({ ref: commit, read: none, list: async () => ({ ok: false, because }) }),
  };
}

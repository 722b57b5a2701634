import type { Because } from './errors.ts';

/** Where a collected file came from: files of a folder, of this process, or of an artifact of this run or of another one that was asked for. */
export type Origin =
  | { kind: 'folder'; name: string }
  | { kind: 'run'; name: string }
  | {
      kind: 'artifact';
      name: string;
      id: number;
      /** The run and the head commit for which the platform says that it was uploaded. */
      runId: number;
      headSha: string;
      /** The sha256 that the platform gives for the archive; it was compared with what came. */
      digest: string | undefined;
      /** When it was uploaded, as the platform says (ISO 8601). */
      createdAt: string;
    };

/** One file that may be a report. Its bytes are within the cap; nothing in it is trusted. */
export interface CollectedFile {
  origin: Origin;
  /** Path inside the folder or the archive, with `/`; never outside. */
  path: string;
  content: Uint8Array;
  sha256: string;
}

/** A file or an archive that could not be taken: too large, broken, with a path that leads outside. */
export interface CollectedProblem {
  origin: Origin;
  path?: string | undefined;
  /** A clause that continues "the artifact x …" or "the file y …". */
  message: string;
  /** Why it was not looked at (no permission, for example), so that nothing is known of it; absent when it was. */
  because?: Because | undefined;
}

/** All files that may be reports, and those with the endings that were asked for. */
export interface Collected {
  files: readonly CollectedFile[];
  problems: readonly CollectedProblem[];
  /** Why the artifacts of the run could not be listed at all; undefined when they were, or when there is no run. */
  unlisted?: Because | undefined;
  /** The same for each further run that was asked for; absent when all of them were listed. */
  unlistedRuns?: readonly { runId: number; because: Because }[] | undefined;
}

export interface CollectRequest {
  /** A folder with reports, as the input names it; besides the folder into which this run writes its own. */
  folder?: string | undefined;
  /** Besides the suite's own (`governance-*`): names of artifacts in which reports of other tools lie. */
  artifacts: readonly string[];
  /** What the names of further wanted files end in, besides `.json`, e.g. `.rows.ndjson`; upper and lower case are the same. */
  endings?: readonly string[] | undefined;
  /** Further workflow runs of the same repository whose artifacts are wanted too, by their ids. */
  runs?: readonly number[] | undefined;
}

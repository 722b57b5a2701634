import type { Because } from './errors.ts';

/** One file of an archive that is made, in the order in which it stands there. */
export interface PackedFile {
  /** Path in the archive, contained and plainly written. */
  path: string;
  /** Its bytes, or the file that a step of this job produced, by its path in the working directory. */
  from: { content: Uint8Array } | { produced: string };
  /** What its bytes must be: a file that changed since it was looked at is not packed. */
  sha256: string;
}

/**
 * What became of it. Not `ok`: nothing is left under its name; `message` continues "the archive …". The same files give the same bytes, on
 * every machine and version.
 */
export type Packed = { ok: true; bytes: number; sha256: string } | { ok: false; message: string; because?: Because };

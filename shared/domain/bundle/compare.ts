import type { FileDigest, Unread } from '../../core/container.ts';
import type { Location } from '../../core/location.ts';

/** One file as a list of evidence has it. What is not given is not compared. */
export interface ListedFile {
  path: string;
  sha256?: string | undefined;
  gitBlob?: string | undefined;
  bytes?: number | undefined;
  /** Where it is listed. */
  at?: Location | undefined;
}

/**
 * What a file is against what is listed. `line-ends`: the content is that of the list but for line ends, so that the list was made from
 * another checkout of the same text. `unlisted`: the list gives no checksum for it.
 */
export type FileClass = 'same' | 'line-ends' | 'different' | 'absent' | 'unread' | 'unlisted';

export interface ComparedFile {
  listed: ListedFile;
  class: FileClass;
  /** What the list has, and what the file is, of the first thing in which they differ. */
  expected?: string;
  actual?: string;
  /** Why it could not be read. */
  unread?: Unread;
}

/** The bytes of listed files, wherever they lie. */
export interface FilePlace {
  /** Undefined: it is certain that there is no such file. */
  digest(path: string, wants?: { lineEnds: true }): Promise<{ ok: true; digest: FileDigest } | Unread | undefined>;
}

/** Reads every listed file anew and compares it. */
export async function compareFiles(listed: readonly ListedFile[], place: FilePlace): Promise<ComparedFile[]> {
  const compared: ComparedFile[] = [];
  for (const file of listed) compared.push(await compareFile(file, place));
  return compared;
}

async function compareFile(listed: ListedFile, place: FilePlace): Promise<ComparedFile> {
  const read = await place.digest(listed.path);
  if (read === undefined) return { listed, class: 'absent' };
  if (!read.ok) return { listed, class: 'unread', unread: read };
  if (listed.sha256 === undefined && listed.gitBlob === undefined) return { listed, class: 'unlisted' };
  const [difference] = differences(listed, read.digest);
  if (difference === undefined) return { listed, class: 'same' };
  const again = await place.digest(listed.path, { lineEnds: true });
  const ends = again?.ok === true && again.digest.sha256 === read.digest.sha256 ? again.digest.lineEnds : undefined;
  const wrongSum = listed.sha256 !== undefined && listed.sha256 !== read.digest.sha256;
  const sameText = wrongSum && ends !== undefined && (listed.sha256 === ends.lf || listed.sha256 === ends.crlf);
  return { listed, class: sameText ? 'line-ends' : 'different', ...difference };
}

function differences(listed: ListedFile, digest: FileDigest): { expected: string; actual: string }[] {
  const pairs: [string | undefined, string][] = [
    [listed.sha256, digest.sha256],
    [listed.gitBlob, digest.gitBlob],
    [listed.bytes === undefined ? undefined : `${listed.bytes} bytes`, `${digest.bytes} bytes`],
  ];
  return pairs.flatMap(([expected, actual]) =>
    expected === undefined || expected === actual ? [] : [{ expected, actual }],
  );
}

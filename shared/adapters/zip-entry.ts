import type { Entry } from 'yauzl';
import type { EntryKind } from '../core/container.ts';

/** What an entry is, by its path and by the mode or attributes that its archive gives it. A folder has no bytes. */
export function kindOf(
  path: string,
  {
    externalFileAttributes,
    uncompressedSize,
    compressedSize,
  }: Pick<Entry, 'externalFileAttributes' | 'uncompressedSize' | 'compressedSize'>,
): EntryKind {
  const type = (externalFileAttributes >>> 16) & 0o170000;
  const reparsePoint = (externalFileAttributes & 0x400) !== 0;
  if (type === 0o120000 || reparsePoint) return 'link';
  // Nothing takes two bytes when it is compressed.
  if (path.endsWith('/')) return uncompressedSize === 0 && compressedSize <= 2 ? 'folder' : 'other';
  return type === 0 || type === 0o100000 ? 'file' : 'other';
}

/**
 * Where the directory of an archive must end: at its own end record, or before it at that of zip64. `tail` holds the last bytes of the
 * archive, at least the end record, its comment and 20 bytes before, if there are that many.
 */
export function directoryEnd(tail: Buffer, archiveBytes: number, commentBytes: number): number {
  const end = archiveBytes - 22 - commentBytes;
  const locator = tail.length - 22 - commentBytes - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) return end;
  return Number(tail.readBigUInt64LE(locator + 8));
}

/** The words of an error of the reader, which can hold parts of the archive. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/[^\x20-\x7e]+/g, '?').slice(0, 200);
}

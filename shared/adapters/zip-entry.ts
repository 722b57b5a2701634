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

/** The words of an error of the reader, which can hold parts of the archive. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/[^\x20-\x7e]+/g, '?').slice(0, 200);
}

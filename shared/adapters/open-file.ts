import { constants, promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { Missing } from '../core/ports.ts';

/**
 * Opens a regular file of a folder for reading; no link is followed, neither as the file nor on the way to it. `path` must be
 * contained. Throws what the file system throws; `missing` makes an answer of that.
 */
export async function openFile(folder: string, path: string): Promise<{ file: fs.FileHandle } | Missing> {
  const notAFile = (message: string): Missing => ({ found: false, path, reason: 'not-a-file', message });
  const link = await linkOnTheWay(folder, path);
  if (link !== undefined)
    return notAFile(link === path ? 'is a symbolic link' : `is reached through the symbolic link ${link}`);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await fs.open(join(folder, path), flags);
  try {
    if ((await file.stat()).isFile()) return { file };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return notAFile('is not a regular file');
}

async function linkOnTheWay(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const part = parts.slice(0, count).join('/');
    if ((await fs.lstat(join(folder, part))).isSymbolicLink()) return part;
  }
  return undefined;
}

/** What an error of the file system says about a file. */
export function missing(path: string, error: unknown): Missing {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return { found: false, path, reason: 'absent', message: 'does not exist' };
  if (code === 'ELOOP') return { found: false, path, reason: 'not-a-file', message: 'is a symbolic link' };
  if (code === 'EISDIR' || code === 'ENXIO')
    return { found: false, path, reason: 'not-a-file', message: 'is not a regular file' };
  const message = `could not be read (${code})`;
  return {
    found: false,
    path,
    reason: 'unreadable',
    message,
    because: { code: 'NO_DATA', message: `the file ${message}`, needs: 'read access to the file' },
  };
}

import { closeSync, constants, promises as fs, fstatSync, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Missing } from '../core/ports.ts';

const reading = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a regular file of a folder for reading; no link is followed, neither as the file nor on the way to it. `path` must be
 * contained. Throws what the file system throws; `missing` makes an answer of that.
 */
export async function openFile(folder: string, path: string): Promise<{ file: fs.FileHandle } | Missing> {
  const link = linkOnTheWay(folder, path);
  if (link !== undefined) return link;
  const file = await fs.open(join(folder, path), reading);
  try {
    if ((await file.stat()).isFile()) return { file };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return notAFile(path, 'is not a regular file');
}

/** The same for a file that is read at once: its descriptor, which the caller closes, and its size. */
export function openSmallFile(folder: string, path: string): { file: number; bytes: number } | Missing {
  const link = linkOnTheWay(folder, path);
  if (link !== undefined) return link;
  const file = openSync(join(folder, path), reading);
  try {
    const stats = fstatSync(file);
    if (stats.isFile()) return { file, bytes: stats.size };
  } catch (error) {
    closeSync(file);
    throw error;
  }
  closeSync(file);
  return notAFile(path, 'is not a regular file');
}

function notAFile(path: string, message: string): Missing {
  return { found: false, path, reason: 'not-a-file', message };
}

/** That is looked at in this thread: handing each part of a path to another one would cost many times what the look does. */
function linkOnTheWay(folder: string, path: string): Missing | undefined {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const part = parts.slice(0, count).join('/');
    if (lstatSync(join(folder, part)).isSymbolicLink())
      return notAFile(path, part === path ? 'is a symbolic link' : `is reached through the symbolic link ${part}`);
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

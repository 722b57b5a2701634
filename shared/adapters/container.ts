import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { ContainerLimits, OpenedContainer, Unread } from '../core/container.ts';
import { containedPath } from '../core/path.ts';
import type { Missing } from '../core/ports.ts';
import { missing } from './open-file.ts';

/** What is looked at in one container: 200,000 entries, and 64 GiB unpacked. */
export const containerLimits: ContainerLimits = { entries: 200_000, bytes: 64 * 2 ** 30 };

/**
 * Opens a folder or a zip archive of the working directory. `refused` says why a path may not be read as something that was produced; it
 * is asked for the container, and for each file of a folder.
 */
export async function openContainer(
  folder: string,
  path: string,
  refused: (path: string) => Promise<Missing | undefined>,
): Promise<OpenedContainer> {
  const contained = containedPath(path.replace(/\/+$/, ''));
  if (!contained.ok) return { ok: false, message: contained.message };
  const no = await refused(contained.path);
  if (no !== undefined) return unread(no);
  const place = await placeOf(folder, contained.path);
  if (typeof place === 'object') return place;
  if (place === 'file')
    return (await import('./container-zip.ts')).openZip(join(folder, contained.path), containerLimits);
  const opened = await (await import('./container-folder.ts')).openFolder(
    join(folder, contained.path),
    containerLimits,
  );
  if (!opened.ok) return opened;
  for (const entry of opened.container.entries) {
    const tracked = entry.kind === 'folder' ? undefined : await refused(`${contained.path}/${entry.path}`);
    if (tracked !== undefined) return { ...unread(tracked), message: `holds ${entry.path}, which ${tracked.message}` };
  }
  return opened;
}

/** What lies there; no link is followed, neither as the container nor on the way to it. */
async function placeOf(folder: string, path: string): Promise<'file' | 'folder' | Unread> {
  const parts = path.split('/');
  try {
    for (let count = 1; count <= parts.length; count += 1) {
      const part = parts.slice(0, count).join('/');
      const stats = await fs.lstat(join(folder, part));
      if (stats.isSymbolicLink())
        return {
          ok: false,
          message: part === path ? 'is a symbolic link' : `is reached through the symbolic link ${part}`,
        };
      if (count < parts.length) continue;
      if (stats.isDirectory()) return 'folder';
      if (stats.isFile()) return 'file';
    }
  } catch (error) {
    return unread(missing(path, error));
  }
  return { ok: false, message: 'is neither a folder nor a file' };
}

function unread({ message, because }: Missing): Unread {
  return { ok: false, message, ...(because === undefined ? {} : { because }) };
}

import { closeSync, constants, type Dirent, promises as fs, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerEntry, ContainerLimits, EntryKind, OpenedContainer, Unread } from '../core/container.ts';
import { digester } from '../core/file-digest.ts';
import { byCodeUnit } from './git.ts';

const chunkBytes = 1024 * 1024;

/** Opens a folder: all that lies in it, links not followed, folders included. */
export async function openFolder(folder: string, limits: ContainerLimits): Promise<OpenedContainer> {
  const entries: ContainerEntry[] = [];
  const stopped = await list(folder, '', entries, limits);
  if (stopped !== undefined) return stopped;
  entries.sort((a, b) => byCodeUnit(a.path, b.path));
  const chunk = new Uint8Array(chunkBytes);
  return {
    ok: true,
    container: {
      kind: 'folder',
      entries,
      async digest({ path }, wants) {
        let pipe: ReturnType<typeof digester> | undefined;
        const read = readWhole(folder, path, chunk, (size) => {
          pipe = digester(size, wants);
          return pipe.push;
        });
        return read === undefined && pipe !== undefined ? { ok: true, digest: pipe.end() } : (read ?? changed);
      },
      async read({ path }, maxBytes) {
        const parts: Uint8Array[] = [];
        let large = false;
        const read = readWhole(folder, path, chunk, (size) => {
          large = size > maxBytes;
          return large ? undefined : (bytes) => parts.push(bytes.slice());
        });
        if (large) return { ok: false, message: `has more than the ${maxBytes} bytes that are read` };
        return read ?? { ok: true, content: new Uint8Array(Buffer.concat(parts)) };
      },
      close: async () => {},
    },
  };
}

const changed: Unread = { ok: false, message: 'changed while it was read' };

async function list(
  folder: string,
  below: string,
  entries: ContainerEntry[],
  limits: ContainerLimits,
): Promise<Unread | undefined> {
  let found: Dirent[];
  try {
    found = await fs.readdir(join(folder, below), { withFileTypes: true });
  } catch (error) {
    return unreadable(error);
  }
  for (const entry of found) {
    const path = `${below}${entry.name}`;
    const kind = kindOf(entry);
    entries.push({
      path: kind === 'folder' ? `${path}/` : path,
      kind,
      bytes: kind === 'file' ? sizeOf(folder, path) : 0,
    });
    if (entries.length > limits.entries)
      return { ok: false, message: `has more than the ${limits.entries} entries that are read` };
    if (kind === 'folder') {
      const stopped = await list(folder, `${path}/`, entries, limits);
      if (stopped !== undefined) return stopped;
    }
  }
  return undefined;
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}

function sizeOf(folder: string, path: string): number {
  return lstatSync(join(folder, path), { throwIfNoEntry: false })?.size ?? 0;
}

/** Reads a file to its end, without a promise for each step; what it has must be what it had when it was opened. */
function readWhole(
  folder: string,
  path: string,
  chunk: Uint8Array,
  begin: (size: number) => ((bytes: Uint8Array) => void) | undefined,
): Unread | undefined {
  try {
    const file = openSync(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const before = fstatSync(file, { bigint: true });
      if (!before.isFile()) return { ok: false, message: 'is not a regular file' };
      const push = begin(Number(before.size));
      if (push === undefined) return undefined;
      let count = 0;
      for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
        count += read;
        push(chunk.subarray(0, read));
      }
      const after = fstatSync(file, { bigint: true });
      const same = after.size === before.size && after.mtimeNs === before.mtimeNs && after.ctimeNs === before.ctimeNs;
      return same && count === Number(before.size) ? undefined : changed;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ELOOP') return { ok: false, message: 'is a symbolic link' };
    if (code === 'ENOENT') return { ok: false, message: 'is gone since the folder was listed' };
    return unreadable(error);
  }
}

function unreadable(error: unknown): Unread {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT') return { ok: false, message: 'does not exist' };
  if (code === 'ENOTDIR') return { ok: false, message: 'is not a folder' };
  const message = `could not be read (${code})`;
  return { ok: false, message, because: { code: 'NO_DATA', message: `it ${message}`, needs: 'read access to it' } };
}

import { constants, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../core/fingerprint.ts';
import { containedPath } from '../core/path.ts';
import type { Missing, Tree } from '../core/ports.ts';
import { listWorktree, type Repository } from './git.ts';
import { tooLarge } from './missing.ts';

const walkLimit = 200_000;

/** The files of a folder on disk. Symbolic links are never followed. Without a repository every file but `.git` counts. */
export function worktree(folder: string, repository: Repository | undefined): Tree {
  return {
    ref: undefined,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      try {
        const link = await linkOnTheWay(folder, contained.path);
        if (link !== undefined) {
          const message =
            link === contained.path ? 'is a symbolic link' : `is reached through the symbolic link ${link}`;
          return { found: false, path, reason: 'not-a-file', message };
        }
        const file = await fs.open(
          join(folder, contained.path),
          constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
        );
        try {
          const stats = await file.stat();
          if (!stats.isFile()) return { found: false, path, reason: 'not-a-file', message: 'is not a regular file' };
          if (stats.size > maxBytes) return tooLarge(path, maxBytes);
          const content = new Uint8Array(await file.readFile());
          if (content.length > maxBytes) return tooLarge(path, maxBytes);
          return {
            found: true,
            source: 'worktree',
            path: contained.path,
            sha256: sha256(content),
            bytes: content.length,
            content,
          };
        } finally {
          await file.close();
        }
      } catch (error) {
        return missing(path, error);
      }
    },
    async list() {
      if (repository !== undefined) {
        const paths = await listWorktree(repository);
        return Array.isArray(paths) ? { ok: true, paths } : { ok: false, because: paths.because };
      }
      const paths: string[] = [];
      if (await walk(folder, '', paths)) return { ok: true, paths: paths.sort() };
      const message = `the folder has more than ${walkLimit} files`;
      return {
        ok: false,
        because: { code: 'TRUNCATED', message, needs: 'a git repository, or a smaller working directory' },
      };
    },
  };
}

async function linkOnTheWay(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const part = parts.slice(0, count).join('/');
    if ((await fs.lstat(join(folder, part))).isSymbolicLink()) return part;
  }
  return undefined;
}

function missing(path: string, error: unknown): Missing {
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

async function walk(folder: string, below: string, paths: string[]): Promise<boolean> {
  for (const entry of await fs.readdir(join(folder, below), { withFileTypes: true })) {
    if (entry.name === '.git') continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) paths.push(path);
    else if (!(await walk(folder, path, paths))) return false;
    if (paths.length > walkLimit) return false;
  }
  return true;
}

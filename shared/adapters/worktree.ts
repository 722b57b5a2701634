import { closeSync, promises as fs, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../core/fingerprint.ts';
import { containedPath } from '../core/path.ts';
import type { Tree } from '../core/ports.ts';
import { listWorktree, type Repository } from './git.ts';
import { tooLarge } from './missing.ts';
import { missing, openSmallFile } from './open-file.ts';

const walkLimit = 200_000;

/** The files of a folder on disk. Symbolic links are never followed. Without a repository every file but `.git` counts. */
export function worktree(folder: string, repository: Repository | undefined): Tree {
  return {
    ref: undefined,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      try {
        const opened = openSmallFile(folder, contained.path);
        if ('found' in opened) return { ...opened, path };
        const { file } = opened;
        try {
          if (opened.bytes > maxBytes) return tooLarge(path, maxBytes);
          const content = new Uint8Array(readFileSync(file));
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
          closeSync(file);
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

/** Adds the paths of all files below a folder but those of `.git`; false when there are too many. */
export async function walk(folder: string, below: string, paths: string[]): Promise<boolean> {
  for (const entry of await fs.readdir(join(folder, below), { withFileTypes: true })) {
    if (entry.name === '.git') continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) paths.push(path);
    else if (!(await walk(folder, path, paths))) return false;
    if (paths.length > walkLimit) return false;
  }
  return true;
}

import { posix } from 'node:path';
import { z } from './zod.ts';

/**
 * A path inside the root, normalised (`a/./b` is `a/b`), or why it is none. Backslashes, control characters, absolute
 * paths, drive letters and paths that leave the root are refused.
 */
export function containedPath(path: string): { ok: true; path: string } | { ok: false; message: string } {
  if (path === '') return { ok: false, message: 'is empty' };
  if (/\p{Cc}/u.test(path)) return { ok: false, message: 'has a control character' };
  if (path.includes('\\')) return { ok: false, message: 'has a backslash; write / between folders' };
  const normal = posix.normalize(path);
  if (posix.isAbsolute(path) || /^[A-Za-z]:/.test(normal)) return { ok: false, message: 'is absolute' };
  if (/(^|\/)\.git(\/|$)/i.test(normal)) return { ok: false, message: 'is inside of .git' };
  if (normal === '..' || normal.startsWith('../')) return { ok: false, message: 'leaves the repository' };
  if (normal === '.' || normal.endsWith('/')) return { ok: false, message: 'names a folder' };
  return { ok: true, path: normal };
}

/** What is wrong with a path of an archive; stricter than for paths that people write, because programs make these. */
export function pathProblem(path: string): string | undefined {
  const file = path.replace(/\/$/, '');
  if (file.length > 1000) return 'has more than 1000 characters';
  if (file.split('/').some((part) => part === '..')) return 'leads outside';
  const contained = containedPath(file);
  if (!contained.ok) return contained.message;
  if (contained.path !== file) return `is not written plainly: expected ${contained.path}`;
  return file.includes('\ufffd') ? 'is not UTF-8' : undefined;
}

/** A path of a file below the root, in the configuration. */
export const RelativePath = z
  .string()
  .superRefine((text, check) => {
    const contained = containedPath(text);
    if (!contained.ok) check.addIssue({ code: 'custom', message: `the path ${contained.message}` });
  })
  .meta({ description: 'Path of a file, relative to the working directory, with /.' });

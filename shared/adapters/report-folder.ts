import { closeSync, constants, type Dirent, promises as fs, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CollectedFile, CollectedProblem } from '../core/collected.ts';
import type { Because } from '../core/errors.ts';
import { sha256 } from '../core/fingerprint.ts';
import { trackedBelow } from './git.ts';
import { tooLarge } from './missing.ts';
import { type Budget, isWanted, maxFolderDepth, maxFolderFiles, maxReportBytes } from './report-limits.ts';

/** Files and problems of one place. */
export interface Gathered {
  files: CollectedFile[];
  problems: CollectedProblem[];
}

const walkLimit = 50_000;

interface Walk {
  /** The folder itself, links on the way to it resolved. */
  root: string;
  /** Paths of wanted files. */
  paths: string[];
  endings: readonly string[];
  /** Paths that a repository around or inside of the folder tracks. */
  tracked: Set<string>;
  entries: number;
  problem(path: string, message: string, because?: Because): void;
  /** Why nothing of the folder can be taken. */
  stopped?: { message: string; because?: Because };
}

/** A folder in which reports may lie, with the name by which people know it. */
export interface ReportFolder {
  /** Absolute. */
  path: string;
  name: string;
  /** Nobody named it: that nothing has been written to it yet is no problem. */
  mayBeMissing?: true;
}

const missing = 'does not exist';

/**
 * Every `*.json` file of a folder, and those with further endings, its folders included; what is called `.git` does not count. Links are never followed, and
 * files that git tracks are refused. What cannot be taken is a problem; more files or levels than allowed void the folder.
 * Never throws for what is in the folder.
 */
export async function readReportFolder(
  folder: ReportFolder,
  budget: Budget,
  endings: readonly string[] = [],
): Promise<Gathered> {
  const origin = { kind: 'folder' as const, name: folder.name };
  const gathered: Gathered = { files: [], problems: [] };
  const problem: Walk['problem'] = (path, message, because) => {
    gathered.problems.push({
      origin,
      ...(path === '' ? {} : { path }),
      message,
      ...(because === undefined ? {} : { because }),
    });
  };
  const opened = await open(folder.path);
  if ('message' in opened) {
    if (folder.mayBeMissing !== true || opened.message !== missing) problem('', opened.message, opened.because);
    return gathered;
  }
  const walk: Walk = { root: opened.root, paths: [], endings, tracked: new Set(), entries: 0, problem };
  if (await liesInRepository(walk.root)) await track(walk, '');
  await list(walk, '', 0);
  if (walk.stopped !== undefined) {
    problem('', walk.stopped.message, walk.stopped.because);
    return gathered;
  }
  for (const path of walk.paths) {
    if (walk.tracked.has(path)) {
      problem(path, 'is a file of the repository: a report that was committed proves nothing');
      continue;
    }
    const read = readFile(join(walk.root, path), path);
    if ('message' in read) problem(path, read.message, read.because);
    else if (!budget.take(read.content.length)) problem(path, budget.message);
    else gathered.files.push({ origin, path, content: read.content, sha256: sha256(read.content) });
  }
  return gathered;
}

/** The folder with links above its repository resolved; a link in the repository, or the folder itself, is not followed. */
async function open(path: string): Promise<{ root: string } | { message: string; because?: Because }> {
  try {
    const stats = await fs.lstat(path);
    if (stats.isSymbolicLink()) return { message: 'is a symbolic link' };
    if (!stats.isDirectory()) return { message: 'is not a folder' };
    const above: string[] = [];
    for (let at = dirname(path); at !== dirname(at); at = dirname(at)) above.push(at);
    const top = (await Promise.all([path, ...above].map(hasGit))).lastIndexOf(true);
    for (const each of above.slice(0, Math.max(0, top - 1))) {
      if ((await fs.lstat(each)).isSymbolicLink()) {
        return { message: 'is reached through a symbolic link of the repository' };
      }
    }
    return { root: await fs.realpath(path) };
  } catch (error) {
    return unreadable(error);
  }
}

async function liesInRepository(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (await hasGit(at)) return true;
    if (at === dirname(at)) return false;
  }
}

async function hasGit(folder: string): Promise<boolean> {
  return fs.lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}

async function track(walk: Walk, below: string): Promise<void> {
  const answer = await trackedBelow(join(walk.root, below));
  if (answer.ok) for (const path of answer.paths) walk.tracked.add(`${below}${path}`);
  else {
    const message = `is not read: ${answer.because.message}`;
    walk.stopped = { message, because: answer.because };
  }
}

async function list(walk: Walk, below: string, depth: number): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await fs.readdir(join(walk.root, below), { withFileTypes: true });
  } catch (error) {
    const { message, because } = unreadable(error);
    walk.problem(below.replace(/\/$/, ''), message, because);
    return;
  }
  walk.entries += entries.length;
  if (walk.entries > walkLimit) walk.stopped = { message: `has more than the ${walkLimit} files that are looked at` };
  if (below !== '' && entries.some(({ name }) => name === '.git')) await track(walk, below);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (walk.stopped !== undefined) return;
    if (entry.name !== '.git') await note(walk, entry, `${below}${entry.name}`, depth);
  }
}

async function note(walk: Walk, entry: Dirent, path: string, depth: number): Promise<void> {
  if (entry.isSymbolicLink()) walk.problem(path, 'is a symbolic link');
  else if (entry.isDirectory()) {
    if (depth < maxFolderDepth) await list(walk, `${path}/`, depth + 1);
    else walk.problem(path, `lies deeper than the ${maxFolderDepth} levels of folders that are read`);
  } else if (isWanted(entry.name, walk.endings)) {
    walk.paths.push(path);
    if (walk.paths.length > maxFolderFiles) {
      walk.stopped = { message: `has more than the ${maxFolderFiles} files that are read` };
    }
  }
}

/** Without a promise for each step, which for hundreds of small files would take longer than to read them. */
function readFile(file: string, path: string): { content: Uint8Array } | { message: string; because?: Because } {
  try {
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(handle);
      if (!stats.isFile()) return { message: 'is not a regular file' };
      const large = { message: tooLarge(path, maxReportBytes).message };
      if (stats.size > maxReportBytes) return large;
      // One byte more than there should be shows a file that grows.
      const buffer = Buffer.allocUnsafe(stats.size + 1);
      let size = 0;
      for (let read = -1; read !== 0 && size < buffer.length; size += read) {
        read = readSync(handle, buffer, size, buffer.length - size, null);
      }
      if (size === stats.size) return { content: buffer.subarray(0, size) };
      return { message: 'changed while it was read' };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ELOOP') return { message: 'is a symbolic link' };
    return code === 'ENXIO' ? { message: 'is not a regular file' } : unreadable(error);
  }
}

function unreadable(error: unknown): { message: string; because?: Because } {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT') return { message: missing };
  if (code === 'ENOTDIR') return { message: 'is not a folder' };
  const message = `could not be read (${code})`;
  return { message, because: { code: 'NO_DATA', message: `it ${message}`, needs: 'read access to it' } };
}

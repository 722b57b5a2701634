import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { containedPath } from '../core/path.ts';
import { type FileChange, sameBytes } from '../core/proposal.ts';
import { missing, openFile } from './open-file.ts';

/** What changes the disk. */
export interface FileWriter {
  /** Writes a new file and flushes it; an error when there is one already. */
  create(path: string, content: Uint8Array, mode: number): Promise<void>;
  /** Puts a file in the place of another one at once. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes a folder and those above it; gives the first that was not there. */
  makeFolder(path: string): Promise<string | undefined>;
}

const disk: FileWriter = {
  async create(path, content, mode) {
    const file = await fs.open(path, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { force: true, recursive: true }),
  makeFolder: async (path) => fs.mkdir(path, { recursive: true }),
};

/** Written, or every reason why nothing was; `left`: what could not be put back as it was. */
export type Applied = { ok: true } | { ok: false; problems: string[]; left: string[] };

/**
 * Writes all files of a change into a folder, or none. Refused when one of them is not as the change expects, is read-only, lies
 * outside of the folder or is reached through a link. All new contents are on the disk before the first file is exchanged; if
 * an exchange fails, those before it are undone.
 */
export async function applyChange(
  folder: string,
  changes: readonly FileChange[],
  writer: FileWriter = disk,
): Promise<Applied> {
  const targets = await Promise.all(changes.map((change) => look(folder, change)));
  const refused = targets.flatMap((target) => ('problem' in target ? [target.problem] : []));
  if (refused.length > 0) return { ok: false, problems: refused, left: [] };
  const staged: { change: FileChange; path: string; partial: string; mode: number }[] = [];
  const made: string[] = [];
  const exchanged: typeof staged = [];
  let current = '';
  try {
    for (const [index, change] of changes.entries()) {
      const target = targets[index];
      if (target === undefined || 'problem' in target) continue;
      current = change.path;
      const path = join(folder, change.path);
      const first = await writer.makeFolder(dirname(path));
      if (first !== undefined) made.push(first);
      const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
      staged.push({ change, path, partial, mode: target.mode });
      await writer.create(partial, change.after, target.mode);
    }
    for (const each of staged) {
      current = each.change.path;
      const again = await look(folder, each.change);
      if ('problem' in again) throw new Changed(again.problem);
      await writer.rename(each.partial, each.path);
      exchanged.push(each);
    }
    return { ok: true };
  } catch (error) {
    const problem = error instanceof Changed ? error.message : `${current} could not be written (${codeOf(error)})`;
    const left = await undo(staged, exchanged, made, writer);
    return { ok: false, problems: [problem], left };
  }
}

/** A file is no longer what it was a moment ago. */
class Changed extends Error {}

type Target = { mode: number } | { problem: string };

/** Whether a file is what the change expects. */
async function look(folder: string, { path, before }: FileChange): Promise<Target> {
  const contained = containedPath(path);
  if (!contained.ok) return { problem: `${path} ${contained.message}` };
  try {
    const opened = await openFile(folder, contained.path);
    if ('found' in opened) return { problem: `${path} ${opened.message}` };
    const { file } = opened;
    try {
      if (before === undefined) return { problem: `${path} is there, and the change expects that it is not` };
      const { mode } = await file.stat();
      if (!sameBytes(new Uint8Array(await file.readFile()), before))
        return { problem: `${path} is not what the change was made from: it was changed meanwhile` };
      return (mode & 0o222) === 0 ? { problem: `${path} is read-only` } : { mode: mode & 0o777 };
    } finally {
      await file.close();
    }
  } catch (error) {
    const { reason, message } = missing(path, error);
    if (reason === 'absent' && before === undefined) return { mode: 0o644 };
    return { problem: `${path} ${message}` };
  }
}

/** Removes what was staged and puts back what was exchanged; gives the paths for which that failed. */
async function undo(
  staged: readonly { change: FileChange; path: string; partial: string; mode: number }[],
  exchanged: readonly { change: FileChange; path: string; mode: number }[],
  made: readonly string[],
  writer: FileWriter,
): Promise<string[]> {
  const left: string[] = [];
  const attempt = async (path: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch {
      left.push(path);
    }
  };
  for (const { change, path, mode } of exchanged) {
    const { before } = change;
    await attempt(change.path, async () => {
      if (before === undefined) return writer.remove(path);
      const restored = join(dirname(path), `.${basename(path)}.${randomUUID()}.partial`);
      await writer.create(restored, before, mode);
      await writer.rename(restored, path);
    });
  }
  for (const { partial } of staged.filter((each) => !exchanged.some(({ path }) => path === each.path)))
    await attempt(basename(partial), () => writer.remove(partial));
  for (const folder of made) await attempt(basename(folder), () => writer.remove(folder));
  return left;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}

import { type Because, fullCheckout } from '../core/errors.ts';
import type { FileMode } from '../core/file-mode.ts';
import type { PastFile } from '../core/past.ts';
import { containedPath } from '../core/path.ts';
import type { Missing } from '../core/ports.ts';
import type { Ran } from './exec.ts';
import { type Entry, entriesOf, fileKind, listMaxBytes, type Repository, runGit, unreadable } from './git.ts';
import { openObjects, type ReadObject } from './git-objects.ts';
import { tooLarge } from './missing.ts';

/** More paths than these are not named to git one by one. */
const mostNamed = 200;

/** Files of a commit: two processes, however many they are. */
export async function filesAt(
  repository: Repository,
  commit: string,
  paths: readonly string[],
  maxBytes: number,
): Promise<Map<string, PastFile | Missing>> {
  const files = new Map<string, PastFile | Missing>();
  const wanted = new Map<string, string>();
  for (const path of paths) {
    const contained = containedPath(path);
    if (contained.ok) wanted.set(path, contained.path);
    else files.set(path, { found: false, path, reason: 'outside', message: contained.message });
  }
  if (wanted.size === 0) return files;
  const { listed, entries } = await listEntries(repository, commit, [...new Set(wanted.values())]);
  const twice = entries !== undefined && new Set(entries.map(({ path }) => path)).size !== entries.length;
  const reader = openObjects(repository, maxBytes);
  try {
    const found = new Map((entries ?? []).map((entry) => [entry.path, entry]));
    const blobs = [...new Set(wanted.values())].flatMap((path) => {
      const entry = found.get(path);
      return entry === undefined || fileKind(entry.mode) !== undefined ? [] : [entry.id];
    });
    const objects = await reader.read(blobs);
    const byId = new Map(blobs.map((id, index) => [id, objects[index]]));
    for (const [path, full] of wanted) {
      const entry = found.get(full);
      if (entries === undefined || twice) {
        const because = unreadable(`the tree of commit ${commit} could not be read`, listed);
        files.set(path, { found: false, path, reason: 'unreadable', message: because.message, because });
      } else if (entry === undefined) files.set(path, absent(path));
      else files.set(path, entryFile(entry, { path, full, commit }, byId.get(entry.id), maxBytes));
    }
    return files;
  } finally {
    reader.close();
  }
}

/** What the listing of a commit says of some paths; of more than can be named it says all. */
async function listEntries(
  { top }: Repository,
  commit: string,
  paths: readonly string[],
): Promise<{ listed: Ran; entries: Entry[] | undefined }> {
  const which = paths.length > mostNamed ? ['-r', '--end-of-options', commit] : ['--end-of-options', commit, ...paths];
  const listed = await runGit(top, ['ls-tree', '-z', '--full-tree', ...which], { maxBytes: listMaxBytes });
  return { listed, entries: listed.code === 0 ? entriesOf(listed.stdout) : undefined };
}

/** The modes of those that are regular files. */
export async function modesAt(
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, FileMode>> {
  const contained = paths.filter((path) => containedPath(path).ok);
  const { entries = [] } = contained.length === 0 ? {} : await listEntries(repository, commit, contained);
  const regular = entries.filter(({ path, mode }) => fileKind(mode) === undefined && contained.includes(path));
  return new Map(regular.map((entry) => [entry.path, modeOf(entry)]));
}

/** A file by what a listing says of it and by what its object is. */
export function entryFile(
  { mode, id }: { mode: string; id: string },
  { path, full, commit }: { path: string; full: string; commit: string },
  object: ReadObject | undefined,
  maxBytes: number,
): PastFile | Missing {
  const kind = fileKind(mode);
  if (kind !== undefined) return { found: false, path, reason: 'not-a-file', message: `is ${kind}` };
  if (object?.state === 'too-large') return tooLarge(path, maxBytes);
  if (object?.state === 'read') return { found: true, path: full, mode: modeOf({ mode }), id, content: object.content };
  const message = `the content of ${path} at commit ${commit} is not here, or not what its object id says`;
  const because: Because = { code: 'NO_DATA', message, needs: fullCheckout };
  return { found: false, path, reason: 'unreadable', message, because };
}

export function absent(path: string): Missing {
  return { found: false, path, reason: 'absent', message: 'does not exist' };
}

function modeOf({ mode }: { mode: string }): PastFile['mode'] {
  return mode === '100755' ? '100755' : '100644';
}

import { existsSync, promises as fs, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Because } from '../core/errors.ts';
import { objectId } from '../core/object-id.ts';
import { type Attributes, attributesOf, convertedTo } from './checkout-conversion.ts';
import { type CommitEntry, commitEntries } from './commit-entries.ts';
import { digestFile, type FileDigest } from './file-digest.ts';
import { byCodeUnit, listMaxBytes, runGit, unreadable } from './git.ts';
import { type ObjectReader, openObjects } from './git-objects.ts';

/** How a work tree stands to a commit; paths are from its top. */
export type WorkTreeState =
  | {
      ok: true;
      /** What is not as the commit has it, or is marked in the index as something that git shall not look at; sorted. */
      changed: readonly string[];
      /** What is written by a conversion that cannot be undone here, each with a clause about it. */
      unknown: readonly { path: string; why: string }[];
      /** The folders of the commit, those of populated submodules too; the top is the empty text. */
      folders: ReadonlySet<string>;
    }
  | { ok: false; because: Because };

interface Seen {
  changed: Set<string>;
  unknown: Map<string, string>;
  folders: Set<string>;
}

/** Objects of a tree and of attributes are small; what is larger is no plain text either. */
const objectBytes = 64 * 1024 * 1024;
const lanes = 16;

/** The folder at or above this one that has a `.git`: where a repository lies, whatever its configuration says. */
export function repositoryAbove(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Compares a work tree with a commit by the bytes, modes and links that lie there, submodules included. Neither the index, nor its times,
 * nor anything that the repository is configured to has a say in it, and no program that it names is run. What no commit has is not looked at.
 */
export async function workTreeState(top: string, commit: string): Promise<WorkTreeState> {
  const seen: Seen = { changed: new Set(), unknown: new Map(), folders: new Set(['']) };
  const compared = await compare(top, '', commit, seen);
  if (!compared.ok) return compared;
  const index = await staged(top);
  if (!index.ok) return index;
  const own = new Map(compared.entries.map((entry) => [utf8(entry.path), entry]));
  for (const { flag, stage, mode, id, path } of index.entries) {
    const entry = own.get(path);
    const same = entry !== undefined && entry.id === id && entry.mode === mode && stage === '0';
    if (!same || /[a-zS]/.test(flag)) seen.changed.add(path);
    own.delete(path);
  }
  for (const path of own.keys()) seen.changed.add(path);
  return {
    ok: true,
    changed: [...seen.changed].sort(byCodeUnit),
    unknown: [...seen.unknown].map(([path, why]) => ({ path, why })).sort((a, b) => byCodeUnit(a.path, b.path)),
    folders: seen.folders,
  };
}

type Compared = { ok: true; entries: readonly CommitEntry[] } | { ok: false; because: Because };

/** One repository of a work tree; `prefix` is where it lies from the top, empty or with a `/` at its end. */
async function compare(top: string, prefix: string, commit: string, seen: Seen): Promise<Compared> {
  const reader = openObjects({ top }, objectBytes);
  try {
    const whole = await commitEntries(reader, commit);
    if (whole === undefined) {
      const where = prefix === '' ? '' : ` of the submodule ${prefix.slice(0, -1)}`;
      const message = `commit ${commit}${where} could not be read whole, or its objects are not what their ids say`;
      return { ok: false, because: { code: 'NO_DATA', message, needs: 'a checkout of the judged commit' } };
    }
    for (const folder of whole.folders) {
      const path = `${prefix}${utf8(folder)}`;
      seen.folders.add(path);
      if ((await lstat(at(top, folder)))?.isDirectory() !== true) seen.changed.add(path);
    }
    const differing: Differing[] = [];
    await eachOf(whole.entries, async (entry) => {
      if (entry.mode === '160000') return;
      const found = await look(at(top, entry.path), entry);
      if (found === 'changed') seen.changed.add(`${prefix}${utf8(entry.path)}`);
      else if (found !== 'same') differing.push({ entry, digest: found });
    });
    if (!(await undo(top, prefix, { reader, all: whole.entries, differing }, seen))) {
      const message = 'the attributes of the judged commit could not be read';
      return { ok: false, because: { code: 'NO_DATA', message, needs: 'git, and a folder for temporary files' } };
    }
    for (const { mode, id, path } of whole.entries) {
      if (mode !== '160000') continue;
      const inside = await submodule(at(top, path));
      if (inside === 'changed') seen.changed.add(`${prefix}${utf8(path)}`);
      if (inside !== 'populated') continue;
      seen.folders.add(`${prefix}${utf8(path)}`);
      const compared = await compare(join(top, utf8(path)), `${prefix}${utf8(path)}/`, id, seen);
      if (!compared.ok) return compared;
    }
    return { ok: true, entries: whole.entries };
  } finally {
    reader.close();
  }
}

/** A file whose bytes are not those of the commit. */
interface Differing {
  entry: CommitEntry;
  digest: FileDigest;
}

/** Whether what lies there is the entry by kind, mode and bytes; a plain file with other bytes gives their digest. */
async function look(path: Buffer, { mode, id }: CommitEntry): Promise<'same' | 'changed' | FileDigest> {
  const stats = await lstat(path);
  if (stats === undefined) return 'changed';
  if (mode === '120000') {
    if (!stats.isSymbolicLink()) return 'changed';
    const target = await fs.readlink(path, { encoding: 'buffer' });
    return objectId('blob', target, id.length) === id ? 'same' : 'changed';
  }
  const executable = mode === '100755';
  if (!stats.isFile() || (stats.mode & 0o100) !== (executable ? 0o100 : 0)) return 'changed';
  const digest = await digestFile(path, id.length).catch(gone);
  if (digest === undefined) return 'changed';
  return digest.id === id ? 'same' : digest;
}

/** Tells files that a checkout converted from files that were changed; false when the attributes could not be read. */
async function undo(
  top: string,
  prefix: string,
  { reader, all, differing }: { reader: ObjectReader; all: readonly CommitEntry[]; differing: readonly Differing[] },
  { changed, unknown }: Seen,
): Promise<boolean> {
  if (differing.length === 0) return true;
  const sources = all.filter(({ mode, path }) => mode.startsWith('100') && /(^|\/)\.gitattributes$/.test(path));
  const contents = await reader.read(sources.map(({ id }) => id));
  const read = new Map<string, Uint8Array>();
  for (const [index, { path }] of sources.entries()) {
    const content = contents[index];
    if (content?.state !== 'read') return false;
    read.set(path, content.content);
  }
  const paths = differing.map(({ entry }) => entry.path);
  const attributes = read.size === 0 ? new Map<string, Attributes>() : await attributesOf(read, paths);
  if (attributes === undefined) return false;
  for (const { entry, digest } of differing) {
    const blob = async (): Promise<Uint8Array | undefined> => {
      const [object] = await reader.read([entry.id]);
      return object?.state === 'read' ? object.content : undefined;
    };
    const file = { digest, read: () => fs.readFile(at(top, entry.path)) };
    const converted = await convertedTo(entry, attributes.get(entry.path) ?? {}, file, blob);
    const path = `${prefix}${utf8(entry.path)}`;
    if (converted === 'changed') changed.add(path);
    else if (converted !== 'same') unknown.set(path, converted.unknown);
  }
  return true;
}

/** A submodule that is not checked out has nothing in it that could be run. */
async function submodule(path: Buffer): Promise<'empty' | 'populated' | 'changed'> {
  const stats = await lstat(path);
  if (stats === undefined) return 'empty';
  if (!stats.isDirectory()) return 'changed';
  return (await fs.readdir(path)).length === 0 ? 'empty' : 'populated';
}

interface Staged {
  flag: string;
  mode: string;
  id: string;
  stage: string;
  path: string;
}

/** What the index has: commands of git in a test see it and not the commit. */
async function staged(top: string): Promise<{ ok: true; entries: Staged[] } | { ok: false; because: Because }> {
  const ran = await runGit(top, ['-c', 'core.fsmonitor=false', 'ls-files', '-v', '-s', '-z'], {
    maxBytes: listMaxBytes,
  });
  const lines = ran.stdout.toString('utf8').split('\0').slice(0, -1);
  const entries = lines.flatMap((line): Staged[] => {
    const [, flag, mode, id, stage, path] = /^(\S) (\d{6}) ([0-9a-f]+) (\d)\t([\s\S]+)$/.exec(line) ?? [];
    return flag === undefined || mode === undefined || id === undefined || stage === undefined || path === undefined
      ? []
      : [{ flag, mode, id, stage, path }];
  });
  if (ran.code !== 0 || entries.length !== lines.length)
    return { ok: false, because: unreadable('git could not say what its index has', ran) };
  return { ok: true, entries };
}

async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await act(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function lstat(path: Buffer): Promise<Stats | undefined> {
  return fs.lstat(path).catch(gone);
}

/** What cannot be opened is not what the commit has. */
function gone(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENXIO'].includes((error as NodeJS.ErrnoException).code ?? ''))
    return undefined;
  throw error;
}

function at(top: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${top}/`), Buffer.from(path, 'latin1')]);
}

function utf8(path: string): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

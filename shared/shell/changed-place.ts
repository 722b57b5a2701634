import { posix } from 'node:path';
import { emptyTree } from '../adapters/git-commits.ts';
import { sha256 } from '../core/fingerprint.ts';
import type { Change, History, Unit } from '../core/history.ts';
import { containedPath } from '../core/path.ts';
import type { Tree } from '../core/ports.ts';
import type { Scan } from '../core/scan.ts';
import { mostBytes } from '../domain/prove/attempts.ts';
import { remembered } from './remembered.ts';
import type { Place } from './run-place.ts';

/** One file as it would be, by its path from the top of the repository; undefined: it is not there. */
export interface ChangedFile {
  path: string;
  after: Uint8Array | undefined;
}

/** What a run read, by the paths from the top of the repository. */
export interface Seen {
  files: Map<string, Uint8Array>;
  /** Files that are there and whose content it did not get: why. */
  missed: Map<string, 'too-large' | 'not-read'>;
  /** Archives and folders that were opened as one. */
  containers: Set<string>;
  /** Whether it asked which files there are. */
  lists: boolean;
  /** Whether it asked which files the change is of: then it judges each of them, whatever it reads. */
  changes: boolean;
}

/** Of a run that has not begun. */
export function nothingSeen(): Seen {
  return { files: new Map(), missed: new Map(), containers: new Set(), lists: false, changes: false };
}

/** The tree with one file as it would be; it says of it what it said of the file that lies there. `prefix`: where its root lies. */
export function withChange(tree: Tree, prefix: string, change: ChangedFile): Tree {
  const { path: full, after } = change;
  const isIt = (path: string): boolean => {
    const contained = containedPath(path);
    return contained.ok && `${prefix}${contained.path}` === full;
  };
  return {
    ref: tree.ref,
    async read(path, maxBytes) {
      const found = await tree.read(path, maxBytes);
      if (!isIt(path) || !found.found) return found;
      if (after === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
      if (after.length > maxBytes) {
        const message = `has more than the ${maxBytes} bytes that are read`;
        return { found: false, path, reason: 'too-large', message };
      }
      return { ...found, content: after, bytes: after.length, sha256: sha256(after) };
    },
    async list() {
      const listed = await tree.list();
      if (!listed.ok || after !== undefined) return listed;
      return { ok: true, paths: listed.paths.filter((path) => !isIt(path)) };
    },
  };
}

function watched(tree: Tree, prefix: string, seen: Seen): Tree {
  return {
    ref: tree.ref,
    list() {
      seen.lists = true;
      return tree.list();
    },
    async read(path, maxBytes) {
      const found = await tree.read(path, maxBytes);
      const contained = containedPath(path);
      if (!contained.ok) return found;
      const full = `${prefix}${contained.path}`;
      if (found.found) seen.files.set(full, found.content);
      else if (found.reason === 'too-large') seen.missed.set(full, 'too-large');
      else if (found.reason !== 'absent') seen.missed.set(full, 'not-read');
      return found;
    },
  };
}

/**
 * The place of a laptop as a pull request would leave it that changes this one file, or none: what lies there now is the version before.
 * Nothing is written. `place` must be remembered (`rememberedPlace`), or each run reads everything again; `seen` is filled.
 */
export function changedPlace(place: Place, change: ChangedFile | undefined, seen: Seen): Place {
  const { folder, produced, judged } = place;
  const see = (tree: Tree, prefix: string): Tree =>
    watched(change === undefined ? tree : withChange(tree, prefix, change), prefix, seen);
  const own = { tree: see(place.own.tree, folder), top: see(place.own.top, '') };
  const outputs = see(produced.files, folder);
  return {
    ...place,
    judged: see(judged, folder),
    before: judged,
    own,
    policy: own,
    produced: {
      files: outputs,
      scan: changedScan(produced.scan, outputs),
      async container(path) {
        seen.containers.add(posix.join(folder, path));
        return produced.container(path);
      },
    },
    history: changeOf(place.history, place, { before: judged, after: see(judged, folder) }, folder, change, seen),
    wholeHistory: changeOf(place.wholeHistory, place, { before: place.own.top, after: own.top }, '', change, seen),
  };
}

/** A place whose files are read once. */
export function rememberedPlace(place: Place): Place {
  const own = { tree: remembered(place.own.tree), top: remembered(place.own.top) };
  return {
    ...place,
    judged: remembered(place.judged),
    own,
    policy: own,
    produced: { ...place.produced, files: remembered(place.produced.files) },
  };
}

/** What is scanned is read as a whole, so that it can be another file than the one that lies there; a large one is that one always. */
function changedScan(scan: Scan, outputs: Tree): Scan {
  return async (how, parameters, source, limits) => {
    if ('content' in source) return scan(how, parameters, source, limits);
    const found = await outputs.read(source.path, Math.min(limits.maxBytes, mostBytes));
    if (!found.found) return found.reason === 'too-large' ? scan(how, parameters, source, limits) : found;
    const scanned = await scan(how, parameters, { path: source.path, content: found.content }, limits);
    return scanned.found ? { ...scanned, source: found.source } : scanned;
  };
}

/** A range that is asked for by name is what it is, whatever file is changed. */
function changeOf(
  usual: History,
  { subject }: Place,
  { before, after }: Pick<Unit, 'before' | 'after'>,
  prefix: string,
  change: ChangedFile | undefined,
  seen: Seen,
): History {
  const changes: Change[] =
    change === undefined || !change.path.startsWith(prefix)
      ? []
      : [{ path: change.path.slice(prefix.length), kind: change.after === undefined ? 'deleted' : 'modified' }];
  const unit: Unit = {
    name: 'the change',
    key: '',
    base: subject.headSha ?? emptyTree('0'.repeat(40)),
    head: undefined,
    before,
    after,
    async changes() {
      seen.changes = true;
      return { ok: true, changes };
    },
    content: ({ path }, side, maxBytes) => (side === 'before' ? before : after).read(path, maxBytes),
  };
  return {
    units: async (request = {}) => (request.range === undefined ? { ok: true, units: [unit] } : usual.units(request)),
  };
}

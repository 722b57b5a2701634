import type { Because } from '../../shared/core/errors.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Change, History, Unit, UnitsRequest } from '../../shared/core/history.ts';
import type { Found, Missing, Tree } from '../../shared/core/ports.ts';
import { type FileContent, memoryTree } from './world.ts';

/** What a path of a version holds: a regular file, an executable one, a link, or a submodule at a commit. */
export type Entry = FileContent | { executable: string } | { link: string } | { submodule: string };
export type Version = Readonly<Record<string, Entry>>;

/** One unit as two versions of its files; what is left out: one unit, called a pull request. */
export interface UnitData {
  before: Version;
  after: Version;
  name?: string;
  key?: string;
  pullRequest?: number;
  base?: string;
  /** null: a work tree. */
  head?: string | null;
  /** Object ids are not known, as for a work tree. */
  withoutIds?: boolean;
  /** As the API lists changes: without ids, and a change of mode alone is called modified. */
  asApi?: boolean;
  /** The changes cannot be listed. */
  because?: Because;
}

/** A history in memory: the changes are derived from the two versions. It notes what was asked of it. */
export interface MemoryHistory extends History {
  readonly requests: (UnitsRequest | undefined)[];
  /** Paths whose content was read through `content`, in order, `side path`. */
  readonly contents: string[];
}

export function memoryHistory(units: readonly UnitData[] | { because: Because }): MemoryHistory {
  const requests: (UnitsRequest | undefined)[] = [];
  const contents: string[] = [];
  return {
    requests,
    contents,
    async units(request) {
      requests.push(request);
      if ('because' in units) return { ok: false, because: units.because };
      // The first commit of a range is on the line of the second, unless a unit says where they parted.
      const [, from] = /^([0-9a-f]{40})\.\./.exec(request?.range ?? '') ?? [];
      const based = from === undefined ? units : units.map((unit) => ({ base: from, ...unit }));
      return { ok: true, units: based.map((unit) => unitOf(unit, contents)) };
    },
  };
}

function unitOf(data: UnitData, contents: string[]): Unit {
  const base = data.base ?? 'b'.repeat(40);
  const head = data.head === null ? undefined : (data.head ?? 'a'.repeat(40));
  const withoutIds = data.withoutIds === true || data.asApi === true;
  const changes = changesOf(data.before, data.after, withoutIds).map(
    (change): Change => (data.asApi === true && change.kind === 'mode' ? { ...change, kind: 'modified' } : change),
  );
  let asked = false;
  return {
    name: data.name ?? 'pull request #7',
    key: data.key ?? '',
    ...(data.pullRequest === undefined ? {} : { pullRequest: data.pullRequest }),
    base,
    head,
    before: treeOf(data.before, base),
    after: treeOf(data.after, head),
    async changes() {
      if (asked) throw new Error('the changes of a unit are asked for once');
      asked = true;
      return data.because === undefined ? { ok: true, changes } : { ok: false, because: data.because };
    },
    async content(change, side, maxBytes) {
      contents.push(`${side} ${change.path}`);
      const version = side === 'before' ? data.before : data.after;
      return contentOf(change.path, version[change.path], side === 'before' ? base : head, maxBytes);
    },
  };
}

/** The bytes of an object, as git gives them by id: those of a link are its target. */
async function contentOf(
  path: string,
  entry: Entry | undefined,
  ref: string | undefined,
  maxBytes: number,
): Promise<Found | Missing> {
  if (entry === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
  if (isPlain(entry)) return memoryTree({ [path]: entry }, ref).read(path, maxBytes);
  if ('submodule' in entry) return { found: false, path, reason: 'not-a-file', message: 'is a submodule' };
  return memoryTree({ [path]: 'link' in entry ? entry.link : entry.executable }, ref).read(path, maxBytes);
}

function treeOf(version: Version, ref: string | undefined): Tree {
  const files = Object.fromEntries(
    Object.entries(version).map(([path, entry]): [string, FileContent] => {
      if (isPlain(entry)) return [path, entry];
      if ('executable' in entry) return [path, entry.executable];
      const message = 'link' in entry ? 'is a symbolic link' : 'is a submodule';
      return [path, { reason: 'not-a-file', message }];
    }),
  );
  const tree = memoryTree(files, ref);
  return {
    ...tree,
    async read(path, maxBytes) {
      const answer = await tree.read(path, maxBytes);
      const isFolder =
        !answer.found && answer.reason === 'absent' && Object.keys(files).some((file) => file.startsWith(`${path}/`));
      return isFolder ? { found: false, path, reason: 'not-a-file', message: 'is a folder' } : answer;
    },
    list: async () => ({ ok: true, paths: Object.keys(files).sort() }),
  };
}

function changesOf(before: Version, after: Version, withoutIds: boolean): Change[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changes = paths.flatMap((path): Change[] => {
    const [old, now] = [before[path], after[path]];
    if (old === undefined && now !== undefined) return [{ path, kind: 'added', id: idOf(now) }];
    if (old !== undefined && now === undefined) return [{ path, kind: 'deleted', oldId: idOf(old) }];
    if (old === undefined || now === undefined) return [];
    const ids = { id: idOf(now), oldId: idOf(old) };
    if (typeOf(old) !== typeOf(now)) return [{ path, kind: 'type', ...ids }];
    if (ids.id !== ids.oldId) return [{ path, kind: 'modified', ...ids }];
    return modeOf(old) === modeOf(now) ? [] : [{ path, kind: 'mode', ...ids }];
  });
  const sources = new Map(Object.entries(before).map(([path, entry]) => [idOf(entry), path]));
  const added = new Map(
    changes.flatMap(({ kind, id, path }) => (kind === 'added' && id !== undefined ? [[id, path]] : [])),
  );
  return changes.map(({ id, oldId, ...change }) => ({
    ...change,
    ...(withoutIds ? {} : { id, oldId }),
    ...(change.kind === 'added' && id !== undefined ? { copiedFrom: sources.get(id) } : {}),
    ...(change.kind === 'deleted' && oldId !== undefined ? { renamedTo: added.get(oldId) } : {}),
  }));
}

type Plain = FileContent;

function isPlain(entry: Entry): entry is Plain {
  return typeof entry === 'string' || entry instanceof Uint8Array || 'reason' in entry;
}

/** As git computes them: of the bytes alone, so that a link and a file with its target as text have one id. */
function idOf(entry: Entry): string {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return sha256(entry).slice(0, 40);
  if ('reason' in entry) return sha256(JSON.stringify(entry)).slice(0, 40);
  if ('submodule' in entry) return entry.submodule;
  return sha256('link' in entry ? entry.link : entry.executable).slice(0, 40);
}

function typeOf(entry: Entry): string {
  return isPlain(entry) || 'executable' in entry ? 'file' : 'link' in entry ? 'link' : 'submodule';
}

function modeOf(entry: Entry): string {
  return !isPlain(entry) && 'executable' in entry ? 'executable' : 'plain';
}

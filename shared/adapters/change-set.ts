import type { Change } from '../core/history.ts';
import { objectId } from '../core/object-id.ts';
import { byCodeUnit } from './git.ts';
import { fileType, type RawEntry, type Side, type Source } from './raw-diff.ts';

/** What lies on both sides of a changed path. */
export interface Sides {
  before: Side | undefined;
  after: Side | undefined;
}

/** Changed paths below a folder, and what lies on their two sides. */
export interface ChangeSet {
  changes: readonly Change[];
  sides: ReadonlyMap<string, Sides>;
}

/**
 * The changes below `prefix`, relative to it and sorted by code unit. A new path is named with the earlier path whose exact
 * bytes it has: one that this change deleted, else one that it modified, else one of `sources`; of several the one with
 * the same file name, else the first. Nothing else counts as a rename or copy, an empty file never. Undefined when a path comes
 * twice.
 */
export function changeSet(
  entries: readonly RawEntry[],
  sources: readonly Source[],
  prefix: string,
): ChangeSet | undefined {
  const ordered = [...entries].sort((a, b) => byCodeUnit(a.path, b.path));
  if (ordered.some(({ path }, index) => path === ordered[index + 1]?.path)) return undefined;
  const { from, to } = pairs(ordered, sources);
  const inside = (path: string | undefined): string | undefined =>
    path?.startsWith(prefix) === true ? path.slice(prefix.length) : undefined;
  const changes: Change[] = [];
  const sides = new Map<string, Sides>();
  for (const { path: full, before, after } of ordered) {
    const path = inside(full);
    if (path === undefined) continue;
    const [renamedTo, copiedFrom] = [inside(to.get(full)), inside(from.get(full))];
    sides.set(path, { before, after });
    changes.push({
      path,
      kind: kindOf(before, after),
      ...(after?.id === undefined ? {} : { id: after.id }),
      ...(before?.id === undefined ? {} : { oldId: before.id }),
      ...(renamedTo === undefined ? {} : { renamedTo }),
      ...(copiedFrom === undefined ? {} : { copiedFrom }),
    });
  }
  return { changes, sides };
}

function kindOf(before: Side | undefined, after: Side | undefined): Change['kind'] {
  if (before === undefined) return 'added';
  if (after === undefined) return 'deleted';
  if (fileType(before.mode) !== fileType(after.mode)) return 'type';
  return before.id === after.id && before.id !== undefined ? 'mode' : 'modified';
}

/** New path to earlier path, and deleted path to new path. */
function pairs(
  entries: readonly RawEntry[],
  sources: readonly Source[],
): { from: Map<string, string>; to: Map<string, string> } {
  const from = new Map<string, string>();
  const to = new Map<string, string>();
  const added = entries.flatMap(({ path, before, after }) =>
    before === undefined && after?.id !== undefined ? [{ path, after }] : [],
  );
  if (added.length === 0) return { from, to };
  const deleted: Earlier = new Map();
  const kept: Earlier = new Map();
  for (const { path, before, after } of entries) {
    if (before !== undefined) keep(after === undefined ? deleted : kept, path, before);
  }
  for (const { path, ...side } of [...sources].sort((a, b) => byCodeUnit(a.path, b.path))) keep(kept, path, side);
  // The same name first for all, so that files with the same bytes in one moved folder find their own.
  for (const keyOf of [namedKey, plainKey]) {
    const next = new Map<string, number>();
    for (const { path, after } of added) {
      if (from.has(path)) continue;
      const key = keyOf(path, after);
      const candidates = deleted.get(key) ?? [];
      let at = next.get(key) ?? 0;
      while (to.has(candidates[at] ?? '')) at += 1;
      next.set(key, at);
      const free = candidates[at];
      if (free === undefined) continue;
      from.set(path, free);
      to.set(free, path);
    }
  }
  for (const { path, after } of added) {
    if (from.has(path)) continue;
    const source = [deleted, kept]
      .map((earlier) => earlier.get(namedKey(path, after))?.[0] ?? earlier.get(plainKey(path, after))?.[0])
      .find((candidate) => candidate !== undefined);
    if (source !== undefined) from.set(path, source);
  }
  return { from, to };
}

/** Paths of the earlier version by what they hold, and by that with the name of the file; in order. */
type Earlier = Map<string, string[]>;

function keep(earlier: Earlier, path: string, side: Side): void {
  if (isEmpty(side)) return;
  for (const key of [plainKey(path, side), namedKey(path, side)]) {
    const paths = earlier.get(key);
    if (paths === undefined) earlier.set(key, [path]);
    else paths.push(path);
  }
}

/** A file is one whatever its permission bits; a link with the same bytes is another thing. */
function plainKey(_path: string, { mode, id }: Side): string {
  return `${fileType(mode) ?? mode} ${id}`;
}

function namedKey(path: string, side: Side): string {
  return `${plainKey(path, side)} ${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** The ids of an empty file, in both hashes of git. */
const emptyFiles = [40, 64].map((length) => objectId('blob', new Uint8Array(), length));

function isEmpty({ id }: Side): boolean {
  return id === undefined || emptyFiles.includes(id);
}

import { type Because, fullCheckout } from '../core/errors.ts';
import { noPast, type Past, type PastEnd, type PastFile, type PastVersion } from '../core/past.ts';
import type { Missing } from '../core/ports.ts';
import { commitTree, fileKind, type Repository } from './git.ts';
import { isShallow } from './git-commits.ts';
import { absent, entryFile, filesAt, modesAt } from './git-files-at.ts';
import { type Line, type Listed, listChanges, mostCommits, type Refused, renamesOf } from './git-first-parents.ts';
import { type ObjectReader, openObjects, type ReadObject } from './git-objects.ts';
import type { Side } from './raw-diff.ts';

/** A file that was renamed more often is not followed any further. */
const mostRenames = 20;
/** A file that came back more often may have had other names before, and nobody looks which. */
const mostBeginnings = 100;
/** So many versions are read ahead: the fewest, the most, and the bytes that they should have together. */
const ahead = { least: 16, most: 256, bytes: 32 * 1024 * 1024 };

/** The files as they were asked for, and what a commit has in their places. */
type State = ReadonlyMap<string, { path: string; side: Side | undefined }>;

/** The past from a commit on, or why there is none: no clone, or no commit that is known. */
export function openPast(repository: Repository | undefined, from: string | Because | undefined, prefix: string): Past {
  if (repository !== undefined && typeof from === 'string') return gitPast(repository, from, prefix);
  const message = 'there is no checkout whose history could be looked through';
  return noPast(typeof from === 'object' ? from : { code: 'NO_BASE', message, needs: fullCheckout });
}

/** The first-parent line of a repository from a commit on, with paths below a folder. */
export function gitPast(repository: Repository, from: string, prefix: string): Past {
  const looks = new Map<string, ReturnType<typeof lookBack>>();
  return {
    from,
    tree: (commit) => commitTree(repository, commit, prefix),
    files: (commit, paths, maxBytes) => filesAt(repository, commit, paths, maxBytes),
    modes: (commit, paths) => modesAt(repository, commit, paths),
    async versions(paths, maxBytes) {
      const asked = paths.join('\0');
      const look = looks.get(asked) ?? lookBack(repository, from, prefix, paths);
      looks.set(asked, look);
      const looked = await look;
      if (!looked.ok) return looked;
      const { states, end } = looked;
      return { ok: true, data: { count: states.length, end, each: readEach(repository, states, maxBytes) } };
    },
  };
}

/** A commit, and the names of the files from there on back to the next such name. */
interface Followed {
  line: Line;
  names: ReadonlyMap<string, string>;
}

/** A commit that gave files another name, and the names that they had before. */
interface Renamed {
  line: Line;
  names: ReadonlyMap<string, string>;
}

/** The states of the files after each commit that changed one of them, the newest first. */
async function lookBack(
  repository: Repository,
  from: string,
  prefix: string,
  paths: readonly string[],
): Promise<Refused | { ok: true; states: { commit: string; state: State }[]; end: PastEnd }> {
  // The name under which each file that is asked for is known in the part that is looked at.
  const names = new Map(paths.map((path) => [path, `${prefix}${path}`]));
  const found: Followed[] = [];
  const shallow = isShallow(repository);
  let end: PastEnd = { kind: 'beginning' };
  let limit: Followed | undefined;
  let start: string | undefined = from;
  for (let part = 0; start !== undefined; part += 1) {
    const [listed, isCut]: [Listed, boolean] = await Promise.all([
      listChanges(repository, start, [...new Set(names.values())]),
      shallow,
    ]);
    if (!listed.ok) return listed;
    const lines: Line[] = listed.lines;
    const oldest = lines.at(-1);
    if (lines.length + found.length > mostCommits) {
      const message = `the files were changed by more than ${mostCommits} commits`;
      end = { kind: 'cut', because: { code: 'TRUNCATED', message, needs: 'a later version that is good' } };
      lines.length = Math.max(0, mostCommits - found.length);
    } else if (isCut) {
      // What a cut-off clone shows of its last commit is what that had, and not what it changed.
      if (oldest?.parents.length === 0) lines.pop();
      if (oldest?.parents.length === 0) limit = { line: oldest, names: new Map(names) };
      const message = `the history of the checkout is cut off${oldest === undefined ? '' : ` before ${oldest.commit}`}`;
      end = { kind: 'cut', because: { code: 'NO_BASE', message, needs: fullCheckout } };
    }
    const first: Renamed | undefined | 'too many' =
      end.kind === 'cut' ? undefined : await firstRename(repository, lines, names);
    const renamed = first === 'too many' ? undefined : first;
    if (first === 'too many') {
      const message = `the files went away and came back more than ${mostBeginnings} times`;
      end = { kind: 'cut', because: { code: 'TRUNCATED', message, needs: 'a later version that is good' } };
    }
    const until = renamed === undefined ? lines.length : lines.indexOf(renamed.line) + 1;
    for (const line of lines.slice(0, until)) found.push({ line, names: new Map(names) });
    if (renamed === undefined) break;
    if (part === mostRenames) {
      const message = `the files were renamed more than ${mostRenames} times`;
      end = { kind: 'cut', because: { code: 'TRUNCATED', message, needs: 'a later version that is good' } };
      break;
    }
    for (const [path, old] of renamed.names) names.set(path, old);
    start = renamed.line.parents[0];
  }
  return { ok: true, states: statesOf(found, limit, end), end };
}

/** What each commit left, from what each changed: going forward, the oldest first. */
function statesOf(
  found: readonly Followed[],
  limit: Followed | undefined,
  end: PastEnd,
): { commit: string; state: State }[] {
  const after = (state: State, { line, names }: Followed): State => {
    const next = new Map(state);
    for (const [path, name] of names) {
      const entry = line.entries.find((each) => each.path === name);
      if (entry !== undefined) next.set(path, { path: name, side: entry.after });
    }
    return next;
  };
  const nothing = new Map([...(found[0]?.names ?? [])].map(([path, name]) => [path, { path: name, side: undefined }]));
  // Before its oldest change that is known a file was something that is not known.
  let state: State = limit !== undefined ? after(nothing, limit) : end.kind === 'beginning' ? nothing : new Map();
  const states: { commit: string; state: State }[] = [];
  for (const each of found.toReversed()) {
    state = after(state, each);
    if (state.size === nothing.size) states.push({ commit: each.line.commit, state });
  }
  return states.reverse();
}

/** The newest commit in which a file, which came there or came back there, got its name from another one; with the earlier names. */
async function firstRename(
  repository: Repository,
  lines: readonly Line[],
  names: ReadonlyMap<string, string>,
): Promise<Renamed | undefined | 'too many'> {
  const begun = lines.flatMap((line) => {
    const added = [...names].filter(([, name]) =>
      line.entries.some((entry) => entry.path === name && entry.before === undefined),
    );
    return added.length > 0 && line.parents.length > 0 ? [{ line, added }] : [];
  });
  for (const [index, { line, added }] of begun.entries()) {
    if (index === mostBeginnings) return 'too many';
    const renames = await renamesOf(repository, line.parents[0] ?? '', line.commit);
    const earlier = added.flatMap(([path, name]): [string, string][] => {
      const old = renames.get(name);
      return old === undefined ? [] : [[path, old]];
    });
    if (earlier.length > 0) return { line, names: new Map(earlier) };
  }
  return undefined;
}

/** Reads the files of each version when it is asked for, a few versions ahead, all by one process. */
async function* readEach(
  repository: Repository,
  states: readonly { commit: string; state: State }[],
  maxBytes: number,
): AsyncGenerator<PastVersion> {
  let reader: ObjectReader | undefined;
  try {
    const objects = openObjects(repository, maxBytes);
    reader = objects;
    let size = ahead.least;
    let at = 0;
    const read = async (): Promise<{ some: typeof states; byId: Map<string, ReadObject | undefined> }> => {
      const some = states.slice(at, at + size);
      at += size;
      const ids = [
        ...new Set(some.flatMap(({ state }) => [...state.values()].flatMap(({ side }) => blobOf(side) ?? []))),
      ];
      const contents = await objects.read(ids);
      const bytes = contents.reduce((sum, object) => sum + (object.state === 'read' ? object.content.length : 0), 1);
      size = Math.max(ahead.least, Math.min(ahead.most, Math.floor((ahead.bytes * some.length) / bytes)));
      return { some, byId: new Map(ids.map((id, index) => [id, contents[index]])) };
    };
    let next = read();
    while (true) {
      const { some, byId } = await next;
      if (some.length === 0) return;
      // Git reads on while these are judged.
      next = read();
      for (const { commit, state } of some) {
        const files = new Map(
          [...state].map(([path, { path: name, side }]): [string, PastFile | Missing] => {
            if (side === undefined) return [path, absent(path)];
            const entry = { mode: side.mode, id: side.id ?? '' };
            return [path, entryFile(entry, { path, full: name, commit }, byId.get(entry.id), maxBytes)];
          }),
        );
        yield { commit, files };
      }
    }
  } finally {
    reader?.close();
  }
}

function blobOf(side: Side | undefined): string | undefined {
  return side === undefined || fileKind(side.mode) !== undefined ? undefined : side.id;
}

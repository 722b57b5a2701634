import { type Because, fullCheckout } from '../core/errors.ts';
import { noPast, type Past, type PastEnd, type PastFile, type PastVersion } from '../core/past.ts';
import { containedPath } from '../core/path.ts';
import type { Missing } from '../core/ports.ts';
import type { FileMode } from '../core/unified-diff.ts';
import type { Ran } from './exec.ts';
import {
  commitTree,
  type Entry,
  entriesOf,
  fileKind,
  listMaxBytes,
  type Repository,
  runGit,
  unreadable,
} from './git.ts';
import { isShallow } from './git-commits.ts';
import { type ObjectReader, openObjects, type ReadObject } from './git-objects.ts';
import { tooLarge } from './missing.ts';
import { parseRawTokens, type RawEntry, type Side } from './raw-diff.ts';

/** More versions than these are not looked through. */
const mostVersions = 20_000;
/** A file that was renamed more often is not followed any further. */
const mostRenames = 20;
/** A pin is short, and a release changes most of its lines: little likeness is enough, because what is found is judged anyway. */
const likeness = '-M30%';
/** So many versions are read ahead: the fewest, the most, and the bytes that they should have together. */
const ahead = { least: 16, most: 256, bytes: 32 * 1024 * 1024 };

/** The files as they were asked for, and what a commit has in their places. */
type State = ReadonlyMap<string, { path: string; side: Side | undefined }>;
interface Line {
  commit: string;
  parents: readonly string[];
  entries: RawEntry[];
}

/** The past from a commit on, or why there is none: no clone, or no commit that is known. */
export function openPast(repository: Repository | undefined, from: string | Because | undefined, prefix: string): Past {
  if (repository !== undefined && typeof from === 'string') return gitPast(repository, from, prefix);
  const message = 'there is no checkout whose history could be looked through';
  return noPast(typeof from === 'object' ? from : { code: 'NO_BASE', message, needs: fullCheckout });
}

/** The first-parent line of a repository from a commit on, with paths below a folder. */
export function gitPast(repository: Repository, from: string, prefix: string): Past {
  return {
    from,
    tree: (commit) => commitTree(repository, commit, prefix),
    files: (commit, paths, maxBytes) => filesAt(repository, commit, paths, maxBytes),
    modes: (commit, paths) => modesAt(repository, commit, paths),
    async versions(paths, maxBytes) {
      const looked = await lookBack(repository, from, prefix, paths);
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

type Listed = Refused | { ok: true; lines: Line[] };
type Refused = { ok: false; because: Because };

function no(code: Because['code'], message: string, needs: string): Refused {
  return { ok: false, because: { code, message, needs } };
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
    if (lines.length + found.length > mostVersions) {
      const message = `the files were changed by more than ${mostVersions} commits`;
      end = { kind: 'cut', because: { code: 'TRUNCATED', message, needs: 'a later version that is good' } };
      lines.length = Math.max(0, mostVersions - found.length);
    } else if (isCut) {
      // What a cut-off clone shows of its last commit is what that had, and not what it changed.
      if (oldest?.parents.length === 0) lines.pop();
      if (oldest?.parents.length === 0) limit = { line: oldest, names: new Map(names) };
      const message = `the history of the checkout is cut off${oldest === undefined ? '' : ` before ${oldest.commit}`}`;
      end = { kind: 'cut', because: { code: 'NO_BASE', message, needs: fullCheckout } };
    }
    const renamed: Renamed | undefined = end.kind === 'cut' ? undefined : await firstRename(repository, lines, names);
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

/** The commits of the first-parent line that changed one of the files, the newest first, and what they changed: one process. */
async function listChanges({ top }: Repository, start: string, names: readonly string[]): Promise<Listed> {
  const settings = ['core.commitGraph=false', 'log.showRoot=true', 'log.follow=false', 'log.showSignature=false'];
  const what = ['--first-parent', '-m', '--raw', '-z', '--no-abbrev', '--no-renames', '-O/dev/null', '--no-notes'];
  const plain = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=none', '--no-show-signature', '--no-decorate'];
  const args = [
    ...settings.flatMap((setting) => ['-c', setting]),
    'log',
    ...what,
    ...plain,
    `--max-count=${mostVersions + 1}`,
    '--format=tformat:%H %P',
    '--end-of-options',
    start,
    '--',
    ...names,
  ];
  const ran = await runGit(top, args, { maxBytes: listMaxBytes });
  if (ran.stopped === 'too-much-output')
    return no('TRUNCATED', `the list of what changed the files is longer than ${listMaxBytes} bytes`, 'fewer files');
  if (ran.code !== 0) {
    const { message } = unreadable(`the checkout does not have all of the branch of the policy up to ${start}`, ran);
    return no('NO_BASE', message, fullCheckout);
  }
  const lines = parseLog(ran.stdout);
  if (lines !== undefined) return { ok: true, lines };
  return no('NO_DATA', `what git lists of the commits up to ${start} is not understood`, 'git 2.31 or newer');
}

/** Undefined for what is not understood: a list is never shorter than what git said. */
function parseLog(output: Uint8Array): Line[] | undefined {
  if (output.length === 0) return [];
  const text = decode(output);
  if (text === undefined || !text.endsWith('\0')) return undefined;
  const tokens = text.slice(0, -1).split('\0');
  const lines: Line[] = [];
  for (let at = 0; at < tokens.length; ) {
    const head = /^([0-9a-f]{40,64})((?: [0-9a-f]{40,64})*) ?$/.exec(tokens[at] ?? '');
    if (head === null) return undefined;
    const first = at + 1;
    at = first;
    // Between a commit and its changes git puts a line end.
    while (/^\n?:/.test(tokens[at] ?? '')) at += 2;
    const raw = tokens.slice(first, at).map((token, index) => {
      return { text: index === 0 && token.startsWith('\n') ? token.slice(1) : token, utf8: true };
    });
    const parsed = parseRawTokens(raw);
    if (!parsed.ok || parsed.entries.length === 0 || at > tokens.length) return undefined;
    const parents = (head[2] ?? '').split(' ').filter((id) => id !== '');
    lines.push({ commit: head[1] ?? '', parents, entries: parsed.entries });
  }
  return lines;
}

function decode(output: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(output);
  } catch {
    return undefined;
  }
}

/** The newest commit in which a file, whose history would begin there, got its name from another one; with the earlier names. */
async function firstRename(
  repository: Repository,
  lines: readonly Line[],
  names: ReadonlyMap<string, string>,
): Promise<Renamed | undefined> {
  const begun = [...names].flatMap(([path, name]) => {
    const line = lines.findLast(({ entries }) => entries.some((entry) => entry.path === name));
    const added = line?.entries.find((entry) => entry.path === name)?.before === undefined;
    return line !== undefined && added && line.parents.length > 0 ? [{ path, name, line }] : [];
  });
  const commits = lines.filter((line) => begun.some((each) => each.line === line));
  for (const line of commits) {
    const renames = await renamesOf(repository, line.parents[0] ?? '', line.commit);
    const earlier = begun.flatMap(({ path, name, line: at }): [string, string][] => {
      const old = at === line ? renames.get(name) : undefined;
      return old === undefined ? [] : [[path, old]];
    });
    if (earlier.length > 0) return { line, names: new Map(earlier) };
  }
  return undefined;
}

/** New name to old name of what a commit renamed, by git's own measure; what cannot be told is no rename. */
async function renamesOf({ top }: Repository, before: string, after: string): Promise<Map<string, string>> {
  const args = ['diff-tree', '-r', '-z', '--name-status', likeness, '-l1000', '--diff-filter=R', '--no-relative'];
  const ran = await runGit(top, [...args, '--end-of-options', before, after, '--'], { maxBytes: listMaxBytes });
  const text = ran.code === 0 ? decode(new Uint8Array(ran.stdout)) : undefined;
  const tokens = (text ?? '').split('\0');
  const renames = new Map<string, string>();
  for (let at = 0; /^R\d+$/.test(tokens[at] ?? ''); at += 3) renames.set(tokens[at + 2] ?? '', tokens[at + 1] ?? '');
  return renames;
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

function absent(path: string): Missing {
  return { found: false, path, reason: 'absent', message: 'does not exist' };
}

function blobOf(side: Side | undefined): string | undefined {
  return side === undefined || fileKind(side.mode) !== undefined ? undefined : side.id;
}

function modeOf({ mode }: Pick<Side, 'mode'>): PastFile['mode'] {
  return mode === '100755' ? '100755' : '100644';
}

/** More paths than these are not named to git one by one. */
const mostNamed = 200;

/** Two processes, however many files they are. */
async function filesAt(
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

async function modesAt(
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
function entryFile(
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

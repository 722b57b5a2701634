import type { Because } from '../../core/errors.ts';
import type { FileMode } from '../../core/file-mode.ts';
import { objectId } from '../../core/object-id.ts';
import type { PastFile } from '../../core/past.ts';
import type { Missing } from '../../core/ports.ts';
import { sameBytes } from '../../core/proposal.ts';
import { type DiffFile, unifiedDiff } from '../../core/unified-diff.ts';
import type { Contract } from '../contract-pair/config.ts';
import type { Companion } from './config.ts';
import type { Ctx } from './definition.ts';
import { type Baseline, fileMaxBytes, trioPaths } from './search.ts';

/** A file of the restore set: what it is now, and what it shall be. */
export interface Restored extends DiffFile {
  modes: { before: FileMode; after: FileMode };
  /** The object id that the commit of the baseline has for it; undefined when it is deleted. */
  id: string | undefined;
}

/** All that is put back. `whole`: everything of it could be judged and holds. */
export interface RestoreSet {
  files: Restored[];
  whole: boolean;
}

/** Reads both sides of every file of the restore set; what cannot be put back, or proved, is a result of its own. */
export async function buildRestore(ctx: Ctx, contract: Contract, baseline: Baseline): Promise<RestoreSet> {
  const { commit } = baseline.version;
  const files: Restored[] = [];
  let whole = true;
  const listed = await companionPaths(ctx, contract, commit);
  if ('because' in listed) {
    const fact = { contract: contract.id, what: 'the files beside pin, mirror and matrix' };
    ctx.unverified('applies', fact, listed.because);
    whole = false;
  }
  const companions = 'because' in listed ? [] : listed;
  const trio = trioPaths(contract).map((path) => ({ path, whenAbsent: 'refuse' as const, trio: true }));
  const wanted = [...trio, ...companions.map((each) => ({ ...each, trio: false }))];
  const fromTop = (path: string): string => `${ctx.policy.folder}${path}`;
  const judged = (path: string): PastFile | Missing | undefined => baseline.version.files.get(path);
  const names = wanted.map(({ path, trio: own }) => {
    const file = own ? judged(path) : undefined;
    return file?.found === true ? file.path : fromTop(path);
  });
  const past = await ctx.past();
  const [then, modes] = await Promise.all([
    past.files(commit, names, fileMaxBytes),
    presentModes(
      ctx,
      wanted.map(({ path }) => fromTop(path)),
    ),
  ]);
  for (const [index, { path, whenAbsent, trio: own }] of wanted.entries()) {
    const again = then.get(names[index] ?? '') ?? absent(path);
    const place = { path, whenAbsent, mode: modes.get(fromTop(path)) };
    const file = await restoredFile(ctx, contract, commit, own ? asJudged(judged(path), again) : again, place);
    if (file === undefined) whole = false;
    else if (file !== 'kept') files.push(file);
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), whole };
}

/** The files that differ, as what `git apply` takes: it counts paths from the top of the repository wherever it runs. */
export function restorePatch(files: readonly Restored[], folder: string, commit: string): string {
  const fromTop = changed(files).map((file) => ({ ...file, path: `${folder}${file.path}` }));
  return unifiedDiff(fromTop, { binary: commit.length === 40 ? 40 : 64 });
}

/** The files of a restore set that are not yet what they shall be. */
export function changed(files: readonly Restored[]): Restored[] {
  return files.filter(
    ({ before, after, modes }) =>
      before === undefined || after === undefined || !sameBytes(before, after) || modes.before !== modes.after,
  );
}

type WhenAbsent = Companion['when-absent'];

/** Copies of the manifest and companions, of the present tree and of that of the baseline. */
async function companionPaths(
  ctx: Ctx,
  { copies, pin, mirror, matrix }: Contract,
  commit: string,
): Promise<{ path: string; whenAbsent: WhenAbsent }[] | { because: Because }> {
  const { companions } = ctx.inputs;
  if (copies.length === 0 && companions.length === 0) return [];
  const present = await ctx.tree.list();
  if (!present.ok) return present;
  const then = await (await ctx.past()).tree(commit).list();
  if (!then.ok) return then;
  const trio = new Set([pin, mirror, matrix?.path]);
  const groups: { matches: (path: string) => boolean; whenAbsent: WhenAbsent }[] = [];
  // What the configuration says of a file by name goes before what follows from the contract.
  for (const { files, 'when-absent': whenAbsent } of companions)
    groups.push({ matches: await ctx.matcher([files]), whenAbsent });
  if (copies.length > 0) groups.push({ matches: await ctx.matcher(copies), whenAbsent: 'refuse' });
  const paths = [...new Set([...present.paths, ...then.paths])].filter((path) => !trio.has(path)).sort();
  return paths.flatMap((path) => {
    const group = groups.find(({ matches }) => matches(path));
    return group === undefined ? [] : [{ path, whenAbsent: group.whenAbsent }];
  });
}

interface Place {
  path: string;
  whenAbsent: WhenAbsent;
  mode: FileMode | undefined;
}

async function restoredFile(
  ctx: Ctx,
  contract: Contract,
  commit: string,
  then: PastFile | Missing,
  { path, whenAbsent, mode: presentMode }: Place,
): Promise<Restored | 'kept' | undefined> {
  const fact = { contract: contract.id, what: path };
  const refuse = (problem: string, fix: string): undefined => {
    ctx.failed('applies', { ...fact, problem, actual: problem, fix }, { path });
    return undefined;
  };
  if (!then.found && then.reason === 'absent' && whenAbsent === 'keep') return 'kept';
  if (!then.found && (then.reason !== 'absent' || whenAbsent === 'refuse')) {
    if (then.because !== undefined) {
      ctx.unverified('bytes-proved', fact, then.because, { path });
      return undefined;
    }
    const other =
      'it came later or had another name: say under companions whether to keep or to delete it, or restore it by hand';
    return refuse(`${then.message} at the baseline ${commit}`, other);
  }
  const now = await ctx.tree.read(path, fileMaxBytes);
  if (!now.found && now.reason !== 'absent') {
    if (now.because === undefined) return refuse(now.message, `put a regular file at ${path}, or remove what is there`);
    ctx.unverified('applies', fact, now.because, { path });
    return undefined;
  }
  if (!now.found) {
    const present = await ctx.tree.list();
    if (!present.ok) {
      ctx.unverified('applies', fact, present.because, { path });
      return undefined;
    }
    const inTheWay = present.paths.find((each) => path.startsWith(`${each}/`) || each.startsWith(`${path}/`));
    if (inTheWay !== undefined)
      return refuse(`cannot be put there: ${inTheWay} is in the way`, `remove ${inTheWay} first`);
  }
  ctx.passed('applies', fact, { path });
  if (then.found && !proved(then)) {
    const fix = 'let git fsck look at the clone, and run it again on a fresh one';
    const problem = `has other bytes than its object at ${commit}`;
    ctx.failed('bytes-proved', { ...fact, problem, expected: then.id, fix });
    return undefined;
  }
  ctx.passed('bytes-proved', { ...fact, ...(then.found ? { actual: then.id } : {}) }, { path });
  const before = now.found ? now.content : undefined;
  const after = then.found ? then.content : undefined;
  const mode = then.found ? then.mode : '100644';
  return {
    path,
    before,
    after,
    modes: { before: presentMode ?? mode, after: mode },
    id: then.found ? then.id : undefined,
  };
}

function absent(path: string): Missing {
  return { found: false, path, reason: 'absent', message: 'does not exist' };
}

/** What was judged must be what a second look by its path finds: an id that is not that of the judged bytes shows that it is not. */
function asJudged(judged: PastFile | Missing | undefined, again: PastFile | Missing): PastFile | Missing {
  return judged?.found === true && again.found ? { ...again, content: judged.content } : again;
}

function proved({ id, content }: PastFile): boolean {
  return objectId('blob', content, id.length) === id;
}

/** The modes of the present files, as the commit has them that is judged; none where no commit has the file. */
async function presentModes(ctx: Ctx, paths: readonly string[]): Promise<ReadonlyMap<string, FileMode>> {
  const past = await ctx.past();
  const at = ctx.tree.ref ?? (typeof past.from === 'string' ? past.from : undefined);
  return at === undefined ? new Map() : past.modes(at, paths);
}

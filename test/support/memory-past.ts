import type { Because } from '../../shared/core/errors.ts';
import { objectId } from '../../shared/core/object-id.ts';
import { noPast, type Past, type PastEnd, type PastFile } from '../../shared/core/past.ts';
import type { Missing } from '../../shared/core/ports.ts';
import { type FileContent, memoryTree } from './world.ts';

/** A commit of the branch with all of its files; an executable file is one that `executable` names. */
export interface PastCommit {
  commit: string;
  files: Readonly<Record<string, FileContent>>;
  executable?: readonly string[];
}

/** A past in memory; `commits` are those of the first-parent line, the newest first. */
export function memoryPast(
  commits: readonly PastCommit[],
  { cut, swapped = [] }: { cut?: Because; swapped?: readonly string[] } = {},
): Past {
  const [newest] = commits;
  if (newest === undefined) return noPast(cut ?? { code: 'NO_BASE', message: 'there is no commit' });
  const at = (commit: string): PastCommit | undefined => commits.find((each) => each.commit === commit);
  const fileOf = (entry: PastCommit | undefined, path: string): PastFile | Missing => {
    const content = entry !== undefined && Object.hasOwn(entry.files, path) ? entry.files[path] : undefined;
    if (content === undefined) return { found: false, path, reason: 'absent', message: 'does not exist' };
    if (typeof content !== 'string' && !(content instanceof Uint8Array)) return { found: false, path, ...content };
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const mode = entry?.executable?.includes(path) === true ? '100755' : '100644';
    return { found: true, path, mode, id: objectId('blob', bytes, 40), content: bytes };
  };
  const end: PastEnd = cut === undefined ? { kind: 'beginning' } : { kind: 'cut', because: cut };
  return {
    from: newest.commit,
    async versions(paths) {
      const same = (one: PastCommit | undefined, other: PastCommit): boolean =>
        paths.every((path) => JSON.stringify(one?.files[path]) === JSON.stringify(other.files[path]));
      const found = commits.filter((entry, index) => !same(commits[index + 1] ?? { commit: '', files: {} }, entry));
      async function* each() {
        for (const entry of found)
          yield { commit: entry.commit, files: new Map(paths.map((path) => [path, fileOf(entry, path)])) };
      }
      return { ok: true, data: { count: found.length, end, each: each() } };
    },
    // A path that is swapped has other bytes than when it was listed.
    async files(commit, paths) {
      const found = paths.map((path): [string, PastFile | Missing] => {
        const file = fileOf(at(commit), path);
        if (!file.found || !swapped.includes(path)) return [path, file];
        const content = new TextEncoder().encode('other bytes');
        return [path, { ...file, content, id: objectId('blob', content, 40) }];
      });
      return new Map(found);
    },
    modes: async (commit, paths) =>
      new Map(
        paths.flatMap((path): [string, PastFile['mode']][] => {
          const file = fileOf(at(commit), path);
          return file.found ? [[path, file.mode]] : [];
        }),
      ),
    tree: (commit) => memoryTree(at(commit)?.files ?? {}, commit),
  };
}

import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { OpenedContainer } from '../core/container.ts';
import type { Because } from '../core/errors.ts';
import { containedPath } from '../core/path.ts';
import type { Missing, Tree } from '../core/ports.ts';
import type { Scan } from '../core/scan.ts';
import { byCodeUnit, listMaxBytes, type Repository, runGit, trackedBelow, unreadable } from './git.ts';
import { walk, worktree } from './worktree.ts';

/** What steps of the job produced, as it can be read. */
export interface Produced {
  files: Tree;
  scan: Scan;
  /** Opens a folder or a zip archive in which no file is one of the repository. */
  container(path: string): Promise<OpenedContainer>;
}

export function produced(folder: string, repository: Repository | undefined): Produced {
  const refused = refusals(folder, repository);
  return {
    files: producedFiles(folder, repository, refused),
    container: async (path) => (await import('./container.ts')).openContainer(folder, path, refused),
    async scan(scan, parameters, source, limits) {
      const missing = 'content' in source ? undefined : await refused(source.path);
      if (missing !== undefined) return missing;
      return (await import('./scan-file.ts')).scanFile(folder, scan, parameters, source, limits);
    },
  };
}

/** Why a file may not be read as one that was produced here; undefined when it may. */
type Refused = (path: string) => Promise<Missing | undefined>;

function refusals(folder: string, repository: Repository | undefined): Refused {
  let known: ReturnType<typeof trackedBelow> | undefined;
  let index: TrackedIndex | undefined;
  return async (path) => {
    const contained = containedPath(path);
    if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
    if (repository === undefined) return undefined;
    const tracked = await (known ??= trackedBelow(folder));
    if (!tracked.ok) {
      const { because } = tracked;
      return { found: false, path, reason: 'unreadable', message: `is not read: ${because.message}`, because };
    }
    const notProduced = (message: string): Missing => ({ found: false, path, reason: 'not-a-file', message });
    const same = folded(contained.path);
    index ??= indexOf(tracked.paths);
    // Where capitals do not count, a committed file has several names.
    for (const one of index.folded.get(same) ?? [])
      if (one === contained.path || (await isOneFile(folder, one, contained.path)))
        return notProduced('is a file of the repository: what was committed was not produced here');
    for (let at = contained.path.lastIndexOf('/'); at > 0; at = contained.path.lastIndexOf('/', at - 1)) {
      const above = contained.path.slice(0, at);
      if (index.paths.has(above)) return notProduced(`lies in the submodule ${above}: ${elsewhere}`);
    }
    const nested = await repositoryOnTheWay(folder, contained.path);
    return nested === undefined ? undefined : notProduced(`lies in another repository (${nested}): ${elsewhere}`);
  };
}

/** Tracked paths by name, so that many files can be asked about. */
interface TrackedIndex {
  paths: ReadonlySet<string>;
  folded: ReadonlyMap<string, readonly string[]>;
}

function indexOf(paths: readonly string[]): TrackedIndex {
  const names = new Map<string, string[]>();
  for (const path of paths) names.set(folded(path), [...(names.get(folded(path)) ?? []), path]);
  return { paths: new Set(paths), folded: names };
}

const elsewhere = 'what is committed there was not produced here';

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

async function isOneFile(folder: string, one: string, other: string): Promise<boolean> {
  const identity = async (path: string): Promise<string | undefined> => {
    const stats = await fs.lstat(join(folder, path), { bigint: true }).catch(() => undefined);
    return stats && `${stats.dev} ${stats.ino}`;
  };
  const known = await identity(one);
  return known !== undefined && known === (await identity(other));
}

/** The folder above a file, below the given one, that is a repository of its own. */
async function repositoryOnTheWay(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split('/').slice(0, -1);
  for (let count = 1; count <= parts.length; count += 1) {
    const above = parts.slice(0, count).join('/');
    const found = await fs.lstat(join(folder, above, '.git')).catch(() => undefined);
    if (found !== undefined) return above;
  }
  return undefined;
}

/**
 * The files of a folder that no commit knows: what steps of the job produced, ignored files included. A tracked file is
 * refused, so that nothing that was committed passes for something that was measured; so is what lies in another repository. Listed are
 * both where a step may have written over them, so that nobody can hide an output by committing a file in its place. Links are
 * never followed. Without a repository every file counts.
 */
function producedFiles(folder: string, repository: Repository | undefined, refused: Refused): Tree {
  const files = worktree(folder, undefined);
  return {
    ref: undefined,
    read: async (path, maxBytes) => (await refused(path)) ?? asOutput(await files.read(path, maxBytes)),
    async list() {
      if (repository === undefined) return files.list();
      const silenced = await withoutFilters(folder);
      if (!silenced.ok) return silenced;
      const ask = async (which: string): Promise<string[] | ReturnType<typeof unreadable>> => {
        const ran = await runGit(folder, [...silenced.settings, 'ls-files', '-z', which], { maxBytes: listMaxBytes });
        if (ran.code !== 0) return unreadable('the files that steps may have written could not be listed', ran);
        return ran.stdout
          .toString('utf8')
          .split('\0')
          .filter((path) => path !== '');
      };
      const [others, modified, staged] = [await ask('--others'), await ask('--modified'), await ask('--stage')];
      if (!Array.isArray(others)) return { ok: false, because: others };
      if (!Array.isArray(modified)) return { ok: false, because: modified };
      if (!Array.isArray(staged)) return { ok: false, because: staged };
      const submodules = staged.flatMap((line) => /^160000 [^\t]*\t([\s\S]+)$/.exec(line)?.[1] ?? []);
      const paths = new Set(
        [...others, ...modified].filter((path) => !path.endsWith('/') && !submodules.includes(path)),
      );
      // Git lists another repository as a folder.
      for (const inside of [
        ...others.filter((path) => path.endsWith('/')).map((path) => path.slice(0, -1)),
        ...submodules,
      ]) {
        const found: string[] = [];
        if (!(await walk(folder, inside, found).catch(isAbsent))) return { ok: false, because: tooMany(inside) };
        for (const path of found) paths.add(path);
      }
      return { ok: true, paths: [...paths].sort(byCodeUnit) };
    },
  };
}

/** Settings under which git compares files without running programs that the repository is configured to run. */
async function withoutFilters(
  folder: string,
): Promise<{ ok: true; settings: readonly string[] } | { ok: false; because: Because }> {
  const ran = await runGit(folder, ['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], {
    maxBytes: listMaxBytes,
  });
  const keys = ran.stdout.toString('utf8').split('\0').slice(0, -1);
  // 1: there is none.
  if ((ran.code !== 0 && ran.code !== 1) || keys.some((key) => key.includes('=')))
    return { ok: false, because: unreadable('the filters of the repository could not be listed', ran) };
  const filters = new Set(keys.map((key) => key.slice(0, key.lastIndexOf('.'))));
  const settings = [...filters].flatMap((filter) =>
    ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${filter}.${setting}`]),
  );
  return { ok: true, settings: ['-c', 'core.fsmonitor=false', ...settings] };
}

function asOutput(answer: Awaited<ReturnType<Tree['read']>>): Awaited<ReturnType<Tree['read']>> {
  return answer.found ? { ...answer, source: 'output' } : answer;
}

function isAbsent(error: unknown): true {
  if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return true;
  throw error;
}

function tooMany(folder: string): Because {
  const message = `the repository in ${folder} has too many files to list`;
  return { code: 'TRUNCATED', message, needs: 'a working directory without it' };
}

import { containedPath } from '../core/path.ts';
import type { Missing, Tree } from '../core/ports.ts';
import type { Scan } from '../core/scan.ts';
import { byCodeUnit, listMaxBytes, type Repository, runGit, trackedBelow, unreadable } from './git.ts';
import { worktree } from './worktree.ts';

/** What steps of the job produced, as it can be read. */
export interface Produced {
  files: Tree;
  scan: Scan;
}

export function produced(folder: string, repository: Repository | undefined): Produced {
  const refused = refusals(folder, repository);
  return {
    files: producedFiles(folder, repository, refused),
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
  return async (path) => {
    const contained = containedPath(path);
    if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
    if (repository === undefined) return undefined;
    const tracked = await (known ??= trackedBelow(folder));
    if (!tracked.ok) {
      const { because } = tracked;
      return { found: false, path, reason: 'unreadable', message: `is not read: ${because.message}`, because };
    }
    if (!tracked.paths.includes(contained.path)) return undefined;
    const message = 'is a file of the repository: what was committed was not produced here';
    return { found: false, path, reason: 'not-a-file', message };
  };
}

/**
 * The files of a folder that no commit knows: what steps of the job produced, ignored files included. A tracked file is
 * refused, so that nothing that was committed passes for something that was measured. Links are never followed. Without a repository every
 * file counts.
 */
function producedFiles(folder: string, repository: Repository | undefined, refused: Refused): Tree {
  const files = worktree(folder, undefined);
  return {
    ref: undefined,
    read: async (path, maxBytes) => (await refused(path)) ?? asOutput(await files.read(path, maxBytes)),
    async list() {
      if (repository === undefined) return files.list();
      const ran = await runGit(folder, ['ls-files', '-z', '--others'], { maxBytes: listMaxBytes });
      if (ran.code !== 0)
        return { ok: false, because: unreadable('the files that are not tracked could not be listed', ran) };
      // A repository in the repository is listed as a folder.
      const paths = ran.stdout.toString('utf8').split('\0');
      return { ok: true, paths: paths.filter((path) => path !== '' && !path.endsWith('/')).sort(byCodeUnit) };
    },
  };
}

function asOutput(answer: Awaited<ReturnType<Tree['read']>>): Awaited<ReturnType<Tree['read']>> {
  return answer.found ? { ...answer, source: 'output' } : answer;
}

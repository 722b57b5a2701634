import { containedPath } from '../core/path.ts';
import type { Tree } from '../core/ports.ts';
import type { Scan } from '../core/scan.ts';
import { byCodeUnit, listMaxBytes, type Repository, runGit, trackedBelow, unreadable } from './git.ts';
import { worktree } from './worktree.ts';

/** What steps of the job produced, as it can be read. */
export interface Produced {
  files: Tree;
  scan: Scan;
}

export function produced(folder: string, repository: Repository | undefined): Produced {
  const files = producedFiles(folder, repository);
  return {
    files,
    scan: async (scan, parameters, source, limits) =>
      (await import('./scan-file.ts')).scanFile(folder, files, scan, parameters, source, limits),
  };
}

/**
 * The files of a folder that no commit knows: what steps of the job produced, ignored files included. A tracked file is
 * refused, so that nothing that was committed passes for something that was measured. Links are never followed. Without a repository every
 * file counts.
 */
function producedFiles(folder: string, repository: Repository | undefined): Tree {
  const files = worktree(folder, undefined);
  if (repository === undefined) return { ...files, read: async (...asked) => asOutput(await files.read(...asked)) };
  let known: ReturnType<typeof trackedBelow> | undefined;
  return {
    ref: undefined,
    async read(path, maxBytes) {
      const contained = containedPath(path);
      if (!contained.ok) return { found: false, path, reason: 'outside', message: contained.message };
      const tracked = await (known ??= trackedBelow(folder));
      if (!tracked.ok) {
        const { because } = tracked;
        return { found: false, path, reason: 'unreadable', message: `is not read: ${because.message}`, because };
      }
      if (tracked.paths.includes(contained.path)) {
        const message = 'is a file of the repository: what was committed was not produced here';
        return { found: false, path, reason: 'not-a-file', message };
      }
      return asOutput(await files.read(contained.path, maxBytes));
    },
    async list() {
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

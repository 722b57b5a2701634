import type { Because } from '../core/errors.ts';
import type { Ran } from './exec.ts';
import { byCodeUnit, listMaxBytes, runGit, unreadable } from './git.ts';

/**
 * The tracked files of a work tree that are not what its commit says, by path; those count too that git was told not to look at. The folder
 * is the top of the repository.
 */
export async function changedTracked(
  top: string,
): Promise<{ ok: true; paths: readonly string[] } | { ok: false; because: Because }> {
  const ask = (...args: string[]): Promise<Ran> =>
    runGit(top, ['-c', 'core.fsmonitor=false', ...args], { maxBytes: listMaxBytes });
  const [status, flagged] = await Promise.all([
    ask('status', '--porcelain=v1', '-z', '--untracked-files=no', '--ignore-submodules=none', '--no-renames'),
    ask('ls-files', '-v', '-z'),
  ]);
  const failed = [status, flagged].find(({ code }) => code !== 0);
  if (failed !== undefined)
    return { ok: false, because: unreadable('git could not say whether tracked files are changed', failed) };
  const entries = (stdout: Buffer): string[] =>
    stdout
      .toString('utf8')
      .split('\0')
      .filter((entry) => entry !== '');
  const changed = entries(status.stdout).map((entry) => entry.slice(3));
  const unseen = entries(flagged.stdout).flatMap((entry) => (/^[a-zS] /.test(entry) ? [entry.slice(2)] : []));
  return { ok: true, paths: [...new Set([...changed, ...unseen])].sort(byCodeUnit) };
}

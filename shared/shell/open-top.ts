import { resolve } from 'node:path';
import { openRepository, type Repository } from '../adapters/git.ts';
import { worktree } from '../adapters/worktree.ts';
import { GovernanceError } from '../core/errors.ts';
import type { Tree } from '../core/ports.ts';

/**
 * The repository whose top a folder is, with its files. BAD_INPUT where there is none, or where it is a folder inside of one. `refused` says
 * what cannot be done then, and what to do.
 */
export async function openTop(
  { folder: named, cwd }: { folder: string; cwd: string },
  refused: { says: string; hint: string },
): Promise<{ folder: string; repository: Repository; tree: Tree }> {
  const folder = resolve(cwd, named);
  const opened = await openRepository(folder);
  if (!opened.ok)
    throw new GovernanceError('BAD_INPUT', `${named} ${refused.says}: ${opened.message}`, { hint: refused.hint });
  const { repository } = opened;
  if (repository.prefix !== '')
    throw new GovernanceError('BAD_INPUT', `${named} is not the top of its repository, which is ${repository.top}`, {
      hint: 'run it there: workflows and the configuration that counts lie at the top',
    });
  return { folder, repository, tree: worktree(folder, repository) };
}

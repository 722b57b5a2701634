import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder with the files of real repositories; without it these tests must fail, not be skipped. */
function folder(): string {
  const path = process.env['RELEASE_GOVERNANCE_DATA'];
  if (path === undefined || path === '')
    throw new Error('RELEASE_GOVERNANCE_DATA must name the folder with the real repositories');
  return path;
}

/** A file of a repository at a commit: `saagar210-AssistSupport`, `f753355`, path. */
export function realFile(repository: string, commit: string, path: string): Buffer {
  return readFileSync(realPath(repository, commit, path));
}

/** Where a file of a repository at a commit lies, if it is there. */
export function realPath(repository: string, commit: string, path: string): string {
  return join(folder(), repository, commit, path);
}

/** The names of the files in a folder of a repository at a commit, sorted. */
export function realNames(repository: string, commit: string): string[] {
  return readdirSync(join(folder(), repository, commit)).sort();
}

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { FileContent, TestRepository } from '../../../support/git-repository.ts';

/** One commit of the history: what it does to the one before, and what is to be said of it. */
export interface Step {
  name: string;
  /** Files that it writes; null deletes. */
  files?: Record<string, FileContent>;
  /** What else it does, before the files are written. */
  act?: (repository: TestRepository) => void;
  /** Commits by itself, in place of files and act. */
  merge?: (repository: TestRepository) => void;
  /** `rule group[/fact]` of what failed; none: everything passed. */
  findings: readonly string[];
  /** Of what nobody can tell. */
  unverified?: readonly string[];
}

/** Sets the permission bits of a file. */
export const mode = (path: string, bits: number) => (repository: TestRepository) =>
  chmodSync(join(repository.folder, path), bits);

/** Makes the commit of a step, and gives its id. */
export function commitStep(repository: TestRepository, { files = {}, act, merge }: Step): string {
  if (merge !== undefined) {
    merge(repository);
    return repository.git('rev-parse', 'HEAD');
  }
  act?.(repository);
  return repository.commit(files);
}

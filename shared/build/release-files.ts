import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './package.ts';
import { releaseProblems, type VersionedTexts } from './release-texts.ts';

/** The files in which a version stands, as they are in the work tree. */
export function versionedTexts(): VersionedTexts {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return {
    'package.json': read('package.json'),
    'package-lock.json': read('package-lock.json'),
    'CHANGELOG.md': read('CHANGELOG.md'),
  };
}

/** Throws why the work tree cannot be released as this version. */
export function mustBeReleasable(version: string): void {
  const problems = releaseProblems(versionedTexts(), version, readdirSync(join(root, 'test', 'golden')));
  if (problems.length > 0) throw new Error(`this commit is not ${version}:\n  ${problems.join('\n  ')}`);
}

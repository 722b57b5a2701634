import type { Versions } from './semver-library.ts';
import type { Ranges } from './semver-range-library.ts';

/** Loads the library when it is first needed. */
export async function loadVersions(): Promise<Versions> {
  const { versions } = await import('./semver-library.ts');
  return versions;
}

/** The part of the library that knows ranges: more code, which few need. */
export async function loadRanges(): Promise<Ranges> {
  const { ranges } = await import('./semver-range-library.ts');
  return ranges;
}

import type { Versions } from './semver-library.ts';

/** Loads the library when it is first needed. */
export async function loadVersions(): Promise<Versions> {
  const { versions } = await import('./semver-library.ts');
  return versions;
}

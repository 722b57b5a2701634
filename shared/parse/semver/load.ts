import type { Ranges } from './ranges.ts';
import type { Versions } from './versions.ts';

/** Loads the library when it is first needed. */
export async function loadVersions(): Promise<Versions> {
  const { versions } = await import('./versions.ts');
  return versions;
}

/** The part of the library that knows ranges: more code, which few need. */
export async function loadRanges(): Promise<Ranges> {
  const { ranges } = await import('./ranges.ts');
  return ranges;
}

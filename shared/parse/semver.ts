/** Judgements about semantic versions (semver.org 2.0.0); a leading `v` does not count. */
export interface Versions {
  /** Whether both are versions of the same precedence; build metadata does not count. */
  same: (a: string, b: string) => boolean;
  isPreRelease: (version: string) => boolean;
  /** Whether both are versions and `a` comes after `b`. */
  isNewer: (a: string, b: string) => boolean;
}

/** Loads the library when it is first needed. */
export async function loadVersions(): Promise<Versions> {
  const { versions } = await import('./semver-library.ts');
  return versions;
}

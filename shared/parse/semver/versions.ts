import eq from 'semver/functions/eq.js';
import gt from 'semver/functions/gt.js';
import prerelease from 'semver/functions/prerelease.js';
import valid from 'semver/functions/valid.js';

/** Judgements about semantic versions (semver.org 2.0.0); a leading `v` does not count. */
export interface Versions {
  /** Whether both are versions of the same precedence; build metadata does not count. */
  same: (a: string, b: string) => boolean;
  isPreRelease: (version: string) => boolean;
  /** Whether both are versions and `a` comes after `b`. */
  isNewer: (a: string, b: string) => boolean;
}

/** By the functions that are used: the whole library is twice as large. */
export const versions: Versions = {
  same: (a, b) => a === a.trim() && b === b.trim() && valid(a) !== null && valid(b) !== null && eq(a, b),
  isPreRelease: (version) => prerelease(version) !== null,
  isNewer: (a, b) => valid(a) !== null && valid(b) !== null && gt(a, b),
};

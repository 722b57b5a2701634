import eq from 'semver/functions/eq.js';
import gt from 'semver/functions/gt.js';
import prerelease from 'semver/functions/prerelease.js';
import valid from 'semver/functions/valid.js';
import type { Versions } from './semver.ts';

/** By the functions that are used: the whole library is twice as large. */
export const versions: Versions = {
  same: (a, b) => a === a.trim() && b === b.trim() && valid(a) !== null && valid(b) !== null && eq(a, b),
  isPreRelease: (version) => prerelease(version) !== null,
  isNewer: (a, b) => valid(a) !== null && valid(b) !== null && gt(a, b),
};

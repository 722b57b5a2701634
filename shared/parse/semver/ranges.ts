import compare from 'semver/functions/compare.js';
import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import validRange from 'semver/ranges/valid.js';

/** Judgements about ranges of semantic versions, as npm writes them (`^2.1.0`, `>=2 <4`); a leading `v` of a version does not count. */
export interface Ranges {
  isRange: (text: string) => boolean;
  isVersion: (text: string) => boolean;
  /** Whether a version is in a range; pre-releases count by their precedence alone when they are allowed, else never. */
  inRange: (version: string, range: string, preReleases: boolean) => boolean;
  /** Negative when `a` comes before `b`; both must be versions. */
  order: (a: string, b: string) => number;
}

/** By the functions that are used: the whole library is twice as large. */
export const ranges: Ranges = {
  isRange: (text) => text.trim() !== '' && validRange(text) !== null,
  isVersion: (text) => text === text.trim() && valid(text) !== null,
  inRange: (version, range, preReleases) =>
    satisfies(version, range, { includePrerelease: preReleases }) &&
    (preReleases || !version.replace(/\+.*$/s, '').includes('-')),
  order: (a, b) => compare(a, b),
};

import { isCommitId, isSha256 } from '../core/hash-form.ts';
import { isCalendarDay } from '../core/time.ts';
import { isRepository } from './repository.ts';

export type FormatName = 'tag' | 'semver' | 'commit' | 'sha256' | 'date' | 'repository' | 'url';

/** `describes` completes "expected …" in a message. */
export interface Format {
  matches(value: string): boolean;
  describes: string;
}

const core = String.raw`(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)`;
const preRelease = String.raw`(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?`;
const build = String.raw`(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?`;
const tag = new RegExp(`^v${core}${preRelease}$`);
const semver = new RegExp(`^${core}${preRelease}${build}$`);

/** The forms that a field of a contract document can have. Each `matches` takes the whole value, without trimming. */
export const formats: Readonly<Record<FormatName, Format>> = {
  tag: {
    matches: (value) => tag.test(value),
    describes: 'a release tag such as v1.2.3 or v1.2.3-rc.1',
  },
  semver: {
    matches: (value) => semver.test(value),
    describes: 'a semantic version such as 1.2.3 or 1.2.3-rc.1',
  },
  commit: {
    matches: isCommitId,
    describes: 'a full commit id: 40 (or, for SHA-256 repositories, 64) lower-case hexadecimal digits',
  },
  sha256: {
    matches: isSha256,
    describes: 'a SHA-256: 64 lower-case hexadecimal digits',
  },
  date: {
    matches: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDay(value),
    describes: 'a calendar day as YYYY-MM-DD',
  },
  repository: {
    matches: isRepository,
    describes: 'a repository as owner/name, or its https or ssh URL',
  },
  url: {
    matches: isUrl,
    describes: 'an http or https URL',
  },
};

/** Absolute, with a host, and written without white space, which the URL parser would drop silently. */
function isUrl(value: string): boolean {
  return /^https?:\/\/[^\s/\\]/i.test(value) && !/[\s\p{C}]/u.test(value) && URL.canParse(value);
}

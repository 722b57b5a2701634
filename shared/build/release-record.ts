/** The newest release, as .github/release.json says it: documents pin to it. */
export interface ReleaseRecord {
  /** The commit, in full. */
  sha: string;
  /** `v1.2.3`. */
  tag: string;
}

/** Reads the record. Throws for anything but a full commit and the tag of a version. */
export function parseReleaseRecord(text: string): ReleaseRecord {
  const { sha, tag, ...rest } = JSON.parse(text) as Record<string, unknown>;
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
    throw new Error('.github/release.json: sha is no full commit');
  if (typeof tag !== 'string' || !/^v\d+\.\d+\.\d+$/.test(tag))
    throw new Error('.github/release.json: tag is none of a version');
  if (Object.keys(rest).length > 0)
    throw new Error(`.github/release.json: ${Object.keys(rest).join(', ')} is not known`);
  return { sha, tag };
}

/** The record as a file. */
export function releaseRecordText(record: ReleaseRecord): string {
  const text = `${JSON.stringify({ sha: record.sha, tag: record.tag }, null, 2)}\n`;
  parseReleaseRecord(text);
  return text;
}

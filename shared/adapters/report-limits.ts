/** The largest wanted file, unpacked. */
export const maxReportBytes = 16 * 1024 * 1024;
/** The largest artifact that is downloaded. */
export const maxArchiveBytes = 64 * 1024 * 1024;
/** What all files of one archive may have together, unpacked. */
export const maxUnpackedBytes = 128 * 1024 * 1024;
export const maxArchiveEntries = 1000;
export const maxArtifacts = 1000;
/** Further workflow runs whose artifacts are read. */
export const maxRuns = 100;
/** The most files of one folder that may be reports. */
export const maxFolderFiles = 2000;
/** How many folders deep a report may lie below the folder that was named. */
export const maxFolderDepth = 6;

/** What may still be kept in memory of everything that one run collects. */
export interface Budget {
  /** Whether so many bytes more may be kept; from the first refusal on nothing is. */
  take(bytes: number): boolean;
  /** Whether something was refused. */
  spent(): boolean;
  /** A clause for what was refused. */
  readonly message: string;
}

export function createBudget(maxBytes = 256 * 1024 * 1024): Budget {
  let left = maxBytes;
  return {
    take(bytes) {
      left = bytes > left ? -1 : left - bytes;
      return left >= 0;
    },
    spent: () => left < 0,
    message: `is left out: all files together have more than the ${maxBytes} bytes that are kept`,
  };
}

/** Whether a name is that of a file that may be a report, or ends as asked for. */
export function isWanted(path: string, endings: readonly string[]): boolean {
  const name = path.toLowerCase();
  return name.endsWith('.json') || endings.some((ending) => name.endsWith(ending.toLowerCase()));
}

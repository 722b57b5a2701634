import type { Collected, CollectRequest } from '../core/collected.ts';
import type { GitHub } from '../core/ports.ts';
import type { Subject } from '../core/report.ts';

/** Where reports may lie. */
export interface CollectPlaces {
  /** Folders with report files, absolute; each with the name by which people know it. */
  folders: readonly { path: string; name: string }[];
  /** Reports that this process made before, by file name. */
  made: readonly { name: string; text: string }[];
  /** The API with the workflow's token; absent on a laptop, where there are no artifacts. */
  github?: (() => GitHub) | undefined;
}

/** Collects every file that may be a report from all places. */
export async function collect(_places: CollectPlaces, _request: CollectRequest, _subject: Subject): Promise<Collected> {
  return { files: [], problems: [] };
}

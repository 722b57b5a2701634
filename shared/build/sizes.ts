import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most bytes that the files of dist may have after gzip -9, without what is loaded for an upload only. */
export const sizeLimit = 300_000;

export interface Size {
  file: string;
  bytes: number;
  gzip: number;
  /** Counts towards the limit. */
  counted: boolean;
}

/** The size in bytes of each file of a folder and its folders, sorted by name. */
export function sizes(dist: string): Size[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const content = readFileSync(join(dist, file));
      const gzip = gzipSync(content, { level: 9 }).length;
      return { file, bytes: content.length, gzip, counted: !file.startsWith('artifact') };
    });
}

export function countedGzip(all: readonly Size[]): number {
  return all.reduce((sum, { gzip, counted }) => sum + (counted ? gzip : 0), 0);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most bytes that the code in dist may have after gzip -9, without what is loaded for an upload only. */
export const sizeLimit = 300_000;

export interface Size {
  file: string;
  bytes: number;
  gzip: number;
  /** Counts towards the limit. */
  counted: boolean;
}

/** The size in bytes of each JavaScript file of a folder, sorted by name. */
export function sizes(dist: string): Size[] {
  return readdirSync(dist)
    .filter((file) => file.endsWith('.js'))
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

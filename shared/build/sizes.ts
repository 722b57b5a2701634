import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most bytes after gzip -9 that one action may ever load, without the artifact client that an upload alone needs. */
export const sizeLimit = 300_000;

export interface Size {
  file: string;
  bytes: number;
  gzip: number;
}

/** The size in bytes of each file of a folder and its folders, sorted by name. */
export function sizes(dist: string): Size[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
    .map((file) => {
      const content = readFileSync(join(dist, file));
      return { file, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length };
    });
}

/** Everything that an entry can ever load, itself included, statically or by `import()`; the artifact client is left out. */
export function loadable(dist: string, entry: string): string[] {
  const found = new Set([entry]);
  for (const file of found) {
    const text = readFileSync(join(dist, file), 'utf8');
    for (const [, next = ''] of text.matchAll(/(?:\bfrom |\bimport |\bimport\()"\.\/([^"]+)"/g)) {
      if (!next.startsWith('artifact')) found.add(next);
    }
  }
  return [...found].sort();
}

/** The action that can load the most, and how many bytes after gzip -9 these are. */
export function largestAction(dist: string): { file: string; gzip: number } {
  const all = new Map(sizes(dist).map(({ file, gzip }) => [file, gzip]));
  const actions = [...all.keys()]
    .filter((file) => file.endsWith('.control.js'))
    .map((file) => file.replace('.control', ''));
  const totals = actions.map((file) => ({
    file,
    gzip: loadable(dist, file).reduce((sum, each) => sum + (all.get(each) ?? 0), 0),
  }));
  return totals.reduce((most, each) => (each.gzip > most.gzip ? each : most), { file: '', gzip: 0 });
}

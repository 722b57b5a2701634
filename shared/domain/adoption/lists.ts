import { posix } from 'node:path';
import type { ConfigPart, Sighting } from '../../core/adoption.ts';
import type { Json } from '../../core/json.ts';
import { parseChecksums } from '../../parse/checksums/checksums.ts';
import { type Ground, isAside } from './ground.ts';

/** The one list of checksums whose files are there is verified; of several none is chosen, and all are offered. */
export function findLists(ground: Ground): { parts: ConfigPart[]; recognised: Sighting[]; guessed: Sighting[] } {
  const guessed: Sighting[] = [];
  const fitting: { path: string; root: string; count: number }[] = [];
  for (const { path, content } of ground.sums) {
    const read = parseChecksums(content);
    if (!read.ok || read.problems.length > 0 || read.entries.length === 0) {
      const line = read.ok ? read.problems[0]?.line : read.line;
      guessed.push({ path, line, says: 'a list of checksums that cannot be read to its end' });
      continue;
    }
    const root = foldersAbove(path).find((top) =>
      read.entries.every((entry) => ground.paths.has(posix.join(top, entry.path))),
    );
    if (root === undefined)
      guessed.push({ path, says: 'a list of checksums of files that are not all in the repository' });
    else if (isAside(path)) guessed.push({ path, says: "a list of checksums, among what is not the repository's own" });
    else fitting.push({ path, root, count: read.entries.length });
  }
  const [one] = fitting;
  if (one === undefined) return { parts: [], recognised: [], guessed };
  const value = (list: { path: string; root: string }): Json => ({
    verify: { list: list.path, ...(list.root === '.' ? {} : { root: list.root }), shape: 'sha256sum' },
  });
  const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
  const about = ['Files that must be what this list says.'];
  if (fitting.length === 1) {
    const says = `checksums of ${files(one.count)} of the repository`;
    return {
      parts: [{ key: 'evidence-bundle', value: value(one), sure: true, about }],
      recognised: [{ path: one.path, says }],
      guessed,
    };
  }
  const says = `one of ${fitting.length} lists of checksums: a run verifies one, and none was chosen`;
  return {
    parts: fitting.map((list) => ({ key: 'evidence-bundle', value: value(list), sure: false, about })),
    recognised: [],
    guessed: [...guessed, ...fitting.map(({ path }) => ({ path, says }))],
  };
}

/** The top, and the folders of a file from the inside out. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.push(folder);
  return ['.', ...folders];
}

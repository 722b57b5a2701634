import { posix } from 'node:path';
import type { ConfigPart, Sighting } from '../../core/adoption.ts';
import type { Json } from '../../core/json.ts';
import { parseChecksums } from '../../parse/checksums/checksums.ts';
import type { Ground } from './ground.ts';

/** A list of checksums whose files are there is verified; of several one is, and the others are told. */
export function findLists(ground: Ground): { parts: ConfigPart[]; recognised: Sighting[]; guessed: Sighting[] } {
  const parts: ConfigPart[] = [];
  const recognised: Sighting[] = [];
  const guessed: Sighting[] = [];
  for (const { path, content } of ground.sums) {
    const read = parseChecksums(content);
    if (!read.ok || read.problems.length > 0 || read.entries.length === 0) {
      const line = read.ok ? read.problems[0]?.line : read.line;
      guessed.push({ path, line, says: 'a list of checksums that cannot be read to its end' });
      continue;
    }
    const folder = posix.dirname(path);
    const root = ['.', folder].find((top) =>
      read.entries.every((entry) => ground.paths.has(posix.join(top, entry.path))),
    );
    if (root === undefined) {
      guessed.push({ path, says: 'a list of checksums of files that are not all in the repository' });
      continue;
    }
    if (parts.length > 0) {
      guessed.push({ path, says: 'a further list of checksums: one list is verified by a run of evidence-bundle' });
      continue;
    }
    const value: Json = { verify: { list: path, ...(root === '.' ? {} : { root }), shape: 'sha256sum' } };
    parts.push({ key: 'evidence-bundle', value, sure: true, about: ['Files that must be what this list says.'] });
    const files = read.entries.length === 1 ? 'file' : 'files';
    recognised.push({ path, says: `checksums of ${read.entries.length} ${files} of the repository` });
  }
  return { parts, recognised, guessed };
}

import type { ContainerEntry } from '../../core/container.ts';
import { pathProblem } from '../../core/path.ts';
import { quote } from '../../parse/text.ts';
import { foldedName } from '../record/folded-name.ts';

/** Something wrong with what an entry is or is called: a clause that continues "the entry …". */
export interface NameProblem {
  path: string;
  message: string;
}

const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/**
 * Whether every entry can be unpacked by anybody, to the file that its path says and to no other: no links or devices, no paths that lead
 * outside, and no two paths that are one on a system where case, Unicode forms or trailing dots do not count.
 */
export function nameProblems(entries: readonly Pick<ContainerEntry, 'path' | 'kind'>[]): NameProblem[] {
  const problems: NameProblem[] = [];
  const say = (path: string, message: string): void => void problems.push({ path, message });
  const known = new Map<string, string>();
  const folded = entries.map(({ path, kind }) => ({ path, kind, same: sameName(path.replace(/\/$/, '')) }));
  for (const { path, kind, same } of folded) {
    if (kind === 'link') say(path, 'is a symbolic link: what it leads to is not part of the bundle');
    if (kind === 'other') say(path, 'is no file: a device, a socket, a pipe, or a folder with bytes of its own');
    const name = path.replace(/\/$/, '');
    const wrong = pathProblem(path) ?? foreignName(name);
    if (wrong !== undefined) say(path, wrong);
    const other = known.get(same);
    if (other === name) say(path, 'stands there twice');
    else if (other !== undefined) say(path, `is the same name as ${quote(other, 100)} on other systems`);
    else known.set(same, name);
  }
  // Sorted with the lowest character between folders, all that lies in a file follows it: no path is cut into all of its folders.
  const sorted = folded.map((entry) => ({ ...entry, key: entry.same.replaceAll('/', '\0') }));
  sorted.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  let file: (typeof sorted)[number] | undefined;
  for (const entry of sorted)
    if (file !== undefined && entry.key.startsWith(`${file.key}\0`))
      say(entry.path, `lies in ${quote(file.path, 100)}, which is a file`);
    else if (entry.kind === 'file') file = entry;
  return problems;
}

/** A path as a system sees it for which case, Unicode forms and dots or spaces at the end of a name do not count. */
export function sameName(path: string): string {
  return (
    path
      .split('/')
      // Some letters are one only as capitals: the two forms of a small sigma.
      .map((part) => foldedName(foldedName(part).toUpperCase()).replace(/[. ]+$/, ''))
      .join('/')
  );
}

function foreignName(path: string): string | undefined {
  const part = path.split('/').find((name) => reserved.test(name) || /[<>:"|?*]/.test(name) || /[. ]$/.test(name));
  return part === undefined ? undefined : `has the part ${quote(part)}, which is no file name on Windows`;
}

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
  const files = new Set<string>();
  for (const { path, kind } of entries) {
    if (kind === 'link') say(path, 'is a symbolic link: what it leads to is not part of the bundle');
    if (kind === 'other') say(path, 'is a device, a socket or a pipe');
    const name = path.replace(/\/$/, '');
    const wrong = pathProblem(path) ?? foreignName(name);
    if (wrong !== undefined) say(path, wrong);
    const folded = sameName(name);
    const other = known.get(folded);
    if (other === name) say(path, 'stands there twice');
    else if (other !== undefined) say(path, `is the same name as ${quote(other, 100)} on other systems`);
    else known.set(folded, name);
    if (kind === 'file') files.add(folded);
  }
  for (const { path } of entries) {
    const above = foldersOf(path).find((folder) => files.has(sameName(folder)));
    if (above !== undefined) say(path, `lies in ${quote(above, 100)}, which is a file`);
  }
  return problems;
}

/** A path as a system sees it for which case, Unicode forms and dots or spaces at the end of a name do not count. */
export function sameName(path: string): string {
  return path
    .split('/')
    .map((part) => foldedName(part).replace(/[. ]+$/, ''))
    .join('/');
}

function foreignName(path: string): string | undefined {
  const part = path.split('/').find((name) => reserved.test(name) || /[<>:"|?*]/.test(name) || /[. ]$/.test(name));
  return part === undefined ? undefined : `has the part ${quote(part)}, which is no file name on Windows`;
}

function foldersOf(path: string): string[] {
  const parts = path.replace(/\/$/, '').split('/');
  return parts.slice(1).map((_, count) => parts.slice(0, count + 1).join('/'));
}

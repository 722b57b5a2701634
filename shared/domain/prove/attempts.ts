import type { Untried } from '../../core/prove.ts';
import { type Share, shareOut } from './budget.ts';
import { fileFacts } from './file-facts.ts';

/** What the controls met, by paths from the top of the repository. */
export interface Met {
  /** The files that any of them read. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Files that are there and whose content none of them got: why. */
  missed: ReadonlyMap<string, 'too-large' | 'not-read'>;
  /** Archives and folders that were opened as one. */
  containers: ReadonlySet<string>;
}

/** What there is to try, in the order of the paths, and what is left alone. */
export interface Attempts {
  shares: readonly Share[];
  untried: readonly Untried[];
}

/** Larger files are not taken apart. */
export const mostBytes = 1024 * 1024;

/** At most `most` facts of the files that were read; `folder`: the working directory, which is empty or ends with a `/`. */
export function attemptsOf({ files, missed, containers }: Met, most: number, folder: string): Attempts {
  const untried: Untried[] = [];
  const leave = (path: string, count: number, why: Untried['why']): void => {
    if (count > 0) untried.push({ path: toldPath(path, folder), count, why });
  };
  const parts = inOrder(files.keys()).map((path) => {
    const content = files.get(path) ?? new Uint8Array();
    if (content.length > mostBytes) {
      leave(path, 1, 'too-large');
      return { path, mutations: [] };
    }
    const { mutations, untried: left } = fileFacts(path, content);
    for (const { count, why } of left) leave(path, count, why);
    return { path, mutations };
  });
  const unopened = (paths: Iterable<string>): string[] => inOrder(paths).filter((path) => !files.has(path));
  for (const path of unopened(missed.keys())) leave(path, 1, missed.get(path) ?? 'not-read');
  for (const path of unopened(containers)) leave(path, 1, 'opened-whole');
  const shares = shareOut(parts, most);
  for (const { path, left } of shares) leave(path, left, 'limit');
  return { shares, untried };
}

/** From the working directory, as reports say it; what lies outside of it begins with a `/`. */
export function toldPath(path: string, folder: string): string {
  return path.startsWith(folder) ? path.slice(folder.length) : `/${path}`;
}

/** By code units: the same files give the same order everywhere. */
function inOrder(paths: Iterable<string>): string[] {
  return [...paths].sort();
}

import { contractEntry, contractFiles, paths } from './contract-files.ts';
import type { PastCommit } from './memory-past.ts';
import { memoryPast } from './memory-past.ts';
import type { Files, Setup } from './world.ts';

/** A commit id that shows which one it is. */
export const id = (number: number): string => number.toString(16).padStart(40, 'c');

/** The files of one release of the contract, all in agreement. */
export function releaseFiles(minor: number): Record<string, string> {
  return contractFiles({ tag: `v2.${minor}.0`, commit: String(minor).padStart(40, '7') });
}

/** The same with a mirror that says something else than the pin. */
export function brokenFiles(minor: number): Record<string, string> {
  return { ...releaseFiles(minor), [paths.mirror]: releaseFiles(minor + 100)[paths.mirror] ?? '' };
}

/** A branch that went from v2.1.0 to v2.3.0, one commit for each. */
export const three: PastCommit[] = [
  { commit: id(3), files: releaseFiles(3) },
  { commit: id(2), files: releaseFiles(2) },
  { commit: id(1), files: releaseFiles(1) },
];

/** What a policy says of a branch to which nothing but merge commits and squashed ones come. */
export const landedSingly = { 'single-commit-landings': true };

/** A run on the newest of some commits, each of which landed by itself: a change of that commit; `files` are those of that commit unless given. */
export function retreat(
  commits: readonly PastCommit[],
  { section = {}, files = commits[0]?.files ?? {}, ...more }: Setup & { files?: Files } = {},
): Setup {
  return {
    lists: { contracts: [contractEntry] },
    base: commits[0]?.files ?? {},
    past: memoryPast(commits),
    now: '2026-11-20T12:00:00Z',
    section: { ...landedSingly, ...section },
    files,
    ...more,
  };
}

/** The same branch with a matrix that only grows: each release has a row of its own below those before it. */
export const growing: PastCommit[] = [3, 2, 1].map((minor) => {
  const rows = [1, 2, 3].filter((each) => each < minor).map((each) => matrixRow(releaseFiles(each)));
  const files = releaseFiles(minor);
  const matrix = (files[paths.matrix] ?? '').replace(/(\| --- .*\n)/, (line) => line + rows.join(''));
  return { commit: id(minor), files: { ...files, [paths.matrix]: matrix } };
});

function matrixRow(files: Readonly<Record<string, string>>): string {
  return /\| 5\.1\.0 .*\n/.exec(files[paths.matrix] ?? '')?.[0] ?? '';
}

import { isLiteral } from '../../core/glob-pattern.ts';
import type { Change } from '../../core/history.ts';

/** The changes of a unit, found by path. */
export interface ChangedPaths {
  readonly all: readonly Change[];
  /** Changes of paths that a pattern names, in the order of `all`. */
  matching(pattern: PatternMatcher): readonly Change[];
  /** The first addition that copied a path that a pattern names and that is not deleted; the copy hides no change of its own. */
  copyOf(pattern: PatternMatcher): (Change & { copiedFrom: string }) | undefined;
  /** Whether something below the path changed, so that the path is a folder. */
  isFolder(path: string): boolean;
  get(path: string): Change | undefined;
}

/** One pattern and what it names. */
export interface PatternMatcher {
  pattern: string;
  matches(path: string): boolean;
}

/** A literal pattern by itself; a glob as the port compiles it. */
export async function patternMatcher(
  pattern: string,
  compile: (globs: readonly string[]) => Promise<(path: string) => boolean>,
): Promise<PatternMatcher> {
  if (isLiteral(pattern)) return { pattern, matches: (path) => path === pattern };
  return { pattern, matches: await compile([pattern]) };
}

/** Indexes the changes once, so that literal paths cost no walk over a large change. */
export function changedPaths(all: readonly Change[]): ChangedPaths {
  const byPath = new Map(all.map((change) => [change.path, change]));
  const copies = all.filter(
    (change): change is Change & { copiedFrom: string } =>
      change.copiedFrom !== undefined && byPath.get(change.copiedFrom)?.kind !== 'deleted',
  );
  const folders = new Set<string>();
  for (const { path } of all) {
    for (
      let end = path.lastIndexOf('/');
      end > 0 && !folders.has(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1)
    )
      folders.add(path.slice(0, end));
  }
  const globbed = new Map<PatternMatcher, readonly Change[]>();
  return {
    all,
    matching(matcher) {
      if (!isLiteral(matcher.pattern)) {
        const found = globbed.get(matcher) ?? all.filter(({ path }) => matcher.matches(path));
        globbed.set(matcher, found);
        return found;
      }
      const change = byPath.get(matcher.pattern);
      return change === undefined ? [] : [change];
    },
    copyOf: (matcher) => copies.find(({ copiedFrom }) => matcher.matches(copiedFrom)),
    isFolder: (path) => folders.has(path),
    get: (path) => byPath.get(path),
  };
}

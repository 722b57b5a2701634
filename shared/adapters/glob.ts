import picomatch from 'picomatch';

/** Whether a path matches one of the globs (`*`, `**`, `?`, `{a,b}`, `[ab]`); names that begin with a dot count. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  return picomatch([...globs], { dot: true, nonegate: true });
}

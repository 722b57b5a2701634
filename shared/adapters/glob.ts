/** Whether a path matches one of the globs (`*`, `**`, `?`, `{a,b}`, `[ab]`); names that begin with a dot or hold a line break count. */
export async function globMatcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  const { default: picomatch } = await import('picomatch');
  return picomatch([...globs], { dot: true, nonegate: true, flags: 's' });
}

import type { Because } from '../../core/errors.ts';
import type { FilesContext } from './rows-file.ts';
import type { Origin } from './rows-inputs.ts';

/** The files that paths and globs name, each once, sorted; what is named twice counts once. A plain path is named whether there is such a file or not. */
export type NamedFiles =
  | { ok: true; paths: string[]; unmatched: { entry: string; because: Because }[] }
  | { ok: false; because: Because };

export async function namedFiles(ctx: FilesContext, entries: readonly string[], origin: Origin): Promise<NamedFiles> {
  if (entries.length === 0) return { ok: true, paths: [], unmatched: [] };
  const listed = origin === 'output' ? await ctx.produced.list() : await ctx.match(['**']);
  if (!listed.ok) return listed;
  const found = new Set<string>();
  const unmatched: { entry: string; because: Because }[] = [];
  for (const entry of new Set(entries)) {
    const matches = await ctx.matcher([entry]);
    const paths = listed.paths.filter(matches);
    // So that what is wrong with it is said.
    if (paths.length === 0 && !/[*?[{!(]/.test(entry)) paths.push(entry);
    for (const path of paths) found.add(path);
    if (paths.length === 0) unmatched.push({ entry, because: nothingMatches(entry, origin) });
  }
  return { ok: true, paths: [...found].sort(), unmatched };
}

function nothingMatches(entry: string, origin: Origin): Because {
  return origin === 'output'
    ? {
        code: 'NO_DATA',
        message: `no file that a step produced matches ${entry}`,
        needs: 'a step before this one that writes or downloads it, in the same job (or origin: committed)',
      }
    : {
        code: 'NO_DATA',
        message: `no file of the judged commit matches ${entry}`,
        needs: 'the file in the repository',
      };
}

import type { Mutation } from './file-facts.ts';

/** What is tried of a file, and how many of its data are left. */
export interface Share {
  path: string;
  mutations: readonly Mutation[];
  left: number;
}

/**
 * At most `most` data of all files: small files whole, of larger ones equally many, spread evenly from the first to the last, and always the
 * file itself. The same files give the same data. Files beyond the limit keep none.
 */
export function shareOut(files: readonly { path: string; mutations: readonly Mutation[] }[], most: number): Share[] {
  const wanted = files.map(({ mutations }) => mutations.length);
  const given = files.map(() => 0);
  let left = most;
  let open = files.map((_, index) => index);
  while (left > 0 && open.length > 0) {
    const each = Math.max(1, Math.floor(left / open.length));
    for (const index of open) {
      const more = Math.min(each, (wanted[index] ?? 0) - (given[index] ?? 0), left);
      given[index] = (given[index] ?? 0) + more;
      left -= more;
    }
    open = open.filter((index) => (given[index] ?? 0) < (wanted[index] ?? 0));
  }
  return files.map(({ path, mutations }, index) => {
    const mine = spread(mutations, given[index] ?? 0);
    return { path, mutations: mine, left: mutations.length - mine.length };
  });
}

/** So many of them, evenly from the first to the last; the last one alone where it is one. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (count >= all.length) return [...all];
  if (count <= 1) return count === 1 ? all.slice(-1) : [];
  const chosen = new Set(
    Array.from({ length: count }, (_, index) => Math.floor((index * (all.length - 1)) / (count - 1))),
  );
  return all.filter((_, index) => chosen.has(index));
}

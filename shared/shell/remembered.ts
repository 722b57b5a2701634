import type { Found, Missing, Tree } from '../core/ports.ts';

/** A tree that is asked once for each thing; what it is of may not change meanwhile. */
export function remembered(tree: Tree): Tree {
  const reads = new Map<string, Promise<Found | Missing>>();
  let listed: ReturnType<Tree['list']> | undefined;
  return {
    ref: tree.ref,
    read(path, maxBytes) {
      const key = `${maxBytes} ${path}`;
      const known = reads.get(key) ?? tree.read(path, maxBytes);
      reads.set(key, known);
      return known;
    },
    list: () => (listed ??= tree.list()),
  };
}
